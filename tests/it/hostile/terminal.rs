//! No text from a record, a file or a server moves the cursor or is a command to GitHub's runner.

use crate::site::SiteTest;
use std::process::Output;

/// The hostile id is invalid, so its line is reported. The model is shown with all of its fields.
const RECORDS: &str = r#"{"id":"a/b\r\nerror: fake\u001b[31m\u202e\u009b2J"}
{"id":"evil/m","author":"e\u001b]0;pwned\u0007","tags":["gguf","text-generation"],"pipeline_tag":"text-generation","library_name":"g\u001b[31m\n::error::library","gguf":{"total":7000000000,"architecture":"llama\u0007"},"config":{"model_type":"llama\n::set-output name=x::y"},"cardData":{"license":"mit\n::error title=pwned::x\n::stop-commands::y ##[error]z\u202e\u2066","language":["en\u009b31m\b\b"],"base_model":["evil/x\u001b[2J"]},"siblings":[{"rfilename":"m-Q4_K_M.gguf","size":4200000000},{"rfilename":"n\u001b[31m\n::error::file-Q8_0.gguf","size":8400000000}]}
"#;

/// A page of a foreign site whose errors quote its name, its title and its links.
const PAGE: &str = "<!doctype html><html><head><title>a\u{202e}b\n::error::title</title></head><body>\
    <h1>x</h1><a href=\"/gone\u{1b}[31m\n::error::href\">x</a>\u{9b}</body></html>";

/// Every command that prints anything from a site or a snapshot, with its possible exit codes.
const COMMANDS: &[(&[&str], &[i32])] = &[
    (&["build"], &[0]),
    (&["build", "--json"], &[0]),
    (&["audit"], &[0]),
    (&["audit", "--json"], &[0]),
    (&["audit", "--list", "kind"], &[0, 2]),
    (&["explain", "evil/m"], &[0]),
    (&["explain", "evil/m", "--json"], &[0]),
    (&["explain", "evil/\u{1b}[31m\n::error::n"], &[1]),
    (&["check", "dist"], &[0, 3]),
    (&["check", "foreign"], &[3]),
    (&["check", "foreign", "--format", "json"], &[3]),
    (&["check", "foreign", "--format", "sarif"], &[3]),
    (&["check", "foreign", "--format", "junit"], &[3]),
    (&["check", "nowhere\u{1b}[31m\n::error::x"], &[1]),
    (&["manifest"], &[0]),
    (&["doctor"], &[0, 3]),
    (&["rules"], &[0]),
    (&["deploy", "file://target"], &[0, 1, 2]),
];

fn site() -> SiteTest {
    let site = SiteTest::new(&[]);
    site.write("site.toml", "[output]\nmodel-pictures = 0\n");
    site.write("content/models/all.jsonl", RECORDS);
    site.write("foreign/index.html", PAGE);
    site.write("foreign/\u{1b}[31m\n::error::name.html", PAGE);
    site.write("foreign/::error::start.html", PAGE);
    site.build();
    site
}

/// Fails if the text contains anything that a terminal would execute, except our colors.
fn assert_text(what: &str, text: &str, has_colours: bool) {
    let plain = if has_colours { anstream::adapter::strip_str(text).to_string() } else { text.to_owned() };
    for c in plain.chars() {
        assert!(matches!(c, '\n' | '\t') || !foreign_text::is_hidden(c), "{what}: {c:?} in {text:?}");
    }
    for line in plain.lines() {
        assert!(!line.trim_start().starts_with("::") && !line.contains("##["), "{what}: {line:?}");
        assert!(!line.starts_with("error: fake"), "{what}: {line:?}");
    }
}

#[test]
fn no_command_prints_what_a_pipe_or_a_log_would_act_on() {
    let site = site();
    for (args, codes) in COMMANDS {
        let Output { status, stdout, stderr } = site.modelpress(args).output().unwrap();
        let [stdout, stderr] = [stdout, stderr].map(|text| String::from_utf8(text).unwrap());
        assert!(codes.contains(&status.code().unwrap()), "{args:?}: {status} {stdout} {stderr}");
        assert_text(&format!("{args:?}"), &stdout, false);
        assert_text(&format!("{args:?}"), &stderr, false);
        if args.ends_with(&["--json"]) || args.ends_with(&["json"]) || args.ends_with(&["sarif"]) {
            serde_json::from_str::<serde_json::Value>(&stdout).unwrap_or_else(|error| panic!("{args:?}: {error}"));
        }
    }
}

/// The same with standard output and standard error on a terminal, created by `script` (util-linux).
#[test]
fn no_command_prints_what_a_terminal_would_act_on() {
    let site = site();
    for (args, codes) in COMMANDS {
        let words = [&[env!("CARGO_BIN_EXE_modelpress")], *args].concat();
        let line = shlex::try_join(words).unwrap();
        let mut script = std::process::Command::new("script");
        let script = script.args(["-qec", &line, "/dev/null"]).env("TERM", "xterm").current_dir(site.path(""));
        let Ok(output) = script.stdin(std::process::Stdio::null()).output() else {
            return crate::requirement::skip("hostile::terminal", "script (util-linux)", "REQUIRE_ALL");
        };
        // A terminal converts each line feed into two characters. A progress bar moves the cursor, and is ours.
        let text = String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n");
        let text = text.rsplit('\r').next().unwrap_or_default();
        assert!(codes.contains(&output.status.code().unwrap()), "{args:?}: {} {text}", output.status);
        assert_text(&format!("{args:?}"), text, true);
        for colour in text.split('\u{1b}').skip(1) {
            let end = colour.find(|c: char| c.is_ascii_alphabetic()).unwrap_or_default();
            let is_ours = colour.starts_with('[') && matches!(&colour[end..=end], "m" | "K");
            assert!(is_ours, "{args:?}: {colour:?}");
        }
    }
}
