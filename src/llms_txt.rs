//! `/llms.txt`: where programs that read text find what. Pure. The form is that of <https://llmstxt.org/>.

use crate::{
    config::Twin,
    dataset,
    page::{
        Shown,
        figures::{Counted, Grouped},
        markdown::Markdown,
    },
    plan::{ATOM_FEED, SitePlan},
    sitemap,
};
use askama::filters::Escaper as _;
use std::fmt::Write as _;

/// Where it stands.
pub const FILE: &str = "llms.txt";

/// The file.
#[must_use]
pub fn llms_txt(plan: &SitePlan<'_>) -> String {
    let frame = &plan.frame;
    let mut text = format!("# {}\n\n> {}\n\n", escaped(&frame.name), escaped(&plan.inputs.config.site.description));
    let counts = Shown::ALL.iter().zip(plan.counts).filter(|(_, count)| *count > 0);
    let counts: Vec<String> =
        counts.map(|(verdict, count)| format!("{}: {}", verdict.words(), Grouped(count as u64))).collect();
    let _ = writeln!(
        text,
        "{} of the Hugging Face Hub against {}. {}. Every claim names its evidence; what nothing says is written as unknown.\n",
        Counted(plan.models.len(), "model"),
        Counted(plan.catalog.workers.len(), "worker"),
        counts.join("; "),
    );
    let page = |href: &str| [&*frame.origin, href].concat();
    let file = |name: &str| plan.addresses.absolute(&plan.addresses.file(name));
    text.push_str("## Pages\n\n");
    link("All models", &page(&frame.models), "the list, most used first", &mut text);
    link("Workers", &page(&frame.workers), "what each of them loads, and what says so", &mut text);
    link("How verdicts are made", &page(&frame.methodology), "the words, the evidence, the rules", &mut text);
    for hubs in &frame.hubs {
        link(&hubs.name, &page(&hubs.href), "lists of the models that have one in common", &mut text);
    }
    text.push_str("\n## Data\n\n");
    link("All models as JSON Lines", &file(dataset::FILE), "a line for each model, packed with gzip", &mut text);
    link("Its fields", &page(&frame.data), "the meaning of every field", &mut text);
    link("Workers as JSON", &file("workers/index.json"), "the catalog", &mut text);
    if !frame.feed.is_empty() {
        link("Models that began to run", &file(ATOM_FEED), "Atom feed", &mut text);
    }
    link("Sitemap", &file(sitemap::INDEX), "every page, with what the workers make of each model", &mut text);
    push_twins(plan, &mut text);
    text
}

/// Where a model's twins stand.
fn push_twins(plan: &SitePlan<'_>, text: &mut String) {
    let Some(example) = plan.by_use.first().map(|place| &plan.models[*place as usize]) else { return };
    let twins = &plan.inputs.config.output.twins;
    if twins.is_empty() {
        return;
    }
    text.push_str(
        "\n## One model\n\nBeside the page of every model stand the same facts in other forms, for example:\n\n",
    );
    for twin in twins {
        let address = [&*plan.frame.origin, &plan.addresses.twin(&example.href, *twin)].concat();
        let form = match twin {
            Twin::Json => "as JSON",
            Twin::Markdown => "as Markdown",
        };
        link(example.assessed.metadata.id.as_str(), &address, form, text);
    }
}

fn link(name: &str, address: &str, note: &str, text: &mut String) {
    let _ = writeln!(text, "- [{}]({address}): {note}", escaped(name));
}

fn escaped(text: &str) -> String {
    let mut markdown = String::with_capacity(text.len());
    // Writing to memory does not fail.
    let _ = Markdown.write_escaped_str(&mut markdown, text);
    markdown
}
