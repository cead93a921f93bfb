//! IndexNow (indexnow.org/documentation): one request for up to 10,000 addresses of one host, which engines that take
//! part tell one another.

use crate::submit::{Error, Service};
use http_client::{Client, Method, Reply, Request, Trouble};
use serde::{Deserialize, Serialize};
use url::Url;

/// The most addresses of one request.
pub(super) const BATCH: usize = 10_000;

/// The type of a request's body.
pub(super) const JSON: &str = "application/json; charset=utf-8";

/// The body of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Submission {
    /// The host of all addresses.
    pub host: String,
    /// The key.
    pub key: String,
    /// Where the key stands. It covers the folder that it lies in.
    pub key_location: String,
    /// The addresses.
    pub url_list: Vec<String>,
}

/// What an answer means, and what to do about it.
#[must_use]
pub fn explain(status: u16) -> (&'static str, &'static str) {
    match status {
        200 => ("taken", ""),
        202 => ("taken, and the key is still to be looked at", ""),
        400 => ("it cannot read the request", "check `indexnow-endpoint` of `[submit]`"),
        403 => (
            "the key is not valid: it was not found in the key file",
            "open the key file's address in a browser: it has to answer 200 with the key alone; build and deploy after \
             the key was changed",
        ),
        422 => (
            "addresses do not belong to the host or the key's folder, or the key is of another form",
            "check that `base-url` and `base-path` of `[site]` are where the site stands, and the key",
        ),
        429 => ("too many requests", "submit again later, and less often: what was not taken is sent then"),
        500..=599 => ("it has a fault", "submit again later: what was not taken is sent then"),
        _ => ("which its documents do not name", "check `indexnow-endpoint` of `[submit]`"),
    }
}

/// What a 403 means: engines give the reason as `errorCode` in the body.
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
            "it has not verified the site yet",
            "wait and submit again: the engine first fetches the key file itself, which can take a day after a key is \
             new; the key need not be changed",
        ),
        "UserForbiddedToAccessSite" | "UserForbiddenToAccessSite" => (
            "the key does not give access to this site",
            "check that `base-url` and `base-path` of `[site]` name the host and the folder that the key file is \
             served from, and that `indexnow-key` is the key of this site",
        ),
        // `KeyNotFound`, and what the protocol says of a 403 without a reason.
        _ => explain(403),
    }
}

/// Sends one request; gives the status with which it was taken.
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

/// An answer that no repetition changes.
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

/// No answer, or one that stayed the same however often it was asked for.
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
