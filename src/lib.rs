//! modelpress turns Hugging Face Hub metadata into a static site of the models that given workers can run.
//!
//! `ARCHITECTURE.md` has the picture. What a record means is decided in the `compatibility` crate; this one
//! reads snapshots, makes the site of them, proves it, and puts it where it is served.

pub use check;
pub use durable_files as folder_lock;
pub use generator::{
    compose, config, content, dataset, feed, llms_txt, page, paint, pipeline, plan, redirect, robots, search, select,
    sitemap, stopwatch, text,
};
pub use http_client as net;
pub use locale::plural as counted;
pub use publish::{deploy, submit};
pub use site::{
    address::{reserved_stem, url_form},
    content_type,
    escape::{escape_scan as plain, xml},
    host,
    host::headers_file as headers,
    manifest, output,
};
pub use snapshot;
pub use strict_toml::{self as toml_file, redact as address};

// In reading order: a module uses only those above it.
pub mod serve;
pub mod settings;
pub mod cli;
