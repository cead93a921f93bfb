//! Converts a byte position in the JSON text of an argument to the path of the value there.

/// The path of the value that ends just before byte `end` of a JSON text without whitespace: `.workers[1].workerType`.
pub(crate) fn path(json: &str, end: usize) -> String {
    let mut steps: Vec<Step<'_>> = Vec::new();
    let bytes = json.as_bytes();
    let mut at = 0;
    while at < end.min(bytes.len()) {
        match bytes[at] {
            b'{' => steps.push(Step::Key(None)),
            b'[' => steps.push(Step::Place(0)),
            // If the position is after a closing bracket, the whole value is meant, not one inside it.
            b'}' | b']' => drop(steps.pop()),
            b',' => match steps.last_mut() {
                Some(Step::Place(place)) => *place += 1,
                Some(key) => *key = Step::Key(None),
                None => {}
            },
            b'"' => {
                let close = end_of_string(bytes, at);
                // Keys are followed by a colon.
                let is_key = bytes.get(close + 1) == Some(&b':');
                if let Some(key) = steps.last_mut().filter(|_| is_key) {
                    *key = Step::Key(json.get(at + 1..close));
                }
                at = close;
            }
            _ => {}
        }
        at += 1;
    }
    let write = |step: Step<'_>| match step {
        Step::Key(key) => key.map(|key| format!(".{key}")).unwrap_or_default(),
        Step::Place(place) => format!("[{place}]"),
    };
    steps.into_iter().map(write).collect()
}

/// A step into a JSON value.
enum Step<'a> {
    /// Into an object. `None` until its key has been read.
    Key(Option<&'a str>),
    /// Into an array.
    Place(usize),
}

/// The closing quote of the string that opens at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut close = at + 1;
    while close < bytes.len() && bytes[close] != b'"' {
        close += if bytes[close] == b'\\' { 2 } else { 1 };
    }
    close
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_place_has_a_path() {
        let json = r#"{"a":{"b\":":[1,{"c":"x,]"}]},"d":[true]}"#;
        for (part, expected) in [("1", r#".a.b\":[0]"#), (r#""x,]""#, r#".a.b\":[1].c"#), ("true", ".d[0]")] {
            let end = json.find(part).unwrap() + part.len();
            assert_eq!(path(json, end), expected, "{part}");
        }
        assert_eq!(path(json, json.find("]}").unwrap() + 1), r#".a.b\":"#);
        assert_eq!(path(json, json.len()), "");
    }
}
