//! Localized number formatting. Each type implements `Display`, so templates print it without allocating.

use crate::text::Text;
use arrayvec::ArrayString;
use compatibility::parameters::Parameters;
use jiff::{Timestamp, tz::Offset};
use std::fmt;

/// Buffer for the longest figure; the texts around a number are checked to be short when they are read.
type Short = ArrayString<200>;

/// A number that is formatted differently in each language.
pub trait Figure: Copy {
    /// Appends it.
    fn put(self, text: &Text, to: &mut Short);

    /// The number formatted in a language.
    fn show(self, text: &Text) -> Written<'_, Self> {
        Written { figure: self, text }
    }
}

/// A formatted number. It is assembled on the stack and written in one piece, because a page has a hundred of them.
#[derive(Debug, Clone, Copy)]
pub struct Written<'t, F> {
    figure: F,
    text: &'t Text,
}

impl<F: Figure> fmt::Display for Written<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Short::new();
        self.figure.put(self.text, &mut text);
        f.write_str(&text)
    }
}

impl<F: Figure> askama::FastWritable for Written<'_, F> {
    fn write_into(&self, to: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
        let mut text = Short::new();
        self.figure.put(self.text, &mut text);
        Ok(to.write_str(&text)?)
    }
}

/// A number of tokens, in words.
#[must_use]
pub fn tokens(count: u64, text: &Text) -> String {
    text.count_tokens(usize::try_from(count).unwrap_or(usize::MAX))
}

/// Inserts something between the two halves of a text.
fn put_within([before, behind]: [&str; 2], to: &mut Short, put: impl FnOnce(&mut Short)) {
    to.push_str(before);
    put(to);
    to.push_str(behind);
}

/// Pads with zeros to this many digits.
fn put_digits(number: u64, digits: u32, to: &mut Short) {
    for place in (0..digits).rev() {
        let digit = number / 10u64.pow(place) % 10;
        to.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
    }
}

/// A count of bytes in decimal units, two or three digits: `4.68 GB`, `270 MB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl Figure for Bytes {
    fn put(self, text: &Text, to: &mut Short) {
        let (unit, around) = match self.0 {
            99_500_000.. => (1_000_000_000, text.figure_gigabytes()),
            99_500..=99_499_999 => (1_000_000, text.figure_megabytes()),
            _ => (1_000, text.figure_kilobytes()),
        };
        put_within(around, to, |to| three_digits(self.0, unit, text, to));
    }
}

/// A count of parameters: `7.62B`, `360M`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParameterCount(pub u64);

impl Figure for ParameterCount {
    fn put(self, text: &Text, to: &mut Short) {
        let (unit, around) = match self.0 {
            999_500_000_000.. => (1_000_000_000_000, text.figure_trillions()),
            999_500_000..=999_499_999_999 => (1_000_000_000, text.figure_billions()),
            _ => (1_000_000, text.figure_millions()),
        };
        // `6B`, not `6.00B`: trailing zeros suggest a precision that a name does not have.
        let hundredths = hundredths(self.0, unit);
        put_within(around, to, |to| match hundredths {
            0..=999 if hundredths.is_multiple_of(100) => Grouped(hundredths / 100).put(text, to),
            0..=999 if hundredths.is_multiple_of(10) => put_decimal(hundredths / 10, 1, text, to),
            1_000..=9_994 if ((hundredths + 5) / 10).is_multiple_of(10) => {
                Grouped((hundredths + 5) / 100).put(text, to);
            }
            _ => three_digits(self.0, unit, text, to),
        });
    }
}

/// The size of a model: `7.62B`, or `~7B` if only its name gives the size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelSize {
    /// Parameters.
    pub count: u64,
    /// Whether the number comes from the name, which is rounded.
    pub is_named: bool,
}

impl ModelSize {
    /// The size of a model, if known.
    #[must_use]
    pub fn of(parameters: &Parameters) -> Option<Self> {
        parameters.total.map(|count| Self { count, is_named: parameters.is_named() })
    }
}

impl Figure for ModelSize {
    fn put(self, text: &Text, to: &mut Short) {
        if self.is_named {
            put_within(text.figure_roughly(), to, |to| ParameterCount(self.count).put(text, to));
        } else {
            ParameterCount(self.count).put(text, to);
        }
    }
}

