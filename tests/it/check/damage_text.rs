//! Damage to the text of pages.

use super::{
    damage::{
        ABOUT,
        Act::{Large, Site},
        Damage, WORKER, append, edit, first,
    },
    good::{Tree, model_file, words},
};
use check::Code::*;

fn say(tree: &mut Tree, html: &str) {
    append(tree, ABOUT, html);
}

/// The same words on two pages.
fn twice(tree: &mut Tree, count: usize) {
    let text = format!("<p>{}</p>", words(900, count));
    append(tree, ABOUT, &text);
    append(tree, WORKER, &text);
}

/// Removes most words of a page.
fn thin(tree: &mut Tree, file: &str, seed: usize, from: usize, to: usize) {
    edit(tree, file, &words(seed, from), &words(seed, to));
}

pub(super) const DAMAGE: &[Damage] = &[
    ("no h1", Site(|tree| edit(tree, ABOUT, "<h1>About</h1>\n", "")), &[H1Count]),
    ("two h1", Site(|tree| say(tree, "<h1>More</h1>")), &[H1Count]),
    (
        "an h1 that is not the model's name",
        Site(|tree| {
            edit(tree, &first(), "<h1>Alpha-0</h1>", "<h1>Alpha 0</h1>");
            edit(tree, "models/acme/alpha-0/index.json", "\"h1\":\"Alpha-0\"", "\"h1\":\"Alpha 0\"");
            edit(tree, "models/acme/alpha-0/index.md", "# Alpha-0", "# Alpha 0");
        }),
        &[H1Name],
    ),
    ("a skipped level of headings", Site(|tree| say(tree, "<h4>More</h4>")), &[HeadingSkip]),
    (
        "no main element",
        Site(|tree| {
            edit(tree, ABOUT, "<main id=\"main\">", "<div>");
            edit(tree, ABOUT, "</main>", "</div>");
        }),
        &[MainCount],
    ),
    ("an end tag too many", Site(|tree| say(tree, "</section>")), &[ParseError]),
    ("a reference that is none", Site(|tree| say(tree, "<p>a &#xD800; b</p>")), &[ParseError]),
    ("an id twice", Site(|tree| say(tree, "<p id=\"a\">x</p><p id=\"a\">y</p>")), &[DuplicateId]),
    ("a handler", Site(|tree| say(tree, "<p onclick=\"alert(1)\">x</p>")), &[UnsafeMarkup]),
    (
        "a link that is a script",
        Site(|tree| say(tree, "<p><a href=\"java&#10;script:alert(1)\">x</a></p>")),
        &[UnsafeMarkup],
    ),
    (
        "a frame of another host",
        Site(|tree| say(tree, "<iframe src=\"https://other.example.org/\" title=\"x\"></iframe>")),
        &[UnsafeMarkup],
    ),
    ("a script in a page", Site(|tree| say(tree, "<script>alert(1)</script>")), &[InlineScript]),
    ("mojibake", Site(|tree| say(tree, "<p>cafÃ©</p>")), &[Mojibake]),
    ("a replacement character", Site(|tree| say(tree, "<p>caf\u{fffd}</p>")), &[Mojibake]),
    ("a control character", Site(|tree| say(tree, "<p>a\u{1}b</p>")), &[ControlCharacter]),
    ("a marker that was not filled in", Site(|tree| say(tree, "<p>Hello {{ name }}</p>")), &[TemplateMarker]),
    (
        "a null in a table",
        Site(|tree| {
            say(tree, "<table><caption>x</caption><tr><th>License</th></tr><tr><td>null</td></tr></table>");
        }),
        &[PlaceholderValue],
    ),
    ("not a number of gigabytes", Site(|tree| say(tree, "<p>It takes NaN GB.</p>")), &[PlaceholderValue]),
    (
        "undefined on a model's page",
        Site(|tree| append(tree, &first(), "<p>Context: undefined</p>")),
        &[PlaceholderValue],
    ),
    ("a negative size", Site(|tree| say(tree, "<p>It takes -4.5 GB.</p>")), &[ImpossibleSize]),
    ("bytes shown as gigabytes", Site(|tree| say(tree, "<p>It takes 2,865,809,667 GB.</p>")), &[ImpossibleSize]),
    ("450 bits per weight", Site(|tree| edit(tree, &first(), "<td>4.50</td>", "<td>450</td>")), &[BitsPerWeight]),
    (
        "bits that do not fit the size",
        Site(|tree| edit(tree, &first(), "<td>4.50</td>", "<td>5.50</td>")),
        &[SizeContradiction],
    ),
    (
        "a size without unit",
        Site(|tree| {
            append(tree, &first(), "<table><caption>x</caption><tr><th>Memory</th></tr><tr><td>12</td></tr></table>");
        }),
        &[UnitMissing],
    ),
    (
        "an empty cell",
        Site(|tree| {
            append(tree, &first(), "<table><caption>x</caption><tr><th>Context</th></tr><tr><td></td></tr></table>");
        }),
        &[EmptyCell],
    ),
    (
        "a command that no shell reads",
        Site(|tree| edit(tree, &first(), "--model acme", "--model 'acme")),
        &[CommandForm],
    ),
    (
        "a command for another model",
        Site(|tree| edit(tree, &first(), "--model acme/Alpha-0", "--model acme/Alpha-1")),
        &[CommandForm],
    ),
    (
        "a command for a file that is not listed",
        Site(|tree| edit(tree, &first(), "--file Alpha-0.gguf", "--file Alpha-0-Q8.gguf")),
        &[CommandForm],
    ),
    ("an image without alt", Site(|tree| edit(tree, ABOUT, " alt=\"Two circles\"", "")), &[ImageAttributes]),
    (
        "two pages that say the same",
        Site(|tree| {
            edit(tree, ABOUT, &words(180, 180), &words(900, 180));
            edit(tree, WORKER, &words(170, 180), &words(900, 180));
            twice(tree, 4_000);
        }),
        &[NearDuplicate],
    ),
    ("two pages that say much the same", Site(|tree| twice(tree, 1_000)), &[FewOwnWords]),
    ("a page of few words", Site(|tree| thin(tree, ABOUT, 180, 180, 60)), &[ThinPage]),
    (
        "one page of its kind with few words",
        Large(|tree| {
            for at in 1..24 {
                let more = format!("{}</p>\n</main>", words(600 + at, 400));
                edit(tree, &model_file(at), "</p>\n</main>", &more);
            }
        }),
        &[ThinOutlier],
    ),
];
