//! The one integration binary; `tests/README.md` says how to add a test.

mod cli;
mod requirement;
mod shared_data;
mod snapshot;
mod starter;
mod tidy;
mod wasm;