/// `count / unit` with two decimals below 10, one below 100, and none otherwise. Integer arithmetic, so that every
/// machine prints the same.
fn three_digits(count: u64, unit: u64, text: &Text, to: &mut Short) {
    let hundredths = hundredths(count, unit);
    match hundredths {
        0..=999 => put_decimal(hundredths, 2, text, to),
        1_000..=9_994 => put_decimal((hundredths + 5) / 10, 1, text, to),
        _ => Grouped(hundredths / 100 + u64::from(hundredths % 100 >= 50)).put(text, to),
    }
}

/// A number of hundredths or tenths, given by the number of decimals.
fn put_decimal(number: u64, decimals: u32, text: &Text, to: &mut Short) {
    let one = 10u64.pow(decimals);
    Grouped(number / one).put(text, to);
    to.push_str(&text.numbers.decimal);
    put_digits(number % one, decimals, to);
}

/// [`Bytes`] that may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(pub Option<u64>);

impl Figure for Size {
    fn put(self, text: &Text, to: &mut Short) {
        match self.0 {
            Some(bytes) => Bytes(bytes).put(text, to),
            None => to.push_str(text.figure_unknown()),
        }
    }
}

/// Memory for the weights; `about` if it was estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Bytes.
    pub bytes: Option<u64>,
    /// Whether it is an estimate rather than computed from counts and file sizes.
    pub is_estimated: bool,
}

impl Figure for Memory {
    fn put(self, text: &Text, to: &mut Short) {
        match self.bytes {
            Some(bytes) if self.is_estimated => put_within(text.figure_about(), to, |to| Bytes(bytes).put(text, to)),
            bytes => Size(bytes).put(text, to),
        }
    }
}

/// `count / unit` in hundredths, rounded.
fn hundredths(count: u64, unit: u64) -> u64 {
    rounded(count, 100, unit)
}

/// `count * factor / unit`, rounded; `unit` is not zero.
fn rounded(count: u64, factor: u64, unit: u64) -> u64 {
    // 128-bit division is slow, and almost no product is that large.
    if let Some(product) = count.checked_mul(factor).and_then(|product| product.checked_add(unit / 2)) {
        return product / unit;
    }
    let wide = (u128::from(count) * u128::from(factor) + u128::from(unit) / 2) / u128::from(unit);
    u64::try_from(wide).unwrap_or(u64::MAX)
}

/// An integer with grouped thousands: `32,768`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grouped(pub u64);

impl Figure for Grouped {
    fn put(self, text: &Text, to: &mut Short) {
        text.numbers.divide(itoa::Buffer::new().format(self.0), |part| to.push_str(part));
    }
}

/// Bits per weight: the size of a file divided by its number of parameters, with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BitsPerWeight {
    /// Bytes.
    pub bytes: u64,
    /// Number of parameters; not zero.
    pub parameters: u64,
}

impl BitsPerWeight {
    fn hundredths(self) -> u64 {
        rounded(self.bytes, 800, self.parameters.max(1))
    }
}

/// Bits per weight of a variant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bits {
    /// Computed from bytes and parameters.
    Counted(BitsPerWeight),
    /// The usual value for this quantization.
    Usual(f64),
    /// Neither is known.
    Unknown,
}

impl Bits {
    /// The bits per weight of files with this size and number of parameters. No format has less than half a bit or more
    /// than 40 (`BITS` in the checks), so for such values one of the two numbers is wrong, and the result is unknown.
    #[must_use]
    pub fn counted(bytes: u64, parameters: u64) -> Self {
        let bits = BitsPerWeight { bytes, parameters };
        if (50..=4_000).contains(&bits.hundredths()) { Self::Counted(bits) } else { Self::Unknown }
    }

    /// The value as displayed, in hundredths or tenths of a bit.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        let (number, one) = self.parts()?;
        // Exact for numbers this small.
        #[expect(clippy::cast_precision_loss, reason = "a weight has few bits")]
        Some(number as f64 / 10f64.powi(one))
    }

    /// An integer and how many of its digits are decimals.
    fn parts(self) -> Option<(u64, i32)> {
        match self {
            Self::Counted(bits) => Some((bits.hundredths(), 2)),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "labels have few bits")]
            Self::Usual(bits) => Some(((bits * 10.0).round() as u64, 1)),
            Self::Unknown => None,
        }
    }
}

