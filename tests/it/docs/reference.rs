//! The generated parts of the reference. An outdated one is rewritten, and the test fails once.

use compatibility::rule::{Outcome, RULES, RuleKind};
use generator::select::FILTERS;
use modelpress::settings;
use std::{fmt::Write as _, fs, path::Path, process::Command};

fn is_up_to_date(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if fs::read_to_string(&path).is_ok_and(|known| known == text) {
        return;
    }
    let mut file = fs::File::create(&path).unwrap();
    std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
    panic!("{} was out of date and has been rewritten: check the difference", path.display());
}

fn help(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_modelpress")).args(args).arg("--help").output().unwrap();
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The names of all commands, as the help lists them.
fn commands() -> Vec<String> {
    let all = help(&[]);
    let list = all.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}

#[test]
fn the_command_line() {
    let mut text = format!(
        "# Command line\n\nGenerated from `modelpress --help`.\n\n```text\n{}```\n\nExit codes: 0 success, 1 failure, 2 wrong \
         usage, 3 `check`, `build --check` or `doctor` found problems, 130 and 143 ended by SIGINT or SIGTERM. Data \
         goes to standard output, everything else to standard error. Colors appear only on terminals, and `NO_COLOR` \
         turns them off.\n",
        help(&[])
    );
    for command in commands() {
        let _ = write!(text, "\n## {command}\n\n```text\n{}```\n", help(&[&command]));
    }
    is_up_to_date("docs/reference/command-line.md", &text);
}

/// Each command's help ends in examples, and the program understands them.
#[test]
fn every_command_has_examples() {
    for command in commands() {
        let help_text = help(&[&command]);
        let (_, examples) = help_text.split_once("\nExamples:\n").unwrap_or_else(|| panic!("{command}: {help_text}"));
        for example in examples.lines().filter(|line| !line.trim().is_empty()) {
            let words = example.split('>').next().unwrap().split_whitespace().collect::<Vec<_>>();
            assert_eq!(words[..2], ["modelpress", &*command], "{example}");
            help(&words[1..]);
        }
    }
}

#[test]
fn the_settings() {
    let intro = "# Settings\n\nAll keys of `site.toml`, generated from the program. A key that is left out has its default. Unknown \
                 keys and invalid values are errors, and all of them are reported at once.\n";
    let text = [intro, &settings::reference()].concat();
    let row =
        "| `base-url` | a URL: `http://` or `https://` and a host | `\"https://models.example.org\"` | Scheme and host";
    assert!(text.contains(row), "{text}");
    assert!(text.contains("| `page-size` | a whole number from 10 to 1000 | `500` |"), "{text}");
    assert!(text.contains("| `url` | non-empty text | required; for example `\"s3://bucket\"` |"), "{text}");
    is_up_to_date("docs/reference/settings.md", &text);
}

#[test]
fn the_worker_files() {
    let intro = "# Worker files\n\nAll keys of `content/workers/<id>.toml`, generated from the program. Each file describes \
                 one worker, and all mistakes in it are reported at once. `[formats.gguf]` is an example: each format has its \
                 own table. A status is `tested` (a test run is on record), `expected` (supported by the code, but no test \
                 run is on record) or `planned` (announced, but not supported yet).\n";
    let text = [intro, &generator::content::worker_reference()].concat();
    assert!(text.contains("| `worker-type` | `cpu`, `cuda`, `metal` or `rocm` | required |"), "{text}");
    assert!(text.contains("\n## `[formats.gguf.claim]`\n\nThe source of this claim.\n"), "{text}");
    let row = "| `families` | a table; each value is `planned`, `expected` or `tested`, or a table with `status` and `claim` |";
    assert!(text.contains(row), "{text}");
    is_up_to_date("docs/reference/worker-files.md", &text);
}

#[test]
fn the_settings_of_the_project() {
    is_up_to_date("site.toml", &settings::file());
}

#[test]
fn the_rules() {
    let mut text = String::from(
        "# Rules and filters\n\nGenerated from the program; `modelpress rules` prints the same list.\n\n## Verdicts\n\n\
         The worst rule that applies to a variant decides its verdict.\n\n| code | best possible verdict | |\n|---|---|---|\n",
    );
    let is_verdict = |kind: &RuleKind| matches!(kind, RuleKind::Verdict(_));
    for rule in RULES.iter().filter(|rule| is_verdict(&rule.kind)) {
        let outcome = match rule.outcome().unwrap() {
            Outcome::No => "no",
            Outcome::Unknown => "unknown",
            Outcome::Planned => "planned",
            Outcome::Expected => "runs (expected)",
            Outcome::Tested => "runs (tested)",
        };
        let _ = writeln!(text, "| `{}` | {outcome} | {} |", rule.code, rule.summary);
    }
    for (kind, heading, words) in [
        (RuleKind::Warning, "Warnings", "They are shown on the page and never change a verdict."),
        (RuleKind::Recommendation, "Recommendations", "They name alternatives that may run."),
    ] {
        let _ = write!(text, "\n## {heading}\n\n{words}\n\n| code | |\n|---|---|\n");
        let same =
            |rule: &&compatibility::rule::Rule| std::mem::discriminant(&rule.kind) == std::mem::discriminant(&kind);
        for rule in RULES.iter().filter(same) {
            let _ = writeln!(text, "| `{}` | {} |", rule.code, rule.summary);
        }
    }
    text += "\n## Filters\n\nThey leave out models that would get a page. The first filter that applies is the reason.\n\n\
             | code | |\n|---|---|\n";
    for filter in FILTERS {
        let _ = writeln!(text, "| `{}` | {} |", filter.code, filter.summary);
    }
    is_up_to_date("docs/reference/rules.md", &text);
}

#[test]
fn the_sitemap_schema() {
    let name = "templates/assets/schemas/compatibility-1.0.xsd";
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let document = roxmltree::Document::parse(&schema).unwrap();
    let documentation = |node: roxmltree::Node<'_, '_>| {
        let words =
            node.children().find(|child| child.has_tag_name(("http://www.w3.org/2001/XMLSchema", "annotation")));
        words
            .and_then(|words| {
                words.descendants().find_map(|node| {
                    node.is_text().then(|| node.text()).flatten().filter(|text| !text.trim().is_empty())
                })
            })
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let root = document.root_element();
    let namespace = root.attribute("targetNamespace").unwrap();
    let mut text = format!(
        "# Metadata in sitemaps\n\nMade from the published schema, which each site has at `/schemas/compatibility-1.0.xsd`. \
         The namespace is `{namespace}`.\n\n{}\n",
        documentation(root)
    );
    let of = |name: &str| root.children().filter(move |node| node.tag_name().name() == name).collect::<Vec<_>>();
    for element in of("element") {
        let _ = write!(
            text,
            "\n## `{}`\n\n| attribute | type | | |\n|---|---|---|---|\n",
            element.attribute("name").unwrap()
        );
        for attribute in element.descendants().filter(|node| node.tag_name().name() == "attribute") {
            let value = |name: &str| attribute.attribute(name).unwrap_or_default();
            let required = if value("use") == "required" { "required" } else { "absent: unknown" };
            let _ = writeln!(
                text,
                "| `{}` | `{}` | {required} | {} |",
                value("name"),
                value("type"),
                documentation(attribute)
            );
        }
    }
    text += "\n## Types\n\n| type | values | |\n|---|---|---|\n";
    for kind in of("simpleType") {
        let facets =
            kind.descendants().filter_map(|node| Some((node.tag_name().name().to_owned(), node.attribute("value")?)));
        let facets = facets
            .map(|(name, value)| if name == "enumeration" { format!("`{value}`") } else { format!("{name} {value}") });
        let facets = facets.collect::<Vec<_>>().join(", ");
        let base = kind.descendants().find_map(|node| node.attribute("base").or_else(|| node.attribute("itemType")));
        let values = if facets.is_empty() { format!("of `{}`", base.unwrap_or_default()) } else { facets };
        let _ = writeln!(text, "| `{}` | {values} | {} |", kind.attribute("name").unwrap(), documentation(kind));
    }
    assert!(text.contains("| `verdict` | `runs`, `planned`, `no`, `unknown` |"), "{text}");
    is_up_to_date("docs/reference/sitemap-metadata.md", &text);
}
