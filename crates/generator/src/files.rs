//! The files around the pages: sitemaps, `robots.txt`, the feed, `llms.txt`.

pub mod sitemap;
pub mod robots;
pub mod feed;
pub mod llms_txt;
