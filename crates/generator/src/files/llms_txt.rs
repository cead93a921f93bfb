//! `/llms.txt`: an overview of the site for programs that read text. Pure. The format is that of
//! <https://llmstxt.org/>.

use crate::{
    dataset,
    display::{
        figures::{Figure as _, Grouped},
        markdown::Markdown,
        verdict::Shown,
    },
    files::sitemap,
    plan::{ATOM_FEED, SitePlan},
};
use askama::filters::Escaper as _;
use site::address::{Alternate, page_path::PagePath};
use std::fmt::Write as _;

pub use site::file_names::LLMS_TXT as FILE;

/// The text of the file.
#[must_use]
pub fn llms_txt(plan: &SitePlan<'_>) -> String {
    let (frame, words) = (&plan.frame, plan.text());
    let mut text = format!("# {}\n\n> {}\n\n", escaped(&frame.name), escaped(&plan.inputs.config.site.description));
    let counts = Shown::ALL.iter().zip(plan.counts).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(verdict, count)| words.llms_txt_verdict(Grouped(count as u64).show(words), verdict.words(words)))
        .collect();
    let models = words.count_models(plan.models.len());
    let workers = words.count_workers(plan.catalog.workers.len());
    let _ = writeln!(text, "{}\n", words.llms_txt_summary(counts.join("; "), models, workers));
    let page = |href: &str| [&*frame.origin, href].concat();
    let file = |name: &str| plan.addresses.absolute(&plan.addresses.file(name));
    let _ = write!(text, "## {}\n\n", words.llms_txt_pages());
    link(words.llms_txt_all_models(), &page(&frame.models), words.llms_txt_all_models_note(), &mut text);
    link(words.frame_workers(), &page(&frame.workers), words.llms_txt_workers_note(), &mut text);
    link(words.methodology_heading(), &page(&frame.methodology), words.llms_txt_methodology_note(), &mut text);
    for topics in &frame.topics {
        link(&topics.name, &page(&topics.href), words.llms_txt_topics_note(), &mut text);
    }
    let others = plan.translations(&PagePath::home()).into_iter().filter(|of| !of.is_own);
    for (at, of) in others.enumerate() {
        if at == 0 {
            let _ = write!(text, "\n## {}\n\n", words.llms_txt_languages());
        }
        link(&of.name, &page(&of.href), words.llms_txt_language_note(), &mut text);
    }
    let _ = write!(text, "\n## {}\n\n", words.llms_txt_data());
    link(words.llms_txt_table(), &file(dataset::FILE), words.llms_txt_table_note(), &mut text);
    link(words.llms_txt_fields(), &page(&frame.data), words.llms_txt_fields_note(), &mut text);
    let workers = file("workers/index.json");
    link(words.llms_txt_workers_as_json(), &workers, words.llms_txt_workers_as_json_note(), &mut text);
    if !frame.feed.is_empty() {
        link(words.feed_title(), &file(ATOM_FEED), words.llms_txt_feed_note(), &mut text);
    }
    link(words.llms_txt_sitemap(), &file(sitemap::INDEX), words.llms_txt_sitemap_note(), &mut text);
    push_alternates(plan, &mut text);
    text
}

/// The alternates of a model.
fn push_alternates(plan: &SitePlan<'_>, text: &mut String) {
    let Some(example) = plan.by_use.first().map(|place| &plan.models[*place]) else { return };
    let alternates = &plan.inputs.config.output.alternates;
    if alternates.is_empty() {
        return;
    }
    let words = plan.text();
    let _ = write!(text, "\n## {}\n\n{}\n\n", words.llms_txt_one_model(), words.llms_txt_alternates());
    for alternate in alternates {
        let address = [&*plan.frame.origin, &plan.addresses.alternate(&example.href, *alternate)].concat();
        let form = match alternate {
            Alternate::Json => words.llms_txt_as_json(),
            Alternate::Markdown => words.llms_txt_as_markdown(),
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
