//! Limits for every site, whatever its models.

use super::site::Site;

/// Maximum number of clicks from the home page; one more above 200,000 models.
const CLICKS: usize = 3;

/// Minimum number of other pages that link to a page.
const LEADING: usize = 2;

/// Size of 99 % of the model pages in bytes, plain and compressed.
const HTML: (usize, usize) = (60_000, 14_000);

/// Size of the style sheet in bytes.
const CSS: usize = 15_000;

/// The limits that a site exceeds, one sentence each.
pub(crate) fn passed(site: &Site) -> Vec<String> {
    let mut passed = Vec::new();
    let mut check = |holds: bool, what: String| {
        if !holds {
            passed.push(what);
        }
    };
    let clicks = if site.models() > 200_000 { CLICKS + 1 } else { CLICKS };
    let far: Vec<&str> =
        site.indexable().filter(|page| page.clicks.is_none_or(|away| away > clicks)).map(|page| &*page.url).collect();
    check(far.is_empty(), format!("{} pages more than {clicks} clicks away: {:?}", far.len(), first(&far)));
    let lonely: Vec<&str> =
        site.indexable().filter(|page| page.leading < LEADING && page.url != "/").map(|page| &*page.url).collect();
    check(
        lonely.is_empty(),
        format!("{} pages with fewer than {LEADING} others that lead to them: {:?}", lonely.len(), first(&lonely)),
    );
    for (what, repeated) in
        [("titles", site.repeated(|page| &page.title)), ("descriptions", site.repeated(|page| &page.description))]
    {
        check(repeated.is_empty(), format!("{} {what} that come twice: {:?}", repeated.len(), first(&repeated)));
    }
    let odd: Vec<&str> = site
        .indexable()
        .filter(|page| !(50..=160).contains(&page.description.chars().count()))
        .map(|page| &*page.description)
        .collect();
    check(odd.is_empty(), format!("{} descriptions not of 50 to 160 characters: {:?}", odd.len(), first(&odd)));
    check(site.broken.is_empty(), format!("{} links that lead nowhere: {:?}", site.broken.len(), &site.broken.first()));
    let weight = site.weight("model", 99);
    check(weight.0 <= HTML.0 && weight.1 <= HTML.1, format!("model pages weigh {weight:?} bytes"));
    check(site.css <= CSS, format!("the style sheet weighs {} bytes", site.css));
    passed
}

fn first<'a>(of: &'a [&'a str]) -> &'a [&'a str] {
    &of[..of.len().min(3)]
}