impl Figure for Bits {
    fn put(self, text: &Text, to: &mut Short) {
        match (self, self.parts()) {
            (Self::Counted(_), Some((hundredths, _))) => put_decimal(hundredths, 2, text, to),
            (_, Some((tenths, _))) => put_within(text.figure_about(), to, |to| put_decimal(tenths, 1, text, to)),
            _ => to.push_str(text.figure_unknown()),
        }
    }
}

/// A count from the Hub, rounded down to 1, 2, 5, 10, 20, 50, …: counts change every day, and pages should not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bucket(u64);

impl Bucket {
    /// The bucket of a count.
    #[must_use]
    pub fn of(count: u64) -> Self {
        let mut step = 1u64;
        while count / 10 >= step {
            step *= 10;
        }
        match count / step {
            _ if count == 0 => Self(0),
            5.. => Self(step * 5),
            2..=4 => Self(step * 2),
            _ => Self(step),
        }
    }

    /// Its lower bound.
    #[must_use]
    pub fn floor(self) -> u64 {
        self.0
    }
}

impl Figure for Bucket {
    fn put(self, text: &Text, to: &mut Short) {
        match self.0 {
            0 => to.push_str(text.figure_none()),
            floor => put_within(text.figure_or_more(), to, |to| Grouped(floor).put(text, to)),
        }
    }
}

/// A date in every language: `2024-09-18`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Timestamp);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let day = Offset::UTC.to_datetime(self.0);
        let mut text = Short::new();
        text.push_str(if day.year() < 0 { "-" } else { "" });
        put_digits(day.year().unsigned_abs().into(), 4, &mut text);
        for part in [day.month(), day.day()] {
            text.push('-');
            put_digits(part.unsigned_abs().into(), 2, &mut text);
        }
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn english(figure: impl Figure) -> String {
        figure.show(&Text::english()).to_string()
    }

    #[test]
    fn figures_have_three_digits_at_most() {
        for (bytes, text) in [
            (0, "0.00 kB"),
            (4_683_073_952, "4.68 GB"),
            (16_060_522_496, "16.1 GB"),
            (141_107_412_992, "141 GB"),
            (270_000_000, "0.27 GB"),
            (98_000_000, "98.0 MB"),
            (1_340_000_000_000, "1,340 GB"),
        ] {
            assert_eq!(english(Bytes(bytes)), text);
        }
        for (count, text) in [
            (7_615_616_512, "7.62B"),
            (360_000_000, "360M"),
            (70_553_706_496, "70.6B"),
            (1_026_000_000_000, "1.03T"),
            (6_000_000_000, "6B"),
            (4_500_000_000, "4.5B"),
            (32_040_000_000, "32B"),
        ] {
            assert_eq!(english(ParameterCount(count)), text);
        }
        let sizes = [true, false].map(|is_named| english(ModelSize { count: 7_000_000_000, is_named }));
        assert_eq!(sizes, ["~7B", "7B"]);
        assert_eq!(english(Grouped(32_768)), "32,768");
        assert_eq!(english(Grouped(1_000_001)), "1,000,001");
        let bits = Bits::Counted(BitsPerWeight { bytes: 4_683_073_952, parameters: 7_615_616_512 });
        assert_eq!((&*english(bits), bits.value()), ("4.92", Some(4.92)));
        assert_eq!((&*english(Bits::Usual(4.85)), Bits::Usual(4.85).value()), ("about 4.9", Some(4.9)));
        assert_eq!(Text::english().count_files(1), "1 file");
    }

    #[test]
    fn counters_fall_into_few_buckets() {
        for (count, floor) in [(0, 0), (1, 1), (4, 2), (9, 5), (10, 10), (19_999, 10_000), (50_000, 50_000)] {
            assert_eq!(Bucket::of(count).floor(), floor, "{count}");
        }
        assert_eq!(Bucket::of(u64::MAX).floor(), 10_000_000_000_000_000_000);
        assert_eq!(english(Bucket::of(12_345)), "10,000 or more");
    }

    proptest! {
        #[test]
        fn a_bucket_is_never_above_its_count(count: u64) {
            let floor = Bucket::of(count).floor();
            prop_assert!(floor <= count && (count == 0 || floor > count / 3));
        }
    }
}
