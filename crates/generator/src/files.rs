//! The files next to the pages: sitemaps, `robots.txt`, feeds, `llms.txt`.

pub mod sitemap;
pub mod robots;
pub mod feed;
pub mod llms_txt;
