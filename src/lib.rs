//! modelpress turns Hugging Face Hub metadata into a static site of the models that given workers can run.
//!
//! `ARCHITECTURE.md` has the picture. What a record means is decided in the `compatibility` crate; this one
//! reads snapshots, makes the site of them, proves it, and puts it where it is served.

// In reading order: a module uses only those above it.
pub mod counted;
pub mod address;
pub mod folder_lock;
pub mod real_path;
pub mod toml_file;
pub mod url_form;
pub mod reserved_stem;
pub mod host;
pub mod config;
pub mod text;
pub mod content;
pub mod snapshot;
pub mod content_type;
pub mod manifest;
pub mod headers;
pub mod select;
mod plain;
pub mod page;
pub mod paint;
pub mod plan;
pub mod dataset;
pub mod compose;
pub mod search;
pub mod xml;
pub mod sitemap;
pub mod feed;
pub mod llms_txt;
pub mod robots;
pub mod redirect;
pub mod output;
pub mod check;
pub mod stopwatch;
pub mod net;
pub mod source;
pub mod submit;
pub mod deploy;
pub mod pipeline;
pub mod serve;
pub mod cli;
