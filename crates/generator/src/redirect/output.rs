//! Writes redirects: a `_redirects` file for hosts that read it, and small pages for all others.

use crate::redirect::{Redirect, Redirects, Source};
use site::{
    address::{
        page_path::MAX_ADDRESS_LENGTH,
        url_path::{Addresses, OutputPath, UrlPath},
    },
    escape::xml::Sink as _,
    host::redirects_file::push_rule,
};

/// The text of `_redirects`, one line per redirect.
#[must_use]
pub fn redirects_file(redirects: &Redirects, addresses: &Addresses) -> String {
    let mut text = String::with_capacity(redirects.list.len() * 100);
    for redirect in &redirects.list {
        push_rule(from(redirect, addresses).as_str(), addresses.page(&redirect.to).as_str(), &mut text);
    }
    text
}

/// The old URL, encoded as in a link.
fn from(redirect: &Redirect, addresses: &Addresses) -> UrlPath {
    match &redirect.from {
        Source::Page(page) => addresses.page(page),
        Source::Path(path) => addresses.file(path),
    }
}

/// The file that answers the old URL with [`redirect_page`]. `None` if a host would not serve it as a page, or if the
/// URL is longer than that of any page: file systems reject such names, and a shortened one would be another URL.
#[must_use]
pub fn page_output(redirect: &Redirect, addresses: &Addresses) -> Option<OutputPath> {
    let path = match &redirect.from {
        Source::Page(page) => return Some(addresses.page(page).output()),
        Source::Path(path) => path,
    };
    if addresses.file(path).as_str().len() > MAX_ADDRESS_LENGTH {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_html = name.to_ascii_lowercase().ends_with(".html");
    if is_html || name.is_empty() {
        return Some(addresses.file(path).output());
    }
    if name.contains('.') {
        return None;
    }
    let ending = addresses.style().file_ending(redirect.is_folder);
    Some(addresses.file(&[path, ending].concat()).output())
}

/// A page that redirects, for hosts without redirects.
#[must_use]
pub fn redirect_page(redirect: &Redirect, addresses: &Addresses) -> String {
    let path = addresses.page(&redirect.to);
    let absolute = addresses.absolute(&path);
    let mut html = String::with_capacity(512);
    html.push_str(concat!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">",
        "<meta name=\"viewport\" content=\"width=device-width\"><title>This page has moved</title>",
        "<meta name=\"robots\" content=\"noindex\"><link rel=\"canonical\" href=\"",
    ));
    html.text(&absolute);
    html.push_str("\"><meta http-equiv=\"refresh\" content=\"0; url=");
    html.text(path.as_str());
    html.push_str("\"></head><body><main><h1>This page has moved</h1><p><a href=\"");
    html.text(path.as_str());
    html.push_str("\">");
    html.text(&absolute);
    html.push_str("</a></p></main></body></html>\n");
    html
}
