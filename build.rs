//! Minifies `templates/` into `.templates/`, which `askama.toml` names: rendered pages come out small, and
//! rendering pays nothing for it. Makes the methods of `Text` from the texts in English.

#[path = "src/text/accessors.rs"]
mod accessors;

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;
use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
};

const ENGLISH: &str = "content/text/en.toml";
const SOURCE: &str = "templates";
const MINIFIED: &str = ".templates";
/// For those who write templates; no template.
const RULES: &str = "STYLE.md";
/// What every script begins with.
const TELL: &str = "assets/tell.js";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SOURCE}");
    println!("cargo::rerun-if-changed={ENGLISH}");
    let code = accessors::accessors(&fs::read_to_string(ENGLISH)?).map_err(|error| format!("{ENGLISH}: {error}"))?;
    #[expect(clippy::disallowed_methods, reason = "cargo says it in no other way")]
    let out = env::var("OUT_DIR")?;
    write_if_changed(&Path::new(&out).join("text_accessors.rs"), code.as_bytes())?;
    let mut kept = Vec::new();
    for entry in walkdir::WalkDir::new(SOURCE).sort_by_file_name() {
        let entry = entry?;
        let path = entry.path().strip_prefix(SOURCE)?.to_owned();
        if entry.file_type().is_file() && path != Path::new(RULES) && path != Path::new(TELL) {
            write_if_changed(&Path::new(MINIFIED).join(&path), &minified(entry.path())?)?;
            kept.push(path);
        }
    }
    remove_stale(&kept)
}

fn minified(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let source = fs::read(path)?;
    Ok(match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => minify_html::minify(&source, &settings()),
        Some("css") => style_sheet(&source),
        Some("js") => {
            let tell = fs::read_to_string(Path::new(SOURCE).join(TELL))?;
            script(path, &[&*tell, &String::from_utf8(source)?].concat())?
        }
        _ => source,
    })
}

/// Closing tags and quotes that HTML lets one leave out stay where readers of the page may want them.
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

/// The minifier knows style sheets only inside of pages.
fn style_sheet(source: &[u8]) -> Vec<u8> {
    let page = [b"<style>", source, b"</style>"].concat();
    let page = minify_html::minify(&page, &settings());
    let inner = page.strip_prefix(b"<style>").and_then(|page| page.strip_suffix(b"</style>"));
    inner.map_or_else(|| source.to_vec(), <[u8]>::to_vec)
}

/// With short names and without comments, by the library that the minifier of pages uses; a mistake ends the build.
fn script(path: &Path, source: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, source, SourceType::cjs()).parse();
    if let Some(error) = parsed.errors.first() {
        return Err(format!("{}: {error}", path.display()).into());
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let code =
        Codegen::new().with_options(CodegenOptions::minify()).with_scoping(minified.scoping).build(&program).code;
    Ok(format!("{}\n", code.trim_end()).into_bytes())
}

/// Unchanged files keep their time, so that nothing is compiled again for them.
fn write_if_changed(path: &Path, content: &[u8]) -> Result<(), Box<dyn Error>> {
    if fs::read(path).is_ok_and(|known| known == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    #[expect(clippy::disallowed_methods, reason = "cargo runs it again if it is killed")]
    fs::write(path, content)?;
    Ok(())
}

fn remove_stale(kept: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    for entry in walkdir::WalkDir::new(MINIFIED) {
        let entry = entry?;
        let path = entry.path().strip_prefix(MINIFIED)?;
        if entry.file_type().is_file() && !kept.iter().any(|known| known == path) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
