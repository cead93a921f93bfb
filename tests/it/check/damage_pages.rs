//! Damage to the heads, structured data, links and sizes of pages.

use super::{
    damage::{
        ABOUT,
        Act::{Large, Site},
        Damage, WORKER, add_page, append, edit, first, noindex,
    },
    good::{HOST, Tree},
};
use check::Code::*;

const CANONICAL: &str = "<link rel=\"canonical\" href=\"https://models.example.org/about/\">";
const OG_URL: &str = "<meta property=\"og:url\" content=\"https://models.example.org/about/\">";
const DESCRIPTION: &str = "Where the facts of this example come from, and who wrote them down.";

fn meta_description(tree: &mut Tree, to: &str) {
    edit(tree, ABOUT, &format!("<meta name=\"description\" content=\"{DESCRIPTION}\">"), to);
}

/// Adds to the structured data of the About page.
fn json(tree: &mut Tree, more: &str) {
    edit(tree, ABOUT, "{\"@type\":\"WebPage\",", &format!("{{\"@type\":\"WebPage\",{more},"));
}

fn swap_canonicals(tree: &mut Tree) {
    for (file, from, to) in [(0, "alpha-0", "alpha-1"), (1, "alpha-1", "alpha-0")] {
        let file = super::good::model_file(file);
        edit(tree, &file.replace(".html", ".json"), &format!("{from}/"), &format!("{to}/"));
        for before in ["rel=\"canonical\" href", "property=\"og:url\" content"] {
            let address = |name: &str| format!("{before}=\"{HOST}/models/acme/{name}/\"");
            edit(tree, &file, &address(from), &address(to));
        }
    }
}

/// A chain of pages, each linked from its neighbors.
fn deep(tree: &mut Tree) {
    let link = |at: usize| format!("<p><a href=\"/deep-{at}/\">Deep {at}</a></p>");
    append(tree, "index.html", &link(1));
    append(tree, ABOUT, &link(1));
    for at in 1..=5 {
        let links = match at {
            1 => link(2),
            5 => link(4),
            at => format!("{}{}", link(at + 1), link(at - 1)),
        };
        let links = if at == 3 { format!("{links}{}", link(4)) } else { links };
        add_page(tree, &format!("deep-{at}"), 300 + at, &links);
    }
    append(tree, "deep-4/index.html", &link(3));
    append(tree, "deep-3/index.html", &link(5));
}

