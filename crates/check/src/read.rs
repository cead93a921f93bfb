//! Parsers for the files of a site. They report only problems within a single file.

// In reading order: later modules use earlier ones.
pub mod dom;
pub mod scan;
pub mod xml;
pub mod files;
pub mod base;
pub mod unpack;
pub mod robots_txt;
pub mod redirects_file;
pub mod headers_file;
pub mod sitemaps;
