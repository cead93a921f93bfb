//! Numbers as pages show them. Each is a type that writes itself, so that a page is made without a text in
//! between.

use arrayvec::ArrayString;
use jiff::{Timestamp, tz::Offset};
use std::fmt::{self, Write as _};

/// Room for the longest figure.
type Short = ArrayString<80>;

/// How a figure writes itself, for templates and everybody else: it is put together on the stack and written in
/// one piece, because a page has a hundred of them.
macro_rules! written_in_one_piece {
    ($($figure:ty),+ $(,)?) => {$(
        impl fmt::Display for $figure {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = Short::new();
                self.put(&mut text);
                f.write_str(&text)
            }
        }

        impl askama::FastWritable for $figure {
            fn write_into(&self, to: &mut dyn fmt::Write, _: &dyn askama::Values) -> askama::Result<()> {
                let mut text = Short::new();
                self.put(&mut text);
                Ok(to.write_str(&text)?)
            }
        }
    )+};
}

written_in_one_piece!(Bytes, ParameterCount, Size, Memory, Grouped, BitsPerWeight, Bits, Bucket, Day, Counted);

fn put_number(number: u64, to: &mut Short) {
    to.push_str(itoa::Buffer::new().format(number));
}

/// With zeros in front, to that many digits.
fn put_digits(number: u64, digits: u32, to: &mut Short) {
    for place in (0..digits).rev() {
        let digit = number / 10u64.pow(place) % 10;
        to.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
    }
}

/// A count of bytes in decimal units, two or three digits: `4.68 GB`, `270 MB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl Bytes {
    fn put(self, to: &mut Short) {
        let (unit, name) = match self.0 {
            99_500_000.. => (1_000_000_000, "GB"),
            99_500..=99_499_999 => (1_000_000, "MB"),
            _ => (1_000, "kB"),
        };
        three_digits(self.0, unit, to);
        to.push(' ');
        to.push_str(name);
    }
}

/// A count of parameters: `7.62B`, `360M`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParameterCount(pub u64);

impl ParameterCount {
    fn put(self, to: &mut Short) {
        let (unit, name) = match self.0 {
            999_500_000_000.. => (1_000_000_000_000, "T"),
            999_500_000..=999_499_999_999 => (1_000_000_000, "B"),
            _ => (1_000_000, "M"),
        };
        // `6B`, not `6.00B`: zeros behind the point promise what a name does not say.
        let hundredths = hundredths(self.0, unit);
        match hundredths {
            0..=999 if hundredths.is_multiple_of(100) => put_number(hundredths / 100, to),
            0..=999 if hundredths.is_multiple_of(10) => put_decimal(hundredths / 10, 1, to),
            1_000..=9_994 if ((hundredths + 5) / 10).is_multiple_of(10) => put_number((hundredths + 5) / 100, to),
            _ => three_digits(self.0, unit, to),
        }
        to.push_str(name);
    }
}

/// `count / unit` with two decimals below 10, one below 100, else none; in whole numbers, so that every
/// machine writes the same.
fn three_digits(count: u64, unit: u64, to: &mut Short) {
    let hundredths = hundredths(count, unit);
    match hundredths {
        0..=999 => put_decimal(hundredths, 2, to),
        1_000..=9_994 => put_decimal((hundredths + 5) / 10, 1, to),
        _ => Grouped(hundredths / 100 + u64::from(hundredths % 100 >= 50)).put(to),
    }
}

/// A number of hundredths or tenths, by the count of decimals.
fn put_decimal(number: u64, decimals: u32, to: &mut Short) {
    let one = 10u64.pow(decimals);
    put_number(number / one, to);
    to.push('.');
    put_digits(number % one, decimals, to);
}

/// [`Bytes`] that may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(pub Option<u64>);

impl Size {
    fn put(self, to: &mut Short) {
        match self.0 {
            Some(bytes) => Bytes(bytes).put(to),
            None => to.push_str(UNKNOWN),
        }
    }
}

/// How an unknown figure reads.
pub const UNKNOWN: &str = "unknown";

/// Weights in memory; `about` where they were computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Bytes.
    pub bytes: Option<u64>,
    /// Whether they were computed from less than counts and file sizes.
    pub is_estimated: bool,
}

impl Memory {
    fn put(self, to: &mut Short) {
        to.push_str(if self.is_estimated && self.bytes.is_some() { "about " } else { "" });
        Size(self.bytes).put(to);
    }
}