pub(super) const DAMAGE: &[Damage] = &[
    ("no title", Site(|tree| edit(tree, ABOUT, "<title>About of the example site</title>\n", "")), &[TitleCount]),
    ("two titles", Site(|tree| edit(tree, ABOUT, "<title>", "<title>About</title>\n<title>")), &[TitleCount]),
    (
        "the title of another page",
        Site(|tree| edit(tree, ABOUT, "<title>About of", "<title>CPU of")),
        &[TitleDuplicate],
    ),
    (
        "a title of 90 characters",
        Site(|tree| edit(tree, ABOUT, "<title>", &format!("<title>{} ", "About and about".repeat(5)))),
        &[TitleLength],
    ),
    (
        "a title that does not begin with the model",
        Site(|tree| edit(tree, &first(), "<title>", "<title>The ")),
        &[TitleName],
    ),
    ("no description", Site(|tree| meta_description(tree, "")), &[DescriptionCount]),
    (
        "the description of another page",
        Site(|tree| {
            meta_description(
                tree,
                "<meta name=\"description\" content=\"What the worker for processors takes, and with which confidence.\">",
            );
        }),
        &[DescriptionDuplicate],
    ),
    (
        "a description of ten characters",
        Site(|tree| meta_description(tree, "<meta name=\"description\" content=\"About this.\">")),
        &[DescriptionLength],
    ),
    (
        "a description without a figure",
        Site(|tree| {
            edit(
                tree,
                &first(),
                "<meta name=\"description\" content=\"Alpha-0 has 8 billion",
                "<meta name=\"description\" content=\"Alpha-0 has some billion",
            );
        }),
        &[DescriptionFigure],
    ),
    ("two canonical links", Site(|tree| edit(tree, ABOUT, CANONICAL, &CANONICAL.repeat(2))), &[CanonicalCount]),
    (
        "a relative canonical link",
        Site(|tree| {
            edit(tree, ABOUT, CANONICAL, "<link rel=\"canonical\" href=\"/about/\">");
            edit(tree, ABOUT, OG_URL, "<meta property=\"og:url\" content=\"/about/\">");
        }),
        &[CanonicalForm],
    ),
    ("two swapped canonical links", Site(swap_canonicals), &[CanonicalElsewhere]),
    (
        "a canonical link without its slash",
        Site(|tree| {
            edit(tree, ABOUT, CANONICAL, &CANONICAL.replace("about/", "about"));
            edit(tree, ABOUT, OG_URL, &OG_URL.replace("about/", "about"));
        }),
        &[CanonicalElsewhere],
    ),
    ("no charset", Site(|tree| edit(tree, ABOUT, "<meta charset=\"utf-8\">\n", "")), &[CharsetMissing]),
    ("no lang", Site(|tree| edit(tree, ABOUT, " lang=\"en\"", "")), &[LangMissing]),
    ("no viewport", Site(|tree| edit(tree, ABOUT, "name=\"viewport\"", "name=\"viewports\"")), &[ViewportMissing]),
    ("no doctype", Site(|tree| edit(tree, ABOUT, "<!doctype html>\n", "")), &[DoctypeMissing]),
    (
        "a robots element that says nothing",
        Site(|tree| {
            edit(tree, ABOUT, "<title>", "<meta name=\"robots\" content=\"index, follow\">\n<title>");
        }),
        &[RobotsMeta],
    ),
    (
        "a noindex page with another one as canonical",
        Site(|tree| {
            noindex(tree, "copy/index.html");
            edit(tree, "copy/index.html", "</head>", &format!("{CANONICAL}</head>"));
        }),
        &[NoindexCanonical],
    ),
    (
        "no og:type",
        Site(|tree| edit(tree, ABOUT, "<meta property=\"og:type\" content=\"website\">\n", "")),
        &[OpenGraphMissing],
    ),
    ("another og:url", Site(|tree| edit(tree, ABOUT, OG_URL, &OG_URL.replace("about/", "models/"))), &[OpenGraphUrl]),
    (
        "a preview of another size",
        Site(|tree| edit(tree, ABOUT, "content=\"1200\"", "content=\"1100\"")),
        &[OpenGraphImage],
    ),
    (
        "a translation that does not answer",
        Site(|tree| {
            edit(tree, ABOUT, "<title>", "<link rel=\"alternate\" hreflang=\"de\" href=\"/workers/cpu/\">\n<title>");
        }),
        &[Hreflang],
    ),
    ("an alternate that is not there", Site(|tree| drop(tree.remove("models/acme/alpha-0/index.md"))), &[Alternate]),
    (
        "a JSON alternate with another license",
        Site(|tree| edit(tree, "models/acme/alpha-0/index.json", "mit", "gpl-3.0")),
        &[AlternateDiffers],
    ),
    (
        "a Markdown alternate with another size",
        Site(|tree| edit(tree, "models/acme/alpha-0/index.md", "4.50", "4.20")),
        &[AlternateDiffers],
    ),
    ("structured data without its end", Site(|tree| edit(tree, ABOUT, "]}</script>", "]</script>")), &[JsonLdSyntax]),
    (
        "a comment in structured data",
        Site(|tree| json(tree, "\"alternateName\":\"<!--\"")),
        &[JsonLdSyntax, JsonLdHidden],
    ),
    ("another context", Site(|tree| edit(tree, ABOUT, "https://schema.org", "https://example.org")), &[JsonLdContext]),
    ("an unknown property", Site(|tree| json(tree, "\"memoryNeeds\":\"About\"")), &[JsonLdVocabulary]),
    ("an unknown type", Site(|tree| edit(tree, ABOUT, "\"WebPage\"", "\"WebPages\"")), &[JsonLdVocabulary]),
    ("a property of another type", Site(|tree| json(tree, "\"memoryRequirements\":\"About\"")), &[JsonLdDomain]),
    ("a license that is no address", Site(|tree| json(tree, "\"license\":\"About\"")), &[JsonLdValue]),
    ("a date that is none", Site(|tree| json(tree, "\"datePublished\":\"yesterday\"")), &[JsonLdValue]),
    ("a superseded property", Site(|tree| json(tree, "\"fileFormat\":\"About\"")), &[JsonLdSuperseded]),
    (
        "an invented rating",
        Site(|tree| {
            json(tree, "\"aggregateRating\":{\"@type\":\"AggregateRating\",\"ratingValue\":4.9,\"ratingCount\":321}");
        }),
        &[JsonLdForbidden],
    ),
    (
        "another breadcrumb than the visible one",
        Site(|tree| edit(tree, WORKER, "\"name\":\"Home\"", "\"name\":\"Start\"")),
        &[JsonLdBreadcrumb],
    ),
    (
        "a breadcrumb in another order",
        Site(|tree| edit(tree, WORKER, "\"position\":2", "\"position\":3")),
        &[JsonLdBreadcrumb],
    ),
    (
        "a breadcrumb that leads to nothing",
        Site(|tree| {
            edit(
                tree,
                &first(),
                "\"item\":\"https://models.example.org/models/\"",
                "\"item\":\"https://models.example.org/modelle/\"",
            );
        }),
        &[JsonLdBreadcrumb],
    ),
    (
        "structured data that the page does not show",
        Site(|tree| json(tree, "\"keywords\":\"the very best of all\"")),
        &[JsonLdHidden],
    ),
    (
        "a data set without license",
        Site(|tree| edit(tree, ABOUT, "\"@graph\":[", "\"@graph\":[{\"@type\":\"Dataset\",\"name\":\"About\"},")),
        &[JsonLdDataset],
    ),
    (
        "one page of its kind with other types",
        Large(|tree| {
            edit(tree, &first(), "\"@type\":\"SoftwareApplication\"", "\"@type\":\"WebApplication\"");
        }),
        &[JsonLdOutlier],
    ),
    (
        "a link to nothing on a page",
        Site(|tree| append(tree, ABOUT, "<p><a href=\"/gone/\">Gone</a></p>")),
        &[LinkBroken],
    ),
    (
        "an image that is not there",
        Site(|tree| edit(tree, ABOUT, "src=\"/assets/preview.png\"", "src=\"/assets/previews.png\"")),
        &[LinkBroken],
    ),
    ("a missing stylesheet", Site(|tree| drop(tree.remove("assets/main.css"))), &[LinkBroken]),
    (
        "a link without its slash",
        Site(|tree| append(tree, ABOUT, "<p><a href=\"/workers/cpu\">CPU</a></p>")),
        &[LinkRedirects],
    ),
    ("a link to a redirect", Site(|tree| append(tree, WORKER, "<p><a href=\"/old\">Old</a></p>")), &[LinkRedirects]),
    (
        "a place on another page that is not there",
        Site(|tree| edit(tree, WORKER, "id=\"takes\"", "id=\"took\"")),
        &[FragmentBroken],
    ),
    (
        "a place on the same page that is not there",
        Site(|tree| edit(tree, &first(), "href=\"#files\"", "href=\"#fils\"")),
        &[FragmentBroken],
    ),
    ("a page that nothing links to", Site(|tree| add_page(tree, "lonely", 400, "")), &[OrphanPage]),
    (
        "a page that one page links to",
        Site(|tree| {
            add_page(tree, "lonely", 400, "");
            append(tree, "index.html", "<p><a href=\"/lonely/\">Lonely</a></p>");
        }),
        &[FewLinksIn],
    ),
    (
        "a page that links to one other",
        Site(|tree| {
            add_page(tree, "lonely", 400, "");
            edit(tree, "lonely/index.html", "<a href=\"/models/\">Models</a>", "Models");
            edit(tree, "lonely/index.html", "<a href=\"/workers/cpu/\">CPU</a>", "CPU");
            append(tree, "index.html", "<p><a href=\"/lonely/\">Lonely</a></p>");
            append(tree, ABOUT, "<p><a href=\"/lonely/\">Lonely</a></p>");
        }),
        &[FewLinksOut],
    ),
    ("pages four clicks away", Site(deep), &[ClickDepth]),
    (
        "a list that leads on and not back",
        Site(|tree| edit(tree, "models/2/index.html", " rel=\"prev\"", "")),
        &[Pagination],
    ),
    (
        "a link with a query",
        Site(|tree| append(tree, ABOUT, "<p><a href=\"/models/?sort=size\">By size</a></p>")),
        &[QueryLink],
    ),
    (
        "an unencrypted link",
        Site(|tree| append(tree, ABOUT, "<p><a href=\"http://other.example.org/\">Other</a></p>")),
        &[ExternalInsecure],
    ),
    (
        "a new window that keeps its opener",
        Site(|tree| {
            append(tree, ABOUT, "<p><a href=\"https://other.example.org/\" target=\"_blank\">Other</a></p>");
        }),
        &[NoopenerMissing],
    ),
    (
        "a page of 120 KB",
        Site(|tree| append(tree, ABOUT, &format!("<p>{}</p>", "amber ".repeat(20_000)))),
        &[PageWeight],
    ),
    ("a page of 70 KB", Site(|tree| append(tree, ABOUT, &format!("<p>{}</p>", "amber ".repeat(12_000)))), &[PageHeavy]),
    (
        "a page of 1,600 elements",
        Site(|tree| append(tree, ABOUT, &format!("<p>{}</p>", "<i>amber</i> ".repeat(1_600)))),
        &[ElementCount],
    ),
    (
        "scripts of 16 KB",
        Site(|tree| {
            for name in ["a.js", "b.js"] {
                tree.insert(name.to_owned(), "let a=1;".repeat(1_000).into_bytes());
            }
            append(tree, ABOUT, "<script src=\"/a.js\" defer></script><script src=\"/b.js\" defer></script>");
        }),
        &[ScriptWeight],
    ),
    (
        "a page that is mostly markup",
        Site(|tree| append(tree, ABOUT, &format!("<p title=\"{}\">x</p>", "x ".repeat(9_000)))),
        &[TextShare],
    ),
];
