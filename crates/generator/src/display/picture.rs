//! Preview images for shared links: 1200 × 630, as SVG. `src/paint.rs` converts them to PNG.

pub mod lettering;

use crate::{display::verdict::Shown, text::Text};
use askama::Template;
use lettering::Title;
use site::verdict_class::VerdictClass;

/// Width and height of every image in pixels, as social networks expect.
pub const SIZE: (u32, u32) = (1200, 630);

/// Raise this when the same image would look different (another font or renderer): it is part of the file name.
const EDITION: u8 = 1;

/// Y coordinate of the last title line; the verdict follows below it.
const TITLE_END: u32 = 420;

/// The content of an image.
#[derive(Debug, Template)]
#[template(path = "picture/picture.svg")]
pub struct Picture<'a> {
    /// Name of the site.
    pub site: &'a str,
    /// The line above the title.
    pub kicker: &'a str,
    /// The title, broken into lines.
    pub title: Title,
    /// For a model: the verdict of its best worker.
    pub verdict: Option<Shown>,
    /// Last line.
    pub note: &'a str,
    /// The texts.
    pub text: &'a Text,
}

impl Picture<'_> {
    /// As SVG.
    ///
    /// # Panics
    ///
    /// Never: writing to memory does not fail.
    #[must_use]
    pub fn svg(&self) -> String {
        self.render().expect("writing to memory does not fail")
    }

    /// The file name of an image with this SVG, relative to the site's folder. Equal images have equal names.
    #[must_use]
    pub fn file(svg: &str) -> String {
        let hash = blake3::Hasher::new().update(&[EDITION]).update(svg.as_bytes()).finalize();
        format!("pictures/{}.png", &hash.to_hex()[..16])
    }

    /// The lines of the title, with the height of each.
    fn lines(&self) -> impl Iterator<Item = (&str, u32)> {
        let (step, lines) = (self.title.step(), &self.title.lines);
        let last = lines.len().saturating_sub(1);
        lines.iter().zip(0..).map(move |(line, at)| (&**line, TITLE_END - step * u32::try_from(last - at).unwrap_or(0)))
    }

    fn kicker_y(&self) -> u32 {
        self.lines().next().map_or(TITLE_END, |(_, first)| first - self.title.step())
    }

    /// Color of the verdict, as in the dark theme of the style sheet.
    fn colour(&self) -> &'static str {
        match self.verdict.map(|verdict| verdict.class()) {
            Some(VerdictClass::Runs) => "#86d394",
            Some(VerdictClass::Expected) => "#b3d481",
            Some(VerdictClass::Planned) => "#edb45c",
            Some(VerdictClass::Unknown | VerdictClass::No) | None => "#ebe8df",
        }
    }
}

/// A preview image as pages refer to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Absolute URL.
    pub href: String,
    /// Its text alternative.
    pub alt: String,
}
