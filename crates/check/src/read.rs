//! Parsers of what lies in a site's folder. They judge only the form of a single file.

// In reading order.
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
