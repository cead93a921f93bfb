//! The page about the downloadable data.

use crate::{
    dataset::{self, FIELDS},
    display::{
        figures::{Figure as _, Grouped},
        layout::{Frame, Link, PageMeta},
        sentence::Sentence,
        structured_data::Document,
    },
    pages::{Facts, crumbed_meta},
    plan::{JSON_FEED, SitePlan},
};
use askama::Template;

/// The page about the downloadable data and its fields.
#[derive(Debug, Template)]
#[template(path = "data/page.html")]
pub struct DataPage<'a> {
    /// Shared by all pages.
    pub frame: &'a Frame,
    /// Metadata.
    pub meta: PageMeta,
    /// Heading.
    pub heading: &'a str,
    /// URL of the table of all models.
    pub table: String,
    /// URL of its JSON Schema.
    pub schema: String,
    /// Who compiled the table, its number of rows and its format.
    pub compiled: String,
    /// URL of its license.
    pub license: &'a str,
    /// Its fields.
    pub fields: Vec<FieldRow<'a>>,
    /// Other data of the site.
    pub others: Vec<Link>,
}

/// A field of the table.
#[derive(Debug)]
pub struct FieldRow<'a> {
    /// Its name.
    pub name: &'static str,
    /// Its JSON type.
    pub kind: &'static str,
    /// Whether it may be `null`.
    pub is_optional: bool,
    /// Its meaning.
    pub meaning: Sentence<&'a str>,
}

/// The facts of the page: the columns of the table, its number of models, and the other data.
pub fn facts(plan: &SitePlan<'_>, facts: &mut Facts) {
    facts.add_count(plan.models.len()).add(&plan.inputs.config.site.data_license);
    for field in &FIELDS {
        facts
            .add(field.name)
            .add(field.kind)
            .add_byte(field.is_optional.into())
            .add(plan.text().by_key("field", field.name));
    }
    facts.add_byte(u8::from(plan.frame.feed.is_empty()));
}

/// The page about the data.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>) -> DataPage<'a> {
    let text = plan.text();
    let heading = text.data_heading();
    let models = text.count_models(plan.models.len());
    let fields = Grouped(FIELDS.len() as u64).show(text);
    let description = text.data_description(fields, &models, text.count_workers(plan.catalog.workers.len()));
    let title = plan.title(text.data_title());
    let mut meta = crumbed_meta(plan, title, description, "/data/", &[], heading);
    meta.json_ld = json_ld(plan, &meta.description, &meta.canonical, &meta.crumbs);
    let file = |name: &str| plan.addresses.file(name).to_string();
    let field = |field: &'static dataset::Field| FieldRow {
        name: field.name,
        kind: field.kind,
        is_optional: field.is_optional,
        meaning: Sentence(text.by_key("field", field.name)),
    };
    DataPage {
        frame: &plan.frame,
        meta,
        heading,
        table: file(dataset::FILE),
        schema: file(dataset::SCHEMA_FILE),
        compiled: text.data_compiled(models, &plan.frame.name),
        license: &plan.inputs.config.site.data_license,
        fields: FIELDS.iter().map(field).collect(),
        others: others(plan),
    }
}

fn others(plan: &SitePlan<'_>) -> Vec<Link> {
    let text = plan.text();
    let link = |name: &str, file: &str| Link { name: name.to_owned(), href: plan.addresses.file(file).to_string() };
    let mut others = vec![
        link(text.data_workers(), "workers/index.json"),
        link(text.data_sitemap(), "sitemap.xml"),
        link(text.data_llms_txt(), "llms.txt"),
    ];
    if !plan.frame.feed.is_empty() {
        others.push(Link { name: text.data_atom().to_owned(), href: plan.frame.feed.clone() });
        others.push(link(text.data_json_feed(), JSON_FEED));
    }
    others
}

/// A `Dataset` with its download, and the breadcrumbs.
fn json_ld(plan: &SitePlan<'_>, description: &str, url: &str, crumbs: &[crate::display::layout::Crumb]) -> String {
    let mut text = String::new();
    let mut document = Document::new(&mut text);
    let mut node = document.node("Dataset");
    node.text("name", plan.text().data_table());
    node.text("description", description);
    node.text("url", url);
    node.language(&plan.frame);
    node.text("license", &plan.inputs.config.site.data_license);
    node.child("creator", "Organization").text("name", &plan.frame.name);
    let mut download = node.child("distribution", "DataDownload");
    download.text("contentUrl", &plan.addresses.absolute(&plan.addresses.file(dataset::FILE)));
    download.text("encodingFormat", "application/gzip");
    drop(download);
    drop(node);
    document.breadcrumbs(crumbs, &plan.frame);
    document.end();
    text
}
