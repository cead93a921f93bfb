//! Readers for settings values with a format of their own.

use compatibility::{compatibility::Verdict, model_kind::ModelKind};
use site::address::Alternate;
use strict_toml::{FromText, Kind, Names, Node, Reader, Report};
use url::Url;

/// Reads scheme, host and an optional port.
pub(super) struct BaseUrl;

impl BaseUrl {
    const WHAT: &str = "a URL: `http://` or `https://` and a host";
}

impl Reader for BaseUrl {
    type Value = String;

    fn kind() -> Kind {
        Kind::Value(Self::WHAT.to_owned())
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<String> {
        let url = Url::parse(node.text(Self::WHAT, report)?.trim()).ok();
        let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) else {
            node.expected(Self::WHAT, report);
            return None;
        };
        let is_host_alone = url.username().is_empty() && url.password().is_none();
        if !is_host_alone || url.query().is_some() || url.fragment().is_some() {
            node.expected("scheme, host and port, and nothing else", report);
            return None;
        }
        if url.path() != "/" {
            let text = format!("{} has a path, {:?}, which belongs in `base-path`", node.name(), url.path());
            let right = format!(
                "write `base-url = \"{}\"` and `base-path = \"{}\"`",
                url.origin().ascii_serialization(),
                url.path().trim_end_matches('/')
            );
            report.add_with_hint(node.start(), text, Some(right));
            return None;
        }
        Some(url.origin().ascii_serialization())
    }
}

/// Reads a file path; empty text is `None`.
pub(super) struct FileName;

impl FromText for FileName {
    type Value = String;

    const WHAT: &'static str = "a file path";

    fn from_text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}

/// Reads folders, each preceded by a slash: `/shop/models`; empty text is `None`.
pub(super) struct BasePath;

impl FromText for BasePath {
    type Value = String;

    const WHAT: &'static str = "a folder path, such as `/shop/models`: letters, digits, `-`, `_`, `.` and `~`";

    fn from_text(text: &str) -> Option<String> {
        let parts = text.trim().split('/').filter(|part| !part.is_empty());
        let is_plain = |part: &str| {
            let is_dots = matches!(part, "." | "..");
            !is_dots && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte))
        };
        parts.clone().all(is_plain).then(|| parts.flat_map(|part| ["/", part]).collect())
    }
}

/// Reads a verdict that can earn a page.
pub(super) struct PageVerdict;

impl Names for PageVerdict {
    type Value = Verdict;

    const WHAT: &'static str = "verdict that earns a page";

    fn names() -> Vec<&'static str> {
        vec![Verdict::Runs.as_str(), Verdict::Planned.as_str()]
    }

    fn named(name: &str) -> Option<Verdict> {
        [Verdict::Runs, Verdict::Planned].into_iter().find(|verdict| verdict.as_str() == name)
    }
}

/// Reads a [`ModelKind`].
pub(super) struct KindName;

impl Names for KindName {
    type Value = ModelKind;

    const WHAT: &'static str = "kind";

    fn names() -> Vec<&'static str> {
        ModelKind::ALL.iter().map(|kind| kind.as_str()).collect()
    }

    fn named(name: &str) -> Option<ModelKind> {
        ModelKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Reads alternates, sorted and without duplicates.
pub(super) struct Alternates;

impl Reader for Alternates {
    type Value = Vec<Alternate>;

    fn kind() -> Kind {
        Vec::<Alternate>::kind()
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Vec<Alternate>> {
        let mut alternates = Vec::<Alternate>::read(node, report)?;
        alternates.sort_unstable();
        alternates.dedup();
        Some(alternates)
    }
}
