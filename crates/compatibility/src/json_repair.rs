//! Repairs JSON that is grammatically valid but has values that Rust cannot represent: lone surrogates, which
//! JavaScript writes (`"\ud800"`), and numbers beyond `f64` (`1e400`). Each costs its field instead of the whole
//! record.

/// The same document with `null` for each such value and an empty name for each such key. `None` if the text is not
/// JSON or needs no repair.
pub(crate) fn repaired(json: &str) -> Option<String> {
    serde_json::from_str::<serde::de::IgnoredAny>(json).ok()?;
    let bytes = json.as_bytes();
    let mut repaired = String::new();
    let mut kept = 0;
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'"' => end_of_string(bytes, at),
            b'-' | b'0'..=b'9' => end_of_number(bytes, at),
            _ => {
                at += 1;
                continue;
            }
        };
        if !is_readable(&json[at..end]) {
            repaired.push_str(&json[kept..at]);
            let is_key = bytes[end..].trim_ascii_start().first() == Some(&b':');
            repaired.push_str(if is_key { "\"\"" } else { "null" });
            kept = end;
        }
        at = end;
    }
    repaired.push_str(&json[kept..]);
    (kept > 0).then_some(repaired)
}

/// Whether a string or number token can be represented. Strings without escapes always can.
fn is_readable(token: &str) -> bool {
    match token.as_bytes()[0] {
        b'"' => !token.contains("\\u") || serde_json::from_str::<String>(token).is_ok(),
        _ => token.parse::<f64>().is_ok_and(f64::is_finite),
    }
}

/// The position after the closing quotation mark, which exists because the text is valid JSON.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at..]) {
        at += found + 1;
        if bytes[at - 1] == b'"' {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

fn end_of_number(bytes: &[u8], start: usize) -> usize {
    let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
    start + bytes[start..].iter().take_while(|byte| is_part(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_value_becomes_null() {
        for (json, expected) in [
            (r#"{"a":"x\ud800","b":1e400}"#, Some(r#"{"a":null,"b":null}"#)),
            (r#"{"\udc00" : [1, -1E999, "\\", "\"\ud83d"]}"#, Some(r#"{"" : [1, null, "\\", null]}"#)),
            (r#"["\ud83d\udc69", "\\ud800", 18446744073709551616, 1e-400]"#, None),
            (r#"{"a":1e400"#, None),
            (r#"{"a":01}"#, None),
        ] {
            assert_eq!(repaired(json).as_deref(), expected, "{json}");
        }
    }
}
