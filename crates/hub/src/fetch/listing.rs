//! Requests pages of `GET /api/models`, finds the next page, and validates responses.

use super::record::{Page, read_page};
use http_client::{Client, Rejection, Reply, Request, Trouble};
use jiff::Timestamp;
use std::cell::Cell;
use url::Url;

/// Smallest page size to fall back to when larger pages fail.
const SMALLEST_PAGE: u64 = 10;

/// Path of the listing on the Hub.
const HUB_API: &str = "/api/models";

/// Sort order of a listing. The Hub returns 400 for all other orders (`recent`, `trending`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// Newest repository first. Changes during the listing do not move a model.
    CreatedAt,
    /// Last modified first.
    LastModified,
    /// Most downloaded first.
    Downloads,
}

impl Sort {
    fn as_str(self) -> &'static str {
        match self {
            Self::CreatedAt => "createdAt",
            Self::LastModified => "lastModified",
            Self::Downloads => "downloads",
        }
    }
}

/// The result of a page request.
pub(super) enum Answer {
    /// A page.
    Page(Box<Listed>),
    /// A 400 and its message.
    BadRequest(Box<http_client::Error>, String),
}

/// A page and its headers.
pub(super) struct Listed {
    /// The records.
    pub page: Page,
    /// URL of the next page, always below the endpoint.
    pub next: Option<Url>,
    /// Whether the link to the next page names another host, as on a mirror that copies the Hub's headers. Such a
    /// server does not get the token again.
    pub is_mirror: bool,
    /// The server's time, from the `Date` header.
    pub date: Option<Timestamp>,
}

/// The API URL of a Hub: `/api/models` below the endpoint.
#[must_use]
pub(super) fn api(endpoint: &Url) -> Url {
    let mut url = endpoint.clone();
    url.set_query(None);
    url.set_path(&format!("{}/api/models", endpoint.path().trim_end_matches('/')));
    url
}

/// The URL of the first page of a listing.
#[must_use]
pub(super) fn first_page(endpoint: &Url, walk: &str, sort: Sort, expand: &[String], page_size: u64) -> Url {
    let mut url = api(endpoint);
    url.set_query(Some(walk));
    url.query_pairs_mut()
        .append_pair("sort", sort.as_str())
        .append_pair("direction", "-1")
        .append_pair("limit", &page_size.to_string())
        .extend_pairs(expand.iter().map(|field| ("expand", field)));
    url
}

/// Requests a page, without the token if `is_anonymous`. Uses smaller pages if the server is too slow for large ones.
pub(super) fn page(
    client: &Client<'_>,
    endpoint: &Url,
    url: Url,
    is_anonymous: bool,
) -> Result<Answer, http_client::Error> {
    let (has_asked_again, has_timed_out) = (Cell::new(false), Cell::new(false));
    let change = |trouble: &Trouble, url: &mut Url| {
        let is_large = match trouble {
            Trouble::Status { status: 504, .. } | Trouble::TooLarge(_) => true,
            // The first timeout may have been caused by the network.
            Trouble::Timeout(_) => has_timed_out.replace(true),
            _ => false,
        };
        if is_large {
            halve_limit(url);
        }
    };
    client.ask(Request { is_anonymous, ..Request::get(url) }, change, |reply| match reply.status {
        200 => {
            let next = next_page(&reply, endpoint).map_err(|reason| {
                let hint = "check that `--endpoint` is the URL of a Hub or a mirror";
                Rejection::Final(client.refused(&reply, &reason, hint))
            })?;
            let (next, is_mirror) = next.map_or((None, false), |(next, is_mirror)| (Some(next), is_mirror));
            if !reply.is_json() {
                let kind = reply.content_type.as_deref().unwrap_or("no content type");
                return Err(Rejection::Again(format!("the response is {kind}, not JSON")));
            }
            let date = reply.date;
            let page = read_page(reply.body).map_err(Rejection::Again)?;
            // The response may have been damaged in transit, so it is requested once more before it is accepted.
            if let Some(reason) = page.malformed.first().filter(|_| !has_asked_again.replace(true)) {
                return Err(Rejection::Again(reason.clone()));
            }
            Ok(Answer::Page(Box::new(Listed { page, next, is_mirror, date })))
        }
        400 => {
            let text = String::from_utf8_lossy(&reply.body).into_owned();
            Ok(Answer::BadRequest(Box::new(refusal(client, &reply)), text))
        }
        _ => Err(Rejection::Final(refusal(client, &reply))),
    })
}

/// The error for a response that is not a page, if a retry does not help.
fn refusal(client: &Client<'_>, reply: &Reply) -> http_client::Error {
    if let (300..=399, Some(location)) = (reply.status, &reply.location) {
        let hint = if location.contains("login") || location.contains("sign") {
            "set `HF_TOKEN`, or check the URL (`--endpoint`, `HF_ENDPOINT`)"
        } else {
            "use the URL it redirects to as `--endpoint`, if that is the Hub"
        };
        return client.refused(reply, &format!("redirects to `{location}`"), hint);
    }
    let hint = match reply.status {
        400 => "check `walks` and `expand` in `[source.hub]`",
        401 | 403 => "check `HF_TOKEN`, or fetch without a token",
        404 | 410 => "check the URL (`--endpoint`, `HF_ENDPOINT`); that of the Hub is https://huggingface.co",
        _ => "check the URL (`--endpoint`, `HF_ENDPOINT`), or fetch again later",
    };
    client.refused(reply, &reply.summary(), hint)
}

