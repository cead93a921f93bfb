//! Small charts, drawn as inline SVG with integer coordinates, with the same figures as text.

use crate::{
    display::{
        figures::{Figure as _, Grouped},
        verdict::Shown,
    },
    text::Text,
};

/// Width of every chart in SVG units.
pub const WIDTH: usize = 360;

/// Height of the tallest histogram bar.
const BAR_HEIGHT: usize = 72;

/// Space above the bars for their counts.
const ROOM_ABOVE: usize = 14;

/// The number of models per verdict: one bar in segments, and a row of words and numbers for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// Best verdict first, without verdicts that no model has.
    pub parts: Vec<Share>,
    /// Text alternative.
    pub text: String,
}

/// One segment of the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The verdict.
    pub verdict: Shown,
    /// Number of models, with grouped thousands.
    pub count: String,
    /// `35 %`, `under 1 %`.
    pub percent: String,
    /// Left end.
    pub x: usize,
    /// Width; at least a line.
    pub width: usize,
}

impl Shares {
    /// From counts in the order of [`Shown::ALL`].
    #[must_use]
    pub fn new(counts: &[usize; Shown::ALL.len()], text: &Text) -> Self {
        let total = counts.iter().sum::<usize>().max(1);
        let mut parts: Vec<Share> = Vec::new();
        let mut before = 0;
        for (verdict, count) in Shown::ALL.iter().zip(counts).filter(|(_, count)| **count > 0) {
            let x = before * WIDTH / total;
            before += count;
            parts.push(Share {
                verdict: *verdict,
                count: Grouped(*count as u64).show(text).to_string(),
                percent: percent(*count, total, text),
                x,
                width: (before * WIDTH / total - x).max(2),
            });
        }
        let words: Vec<String> =
            parts.iter().map(|part| text.chart_part(&part.count, &part.percent, part.verdict.words(text))).collect();
        Self { parts, text: text.chart_models_by_verdict(words.join(", ")) }
    }
}

fn percent(count: usize, total: usize, text: &Text) -> String {
    match (count * 200 + total) / (total * 2) {
        0 => text.figure_percent_under_one().to_owned(),
        100 if count < total => text.figure_percent_over_99().to_owned(),
        percent => text.figure_percent().join(&percent.to_string()),
    }
}

/// Bars side by side, one per class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram<'a> {
    /// What is counted.
    pub title: &'a str,
    /// Text alternative.
    pub text: String,
    /// One bar per class, including empty ones.
    pub bars: Vec<Bar>,
    /// Height of the whole chart.
    pub height: usize,
    /// Y coordinate of the base line.
    pub base: usize,
    /// Y coordinate of the axis labels.
    pub label_y: usize,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// Left end.
    pub x: usize,
    /// Upper end.
    pub y: usize,
    /// Width.
    pub width: usize,
    /// Height; zero for an empty class.
    pub height: usize,
    /// Text above the bar; empty for an empty class.
    pub count: String,
    /// Center of that text.
    pub count_x: usize,
    /// Top of that text.
    pub count_y: usize,
    /// Label at the left end, on the axis.
    pub label: String,
}

/// Name and count of a histogram class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// In the text alternative: `6B to 9B`.
    pub name: String,
    /// Lower bound, for the axis.
    pub lower_end: String,
    /// The count.
    pub count: usize,
}

impl<'a> Histogram<'a> {
    /// From these classes, in order.
    #[must_use]
    pub fn new(title: &'a str, classes: &[Class], text: &Text) -> Self {
        let most = classes.iter().map(|class| class.count).max().unwrap_or_default().max(1);
        let width = WIDTH / classes.len().max(1);
        let base = ROOM_ABOVE + BAR_HEIGHT;
        let bar = |(at, class): (usize, &Class)| {
            // A class that is not empty has a visible bar.
            let height = (class.count * BAR_HEIGHT / most).max(usize::from(class.count > 0));
            Bar {
                x: at * width + 1,
                y: base - height,
                width: width - 2,
                height,
                count: if class.count == 0 { String::new() } else { short(class.count, text) },
                count_x: at * width + width / 2,
                count_y: base - height - 4,
                label: class.lower_end.clone(),
            }
        };
        let words: Vec<String> = classes
            .iter()
            .filter(|class| class.count > 0)
            .map(|class| text.chart_class(&class.name, Grouped(class.count as u64).show(text)))
            .collect();
        Self {
            title,
            text: text.chart_histogram(words.join(", "), title),
            bars: classes.iter().enumerate().map(bar).collect(),
            height: base + 16,
            base,
            label_y: base + 12,
        }
    }
}

/// A count in at most four characters.
fn short(count: usize, text: &Text) -> String {
    match count {
        0..=9_999 => count.to_string(),
        _ => text.figure_thousands().join(&((count + 500) / 1_000).to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_fill_the_bar_and_hide_nobody() {
        let shares = Shares::new(&[999, 0, 1, 0, 0], &Text::english());
        let parts: Vec<_> = shares.parts.iter().map(|part| (part.x, part.width, &*part.percent)).collect();
        assert_eq!(parts, [(0, 359, "over 99 %"), (359, 2, "under 1 %")]);
        assert_eq!(shares.text, "Models by verdict: 999 Runs (over 99 %), 1 Planned (under 1 %).");
        assert_eq!(Shares::new(&[0; 5], &Text::english()).parts, []);
    }

    #[test]
    fn the_tallest_bar_is_the_most_and_none_is_invisible() {
        let class = |name: &str, count| Class { name: name.to_owned(), lower_end: name.to_owned(), count };
        let classes = [class("1B", 1), class("2B", 0), class("3B", 12_345)];
        let histogram = Histogram::new("Models by size", &classes, &Text::english());
        let heights: Vec<_> = histogram.bars.iter().map(|bar| (bar.height, &*bar.count)).collect();
        assert_eq!(heights, [(1, "1"), (0, ""), (BAR_HEIGHT, "12k")]);
        assert!(histogram.bars.iter().all(|bar| bar.y + bar.height == histogram.base));
        assert_eq!(histogram.text, "Models by size: 1 of 1B, 12,345 of 3B.");
    }
}
