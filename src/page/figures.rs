//! Numbers as pages show them. Each is a type that writes itself, so that a page is made without a text in
//! between.

use jiff::Timestamp;
use std::fmt;

/// A count of bytes in decimal units, two or three digits: `4.68 GB`, `270 MB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name) = match self.0 {
            99_500_000.. => (1_000_000_000, "GB"),
            99_500..=99_499_999 => (1_000_000, "MB"),
            _ => (1_000, "kB"),
        };
        three_digits(f, self.0, unit)?;
        write!(f, " {name}")
    }
}

/// A count of parameters: `7.62B`, `360M`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParameterCount(pub u64);

impl fmt::Display for ParameterCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name) = match self.0 {
            999_500_000_000.. => (1_000_000_000_000, "T"),
            999_500_000..=999_499_999_999 => (1_000_000_000, "B"),
            _ => (1_000_000, "M"),
        };
        // `6B`, not `6.00B`: zeros behind the point promise what a name does not say.
        let hundredths = hundredths(self.0, unit);
        match hundredths {
            0..=999 if hundredths.is_multiple_of(100) => write!(f, "{}", hundredths / 100)?,
            0..=999 if hundredths.is_multiple_of(10) => write!(f, "{}.{}", hundredths / 100, hundredths / 10 % 10)?,
            1_000..=9_994 if ((hundredths + 5) / 10).is_multiple_of(10) => write!(f, "{}", (hundredths + 5) / 100)?,
            _ => three_digits(f, self.0, unit)?,
        }
        f.write_str(name)
    }
}

/// `count / unit` with two decimals below 10, one below 100, else none; in whole numbers, so that every
/// machine writes the same.
fn three_digits(f: &mut fmt::Formatter<'_>, count: u64, unit: u64) -> fmt::Result {
    let hundredths = hundredths(count, unit);
    match hundredths {
        0..=999 => write!(f, "{}.{:02}", hundredths / 100, hundredths % 100),
        1_000..=9_994 => {
            let tenths = (hundredths + 5) / 10;
            write!(f, "{}.{}", tenths / 10, tenths % 10)
        }
        _ => write!(f, "{}", Grouped(u64::try_from((hundredths + 50) / 100).unwrap_or(u64::MAX))),
    }
}

/// [`Bytes`] that may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size(pub Option<u64>);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(bytes) => Bytes(bytes).fmt(f),
            None => f.write_str(UNKNOWN),
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

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_estimated && self.bytes.is_some() { "about " } else { "" })?;
        Size(self.bytes).fmt(f)
    }
}

/// `count / unit` in hundredths, rounded.
fn hundredths(count: u64, unit: u64) -> u128 {
    (u128::from(count) * 100 + u128::from(unit) / 2) / u128::from(unit)
}

/// A whole number with thousands apart: `32,768`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grouped(pub u64);

impl fmt::Display for Grouped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 1_000 {
            return write!(f, "{}", self.0);
        }
        write!(f, "{},{:03}", Self(self.0 / 1_000), self.0 % 1_000)
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

impl fmt::Display for BitsPerWeight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = u128::from(self.parameters.max(1));
        let hundredths = (u128::from(self.bytes) * 800 + parameters / 2) / parameters;
        write!(f, "{}.{:02}", hundredths / 100, hundredths % 100)
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

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counted(bits) => bits.fmt(f),
            Self::Usual(bits) => write!(f, "about {bits:.1}"),
            Self::Unknown => f.write_str(UNKNOWN),
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

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            0 => f.write_str("none"),
            floor => write!(f, "{} or more", Grouped(floor)),
        }
    }
}

/// A day: `2024-09-18`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Timestamp);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%d"))
    }
}

/// A noun with its count: `1 file`, `20 files`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted(pub usize, pub &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", Grouped(self.0 as u64), self.1, if self.0 == 1 { "" } else { "s" })
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
