//! Checks the body of a page: parse errors, headings, landmarks, executable markup, images, commands.

use crate::{
    finding::Found,
    read::{base::Target, dom::Dom},
    rules::page::{Page, short},
    table::Code,
};

/// Maximum number of parse errors reported per page. A page broken near its start has hundreds.
const MOST: usize = 5;

/// Reports the errors the parser recovered from.
pub(super) fn errors(dom: &Dom, html: &str, found: &mut Found) {
    if !dom.has_doctype {
        found.add(Code::DoctypeMissing, "it does not begin with <!doctype html>");
    }
    // The parser's first error is the missing doctype, which was just reported.
    let told = usize::from(!dom.has_doctype);
    let lines = html.lines().count() > 1;
    for (line, message) in dom.errors.iter().skip(told).take(MOST) {
        let message = short(message);
        if lines { found.at(Code::ParseError, *line, message) } else { found.add(Code::ParseError, message) }
    }
}

pub(super) fn check(page: &Page<'_>, found: &mut Found) {
    headings(page, found);
    ids(page, found);
    markup(page, found);
    images(page, found);
    commands(page, found);
}

fn headings(page: &Page<'_>, found: &mut Found) {
    let headings = &page.scan.headings;
    let h1s: Vec<&str> = headings.iter().filter(|(level, ..)| *level == 1).map(|(.., text)| &**text).collect();
    match (&*h1s, page.model) {
        ([""], _) => found.add(Code::H1Count, "the h1 is empty"),
        ([h1], Some(id)) => {
            let name = id.rsplit('/').next().unwrap_or(id);
            if *h1 != name && *h1 != id {
                found.add(Code::H1Name, format!("`{}` is not `{name}`", short(h1)));
            }
        }
        ([_], None) => {}
        (h1s, _) => found.add(Code::H1Count, format!("{} h1 elements", h1s.len())),
    }
    let mut last = 0;
    for (level, line, text) in headings {
        // Headings before the first h1 may belong to the site's frame.
        if last > 0 && *level > last + 1 {
            found.at(Code::HeadingSkip, *line, format!("h{level} after h{last}: {}", short(text)));
        }
        last = *level;
    }
    if page.scan.mains != 1 {
        found.add(Code::MainCount, format!("{} main elements", page.scan.mains));
    }
}

fn ids(page: &Page<'_>, found: &mut Found) {
    let mut ids: Vec<&str> = page.scan.ids.iter().filter(|(_, line)| *line > 0).map(|(id, _)| *id).collect();
    ids.sort_unstable();
    for equal in ids.chunk_by(|a, b| a == b).filter(|equal| equal.len() > 1) {
        found.add(Code::DuplicateId, format!("`{}` occurs {} times", short(equal[0]), equal.len()));
    }
}

fn markup(page: &Page<'_>, found: &mut Found) {
    for (line, what) in page.scan.handlers.iter().take(MOST) {
        found.at(Code::UnsafeMarkup, *line, format!("`{}`", short(what)));
    }
    for (element, address) in &page.scan.frames {
        if matches!(page.site.resolve(address, page.from).0.target, Target::External | Target::Other) {
            let message = format!("`{}` of `{}`", element.name(), short(address));
            found.at(Code::UnsafeMarkup, element.line, message);
        }
    }
    if page.site.key(page.file).is_some() {
        for (line, _) in page.scan.inline_scripts.iter().take(MOST) {
            found.at(Code::InlineScript, *line, "a script in the page");
        }
    }
}

fn images(page: &Page<'_>, found: &mut Found) {
    for image in &page.scan.images {
        let missing: Vec<&str> =
            ["width", "height", "alt"].into_iter().filter(|name| image.attribute(name).is_none()).collect();
        if !missing.is_empty() {
            let src = image.attribute("src").unwrap_or_default();
            let message = format!("no {} at `{}`", missing.join(", "), short(src));
            found.at(Code::ImageAttributes, image.line, message);
        }
    }
}

/// Checks the shell commands on a model page.
fn commands(page: &Page<'_>, found: &mut Found) {
    let Some(id) = page.model else { return };
    for (line, block) in &page.scan.blocks {
        for command in block.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let Some(words) = shlex::split(command) else {
                found.at(Code::CommandForm, *line, format!("no shell reads `{}`", short(command)));
                continue;
            };
            let names_it = words.iter().any(|word| word.contains(id));
            if !names_it {
                found.at(Code::CommandForm, *line, format!("`{}` does not name {id}", short(command)));
            }
            let is_file = |word: &&String| [".gguf", ".safetensors", ".bin"].iter().any(|end| word.ends_with(end));
            for file in words.iter().filter(is_file) {
                let name = file.rsplit('/').next().unwrap_or(file);
                if page.scan.text.matches(name).count() < 2 {
                    found.at(Code::CommandForm, *line, format!("the page lists no file `{}`", short(name)));
                }
            }
        }
    }
}