fn halve_limit(url: &mut Url) {
    let mut pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    for (key, value) in &mut pairs {
        if key == "limit" {
            let halved = value.parse::<u64>().map_or(SMALLEST_PAGE, |limit| (limit / 2).max(SMALLEST_PAGE));
            *value = halved.to_string();
        }
    }
    url.query_pairs_mut().clear().extend_pairs(pairs);
}

/// The URL of the next page from the `Link` header (RFC 8288), and whether the header names another host. Only the
/// query of that URL is used: a mirror that copies the Hub's headers names the Hub, but the page is on the mirror.
fn next_page(reply: &Reply, endpoint: &Url) -> Result<Option<(Url, bool)>, String> {
    let Some(target) = reply.link.as_deref().and_then(next_target) else { return Ok(None) };
    let bad = || format!("links to a next page outside `{}`: `{target}`", api(endpoint));
    let next = reply.url.join(target).map_err(|_| bad())?;
    let has_user = !next.username().is_empty() || next.password().is_some();
    let mut own = api(endpoint);
    let is_mirror = next.origin() != own.origin();
    let is_list = next.path() == own.path() || is_mirror && next.path() == HUB_API;
    if has_user || !matches!(next.scheme(), "http" | "https") || !is_list {
        return Err(bad());
    }
    own.set_query(next.query());
    Ok(Some((own, is_mirror)))
}

/// The target of the link with the relation `next`.
fn next_target(header: &str) -> Option<&str> {
    let mut rest = header;
    loop {
        let (_, after) = rest.split_once('<')?;
        let (target, after) = after.split_once('>')?;
        // Parameters end at the comma before the next target.
        let end = after.find('<').unwrap_or(after.len());
        let is_next = after[..end].split(';').filter_map(|part| part.trim().split_once('=')).any(|(name, value)| {
            let value = value.trim().trim_end_matches(',').trim_matches('"');
            name.trim().eq_ignore_ascii_case("rel")
                && value.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("next"))
        });
        if is_next {
            return Some(target);
        }
        rest = &after[end..];
    }
}

/// The requested fields that a 400 rejects: those that its message does not list as valid. Empty if it lists none.
#[must_use]
pub(super) fn refused_fields(text: &str, expand: &[String]) -> Vec<String> {
    /// The message counts as a list of fields if it contains at least this many of the requested ones.
    const FEWEST_KNOWN: usize = 3;
    // After this word, some servers repeat the request.
    let list = text.split("received").next().unwrap_or(text);
    let words: Vec<&str> = list.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).collect();
    let (known, refused): (Vec<&String>, Vec<&String>) =
        expand.iter().partition(|field| words.contains(&field.as_str()));
    if known.len() < FEWEST_KNOWN.min(expand.len()) { Vec::new() } else { refused.into_iter().cloned().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_link_is_found() {
        let next = "https://hub.example/api/models?limit=2&cursor=eyJ4Ijp7fX0%3D";
        for header in [
            format!("<{next}>; rel=\"next\""),
            format!("<{next}>; rel=next"),
            format!("<https://hub.example/a,b;c>; rel=\"prev\", <{next}>; title=\"x\"; REL=\"last Next\""),
        ] {
            assert_eq!(next_target(&header), Some(next), "{header}");
        }
        for header in ["", "<x>; rel=\"prev\"", "next", "<x>", "<x; rel=\"next\""] {
            assert_eq!(next_target(header), None, "{header}");
        }
    }

    #[test]
    fn a_smaller_page_keeps_the_cursor() {
        let mut url = Url::parse("https://hub.example/api/models?expand=sha&limit=500&cursor=a%2Bb%3D%3D").unwrap();
        halve_limit(&mut url);
        assert_eq!(url.query(), Some("expand=sha&limit=250&cursor=a%2Bb%3D%3D"));
        for _ in 0..9 {
            halve_limit(&mut url);
        }
        assert!(url.as_str().contains("limit=10&"), "{url}");
    }

    #[test]
    fn refused_fields_are_those_that_the_list_lacks() {
        let expand = ["config", "gated", "sha", "xetEnabled"].map(str::to_owned);
        let told = "Invalid option: expected one of \"author\"|\"config\"|\"gated\"|\"sha\", received \"xetEnabled\"";
        assert_eq!(refused_fields(told, &expand), ["xetEnabled"]);
        assert!(refused_fields("bad request", &expand).is_empty());
        assert!(refused_fields("\"sort\" must be one of [createdAt, lastModified]", &expand).is_empty());
    }
}
