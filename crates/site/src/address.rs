//! Addresses: where a page is in the site, what its URL is, and which file answers it.

// In reading order.
pub mod reserved_stem;
pub mod page_path;
pub mod origin;
mod alternate;
mod site_address;
pub mod url_style;
pub mod url_path;

pub use self::{
    alternate::Alternate,
    site_address::{EXAMPLE_BASE_URL, SiteAddress, host},
    url_style::{Route, UrlStyle},
};
