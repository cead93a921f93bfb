//! The page about the data that can be downloaded.

use super::crumbed_meta;
use crate::{
    dataset::{self, FIELDS},
    page::{
        Link,
        data::{DataPage, FieldRow},
        figures::Counted,
        sentence::Sentence,
        structured_data::Document,
    },
    plan::{JSON_FEED, SitePlan},
};

/// The page about the data.
#[must_use]
pub fn page<'a>(plan: &'a SitePlan<'_>) -> DataPage<'a> {
    let heading = "Data";
    let rows = Counted(plan.models.len(), "model").to_string();
    let workers = Counted(plan.catalog.workers.len(), "worker");
    let description = format!(
        "What each of {workers} makes of {rows} of the Hugging Face Hub, as one table to download, with the meaning of its {} fields.",
        FIELDS.len()
    );
    let title = format!("The compatibility table as data | {}", plan.frame.name);
    let mut meta = crumbed_meta(plan, title, description, "/data/", &[], heading);
    meta.json_ld = json_ld(plan, &meta.description, &meta.canonical, &meta.crumbs);
    let file = |name: &str| plan.addresses.file(name).to_string();
    let field = |field: &dataset::Field| FieldRow {
        name: field.name,
        kind: field.kind,
        is_optional: field.is_optional,
        meaning: Sentence(field.meaning),
    };
    DataPage {
        frame: &plan.frame,
        meta,
        heading,
        table: file(dataset::FILE),
        schema: file(dataset::SCHEMA_FILE),
        rows,
        license: &plan.inputs.config.site.data_license,
        fields: FIELDS.iter().map(field).collect(),
        others: others(plan),
    }
}

fn others(plan: &SitePlan<'_>) -> Vec<Link> {
    let link = |name: &str, file: &str| Link { name: name.to_owned(), href: plan.addresses.file(file).to_string() };
    let mut others = vec![
        link("The workers as JSON", "workers/index.json"),
        link("The sitemap, with what the workers make of each model", "sitemap.xml"),
        link("Where programs find what (llms.txt)", "llms.txt"),
    ];
    if !plan.frame.feed.is_empty() {
        others.push(Link { name: "Models that began to run, as Atom".to_owned(), href: plan.frame.feed.clone() });
        others.push(link("Models that began to run, as JSON Feed", JSON_FEED));
    }
    others
}

/// A `Dataset` with its download, and the breadcrumbs.
fn json_ld(plan: &SitePlan<'_>, description: &str, url: &str, crumbs: &[crate::page::Crumb]) -> String {
    let mut text = String::new();
    let mut document = Document::new(&mut text);
    let mut node = document.node("Dataset");
    node.text("name", "The table of models");
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
