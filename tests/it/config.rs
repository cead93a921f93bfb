//! `site.toml`: it has every key with its default, and all mistakes are reported at once.

use generator::config::SiteConfig;
use modelpress::settings::{self, Settings};
use publish::deploy::settings::TargetConfig;
use site::address::UrlStyle;
use std::{
    fs,
    path::{Path, PathBuf},
};

fn shipped() -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("site.toml");
    let text = fs::read_to_string(&path).unwrap();
    (path, text)
}

fn problems(text: &str) -> Vec<String> {
    let Err(invalid) = settings::parse(text, "site.toml") else { return Vec::new() };
    assert_eq!(invalid.to_string(), "`site.toml` is not valid");
    let with_hint = invalid.problems.iter().map(|problem| match &problem.hint {
        Some(hint) => format!("{problem} ({hint})"),
        None => problem.to_string(),
    });
    with_hint.collect()
}

/// A test of the reference compares the file with the declarations; this one reads it.
#[test]
fn the_projects_own_file_has_every_key_with_its_default() {
    let (path, text) = shipped();
    assert_eq!(settings::load(Some(&path)).unwrap(), Settings::default());
    assert_eq!(settings::load(None).unwrap(), Settings::default(), "tests run in the project's folder");
    let is_setting = |line: &str| line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let mut before = "";
    for line in text.lines() {
        if is_setting(line.trim_start_matches("# ")) {
            assert!(before.starts_with("# ") && !is_setting(&before[2..]), "`{line}` has no comment above it");
        }
        before = line;
    }
    assert!(text.lines().filter(|line| is_setting(line)).count() > 50, "{text}");
}

/// The examples in comments are valid and match the defaults.
#[test]
fn the_examples_in_the_file_are_valid() {
    let (_, text) = shipped();
    let is_shown =
        |line: &str| line.starts_with('[') || line.split_once(" = ").is_some_and(|(key, _)| !key.contains(' '));
    let shown = text.lines().map(|line| line.strip_prefix("# ").filter(|line| is_shown(line)).unwrap_or(line));
    let settings = settings::parse(&shown.collect::<Vec<_>>().join("\n"), "site.toml").unwrap();
    let target = &settings.deploy.targets["production"];
    let default = TargetConfig {
        endpoint: target.endpoint.clone(),
        region: target.region.clone(),
        purge_command: target.purge_command.clone(),
        ..TargetConfig::new("s3://bucket".to_owned())
    };
    assert_eq!(*target, default);
    assert!(target.endpoint.is_some() && target.region.is_some() && target.purge_command.is_some());
    let languages = settings.config.languages;
    assert_eq!((languages.len(), &*languages[0].tag, &*languages[0].path), (1, "pl", "pl"));
    assert_ne!(languages[0].description, settings.config.site.description);
}

#[test]
fn a_language_has_what_the_site_has_where_it_says_nothing() {
    let text = "[site]\nname = 'N'\nlanguage = 'pl'\n[[language]]\ntag = 'pt-BR'\n[[language]]\ntag = 'sr-Latn'\npath = 'sr'\nname = 'S'\n";
    let config = settings::parse(text, "site.toml").unwrap().config;
    assert_eq!(config.site.language, "pl");
    let shown: Vec<_> = config.languages.iter().map(|of| (&*of.tag, &*of.path, &*of.name, of.line)).collect();
    assert_eq!(shown, [("pt-BR", "pt-br", "N", 5), ("sr-Latn", "sr", "S", 8)]);
    assert_eq!(config.languages[0].description, config.site.description);
}

