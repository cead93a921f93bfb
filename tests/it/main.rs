//! The one integration binary; `tests/README.md` says how to add a test.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod audit;
mod azure_server;
mod build;
mod catalog;
mod check;
mod cli;
mod config;
mod deploy;
mod docs;
mod embedded;
mod english;
mod expected;
mod fetch;
mod gcs_server;
mod hostile;
mod hub_server;
mod imports;
mod languages;
mod lax_server;
mod loopback;
mod npm;
mod output;
mod part;
mod project;
mod redirect;
mod requirement;
mod s3_server;
mod search;
mod serve;
mod service_account;
mod shared_data;
mod site;
mod sitemap;
mod sitemap_schema;
mod snapshot;
mod starter;
mod store_server;
mod submit;
mod tidy;
mod wasm;
mod web;
mod workflow;
