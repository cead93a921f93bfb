//! `SizeClass`: groups models by their number of parameters.

use crate::{
    display::figures::{Figure as _, ParameterCount},
    text::Text,
};

/// Lower bounds of the classes in millions of parameters. The common sizes (1B, 3B, 7B, 13B, 32B, 70B, …) are in the
/// middle of a class, because a "7B" model has between 6.7 and 8.0 billion.
const LOWER_ENDS: [u64; 12] = [0, 500, 1_000, 2_000, 4_000, 6_000, 9_000, 16_000, 28_000, 40_000, 80_000, 160_000];

/// One class, from its lower bound up to and excluding that of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SizeClass(u8);

impl SizeClass {
    /// Number of classes.
    pub const COUNT: usize = LOWER_ENDS.len();

    /// The class of a number of parameters.
    #[must_use]
    pub fn of(parameters: u64) -> Self {
        let below = LOWER_ENDS.iter().filter(|end| **end * 1_000_000 <= parameters).count();
        Self(u8::try_from(below.saturating_sub(1)).unwrap_or_default())
    }

    /// All classes, smallest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u8..).take(Self::COUNT).map(Self)
    }

    /// Its index, smallest first.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.0)
    }

    /// Its lower bound as text: `500M`, `6B`. `None` for the smallest class.
    #[must_use]
    pub fn lower_end(self, text: &Text) -> Option<String> {
        end(self.place(), text)
    }

    /// Its name: `6B to 9B`.
    #[must_use]
    pub fn name(self, text: &Text) -> String {
        match (end(self.place(), text), end(self.place() + 1, text)) {
            (Some(least), Some(most)) => text.range_between(least, most),
            (Some(least), None) => text.range_from(least),
            (None, most) => text.range_under(most.unwrap_or_default()),
        }
    }

    /// Its URL segment, the same in every language: `6B-to-9B`.
    #[must_use]
    pub fn slug(self) -> String {
        let end = |place: usize| match LOWER_ENDS.get(place) {
            None | Some(0) => None,
            Some(millions @ ..1_000) => Some(format!("{millions}M")),
            Some(millions) => Some(format!("{}B", millions / 1_000)),
        };
        match (end(self.place()), end(self.place() + 1)) {
            (Some(from), Some(to)) => format!("{from}-to-{to}"),
            (Some(from), None) => format!("{from}-and-more"),
            (None, to) => format!("under-{}", to.unwrap_or_default()),
        }
    }
}

/// The lower bound of the class with this index.
fn end(place: usize, text: &Text) -> Option<String> {
    let millions = LOWER_ENDS.get(place).filter(|millions| **millions > 0)?;
    Some(ParameterCount(millions * 1_000_000).show(text).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_sizes_share_a_class_whatever_their_exact_count() {
        let text = Text::english();
        let class = |parameters| SizeClass::of(parameters).name(&text);
        for parameters in [6_738_415_616, 7_241_732_096, 7_615_616_512, 8_030_261_248] {
            assert_eq!(class(parameters), "6B to 9B");
        }
        for (parameters, name) in [
            (0, "under 500M"),
            (499_999_999, "under 500M"),
            (500_000_000, "500M to 1B"),
            (70_553_706_496, "40B to 80B"),
            (671_026_419_200, "160B or more"),
            (u64::MAX / 2_000_000, "160B or more"),
        ] {
            assert_eq!(class(parameters), name);
        }
        assert_eq!(SizeClass::all().count(), SizeClass::COUNT);
        assert!(SizeClass::all().all(|class| SizeClass::all().nth(class.place()) == Some(class)));
    }
}
