//! `Share`: the share of a site that may be removed at once. Build and deploy both have such a limit.

use std::{fmt, str::FromStr};
use strict_toml::FromText;

/// A share in hundredths of a percent, from 0 to 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(u16);

impl Share {
    /// Everything.
    pub const ALL: Self = Self(10_000);

    /// Parses `10%`, `2.5 %` or `0.1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, scale) = match text.strip_suffix('%') {
            Some(number) => (number.trim_end(), 100.0),
            None => (text, 10_000.0),
        };
        // Rejects signs, exponents and names for infinity.
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        let hundredths = (number.parse::<f64>().ok()? * scale).round();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
        (0.0..=10_000.0).contains(&hundredths).then_some(Self(hundredths as u16))
    }

    /// Whether `part` of `whole` is at most this share.
    #[must_use]
    pub fn allows(self, part: usize, whole: usize) -> bool {
        part as u128 * 10_000 <= whole as u128 * u128::from(self.0)
    }
}

/// Error for text that is not a valid share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("use a percentage from 0% to 100%, such as `10%` or `0.1`")]
pub struct NoShare;

impl FromStr for Share {
    type Err = NoShare;

    fn from_str(text: &str) -> Result<Self, NoShare> {
        Self::parse(text).ok_or(NoShare)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole} %"),
            rest if rest % 10 == 0 => write!(f, "{whole}.{} %", rest / 10),
            rest => write!(f, "{whole}.{rest:02} %"),
        }
    }
}

impl FromText for Share {
    type Value = Self;

    const WHAT: &'static str = "a percentage as text, such as `\"10%\"`";

    fn from_text(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_and_shown() {
        for (text, shown) in [("10%", "10 %"), ("2.5 %", "2.5 %"), ("0.1", "10 %"), ("1", "100 %"), ("0.25%", "0.25 %")]
        {
            assert_eq!(Share::parse(text).map(|share| share.to_string()), Some(shown.to_owned()), "{text}");
        }
        for text in ["", "%", "-1%", "101%", "2", "ten", "1e2%", "inf", "."] {
            assert_eq!(Share::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_share_is_kept_to_the_file() {
        let tenth = Share::parse("10%").unwrap();
        assert!(tenth.allows(10, 100) && !tenth.allows(11, 100));
        assert!(tenth.allows(0, 0) && !tenth.allows(1, 9));
    }
}
