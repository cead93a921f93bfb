//! Number formatting for reports.

use locale::plural::ending;

/// `1 line`, `2 lines`, `3 addresses`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", ending(count, noun))
}

/// Bytes in decimal units with three digits: `16.1 GB`.
pub(super) fn bytes(bytes: u64) -> String {
    scaled(bytes, &["bytes", "kB", "MB", "GB", "TB", "PB", "EB"])
}

/// A number of parameters with three digits: `8.03 billion`.
pub(super) fn parameters(count: u64) -> String {
    scaled(count, &["", "thousand", "million", "billion", "trillion"])
}

#[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
fn scaled(count: u64, units: &[&str]) -> String {
    let mut value = count as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < units.len() {
        value /= 1_000.0;
        unit += 1;
    }
    let digits = match value {
        _ if unit == 0 => 0,
        value if value < 9.995 => 2,
        value if value < 99.95 => 1,
        _ => 0,
    };
    format!("{value:.digits$} {}", units[unit]).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_shown() {
        for (count, text) in
            [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1.00 kB"), (16_060_522_496, "16.1 GB"), (999_600, "1.00 MB")]
        {
            assert_eq!(bytes(count), text);
        }
        assert_eq!(parameters(8_030_261_248), "8.03 billion");
        assert_eq!(counted(1, "file"), "1 file");
        assert_eq!((counted(2, "file"), counted(2, "address")), ("2 files".to_owned(), "2 addresses".to_owned()));
    }
}
