//! Client for Search Console (developers.google.com/webmaster-tools/v1/sitemaps): submits a sitemap for a property and
//! reads its status.

use crate::submit::{Error, Service, SitemapStatus, index_now};
use http_client::{Client, Method, Reply, Request};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use url::Url;

/// The characters to encode in a path segment.
const PART: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The API URL of a sitemap of a property. `None` if the endpoint is not a URL.
pub(super) fn address(endpoint: &str, property: &str, sitemap: &str) -> Option<Url> {
    let part = |text| utf8_percent_encode(text, PART).to_string();
    let endpoint = endpoint.trim_end_matches('/');
    Url::parse(&format!("{endpoint}/webmasters/v3/sites/{}/sitemaps/{}", part(property), part(sitemap))).ok()
}

/// Submits the sitemap.
pub(super) fn submit(client: &Client<'_>, address: &Url) -> Result<(), Error> {
    let reply = ask(client, Request { method: Method::Put, url: address.clone(), body: None, is_anonymous: false })?;
    if matches!(reply.status, 200..=299) { Ok(()) } else { Err(answer(client, &reply)) }
}

/// Reads the status of the sitemap.
pub(super) fn status(client: &Client<'_>, address: &Url) -> Result<SitemapStatus, Error> {
    let reply = ask(client, Request::get(address.clone()))?;
    let wire: Option<Wire> = (reply.status == 200).then(|| serde_json::from_slice(&reply.body).ok()).flatten();
    let Some(wire) = wire else { return Err(answer(client, &reply)) };
    Ok(SitemapStatus {
        last_submitted: wire.last_submitted,
        last_downloaded: wire.last_downloaded,
        is_pending: wire.is_pending,
        is_sitemaps_index: wire.is_sitemaps_index,
        errors: wire.errors.number(),
        warnings: wire.warnings.number(),
    })
}

fn ask(client: &Client<'_>, request: Request<'_>) -> Result<Reply, Error> {
    client.answer(request).map_err(|error| index_now::failed(Service::SearchConsole, error, explain))
}

fn answer(client: &Client<'_>, reply: &Reply) -> Error {
    index_now::answer(Service::SearchConsole, reply, client, explain)
}

fn explain(status: u16) -> (&'static str, &'static str) {
    match status {
        200..=299 => ("unknown response format", "check `search-console-endpoint` in `[submit]`"),
        400 => ("invalid request", "check `search-console-site` in `[submit]`"),
        401 => ("token rejected", "check the service account file and the clock of this machine"),
        403 => (
            "the service account has no permission for this property",
            "add the account's e-mail address (`client_email` in its file) to the property's users in Search Console, \
             with full rights, and enable the Search Console API in the account's project",
        ),
        404 => (
            "unknown property",
            "write `search-console-site` of `[submit]` exactly as Search Console does: `sc-domain:example.org`, or \
             `https://example.org/`",
        ),
        429 => ("too many requests", "submit again later"),
        500..=599 => ("server error", "submit again later"),
        _ => ("an undocumented status", "check `search-console-endpoint` in `[submit]`"),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[derive(Default)]
struct Wire {
    last_submitted: Option<String>,
    last_downloaded: Option<String>,
    is_pending: bool,
    is_sitemaps_index: bool,
    errors: Number,
    warnings: Number,
}

/// Google writes 64-bit numbers as strings.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Text(String),
    Number(u64),
}

impl Number {
    fn number(&self) -> u64 {
        match self {
            Self::Text(text) => text.parse().unwrap_or_default(),
            Self::Number(number) => *number,
        }
    }
}

impl Default for Number {
    fn default() -> Self {
        Self::Number(0)
    }
}