#[test]
fn mistakes_of_languages_are_named() {
    let language = |text: &str| format!("[[language]]\n{text}\n");
    let text =
        ["[site]\nlanguage = 'en-us'\n".to_owned(), language("tag = 'polish language'"), language("tag = 'pt-br'")];
    assert_eq!(
        problems(&text.concat()),
        [
            "line 2: `language` in `[site]` is \"en-us\", which is not the standard spelling (write `en-US`)",
            "line 4: `tag` in `[language]` is \"polish language\", but must be a language tag, such as `en` or `pt-BR`",
            "line 6: `tag` in `[language]` is \"pt-br\", which is not the standard spelling (write `pt-BR`)",
        ]
    );
    let text =
        [language("tag = 'pl'"), language("tag = 'de'\npath = 'pl'"), language("tag = 'pl'"), language("tag = 'en'")];
    assert_eq!(
        problems(&text.concat()),
        [
            "line 5: `path` in `[language]` is `pl`, which another language already uses",
            "line 7: `tag` in `[language]` is `pl`, which is already listed",
            "line 9: `tag` in `[language]` is `en`, the main language in `[site]`",
        ]
    );
    for path in ["a/b", "PL", "", "p l", "pl.html"] {
        let found = problems(&language(&format!("tag = 'pl'\npath = '{path}'")));
        let expected = format!(
            "line 3: `path` in `[language]` is {path:?}, but must be one folder name, such as `pl`: lower-case letters, digits and dashes"
        );
        assert_eq!(found, [expected]);
    }
    assert_eq!(problems(&language("path = 'pl'")), ["line 1: `tag` is missing in `[language]`"]);
    // Two mistakes in one table are reported together.
    let text = [
        language("tag = 'pl'"),
        language("tag = 'pl'\npath = 'pl'"),
        language("tag = 'polish'\npath = 'pl'"),
        language("tag = 'en'\nname = ''\npath = 'pl'"),
        language("tag = 'pl'\npath = 'p l'"),
    ];
    assert_eq!(
        problems(&text.concat()),
        [
            "line 4: `tag` in `[language]` is `pl`, which is already listed",
            "line 5: `path` in `[language]` is `pl`, which another language already uses",
            "line 7: `tag` in `[language]` is \"polish\", but must be a language tag, such as `en` or `pt-BR`",
            "line 8: `path` in `[language]` is `pl`, which another language already uses",
            "line 10: `tag` in `[language]` is `en`, the main language in `[site]`",
            "line 11: `name` in `[language]` is \"\", but must be non-empty text",
            "line 12: `path` in `[language]` is `pl`, which another language already uses",
            "line 14: `tag` in `[language]` is `pl`, which is already listed",
            "line 15: `path` in `[language]` is \"p l\", but must be one folder name, such as `pl`: lower-case letters, digits and dashes",
        ]
    );
    assert_eq!(problems(&language("tag = 'und'")).len(), 1);
}

#[test]
fn settings_lie_over_the_defaults() {
    let text = "[site]\nbase-url = 'HTTPS://Models.Example.ORG:8443/'\nbase-path = 'shop//models/'\n[output]\nurl-form = 'html'\n[select]\nmin-downloads = 1_000\n";
    let config = settings::parse(text, "site.toml").unwrap().config;
    assert_eq!(config.site.base_url, "https://models.example.org:8443");
    assert_eq!(config.site.base_path, "/shop/models");
    assert_eq!(config.output.url_form, UrlStyle::Html);
    assert_eq!(config.select.min_downloads, 1_000);
    assert_eq!(config.site.name, SiteConfig::default().site.name);
    for path in ["''", "'/'", "'//'"] {
        let config = settings::parse(&format!("[site]\nbase-path = {path}"), "site.toml").unwrap().config;
        assert_eq!(config.site.base_path, "");
    }
}

#[test]
fn all_problems_come_together() {
    let text = "[site]\nname = 'x'\nbase-ulr = 'https://x.org'\nbase-path = '/a/../b'\n[select]\nmin-downloads = -1\nverdicts = ['runs', 'no', 1]\nkinds = ['embeding']\n[index]\nmin-known-facts = 6\n[output]\ndir = ''\n[robot]\nai-training = 'allow'\n[robots]\nai-search = true\n[sitemap]\ngzip = 'yes'\n";
    assert_eq!(
        problems(text),
        [
            "line 3: unknown key `base-ulr` in `[site]` (`[site]` takes `name`, `description`, `language`, `base-url`, `base-path`, `data-license` and `style-sheet`; did you mean `base-url`?)",
            "line 4: `base-path` in `[site]` is \"/a/../b\", but must be a folder path, such as `/shop/models`: letters, digits, `-`, `_`, `.` and `~`",
            "line 6: `min-downloads` in `[select]` is -1, but must be a whole number from 0",
            "line 7: unknown verdict that earns a page `no` for `verdicts` in `[select]` (a verdict that earns a page is one of `runs` and `planned`)",
            "line 7: `verdicts` in `[select]` is 1, but must be the name of a verdict that earns a page",
            "line 8: unknown kind `embeding` for `kinds` in `[select]` (a kind is one of `text-generation`, `adapter`, `embedding`, `reward`, `multimodal`, `tokenizer`, `other` and `unknown`; did you mean `embedding`?)",
            "line 10: `min-known-facts` in `[index]` is 6, but must be a whole number from 0 to 5",
            "line 12: `dir` in `[output]` is \"\", but must be non-empty text",
            "line 13: unknown key `robot` (the file takes `site`, `language`, `source`, `select`, `index`, `output`, `sitemap`, `robots`, `deploy` and `submit`; did you mean `robots`?)",
            "line 16: `ai-search` in `[robots]` is true, but must be the name of a permission",
            "line 18: `gzip` in `[sitemap]` is \"yes\", but must be `true` or `false`",
        ]
    );
}

