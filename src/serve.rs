//! `serve`: a built site as its host would answer, on this machine, and what has changed since.
//!
//! [`site::Site`] knows what answers an address, from the output folder alone; [`live::Live`] is the site of this
//! moment and what is wrong with it; [`server`] is HTTP, for the names in [`hosts`] alone; [`watch`] tells of changed files, and [`checkout`] makes the
//! program anew where a template changed. Who builds is the caller.

// In reading order.
pub mod site;
pub mod live;
pub mod hosts;
mod connections;
pub mod server;
pub mod watch;
pub mod checkout;