/// `count / unit` in hundredths, rounded.
fn hundredths(count: u64, unit: u64) -> u64 {
    rounded(count, 100, unit)
}

/// `count * factor / unit`, rounded; `unit` is not zero.
fn rounded(count: u64, factor: u64, unit: u64) -> u64 {
    // Wider numbers are slow to divide, and hardly any is as large.
    if let Some(product) = count.checked_mul(factor).and_then(|product| product.checked_add(unit / 2)) {
        return product / unit;
    }
    let wide = (u128::from(count) * u128::from(factor) + u128::from(unit) / 2) / u128::from(unit);
    u64::try_from(wide).unwrap_or(u64::MAX)
}

/// A whole number with thousands apart: `32,768`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grouped(pub u64);

impl Grouped {
    fn put(self, to: &mut Short) {
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(self.0);
        // Before the first comma stand one to three digits.
        let mut end = (digits.len() + 2) % 3 + 1;
        to.push_str(&digits[..end]);
        while end < digits.len() {
            to.push(',');
            to.push_str(&digits[end..end + 3]);
            end += 3;
        }
    }
}

/// Bits per weight: bytes of a file against the parameters in it, two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BitsPerWeight {
    /// Bytes.
    pub bytes: u64,
    /// Parameters; not zero.
    pub parameters: u64,
}

impl BitsPerWeight {
    fn put(self, to: &mut Short) {
        put_decimal(rounded(self.bytes, 800, self.parameters.max(1)), 2, to);
    }
}

/// Bits per weight of a set of files.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bits {
    /// Of its bytes and parameters.
    Counted(BitsPerWeight),
    /// What files under its label usually have.
    Usual(f64),
    /// Neither is known.
    Unknown,
}

impl Bits {
    fn put(self, to: &mut Short) {
        match self {
            Self::Counted(bits) => bits.put(to),
            Self::Usual(bits) => write!(to, "about {bits:.1}").expect("labels have few bits"),
            Self::Unknown => to.push_str(UNKNOWN),
        }
    }
}

/// A counter of the Hub, cut down to the next of 1, 2, 5, 10, 20, 50, …: counters move daily, and a page
/// should not.
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

    /// Its lower end.
    #[must_use]
    pub fn floor(self) -> u64 {
        self.0
    }
}

impl Bucket {
    fn put(self, to: &mut Short) {
        match self.0 {
            0 => to.push_str("none"),
            floor => {
                Grouped(floor).put(to);
                to.push_str(" or more");
            }
        }
    }
}

/// A day: `2024-09-18`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Timestamp);

impl Day {
    fn put(self, to: &mut Short) {
        let day = Offset::UTC.to_datetime(self.0);
        to.push_str(if day.year() < 0 { "-" } else { "" });
        put_digits(day.year().unsigned_abs().into(), 4, to);
        for part in [day.month(), day.day()] {
            to.push('-');
            put_digits(part.unsigned_abs().into(), 2, to);
        }
    }
}

/// A noun with its count: `1 file`, `20 files`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted(pub usize, pub &'static str);

impl Counted {
    fn put(self, to: &mut Short) {
        Grouped(self.0 as u64).put(to);
        to.push(' ');
        to.push_str(self.1);
        to.push_str(if self.0 == 1 { "" } else { "s" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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
            assert_eq!(Bytes(bytes).to_string(), text);
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
            assert_eq!(ParameterCount(count).to_string(), text);
        }
        assert_eq!(Grouped(32_768).to_string(), "32,768");
        assert_eq!(Grouped(1_000_001).to_string(), "1,000,001");
        assert_eq!(BitsPerWeight { bytes: 4_683_073_952, parameters: 7_615_616_512 }.to_string(), "4.92");
        assert_eq!(Counted(1, "file").to_string(), "1 file");
    }

    #[test]
    fn counters_fall_into_few_buckets() {
        for (count, floor) in [(0, 0), (1, 1), (4, 2), (9, 5), (10, 10), (19_999, 10_000), (50_000, 50_000)] {
            assert_eq!(Bucket::of(count).floor(), floor, "{count}");
        }
        assert_eq!(Bucket::of(u64::MAX).floor(), 10_000_000_000_000_000_000);
        assert_eq!(Bucket::of(12_345).to_string(), "10,000 or more");
    }

    proptest! {
        #[test]
        fn a_bucket_is_never_above_its_count(count: u64) {
            let floor = Bucket::of(count).floor();
            prop_assert!(floor <= count && (count == 0 || floor > count / 3));
        }
    }
}
