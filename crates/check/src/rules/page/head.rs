//! Checks the head of a page.

use crate::{
    finding::Found,
    page_summary::Canonical,
    read::{
        base::Target,
        scan::{Scan, has_word},
    },
    rules::page::{Page, links::png_size, short},
    table::Code,
};
use site::{address::origin::split_origin, file_names::NOT_FOUND};

/// Maximum length of a title that search results show in full, in characters.
const TITLE: usize = 65;
const DESCRIPTION: std::ops::RangeInclusive<usize> = 50..=160;

/// Number of bytes in which browsers look for the character set.
const CHARSET: usize = 1_024;

/// Whether the page asks search engines not to index it.
pub(super) fn is_noindex(scan: &Scan<'_>) -> bool {
    ["robots", "googlebot"].iter().any(|name| scan.meta(name).any(says_noindex))
}

fn says_noindex(content: &str) -> bool {
    content.split(',').any(|word| matches!(&*word.trim().to_ascii_lowercase(), "noindex" | "none"))
}

/// The target of an immediate refresh redirect.
pub(super) fn refresh(page: &Page<'_>) -> Option<Box<str>> {
    let mut metas = page.scan.metas.iter();
    let refresh =
        metas.find(|meta| meta.attribute("http-equiv").is_some_and(|value| value.eq_ignore_ascii_case("refresh")))?;
    let (seconds, url) = refresh.attribute("content")?.split_once([';', ','])?;
    if seconds.trim().parse::<f64>().ok()? > 5.0 {
        return None;
    }
    let url = url.trim();
    let url = if url.get(..3).is_some_and(|begin| begin.eq_ignore_ascii_case("url")) {
        url[3..].trim_start().trim_start_matches('=').trim()
    } else {
        url
    };
    let url = url.trim_matches(['"', '\'']);
    if url.starts_with('/') || split_origin(url).is_some() {
        return Some(url.into());
    }
    let folder = &page.address[..=page.address.rfind('/').unwrap_or_default()];
    Some(format!("{folder}{url}").into())
}

/// Checks everything in the head except the canonical link.
pub(super) fn check(page: &Page<'_>, found: &mut Found) {
    let scan = page.scan;
    titles(page, found);
    let lang = scan.root.and_then(|root| root.attribute("lang")).unwrap_or_default();
    if lang.trim().is_empty() {
        found.add(Code::LangMissing, "the html element has no lang");
    }
    if !has_charset(page.html) {
        found.add(Code::CharsetMissing, "no charset=utf-8 in the first 1,024 bytes");
    }
    if page.refresh.is_some() {
        return;
    }
    descriptions(page, found);
    if scan.meta("viewport").next().is_none() {
        found.add(Code::ViewportMissing, "no viewport");
    }
    for content in scan.meta("robots") {
        let is_void = |word: &str| matches!(&*word.trim().to_ascii_lowercase(), "index" | "follow" | "all" | "");
        if content.split(',').all(is_void) {
            found.add(Code::RobotsMeta, format!("`{content}`"));
        }
    }
    if page.path == NOT_FOUND && !is_noindex(scan) {
        found.add(Code::NotFoundIndexable, "it is not noindex");
    }
    if !page.is_noindex {
        open_graph(page, found);
    }
    alternates(page, found);
}

