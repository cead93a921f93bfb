//! `modelpress build` as its users see it: what is written, what is left alone, and what is always true.

mod bugs;
mod changes;
mod downloads;
mod folder;
mod hosting;
mod hostile;
mod topics;
mod large;
mod pictures;
mod reach;
mod said;
mod alternates;
mod whole;

pub(crate) use large::records;
pub(crate) use whole::{assert_links, indexable, locs};
