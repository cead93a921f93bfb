//! Minifies templates, scripts and style sheets ahead of time, so that rendered pages are small at no cost at render
//! time.

use super::{TEMPLATES, files_below, read};
use anyhow::{Context as _, Result, anyhow};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Prepended to every script.
const SCRIPT_HEAD: &str = "assets/tell.js";

/// Files of `templates/` for authors only: the style guide and the license of the fonts.
const FOR_AUTHORS: [&str; 2] = ["STYLE.md", "picture/OFL.txt"];

/// Whether a file of `templates/` is copied to `embedded/`. Fonts are not: they are never edited, and the program
/// compiles them in from their original location.
fn is_embedded(path: &Path) -> bool {
    path.extension().is_none_or(|ending| ending != "ttf") && FOR_AUTHORS.iter().all(|name| path != Path::new(name))
}

/// The processed files of `templates/`, by path relative to `embedded/`.
pub(super) fn templates(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let head = String::from_utf8(read(&folder.join(SCRIPT_HEAD))?)?;
    let mut files = BTreeMap::new();
    for path in files_below(folder)? {
        if path == Path::new(SCRIPT_HEAD) || !is_embedded(&path) {
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        let source = read(&folder.join(&path))?;
        let content = match ending {
            Some("html") => minify_html::minify(&source, &settings()),
            Some("css") => style_sheet(source),
            Some("js") => {
                let script = [&*head, &String::from_utf8(source)?].concat();
                minified_script(&script).with_context(|| format!("`templates/{}`", path.display()))?
            }
            _ => source,
        };
        files.insert(Path::new(TEMPLATES).join(path), content);
    }
    Ok(files)
}

/// Keeps closing tags and quotes that HTML makes optional, for programs that parse pages.
fn settings() -> minify_html::Cfg {
    let mut settings = minify_html::Cfg::new();
    settings.preserve_brace_template_syntax = true;
    settings.keep_closing_tags = true;
    settings.keep_html_and_head_opening_tags = true;
    settings.allow_optimal_entities = false;
    settings.allow_removing_spaces_between_attributes = false;
    settings.minify_doctype = false;
    settings.minify_css = true;
    settings
}

/// Wraps the style sheet in a page, since the minifier only accepts style sheets inside pages.
fn style_sheet(source: Vec<u8>) -> Vec<u8> {
    let page = [b"<style>", &*source, b"</style>"].concat();
    let page = minify_html::minify(&page, &settings());
    let inner = page.strip_prefix(b"<style>").and_then(|page| page.strip_suffix(b"</style>"));
    inner.map_or(source, <[u8]>::to_vec)
}

/// Minifies a script. The page minifier would keep a script with a syntax error; here it is reported.
fn minified_script(source: &str) -> Result<Vec<u8>> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::cjs()).parse();
    if let Some(error) = parsed.errors.first() {
        return Err(anyhow!("{error}"));
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let code =
        Codegen::new().with_options(CodegenOptions::minify()).with_scoping(minified.scoping).build(&program).code;
    Ok(format!("{}\n", code.trim_end()).into_bytes())
}
