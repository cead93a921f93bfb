//! Pages: where each stands, and what each shows.
//!
//! Nothing below here touches files, the environment or the clock.

// In reading order.
pub mod page_path;
pub mod url_path;
pub mod model_address;