fn has_charset(html: &str) -> bool {
    let head = &html.as_bytes()[..html.len().min(CHARSET)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let rest = head.split("charset").nth(1).unwrap_or_default().trim_start();
    let rest = rest.strip_prefix('=').unwrap_or_default().trim_start().trim_start_matches(['"', '\'']);
    rest.starts_with("utf-8") || rest.starts_with("utf8")
}

fn titles(page: &Page<'_>, found: &mut Found) {
    let titles = &page.scan.titles;
    let [title] = &**titles else {
        return found.add(Code::TitleCount, format!("{} titles", titles.len()));
    };
    if title.is_empty() {
        return found.add(Code::TitleCount, "the title is empty");
    }
    let length = title.chars().count();
    let name = page.model.map(|id| id.rsplit('/').next().unwrap_or(id));
    // A longer title is allowed if it has to contain the owner to be unique.
    let forced = page.model.map_or(0, |id| id.chars().count() + 4);
    if length > TITLE.max(forced) && page.refresh.is_none() && !page.is_noindex {
        found.add(Code::TitleLength, format!("{length} characters: {}", short(title)));
    }
    if let Some(name) = name
        && !title.starts_with(name)
    {
        found.add(Code::TitleName, format!("`{}` does not begin with `{name}`", short(title)));
    }
}

fn descriptions(page: &Page<'_>, found: &mut Found) {
    let descriptions: Vec<&str> = page.scan.meta("description").collect();
    let description = match *descriptions {
        [description] if !description.trim().is_empty() => description,
        _ if page.is_noindex && descriptions.len() < 2 => return,
        _ => return found.add(Code::DescriptionCount, format!("{} descriptions", descriptions.len())),
    };
    let length = description.chars().count();
    let forced = page.model.map_or(0, |id| id.chars().count().saturating_sub(40));
    if !page.is_noindex && !(*DESCRIPTION.start()..=DESCRIPTION.end() + forced).contains(&length) {
        found.add(Code::DescriptionLength, format!("{length} characters: {}", short(description)));
    }
    // Digits in the name do not count as a figure about the model.
    let figure = |id: &str| {
        let rest = id.split('/').fold(description.to_owned(), |text, part| text.replace(part, ""));
        rest.bytes().any(|byte| byte.is_ascii_digit())
    };
    if page.model.is_some_and(|id| !figure(id)) {
        found.add(Code::DescriptionFigure, format!("no figure in `{}`", short(description)));
    }
}

/// Checks the canonical link and resolves it.
pub(super) fn canonical(page: &Page<'_>, found: &mut Found) -> Canonical {
    let links: Vec<&str> = page.scan.related("canonical").filter_map(|link| link.attribute("href")).collect();
    let href = match *links {
        [] if page.is_noindex || page.refresh.is_some() => return Canonical::None,
        [href] => href.trim(),
        [..] => {
            found.add(Code::CanonicalCount, format!("{} canonical links", links.len()));
            return Canonical::None;
        }
    };
    let Some((origin, _)) = split_origin(href) else {
        found.add(Code::CanonicalForm, format!("`{href}` is not absolute"));
        return Canonical::None;
    };
    if page.site.base.origin.as_deref().is_some_and(|own| !own.eq_ignore_ascii_case(origin)) {
        found.add(Code::CanonicalForm, format!("`{href}` is on another host"));
        return Canonical::External;
    }
    let (link, _) = page.site.resolve(href, page.from);
    let canonical = match link.target {
        Target::File(file) if file == page.file && link.fragment.is_none() && !link.has_query => Canonical::Own,
        Target::File(file) if file != page.file => Canonical::Page(file),
        _ => Canonical::Wrong,
    };
    if page.is_noindex && page.refresh.is_none() && canonical != Canonical::Own {
        found.add(Code::NoindexCanonical, format!("`{href}`"));
    } else if canonical == Canonical::Wrong && page.refresh.is_none() {
        found.add(
            Code::CanonicalElsewhere,
            format!("`{href}` is not the URL of a page; the URL of this one is `{}`", page.address),
        );
    }
    canonical
}

fn open_graph(page: &Page<'_>, found: &mut Found) {
    let scan = page.scan;
    let one = |name: &str| scan.meta(name).find(|content| !content.trim().is_empty());
    let names = ["og:title", "og:description", "og:type", "og:url", "og:image"];
    let missing: Vec<&str> = names.into_iter().filter(|name| one(name).is_none()).collect();
    if !missing.is_empty() {
        found.add(Code::OpenGraphMissing, missing.join(", "));
    }
    let canonical = scan.related("canonical").next().and_then(|link| link.attribute("href"));
    if let (Some(url), Some(canonical)) = (one("og:url"), canonical)
        && url.trim() != canonical.trim()
    {
        found.add(Code::OpenGraphUrl, format!("`{url}` is not `{canonical}`"));
    }
    let Some(image) = one("og:image") else { return };
    if split_origin(image).is_none() {
        return found.add(Code::OpenGraphImage, format!("`{image}` is not absolute"));
    }
    let (link, _) = page.site.resolve(image, page.from);
    let stated = |name: &str| one(name).and_then(|text| text.trim().parse::<u32>().ok());
    match link.target {
        Target::External | Target::Above => {}
        Target::File(file) => {
            let size = png_size(page.site, file);
            let stated = stated("og:image:width").zip(stated("og:image:height"));
            if let (Some(size), Some(stated)) = (size, stated)
                && size != stated
            {
                let message = format!("`{image}` has {} × {}, not {} × {}", size.0, size.1, stated.0, stated.1);
                found.add(Code::OpenGraphImage, message);
            }
        }
        _ => found.add(Code::OpenGraphImage, format!("`{image}` does not exist")),
    }
}

fn alternates(page: &Page<'_>, found: &mut Found) {
    for link in &page.scan.links {
        let is_other = has_word(link.attribute("rel"), "alternate") && link.attribute("hreflang").is_none();
        if !is_other && !has_word(link.attribute("rel"), "describedby") {
            continue;
        }
        let Some(href) = link.attribute("href") else { continue };
        if matches!(page.site.resolve(href, page.from).0.target, Target::Missing | Target::Moved(_)) {
            found.at(Code::Alternate, link.line, format!("`{href}` does not exist"));
        }
    }
}
