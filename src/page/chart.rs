//! Small charts: drawn as SVG in the page itself, from whole numbers, with the same figures as text beside them.

use super::{Shown, figures::Grouped};

/// Width of every chart, in units of the drawing.
pub const WIDTH: usize = 360;

/// Height of the tallest bar of a histogram.
const BAR_HEIGHT: usize = 72;

/// Room above the bars for their counts.
const ROOM_ABOVE: usize = 14;

/// How many models have each verdict: one bar in parts, and a row of words and numbers for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// Best verdict first; none that nobody has.
    pub parts: Vec<Share>,
    /// Instead of the drawing.
    pub text: String,
}

/// One part of the bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The verdict.
    pub verdict: Shown,
    /// Models, thousands apart.
    pub count: String,
    /// `35 %`, `under 1 %`.
    pub percent: String,
    /// Where it begins.
    pub x: usize,
    /// How wide it is; at least a line.
    pub width: usize,
}

impl Shares {
    /// Of counts in the order of [`Shown::ALL`].
    #[must_use]
    pub fn new(counts: &[usize; Shown::ALL.len()]) -> Self {
        let total = counts.iter().sum::<usize>().max(1);
        let mut parts: Vec<Share> = Vec::new();
        let mut before = 0;
        for (verdict, count) in Shown::ALL.iter().zip(counts).filter(|(_, count)| **count > 0) {
            let x = before * WIDTH / total;
            before += count;
            parts.push(Share {
                verdict: *verdict,
                count: Grouped(*count as u64).to_string(),
                percent: percent(*count, total),
                x,
                width: (before * WIDTH / total - x).max(2),
            });
        }
        let words: Vec<String> =
            parts.iter().map(|part| format!("{} {} ({})", part.count, part.verdict.words(), part.percent)).collect();
        Self { parts, text: format!("Models by verdict: {}.", words.join(", ")) }
    }
}

fn percent(count: usize, total: usize) -> String {
    match (count * 200 + total) / (total * 2) {
        0 => "under 1 %".to_owned(),
        100 if count < total => "over 99 %".to_owned(),
        percent => format!("{percent} %"),
    }
}

/// Bars side by side, one a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    /// What is counted.
    pub title: &'static str,
    /// Instead of the drawing.
    pub text: String,
    /// One bar a class, also of those that are empty.
    pub bars: Vec<Bar>,
    /// Height of the whole drawing.
    pub height: usize,
    /// Where the bars stand.
    pub base: usize,
    /// Where the line below them is labelled.
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
    /// Height; zero where nothing is counted.
    pub height: usize,
    /// What stands above it; empty where nothing is counted.
    pub count: String,
    /// Where that is centred.
    pub count_x: usize,
    /// Its upper edge.
    pub count_y: usize,
    /// What stands at its left end, on the line.
    pub label: String,
}

/// What a class of a histogram is called, and how many are in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// In the text: `6B to 9B`.
    pub name: String,
    /// Its lower end, on the axis.
    pub lower_end: String,
    /// How many.
    pub count: usize,
}

impl Histogram {
    /// Of these classes, in order.
    #[must_use]
    pub fn new(title: &'static str, classes: &[Class]) -> Self {
        let most = classes.iter().map(|class| class.count).max().unwrap_or_default().max(1);
        let width = WIDTH / classes.len().max(1);
        let base = ROOM_ABOVE + BAR_HEIGHT;
        let bar = |(at, class): (usize, &Class)| {
            // A bar that counts anything can be seen.
            let height = (class.count * BAR_HEIGHT / most).max(usize::from(class.count > 0));
            Bar {
                x: at * width + 1,
                y: base - height,
                width: width - 2,
                height,
                count: if class.count == 0 { String::new() } else { short(class.count) },
                count_x: at * width + width / 2,
                count_y: base - height - 4,
                label: class.lower_end.clone(),
            }
        };
        let words: Vec<String> = classes
            .iter()
            .filter(|class| class.count > 0)
            .map(|class| format!("{} {}", Grouped(class.count as u64), class.name))
            .collect();
        Self {
            title,
            text: format!("{title}: {}.", words.join(", ")),
            bars: classes.iter().enumerate().map(bar).collect(),
            height: base + 16,
            base,
            label_y: base + 12,
        }
    }
}

/// A count in four characters at most.
fn short(count: usize) -> String {
    match count {
        0..=9_999 => count.to_string(),
        _ => format!("{}k", (count + 500) / 1_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_fill_the_bar_and_hide_nobody() {
        let shares = Shares::new(&[999, 0, 1, 0, 0]);
        let parts: Vec<_> = shares.parts.iter().map(|part| (part.x, part.width, &*part.percent)).collect();
        assert_eq!(parts, [(0, 359, "over 99 %"), (359, 2, "under 1 %")]);
        assert_eq!(shares.text, "Models by verdict: 999 Runs (over 99 %), 1 Planned (under 1 %).");
        assert_eq!(Shares::new(&[0; 5]).parts, []);
    }

    #[test]
    fn the_tallest_bar_is_the_most_and_none_is_invisible() {
        let class = |name: &str, count| Class { name: name.to_owned(), lower_end: name.to_owned(), count };
        let histogram = Histogram::new("Models by size", &[class("1B", 1), class("2B", 0), class("3B", 12_345)]);
        let heights: Vec<_> = histogram.bars.iter().map(|bar| (bar.height, &*bar.count)).collect();
        assert_eq!(heights, [(1, "1"), (0, ""), (BAR_HEIGHT, "12k")]);
        assert!(histogram.bars.iter().all(|bar| bar.y + bar.height == histogram.base));
        assert_eq!(histogram.text, "Models by size: 1 1B, 12,345 3B.");
    }
}
