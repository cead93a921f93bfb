//! Fits titles into an image with the largest possible font size.

use skrifa::{FontRef, MetadataProvider, instance::LocationRef, prelude::Size};

/// Font for everything but titles.
pub const REGULAR: &[u8] = include_bytes!("../../../../../templates/picture/IBMPlexSans-Regular.ttf");

/// Font for titles, names and verdicts.
pub const SEMI_BOLD: &[u8] = include_bytes!("../../../../../templates/picture/IBMPlexSans-SemiBold.ttf");

/// Width of a line in pixels.
const WIDTH: f32 = 1056.0;

/// Font sizes in pixels, with the number of lines that fit.
const SIZES: [(u32, usize); 4] = [(96, 2), (76, 2), (60, 3), (46, 4)];

/// A title in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Title {
    /// Font size in pixels.
    pub size: u32,
    /// From top to bottom.
    pub lines: Vec<String>,
}

impl Title {
    /// Breaks a title into lines where names allow it. If it fits in no size, its end is cut off with an ellipsis.
    #[must_use]
    pub fn fitted(text: &str) -> Self {
        let ruler = Ruler::new();
        let mut smallest = Self { size: 0, lines: Vec::new() };
        for (size, most) in SIZES {
            let lines = ruler.broken(text, size);
            let fits = lines.len() <= most;
            smallest = Self { size, lines };
            if fits {
                return smallest;
            }
            smallest.lines.truncate(most);
        }
        if let Some(last) = smallest.lines.last_mut() {
            let kept = last.trim_end().chars().count().saturating_sub(1);
            *last = last.chars().take(kept).chain(['…']).collect();
        }
        smallest
    }

    /// Line height in pixels.
    #[must_use]
    pub fn step(&self) -> u32 {
        self.size * 11 / 10
    }
}

/// Measures text in the bold font.
struct Ruler {
    /// Widths of the first 128 characters at a font size of one pixel.
    widths: [f32; 128],
    /// Width of all other characters: that of a wide one.
    other: f32,
}

impl Ruler {
    fn new() -> Self {
        let mut ruler = Self { widths: [0.6; 128], other: 1.0 };
        // The font is part of the program; without it, typical widths are used.
        if let Ok(font) = FontRef::new(SEMI_BOLD) {
            let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
            let letters = font.charmap();
            for (letter, width) in ('\0'..).zip(&mut ruler.widths) {
                let known = letters.map(letter).and_then(|glyph| metrics.advance_width(glyph));
                *width = known.unwrap_or(ruler.other);
            }
        }
        ruler
    }

    fn width(&self, text: &str, size: u32) -> f32 {
        let of = |letter: char| self.widths.get(letter as usize).copied().unwrap_or(self.other);
        #[expect(clippy::cast_precision_loss, reason = "sizes of letters are small")]
        let size = size as f32;
        text.chars().map(of).sum::<f32>() * size
    }

    /// Lines that are as long as possible.
    fn broken(&self, text: &str, size: u32) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for piece in text.split_inclusive(['-', '_', '.', ' ', '/']) {
            if !line.is_empty() && self.width(&line, size) + self.width(piece.trim_end(), size) > WIDTH {
                lines.push(std::mem::take(&mut line));
            }
            for letter in piece.chars() {
                // A piece longer than a line is broken anywhere.
                if self.width(&line, size) + self.width(letter.encode_utf8(&mut [0; 4]), size) > WIDTH {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        lines.extend((!line.is_empty()).then_some(line));
        for line in &mut lines {
            line.truncate(line.trim_end().len());
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_titles_are_large() {
        assert_eq!(Title::fitted("Phi-3"), Title { size: 96, lines: vec!["Phi-3".to_owned()] });
    }

    #[test]
    fn long_titles_break_at_hyphens_and_fit() {
        let name = "Meta-Llama-3.1-8B-Instruct-Q4_K_M-imatrix-GGUF";
        let title = Title::fitted(name);
        assert!(title.size < 96, "{title:?}");
        assert_eq!(title.lines.concat(), name);
        let ruler = Ruler::new();
        for line in &title.lines {
            assert!(ruler.width(line, title.size) <= WIDTH, "{line}");
        }
        assert!(title.lines[0].ends_with(['-', '_', '.']), "{title:?}");
    }

    #[test]
    fn what_fits_in_no_size_shows_that_it_goes_on() {
        let title = Title::fitted(&"M".repeat(400));
        assert_eq!((title.size, title.lines.len()), (46, 4));
        assert!(title.lines[3].ends_with('…'));
    }
}