#[test]
fn what_is_asked_of_the_hub_is_checked() {
    let text = "[source.hub]\nwalks = ['filter=gguf&sort=trending', 'filter=']\nexpand = ['siblngs', 'usedStorage']\npage-size = 5000\nendpoint = 'huggingface.co'\nretries = 'many'\n";
    let found = problems(text);
    for (at, problem) in [
        "line 2: unknown parameter `sort` for `walks` in `[source.hub]` (a parameter is one of `apps`, ",
        "line 2: `walks` in `[source.hub]` is \"filter=\", but must be a Hub API query, such as `filter=gguf&pipeline_tag=text-generation`",
        "line 3: unknown field of a model listing `siblngs` for `expand` in `[source.hub]` (did you mean `siblings`?)",
        "line 3: unknown field of a model listing `usedStorage` for `expand`",
        "line 4: `page-size` in `[source.hub]` is 5000, but must be a whole number from 10 to 1000",
        "line 5: `endpoint` in `[source.hub]` is \"huggingface.co\", but must be the URL of a Hub: `https://` and a host",
        "line 6: `retries` in `[source.hub]` is \"many\", but must be a whole number from 0",
    ]
    .into_iter()
    .enumerate()
    {
        assert!(found[at].starts_with(problem), "{}", found[at]);
    }
    assert_eq!(found.len(), 7);
    assert!(problems("[source.hub]\nwalks = []\n")[0].contains("1 to 8 different listings"));
    let hub = settings::parse("[source.hub]\nexpand = ['siblings']\nwalks = ['?author=a&search=b c']\nendpoint = 'https://mirror.example/hub/'", "x").unwrap().hub;
    assert_eq!(hub.expand, ["downloads", "gated", "lastModified", "sha", "siblings"]);
    assert_eq!(hub.walks, ["author=a&search=b+c"]);
    assert_eq!(hub.endpoint, "https://mirror.example/hub");
}

#[test]
fn an_address_is_scheme_and_host_alone() {
    for (url, problem) in [
        ("models.example.org", "but must be a URL: `http://` or `https://` and a host"),
        ("ftp://example.org", "but must be a URL"),
        ("https://", "but must be a URL"),
        ("https://x.org/?a=b", "but must be scheme, host and port"),
        ("https://me:secret@x.org", "but must be scheme, host and port"),
        (
            "https://x.org/shop/",
            "has a path, \"/shop/\", which belongs in `base-path` (write `base-url = \"https://x.org\"` and `base-path = \"/shop\"`)",
        ),
    ] {
        let found = problems(&format!("[site]\nbase-url = '{url}'"));
        assert!(found.len() == 1 && found[0].contains(problem), "{url}: {found:?}");
    }
}

#[test]
fn a_file_that_is_named_has_to_exist() {
    let error = settings::load(Some(Path::new("nowhere.toml"))).unwrap_err();
    assert_eq!(error.to_string(), "cannot read `nowhere.toml`");
    assert!(problems("[site").len() == 1, "no TOML at all");
}

#[test]
fn a_worker_of_the_selection_is_in_the_catalog() {
    let catalog = generator::content::shipped_workers().unwrap();
    let select = |text: &str| settings::parse(text, "site.toml").unwrap().config.select;
    assert_eq!(select("[select]\nworkers = ['llm-worker-rbee-cpu']").check(&catalog, "site.toml"), Ok(()));
    let invalid = select("[select]\nworkers = ['llm-worker-rbee-cup']").check(&catalog, "site.toml").unwrap_err();
    assert_eq!(invalid.problems[0].to_string(), "`workers` in `[select]`: unknown worker `llm-worker-rbee-cup`");
    assert_eq!(invalid.problems[0].hint.as_deref(), Some("did you mean `llm-worker-rbee-cpu`?"));
}

/// A password in a URL does not get into a log.
#[test]
fn no_password_is_told() {
    for text in [
        "[site]\nbase-url = \"https://user:hunter2@example.org\"\n",
        "[source.hub]\nendpoint = \"https://user:hunter2@example.org\"\n",
        "[source.hub]\nendpoint = \"ftp://hunter2@example.org/x@y\"\n",
        "[submit]\nindexnow-endpoint = \"ftp://hunter2@\"\n",
    ] {
        let told = problems(text).join("\n");
        assert!(!told.is_empty() && !told.contains("hunter2"), "{told}");
    }
}
