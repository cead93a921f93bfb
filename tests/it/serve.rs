//! `modelpress serve`: it answers like a host, and shows changes quickly and correctly.

mod answers;
mod changes;
mod limits;
mod process;
mod templates;

pub(crate) use process::Served;
