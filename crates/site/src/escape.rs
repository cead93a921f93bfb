//! Escaping for site files.

pub mod escape_scan;
pub mod xml;
