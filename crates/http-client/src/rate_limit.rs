//! Parses rate limit headers.

use jiff::{Timestamp, fmt::rfc2822};
use std::time::Duration;

/// Maximum window length. Longer ones are shortened to it; the Hub's is five minutes.
const LONGEST_WINDOW: Duration = Duration::from_hours(1);

/// The remaining rate limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Number of requests left in this window.
    pub remaining: u64,
    /// Time until the window ends and all requests are available again; at most an hour.
    pub reset: Duration,
}

impl Budget {
    /// Parses a `RateLimit` header, such as `"api";r=497;t=168`: the bucket named `api`, or the first one
    /// (draft-ietf-httpapi-ratelimit-headers-09; the Hub's `docs/hub/rate-limits.md`).
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let mut buckets = header.split(',').filter_map(bucket);
        let first = buckets.next()?;
        let api = std::iter::once(first).chain(buckets).find(|(name, _)| *name == "api");
        Some(api.unwrap_or(first).1)
    }
}

fn bucket(text: &str) -> Option<(&str, Budget)> {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next()?.trim_matches('"');
    let (mut remaining, mut reset) = (None, None);
    for part in parts {
        match part.split_once('=') {
            Some(("r", value)) => remaining = value.parse().ok(),
            Some(("t", value)) => {
                reset = value.parse().ok().map(|seconds| Duration::from_secs(seconds).min(LONGEST_WINDOW));
            }
            _ => {}
        }
    }
    Some((name, Budget { remaining: remaining?, reset: reset? }))
}

/// Parses a `Retry-After` header, which is a number of seconds or a date, and returns the wait.
#[must_use]
pub fn retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    let text = header.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = http_date(text)?;
    Some(Duration::try_from(until.duration_since(now)).unwrap_or_default())
}

/// Parses an HTTP date, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
#[must_use]
pub fn http_date(text: &str) -> Option<Timestamp> {
    rfc2822::DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_bucket_counts() {
        let budget = |remaining, seconds| Some(Budget { remaining, reset: Duration::from_secs(seconds) });
        assert_eq!(Budget::parse("\"api\";r=497;t=168"), budget(497, 168));
        assert_eq!(Budget::parse("\"pages\";r=1;t=2, \"api\";r=3;t=4"), budget(3, 4));
        assert_eq!(Budget::parse("\"resolvers\"; r=0; t=12"), budget(0, 12));
        for text in ["", "\"api\"", "\"api\";r=x;t=1", "\"api\";r=1", "limit=3"] {
            assert_eq!(Budget::parse(text), None, "{text}");
        }
    }

    #[test]
    fn no_window_is_longer_than_an_hour() {
        for seconds in ["3600", "3601", "18446744073709551615"] {
            let budget = Budget { remaining: 100, reset: Duration::from_hours(1) };
            assert_eq!(Budget::parse(&format!("\"api\";r=100;t={seconds}")), Some(budget));
        }
        assert_eq!(Budget::parse("\"api\";r=100;t=18446744073709551616"), None, "no number");
    }

    #[test]
    fn seconds_and_dates_are_waited_for() {
        let now: Timestamp = "1994-11-06T08:49:07Z".parse().unwrap();
        assert_eq!(retry_after("30", now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:00:00 GMT", now), Some(Duration::ZERO), "over already");
        assert_eq!(retry_after("soon", now), None);
        assert_eq!(retry_after("-5", now), None);
    }
}
