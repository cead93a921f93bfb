//! `Reply`: a complete response of a server.

use crate::{error::Error, rate_limit::http_date, transport::Answer};
use foreign_text::printable;
use jiff::Timestamp;
use url::Url;

/// A response.
#[derive(Debug)]
pub struct Reply {
    /// The requested URL.
    pub url: Url,
    /// The status.
    pub status: u16,
    /// The content type in lower case, without parameters.
    pub content_type: Option<String>,
    /// All `Link` headers, joined by commas.
    pub link: Option<String>,
    /// The `Location` header.
    pub location: Option<String>,
    /// The `Date` header: the server's time.
    pub date: Option<Timestamp>,
    /// Whether the request carried the token.
    pub is_authorized: bool,
    /// The body after decompression.
    pub body: Vec<u8>,
}

/// Why a caller does not accept a response.
#[derive(Debug)]
pub enum Rejection {
    /// A retry may help.
    Again(String),
    /// A retry does not help.
    Final(Error),
}

/// Maximum number of characters of an error message that are shown.
const SHOWN: usize = 300;

impl Reply {
    /// The response without its body. `covered` removes the token from the server's texts, so that nothing made from a
    /// response (an error, a journal, a snapshot) contains it.
    pub(crate) fn new(url: &Url, answer: &Answer, is_authorized: bool, covered: impl Fn(&str) -> String) -> Self {
        let header = |name: &str| answer.header(name).map(&covered);
        let content_type = header("content-type");
        let content_type = content_type.map(|text| {
            let essence = text.split(';').next().unwrap_or_default();
            essence.trim().to_ascii_lowercase()
        });
        let links: Vec<String> =
            answer.headers.get_all("link").iter().filter_map(|value| value.to_str().ok()).map(&covered).collect();
        Self {
            url: url.clone(),
            status: answer.status,
            content_type,
            link: (!links.is_empty()).then(|| links.join(", ")),
            location: header("location"),
            date: header("date").and_then(|text| http_date(&text)),
            is_authorized,
            body: Vec::new(),
        }
    }

    /// Whether the content type is JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        let kind = self.content_type.as_deref().unwrap_or_default();
        kind == "application/json" || kind.ends_with("+json")
    }

    /// Whether the server refuses access because the resource is disabled, and not because of the client.
    #[must_use]
    pub fn is_disabled(&self) -> bool {
        self.status == 403 && self.message().to_ascii_lowercase().contains("disabled")
    }

    /// The error message in the body, as one printable line: the Hub's `error` (a string or a list), or the beginning
    /// of the text. For an HTML page, only says that it is one.
    #[must_use]
    pub fn message(&self) -> String {
        if self.content_type.as_deref() == Some("text/html") {
            return "an HTML page".to_owned();
        }
        let text = match serde_json::from_slice::<serde_json::Value>(&self.body) {
            Ok(value) => error_text(&value),
            Err(_) => String::from_utf8_lossy(&self.body[..self.body.len().min(4 * SHOWN)]).into_owned(),
        };
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut shown: String = line.chars().take(SHOWN).collect();
        if shown.len() < line.len() {
            shown.push('…');
        }
        printable(&shown).into_owned()
    }

    /// Status and message for an error: `returned 400: …`.
    #[must_use]
    pub fn summary(&self) -> String {
        let message = self.message();
        let colon = if message.is_empty() { "" } else { ": " };
        format!("returned {}{colon}{message}", self.status)
    }
}

fn error_text(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(error_text).collect::<Vec<_>>().join("; "),
        Value::Object(fields) => {
            let known = ["error", "message", "errors", "cause", "error_description"];
            known.iter().find_map(|key| fields.get(*key)).map(error_text).unwrap_or_default()
        }
        _ => String::new(),
    }
}
