//! The link structure of sites, measured by the program that prints it: `cargo run --release -p modelpress-benches
//! --bin reach`.

use super::records;
use crate::site::SiteTest;

#[path = "../../../benches/reach/limits.rs"]
mod limits;
#[path = "../../../benches/reach/site.rs"]
mod site;

fn assert_within_limits(test: &SiteTest) -> site::Site {
    let site = site::Site::read(&test.path("dist")).unwrap();
    assert_eq!(limits::passed(&site), Vec::<String>::new(), "{site}");
    site
}

#[test]
fn the_starter_site_keeps_to_the_limits() {
    let test = SiteTest::starter();
    test.build();
    assert_within_limits(&test);
}

/// With more list pages than any page links to.
#[test]
fn a_site_of_2000_models_keeps_to_the_limits() {
    let test = SiteTest::new(&records(2_000));
    test.build();
    let site = assert_within_limits(&test);
    assert_eq!(site.models(), 2_000);
    assert!(site.pages.iter().any(|page| page.key.starts_with("topic:") && page.key.ends_with(":12")));
}

/// Limits that nothing exceeds would prove nothing.
#[test]
fn what_passes_a_limit_is_said() {
    let test = SiteTest::starter();
    test.build();
    let home =
        test.read("dist/index.html").replace("<title>", "<title>Same</title><title>").replace("/families/", "/family/");
    test.write("dist/index.html", home);
    let workers = test.read("dist/workers/index.html").replace("<title>", "<title>Same</title><title>");
    test.write("dist/workers/index.html", workers);
    let site = site::Site::read(&test.path("dist")).unwrap();
    let passed = limits::passed(&site);
    assert!(passed.iter().any(|limit| limit.contains("titles that come twice: [\"Same\"]")), "{passed:?}");
    assert!(passed.iter().any(|limit| limit.contains("links that lead nowhere")), "{passed:?}");
}
