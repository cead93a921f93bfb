//! Page addresses: where a page is in the site, its URL, and the file that the URL maps to.

// In reading order: later modules use earlier ones.
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
