//! IndexNow (indexnow.org/documentation): one request for up to 10,000 URLs of one host. The participating search
//! engines share them.

use crate::submit::{Error, Service};
use http_client::{Client, Method, Reply, Request, Trouble};
use serde::{Deserialize, Serialize};
use url::Url;

/// Maximum number of URLs per request.
pub(super) const BATCH: usize = 10_000;

/// Content type of a request.
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// The body of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// The host of all URLs.
    pub host: String,
    /// The key.
    pub key: String,
    /// URL of the key file. The key is valid for the folder of this file.
    pub key_location: String,
    /// The URLs.
    pub url_list: Vec<String>,
}

/// Returns the meaning of a status and advice for the user.
#[must_use]
pub fn explain(status: u16) -> (&'static str, &'static str) {
    match status {
        200 => ("accepted", ""),
        202 => ("accepted, key not verified yet", ""),
        400 => ("invalid request", "check `indexnow-endpoint` in `[submit]`"),
        403 => (
            "invalid key: it was not found in the key file",
            "open the URL of the key file in a browser: it must return 200 and only the key; build and deploy after \
             changing the key",
        ),
        422 => (
            "URLs outside the host or the folder of the key, or a malformed key",
            "check `base-url` and `base-path` in `[site]`, and the key",
        ),
        429 => ("too many requests", "submit again later and less often; only what was not accepted is sent again"),
        500..=599 => ("server error", "submit again later; only what was not accepted is sent again"),
        _ => ("an undocumented status", "check `indexnow-endpoint` in `[submit]`"),
    }
}

/// The meaning of a 403: engines give the reason as `errorCode` in the body.
fn explain_403(reply: &Reply) -> (&'static str, &'static str) {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Wire {
        #[serde(alias = "code")]
        error_code: String,
    }
    let code = serde_json::from_slice(&reply.body).map_or_else(|_| String::new(), |wire: Wire| wire.error_code);
    match code.as_str() {
        "SiteVerificationNotCompleted" => (
            "site not verified yet",
            "wait, then submit again with the same key: the engine first fetches the key file itself, which can take \
             a day for a new key",
        ),
        "UserForbiddedToAccessSite" | "UserForbiddenToAccessSite" => (
            "the key does not give access to this site",
            "check that `base-url` and `base-path` in `[site]` are the host and folder of the key file, and that \
             `indexnow-key` is the key of this site",
        ),
        // `KeyNotFound`, or a 403 without a reason.
        _ => explain(403),
    }
}

/// Sends one request and returns the status of its acceptance.
pub(super) fn send(client: &Client<'_>, endpoint: &Url, submission: &Submission) -> Result<u16, Error> {
    let body = serde_json::to_vec(submission).unwrap_or_default();
    let request =
        Request { method: Method::Post, url: endpoint.clone(), body: Some((JSON, &body)), is_anonymous: false };
    let reply = client.answer(request).map_err(|error| failed(Service::IndexNow, error, explain))?;
    match reply.status {
        200 | 202 => Ok(reply.status),
        403 => Err(answer(Service::IndexNow, &reply, client, |_| explain_403(&reply))),
        _ => Err(answer(Service::IndexNow, &reply, client, explain)),
    }
}

/// The error for a response that a retry does not change.
pub(super) fn answer(
    service: Service,
    reply: &Reply,
    client: &Client<'_>,
    explain: impl Fn(u16) -> (&'static str, &'static str),
) -> Error {
    let (meaning, hint) = explain(reply.status);
    let said = client.redacted(reply.message());
    let message = if said.is_empty() { said } else { format!(" ({said})") };
    Error::Answer { service, status: reply.status, meaning, message, hint }
}

/// The error for a request that failed after all retries.
pub(super) fn failed(
    service: Service,
    error: http_client::Error,
    explain: impl Fn(u16) -> (&'static str, &'static str),
) -> Error {
    match error {
        http_client::Error::GaveUp { source: Trouble::Status { status, message }, attempts, .. } => {
            let (meaning, hint) = explain(status);
            let message = message.trim_start_matches(": ");
            let comma = if message.is_empty() { "" } else { ": " };
            let message = format!(" (after {attempts} attempts{comma}{message})");
            Error::Answer { service, status, meaning, message, hint }
        }
        source => Error::Net { service, source },
    }
}
