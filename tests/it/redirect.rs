//! Redirects take one step, from an address without a page to an existing page.

use compatibility::model_id::ModelId;
use generator::{
    config::SiteConfig,
    plan::model_address::assign_addresses,
    redirect::{self, Candidate, Origin, Redirects, Written},
};
use proptest::prelude::*;
use site::address::{
    UrlStyle,
    page_path::PagePath,
    url_path::{Addresses, OutputPath},
};
use std::collections::BTreeSet;

/// Whether two files collide on a file system that ignores case: they are the same, or one is the folder of the other.
fn meet(outputs: &[OutputPath]) -> bool {
    let paths: BTreeSet<String> = outputs.iter().map(|output| output.as_str().to_lowercase()).collect();
    let is_inside_a_file = |path: &String| path.match_indices('/').any(|(at, _)| paths.contains(&path[..at]));
    paths.len() < outputs.len() || paths.iter().any(is_inside_a_file)
}

fn addresses(form: UrlStyle, base_path: &str) -> Addresses {
    let mut config = SiteConfig::default();
    config.output.url_form = form;
    base_path.clone_into(&mut config.site.base_path);
    Addresses::new(&config.address())
}

fn page(text: &str) -> PagePath {
    PagePath::parse(text).unwrap()
}

fn written(entries: &[(&str, &str)]) -> Vec<Candidate> {
    let entries = entries.iter().enumerate();
    let entries = entries.map(|(at, (from, to))| Written { from: (*from).into(), to: (*to).into(), line: at + 1 });
    entries.map(|entry| Candidate::written(&entry)).collect()
}

fn decide(pages: &[&str], candidates: Vec<Candidate>) -> Result<Redirects, redirect::Error> {
    let pages: Vec<PagePath> = pages.iter().map(|text| page(text)).collect();
    redirect::redirects(&pages, candidates, &addresses(UrlStyle::Slash, ""))
}

fn lines(redirects: &Redirects) -> Vec<String> {
    let text = redirect::redirects_file(redirects, &addresses(UrlStyle::Slash, ""));
    text.lines().map(str::to_owned).collect()
}

/// Old addresses of these models, all of which have pages.
fn old_addresses(ids: &[&str]) -> (Vec<PagePath>, Redirects) {
    let ids: Vec<ModelId> = ids.iter().map(|id| id.parse().unwrap()).collect();
    let pages = assign_addresses(&ids, |_| None);
    let candidates = ids.iter().zip(&pages).map(|(id, page)| Candidate::replaced(id, Some(page)));
    let redirects = redirect::redirects(&pages, candidates, &addresses(UrlStyle::Slash, "")).unwrap();
    (pages, redirects)
}

#[test]
fn the_replaced_sites_addresses_lead_to_the_models() {
    let (_, redirects) = old_addresses(&["meta-llama/Llama-3.2-1B", "x/y.gguf"]);
    let expected = [
        "/models/meta-llama--llama-3-2-1b /models/meta-llama/llama-3.2-1b/ 301",
        "/models/x--y-gguf /models/x/y.gguf/ 301",
    ];
    assert_eq!(lines(&redirects), expected);
}

/// The legacy system gave `a.b`, `a-b` and `a_b` the same address. Now each has its own, and the old address, which
/// could mean any of them, does not redirect.
#[test]
fn bug_15_models_with_one_old_slug_have_addresses_of_their_own() {
    let (pages, redirects) = old_addresses(&["o/a-b", "o/a.b", "o/a_b"]);
    let distinct: BTreeSet<&PagePath> = pages.iter().collect();
    assert_eq!(distinct.len(), 3);
    assert_eq!(redirects.list, []);
}

#[test]
fn an_old_address_that_may_mean_a_model_without_a_page_leads_nowhere() {
    let (with, without): (ModelId, ModelId) = ("o/a-b".parse().unwrap(), "o/a.b".parse().unwrap());
    let pages = [page("/models/o/a-b")];
    let candidates = [Candidate::replaced(&with, Some(&pages[0])), Candidate::replaced(&without, None)];
    let redirects = redirect::redirects(&pages, candidates, &addresses(UrlStyle::Slash, "")).unwrap();
    assert_eq!(redirects.list, []);
}

#[test]
fn an_old_address_that_is_a_page_of_ours_is_left_alone() {
    let (_, redirects) = old_addresses(&["gpt2"]);
    assert_eq!(redirects.list, []);
}

