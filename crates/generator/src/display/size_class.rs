//! `SizeClass`: models by their count of parameters, in the steps in which people speak of them.

use crate::{
    display::figures::{Figure as _, ParameterCount},
    text::Text,
};

/// Lower ends of the classes, in millions of parameters: the usual sizes (1B, 3B, 7B, 13B, 32B, 70B, …) lie in
/// the middle of a class, since a “7B” model has between 6.7 and 8.0 billion.
const LOWER_ENDS: [u64; 12] = [0, 500, 1_000, 2_000, 4_000, 6_000, 9_000, 16_000, 28_000, 40_000, 80_000, 160_000];

/// One class: from its lower end up to, and without, that of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SizeClass(u8);

impl SizeClass {
    /// How many there are.
    pub const COUNT: usize = LOWER_ENDS.len();

    /// The class of a count of parameters.
    #[must_use]
    pub fn of(parameters: u64) -> Self {
        let below = LOWER_ENDS.iter().filter(|end| **end * 1_000_000 <= parameters).count();
        Self(u8::try_from(below.saturating_sub(1)).unwrap_or_default())
    }

    /// All, smallest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u8..).take(Self::COUNT).map(Self)
    }

    /// Its place among all, smallest first.
    #[must_use]
    pub fn place(self) -> usize {
        usize::from(self.0)
    }

    /// Its lower end, as a name has it: `500M`, `6B`; none of the smallest.
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

    /// Its part of an address, the same in every language: `6B-to-9B`.
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

/// The lower end of the class at that place.
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
            (671_026_419_200, "160B and more"),
            (u64::MAX / 2_000_000, "160B and more"),
        ] {
            assert_eq!(class(parameters), name);
        }
        assert_eq!(SizeClass::all().count(), SizeClass::COUNT);
        assert!(SizeClass::all().all(|class| SizeClass::all().nth(class.place()) == Some(class)));
    }
}
