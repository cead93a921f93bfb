//! The one integration binary; `tests/README.md` says how to add a test.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod audit;
mod build;
mod catalog;
mod check;
mod cli;
mod config;
mod deploy;
mod docs;
mod fetch;
mod hub_server;
mod languages;
mod loopback;
mod npm;
mod output;
mod project;
mod redirect;
mod requirement;
mod s3_server;
mod search;
mod serve;
mod shared_data;
mod site;
mod sitemap;
mod sitemap_schema;
mod snapshot;
mod starter;
mod submit;
mod tidy;
mod wasm;
mod web;
mod workflow;
