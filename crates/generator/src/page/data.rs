//! The page about the data that can be downloaded.

use crate::page::{Frame, Link, PageMeta, sentence::Sentence};
use askama::Template;

/// What can be downloaded, and what its fields mean.
#[derive(Debug, Template)]
#[template(path = "data/page.html")]
pub struct DataPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Head.
    pub meta: PageMeta,
    /// Heading.
    pub heading: &'a str,
    /// The table of all models.
    pub table: String,
    /// Its JSON Schema.
    pub schema: String,
    /// Who made it, how many rows it has, and how they are written.
    pub compiled: String,
    /// Address of its license.
    pub license: &'a str,
    /// Its fields.
    pub fields: Vec<FieldRow<'a>>,
    /// Other forms of what the site says.
    pub others: Vec<Link>,
}

/// A field of the table.
#[derive(Debug)]
pub struct FieldRow<'a> {
    /// Its name.
    pub name: &'static str,
    /// Its type in JSON.
    pub kind: &'static str,
    /// Whether it may be `null`.
    pub is_optional: bool,
    /// What it says.
    pub meaning: Sentence<&'a str>,
}
