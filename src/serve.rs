//! `serve`: serves a built site as its host would, on this machine, and follows changes.
//!
//! [`site::Site`] finds the answer for a URL from the output folder alone; [`live::Live`] holds the current site and
//! its problems; [`server`] is the HTTP server, for the names in [`hosts`] only; [`watch`] reports changed files;
//! [`checkout`] recompiles the program after a template change. The caller does the building.

// In reading order.
pub mod site;
pub mod live;
pub mod hosts;
mod connections;
pub mod server;
pub mod watch;
pub mod checkout;