#[test]
fn renames_lead_to_the_last_name_in_one_step() {
    let renamed = vec![
        Candidate::renamed(page("/models/a/one"), &page("/models/b/one")),
        Candidate::renamed(page("/models/b/one"), &page("/models/c/one")),
        Candidate::renamed(page("/models/d/gone"), &page("/models/e/gone")),
        Candidate::renamed(page("/models/x/a"), &page("/models/x/b")),
        Candidate::renamed(page("/models/x/b"), &page("/models/x/a")),
    ];
    let redirects = decide(&["/models/c/one"], renamed).unwrap();
    assert_eq!(lines(&redirects), ["/models/a/one/ /models/c/one/ 301", "/models/b/one/ /models/c/one/ 301"]);
}

#[test]
fn what_somebody_has_written_overrules_data() {
    let mut candidates = written(&[("/models/o--a-b/", "/")]);
    candidates.push(Candidate::replaced(&"o/a.b".parse().unwrap(), Some(&page("/models/o/a.b"))));
    let redirects = decide(&["/", "/models/o/a.b"], candidates).unwrap();
    assert_eq!(lines(&redirects), ["/models/o--a-b/ / 301"]);
    assert_eq!(redirects.list[0].origin, Origin::Written);
}

#[test]
fn mistakes_in_the_file_are_errors_that_name_line_and_address() {
    for (entries, message) in [
        (&[("/a", "/x"), ("/A/", "/x")][..], "line 2: `/A/` is already redirected on line 1"),
        (&[("/X/", "/")], "line 1: `/X/` is already a page of the site"),
        (&[("/index.html", "/x")], "line 1: `/index.html` is already a page of the site"),
        (&[("/404.html", "/x")], "line 1: `/404.html` is already a page of the site"),
        (&[("/a", "/b")], "line 1: `/a` redirects to `/b`, which is not a page of the site"),
        (&[("/a", "/b"), ("/b", "/c")], "line 1: `/a` redirects to `/c`, which is not a page of the site"),
        (&[("/a", "/b"), ("/b", "/a")], "line 1: `/a` is part of a redirect loop: `/a` → `/b` → `/a`"),
        (&[("/a", "/a/")], "line 1: `/a` is part of a redirect loop: `/a` → `/a`"),
    ] {
        assert_eq!(decide(&["/", "/x"], written(entries)).unwrap_err().to_string(), message);
    }
}

#[test]
fn the_file_is_read_with_its_lines() {
    let text = "# moved\n[[redirect]]\nfrom = \"/old page\"\nto = \"/methodology\"\n\n[[redirect]]\nfrom = \"/b/\"\nto = \"/\"\n";
    let entries = redirect::parse(text).unwrap();
    assert_eq!(entries[0], Written { from: "/old page".to_owned(), to: "/methodology".to_owned(), line: 3 });
    assert_eq!(entries[1].line, 7);
    assert_eq!(redirect::parse("").unwrap(), []);
    for (text, message) in [
        ("[[redirect]]\nfrom = \"/a\"\n", "line 1: missing field `to`"),
        (
            "\n[[redirect]]\nfrom = \"/a\"\nto = \"/b\"\nstatus = 302\n",
            "line 5: unknown field `status`, expected `from` or `to`",
        ),
        ("[[redirect]]\nfrom = \"a\"\nto = \"/b\"\n", "line 2: `a` is not a path: it must begin with `/`"),
        (
            "[[redirect]]\nfrom = \"/a\"\nto = \"https://x\"\n",
            "line 3: `https://x` is not a path: it must begin with `/`",
        ),
        ("[[redirect]]\nfrom = \"/a/../b\"\nto = \"/b\"\n", "line 2: `/a/../b` has a part that is empty, `.` or `..`"),
    ] {
        assert_eq!(redirect::parse(text).unwrap_err().to_string(), message);
    }
    let error = redirect::parse("[[redirect]]\nfrom = \"/a?b\"\nto = \"/\"\n").unwrap_err();
    assert!(error.to_string().starts_with("line 2: `/a?b` contains a character"), "{error}");
}

