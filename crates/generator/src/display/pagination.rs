//! Pagination: the number of models per page, and links between pages.

/// Models per page of a list.
pub const PAGE_SIZE: usize = 100;

/// A link to another page of the same list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// Counted from 1.
    pub number: usize,
    /// URL.
    pub href: String,
    /// Whether it is the current page.
    pub is_current: bool,
    /// Whether numbers are skipped before it.
    pub is_gap: bool,
    /// `prev` or `next` for the neighbors.
    pub rel: &'static str,
}

/// Links to the first and last page, the neighbors, and some in between, so that every page is a few clicks away.
#[must_use]
pub fn pagination(current: usize, count: usize, href: impl Fn(usize) -> String) -> Vec<PageLink> {
    let steps = [1usize, 2, 10, 50].into_iter().flat_map(|step| [current.checked_sub(step), current.checked_add(step)]);
    let mut numbers: Vec<usize> =
        steps.flatten().chain([1, current, count]).filter(|number| (1..=count).contains(number)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let mut last = 0;
    let link = |number: usize| {
        let is_gap = number > last + 1;
        last = number;
        let rel = match number {
            number if number + 1 == current => "prev",
            number if number == current + 1 => "next",
            _ => "",
        };
        PageLink { number, href: href(number), is_current: number == current, is_gap, rel }
    };
    numbers.into_iter().map(link).collect()
}

/// Maximum number of pages in a directory.
const DIRECTORY: usize = 2_000;

/// Links to all pages of a list, for its first page, so that every item is two clicks away. For a very long list, only
/// every second or third page, whose neighbors lead to the rest. Empty if [`pagination`] already links to every page.
#[must_use]
pub fn directory(count: usize, href: impl Fn(usize) -> String) -> Vec<PageLink> {
    if pagination(1, count, |_| String::new()).len() == count {
        return Vec::new();
    }
    let link = |number: usize| PageLink { number, href: href(number), is_current: number == 1, is_gap: false, rel: "" };
    (1..=count).step_by(count.div_ceil(DIRECTORY)).map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(current: usize, count: usize) -> Vec<usize> {
        pagination(current, count, |number| format!("/browse/{number}/")).iter().map(|link| link.number).collect()
    }

    #[test]
    fn every_page_leads_to_its_neighbours_and_both_ends() {
        assert_eq!(numbers(1, 1), [1]);
        assert_eq!(numbers(2, 3), [1, 2, 3]);
        assert_eq!(numbers(60, 400), [1, 10, 50, 58, 59, 60, 61, 62, 70, 110, 400]);
        let links = pagination(5, 9, |number| number.to_string());
        let around: Vec<_> =
            links.iter().filter(|link| !link.rel.is_empty()).map(|link| (link.number, link.rel)).collect();
        assert_eq!(around, [(4, "prev"), (6, "next")]);
        assert!(links.iter().any(|link| link.is_current && link.number == 5));
        assert!(pagination(9, 20, |number| number.to_string())[1].is_gap);
    }

    #[test]
    fn every_page_is_two_clicks_from_the_first() {
        let href = |number: usize| number.to_string();
        for count in [1, 3, 4, 60, 400, 2_000, 2_001, 9_999] {
            let mut near: Vec<usize> = directory(count, href).iter().map(|link| link.number).collect();
            near.extend(numbers(1, count));
            let next = near.clone().into_iter().flat_map(|number| numbers(number, count));
            near.extend(next.collect::<Vec<_>>());
            assert!((1..=count).all(|number| near.contains(&number)), "{count}");
        }
        assert!(directory(3, href).is_empty());
        assert_eq!(directory(400, href).len(), 400);
    }
}
