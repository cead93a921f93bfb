//! Escaping of texts for the files of a site.

pub mod escape_scan;
pub mod xml;