#[test]
fn pages_that_forward_lie_where_the_old_address_is_looked_for() {
    let pages = [page("/x/"), page("/models/o/m")];
    let candidates = || {
        let mut candidates = written(&[
            ("/old", "/x"),
            ("/old/b.html", "/x"),
            ("/a/", "/x"),
            ("/f.php", "/x"),
            ("/é", "/x"),
            ("/models/o", "/x"),
        ]);
        candidates.push(Candidate::renamed(page("/models/p/m"), &pages[1]));
        candidates
    };
    for (form, expected) in [
        (
            UrlStyle::Slash,
            [
                "a/index.html",
                "models/o/index.html",
                "models/p/m/index.html",
                "old/index.html",
                "old/b.html",
                "é/index.html",
            ],
        ),
        (UrlStyle::Html, ["a/index.html", "models/o.html", "models/p/m.html", "old.html", "old/b.html", "é.html"]),
        (UrlStyle::Bare, ["a/index.html", "models/o/index", "models/p/m", "old/index", "old/b.html", "é"]),
    ] {
        let addresses = addresses(form, "/m");
        let redirects = redirect::redirects(&pages, candidates(), &addresses).unwrap();
        let outputs: Vec<String> = redirects
            .list
            .iter()
            .filter_map(|redirect| redirect::page_output(redirect, &addresses))
            .map(|output| output.to_string())
            .collect();
        assert_eq!(outputs, expected.map(|output| format!("m/{output}")), "{form:?}");
        assert!(redirect::redirects_file(&redirects, &addresses).contains("/m/%C3%A9 /m/x"));
    }
}

#[test]
fn a_page_that_forwards_is_valid_html_that_nobody_indexes() {
    let addresses = addresses(UrlStyle::Slash, "/m");
    let redirects = redirect::redirects(&[page("/x")], written(&[("/old", "/x")]), &addresses).unwrap();
    let html = redirect::redirect_page(&redirects.list[0], &addresses);
    let dom = test_html::parse(&html);
    assert_eq!(*dom.errors.borrow(), Vec::<std::borrow::Cow<'static, str>>::new());
    for part in [
        "<html lang=\"en\">",
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://models.example.org/m/x/\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=/m/x/\">",
        "<a href=\"/m/x/\">",
    ] {
        assert!(html.contains(part), "{part}");
    }
}

proptest! {
    #[test]
    fn every_redirect_is_one_step_to_a_page_from_where_none_is(
        ids in prop::collection::btree_set("[ab._-]{1,3}/[ab._-]{1,3}|[ab]{1,2}", 1..30),
        gone in prop::collection::btree_set("[ab._-]{1,3}/[ab._-]{1,3}", 0..10),
        renames in prop::collection::vec(("[a-e]/[a-e]", "[a-e]/[a-e]"), 0..20),
    ) {
        let ids: Vec<ModelId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
        let pages = assign_addresses(&ids, |_| None);
        let gone: Vec<ModelId> = gone.iter().filter_map(|id| id.parse().ok()).filter(|id| !ids.contains(id)).collect();
        let all = ids.iter().zip(&pages).map(|(id, page)| Candidate::replaced(id, Some(page)));
        let all = all.chain(gone.iter().map(|id| Candidate::replaced(id, None)));
        let model = |id: &str| page(&format!("/models/{id}"));
        let all = all.chain(renames.iter().map(|(old, new)| Candidate::renamed(model(old), &model(new))));
        let addresses = addresses(UrlStyle::Slash, "");
        let redirects = redirect::redirects(&pages, all, &addresses).unwrap();
        let text = redirect::redirects_file(&redirects, &addresses);
        let sources: BTreeSet<&str> =
            text.lines().map(|line| line.split(' ').next().unwrap().trim_end_matches('/')).collect();
        prop_assert_eq!(sources.len(), redirects.list.len());
        let urls: BTreeSet<String> = pages.iter().map(|page| addresses.page(page).to_string()).collect();
        for form in [UrlStyle::Slash, UrlStyle::Html, UrlStyle::Bare] {
            let addresses = self::addresses(form, "");
            let forwarding = redirects.list.iter().filter_map(|redirect| redirect::page_output(redirect, &addresses));
            let outputs: Vec<_> = pages.iter().map(|page| addresses.page(page).output()).chain(forwarding).collect();
            prop_assert!(!meet(&outputs));
        }
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            prop_assert_eq!(words.len(), 3);
            prop_assert!(urls.contains(words[1]), "{}", line);
            prop_assert!(!urls.contains(&format!("{}/", words[0].trim_end_matches('/'))), "{}", line);
        }
    }
}
