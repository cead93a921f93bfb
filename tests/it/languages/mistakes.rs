//! Mistakes in a language are reported before anything is built.

use super::{bilingual, polish};
use crate::site::SiteTest;

/// The messages of a failed build, which must leave no output.
fn fail(site: &SiteTest) -> String {
    let said = site.fail();
    assert!(!site.path("dist").exists(), "{said}");
    said
}

#[test]
fn a_language_without_texts_is_named_with_what_to_do() {
    let site = bilingual();
    site.remove("content/text/pl.toml");
    let said = fail(&site);
    for part in [
        "`content/text` is not valid",
        "`content/text/pl.toml`: the file does not exist, but `pl` in the settings needs it",
        "docs/how-to/another-language.md",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn all_mistakes_of_all_texts_come_together() {
    let site = bilingual();
    let texts = polish();
    let at = texts.lines().position(|line| line.starts_with("breadcrumb = ")).unwrap() + 1;
    let broken = texts.replacen("breadcrumb = ", "bread-crumb = ", 1);
    site.write("content/text/pl.toml", &broken);
    site.write("content/text/en.toml", "[frame]\nhome = \"Start\"\nhoem = \"Start\"\n");
    let said = fail(&site);
    let section = texts.lines().take(at).filter(|line| line.starts_with('[')).count();
    assert!(section > 0);
    for part in [
        "content/text/en.toml:3: unknown key `hoem` in `[frame]`",
        "did you mean `home`?",
        &format!("content/text/pl.toml:{at}: unknown key `bread-crumb` in `[frame]`"),
        "`breadcrumb` is missing in `[frame]`",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}

#[test]
fn a_text_that_cannot_stand_on_a_page_is_named() {
    let site = bilingual();
    let long = "a".repeat(41);
    let texts = [
        "[frame]",
        "home = \"\"",
        "more = \"a\\nb\"",
        "[home]",
        "as-of = \"As of {day}.\"",
        "by = \"By {\"",
        "[count]",
        "models = \"models\"",
        "files = { one = \"{n} file\" }",
        "[figure]",
        &format!("none = \"{long}\""),
    ];
    site.write("content/text/en.toml", texts.join("\n"));
    let said = fail(&site);
    for (line, part) in [
        (2, "`home` in `[frame]` must be one line of text"),
        (3, "`more` in `[frame]` must be one line of text"),
        (5, "`as-of` in `[home]`: the placeholder `{day}` is not available here; use `{date}`"),
        (6, "`by` in `[home]`: a `{` has no `}` behind it"),
        (8, "`models` in `[count]` must be a table with one text per plural form"),
        (9, "`files` in `[count]` must have exactly the plural forms one, other"),
        (11, "`none` in `[figure]` is longer than 40 bytes"),
    ] {
        let part = format!("content/text/en.toml:{line}: {part}");
        assert!(said.contains(&part), "{part}: {said}");
    }
}

#[test]
fn what_is_said_differently_in_english_needs_no_whole_file() {
    let site = bilingual();
    site.write("content/text/en.toml", "[language]\nname = \"Plain English\"\n");
    site.build();
    assert!(site.read("dist/pl/index.html").contains("Plain English"));
    // An English text file also overrides the program's own.
    let settings = site.read("site.toml");
    site.write("site.toml", settings.replace("\"pl\"", "\"en-GB\""));
    site.build();
    assert!(site.read("dist/en-gb/index.html").contains("en-GB"));
}

#[test]
fn a_folder_that_is_somebody_elses_is_refused() {
    let site = bilingual();
    let settings = site.read("site.toml");
    let folders = [
        "models",
        "browse",
        "workers",
        "methodology",
        "data",
        "families",
        "sizes",
        "model-types",
        "formats",
        "quantizations",
        "licenses",
        "authors",
        "search",
        "assets",
        "pictures",
        "schemas",
        "404",
    ];
    for (path, why) in folders.map(|path| (path, "which the site itself uses")).into_iter().chain([
        ("about", "which is the URL of a page in `content/pages`"),
        ("con", "which is reserved on some systems"),
    ]) {
        site.write("site.toml", settings.replace("tag = \"pl\"", &format!("tag = \"pl\"\npath = \"{path}\"")));
        let said = fail(&site);
        assert!(said.contains(&format!("line 9: the pages of `pl` would be in `{path}`, {why}")), "{said}");
        assert!(said.contains(&format!("`path = \"in-{path}\"`")), "{said}");
    }
}

/// The list of the site's own folders is complete: every build writes only into these folders.
#[test]
fn every_folder_of_a_site_is_refused() {
    let site = bilingual();
    site.build();
    let manifest = site.manifest("dist");
    let files = manifest["files"].as_object().unwrap().keys();
    let mut folders: Vec<&str> = files.filter_map(|file| Some(file.split_once('/')?.0)).collect();
    folders.dedup();
    let settings = site.read("site.toml");
    for folder in folders.into_iter().filter(|folder| !["pl", "about"].contains(folder)) {
        site.write("site.toml", settings.replace("tag = \"pl\"", &format!("tag = \"pl\"\npath = \"{folder}\"")));
        assert!(site.fail().contains("which the site itself uses"), "{folder}");
    }
}

/// An editor's page with the name of a generated page is refused, in any form of addresses. All of them are reported at
/// once.
#[test]
fn a_page_that_is_called_like_one_of_the_site_is_named_with_it() {
    let site = bilingual();
    site.build_with(&["--out", "before"]);
    let manifest = site.manifest("before");
    let files = manifest["files"].as_object().unwrap().keys();
    let mut taken: Vec<&str> = files.filter_map(|file| Some(file.split_once('/')?.0)).collect();
    taken.dedup();
    taken.retain(|folder| !["pl", "about"].contains(folder));
    let page = "+++\ntitle = \"Mine\"\ndescription = \"A page of mine.\"\n+++\nText.\n";
    let names = taken.iter().copied().chain(["404", "index", "con"]);
    names.clone().for_each(|name| site.write(&format!("content/pages/{name}.md"), page));
    site.write("content/pages/pl/models.md", page);
    let settings = site.read("site.toml");
    for (form, address, polish) in [
        ("slash", "/models/", "/pl/models/"),
        ("html", "/models.html", "/pl/models.html"),
        ("bare", "/models/index", "/pl/models/index"),
    ] {
        site.write("site.toml", format!("{settings}\n[output]\nurl-form = \"{form}\"\n"));
        let said = fail(&site);
        assert!(said.contains("error: `content/pages` is not valid\n"), "{said}");
        for name in names.clone() {
            assert!(said.contains(&format!("`content/pages/{name}.md`: ")), "{form} {name}: {said}");
            assert!(said.contains(&format!("for example to `about-{name}.md`")), "{form} {name}: {said}");
        }
        for (file, address) in [("models", address), ("pl/models", polish)] {
            let part = format!("{file}.md`: its URL `{address}` belongs to a page that modelpress generates");
            assert!(said.contains(&part), "{form} {file}: {said}");
        }
        assert!(said.contains("`/con` is not a valid page path"), "{said}");
    }
    let look = site.modelpress(&["doctor"]).output().unwrap();
    assert!(String::from_utf8(look.stdout).unwrap().contains("`content/pages` is not valid"));
    names.for_each(|name| site.remove(&format!("content/pages/{name}.md")));
    site.remove("content/pages/pl/models.md");
    site.write("content/pages/about-models.md", page);
    site.build();
}

#[test]
fn a_doctor_names_the_languages_and_what_is_wrong_with_them() {
    let site = bilingual();
    let look = || String::from_utf8(site.modelpress(&["doctor"]).output().unwrap().stdout).unwrap();
    let said = look();
    assert!(
        said.contains("English (en), ") && said.contains(" (pl)") && said.contains("2 pages in content/pages"),
        "{said}"
    );
    site.write("content/text/pl.toml", polish().replacen("breadcrumb = ", "bread-crumb = ", 1));
    let said = look();
    assert!(said.contains("unknown key `bread-crumb` in `[frame]`"), "{said}");
}
