//! Pictures that stand for a page where somebody shares it: 1200 × 630, as SVG. `src/paint.rs` makes PNG of them.

pub mod lettering;

use crate::{display::verdict::Shown, text::Text};
use askama::Template;
use lettering::Title;
use site::verdict_class::VerdictClass;

/// Width and height of every picture, in pixels: what networks that show previews ask for.
pub const SIZE: (u32, u32) = (1200, 630);

/// Raise this when the same picture comes to look different (another font, another renderer): names carry it.
const EDITION: u8 = 1;

/// Where the lowest line of a title stands, under which the verdict follows.
const TITLE_END: u32 = 420;

/// What a picture shows.
#[derive(Debug, Template)]
#[template(path = "picture/picture.svg")]
pub struct Picture<'a> {
    /// Name of the site.
    pub site: &'a str,
    /// Who or what, above the title.
    pub kicker: &'a str,
    /// The title, broken into lines.
    pub title: Title,
    /// Of a model: the verdict of its best worker.
    pub verdict: Option<Shown>,
    /// Last line.
    pub note: &'a str,
    /// The words.
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

    /// The file of a picture with this SVG, relative to the site's folder: what shows the same has the same name.
    #[must_use]
    pub fn file(svg: &str) -> String {
        let hash = blake3::Hasher::new().update(&[EDITION]).update(svg.as_bytes()).finalize();
        format!("pictures/{}.png", &hash.to_hex()[..16])
    }

    /// Lines of the title, with the height of each.
    fn lines(&self) -> impl Iterator<Item = (&str, u32)> {
        let (step, lines) = (self.title.step(), &self.title.lines);
        let last = lines.len().saturating_sub(1);
        lines.iter().zip(0..).map(move |(line, at)| (&**line, TITLE_END - step * u32::try_from(last - at).unwrap_or(0)))
    }

    fn kicker_y(&self) -> u32 {
        self.lines().next().map_or(TITLE_END, |(_, first)| first - self.title.step())
    }

    /// Of the verdict's words, as the style sheet has it in the dark.
    fn colour(&self) -> &'static str {
        match self.verdict.map(|verdict| verdict.class()) {
            Some(VerdictClass::Runs) => "#86d394",
            Some(VerdictClass::Expected) => "#b3d481",
            Some(VerdictClass::Planned) => "#edb45c",
            Some(VerdictClass::Unknown | VerdictClass::No) | None => "#ebe8df",
        }
    }
}

/// A picture where pages name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Whole address.
    pub href: String,
    /// What it shows, in words.
    pub alt: String,
}
