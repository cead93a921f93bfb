//! The feeds of newly supported models, as Atom and as JSON Feed. Pure.
//!
//! Sources: RFC 4287, RFC 4151 (the ids), <https://www.jsonfeed.org/version/1.1/>.

use crate::{
    display::figures::Day,
    pages::model::description,
    plan::{ATOM_FEED, JSON_FEED, PlannedModel, SitePlan},
};
use serde_json::{Value, json};
use site::{escape::xml::Sink, manifest::Moment};

/// A feed entry for a model.
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    summary: String,
    since: Moment,
}

/// The content of both feeds.
struct Feed<'a> {
    title: String,
    home: String,
    updated: Moment,
    items: Vec<Item<'a>>,
}

fn feed<'a>(plan: &'a SitePlan<'_>) -> Option<Feed<'a>> {
    let models = plan.became_runnable.iter().map(|place| &plan.models[*place]);
    let items: Vec<Item<'_>> = models.filter_map(|model| item(plan, model)).collect();
    let updated = items.first().map(|item| item.since).or(plan.inputs.since())?;
    Some(Feed {
        title: plan.title(plan.text().feed_title()),
        home: [&*plan.frame.origin, &plan.frame.home].concat(),
        updated,
        items,
    })
}

fn item<'a>(plan: &SitePlan<'_>, model: &'a PlannedModel) -> Option<Item<'a>> {
    let since = model.runnable_since?;
    let host = plan.frame.origin.split("://").nth(1).unwrap_or_default();
    let host = host.split(':').next().unwrap_or(host);
    Some(Item {
        // Not only the URL, because a model can become runnable again.
        id: format!("tag:{host},{}:{}", Day(since.timestamp()), model.href),
        url: [&*plan.frame.origin, &model.href].concat(),
        title: model.assessed.metadata.id.as_str(),
        summary: description(plan, model),
        since,
    })
}

/// The Atom feed. `None` if the date of the snapshot is unknown.
#[must_use]
pub fn atom(plan: &SitePlan<'_>) -> Option<String> {
    let feed = feed(plan)?;
    let address = plan.addresses.absolute(&plan.addresses.file(ATOM_FEED));
    let mut xml =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    element("id", &address, &mut xml);
    element("title", &feed.title, &mut xml);
    element("updated", &feed.updated.to_string(), &mut xml);
    link("self", &address, &mut xml);
    link("alternate", &feed.home, &mut xml);
    xml.raw("<author>");
    element("name", &plan.frame.name, &mut xml);
    xml.raw("</author>\n");
    for item in &feed.items {
        xml.raw("<entry>\n");
        element("id", &item.id, &mut xml);
        element("title", item.title, &mut xml);
        element("updated", &item.since.to_string(), &mut xml);
        link("alternate", &item.url, &mut xml);
        element("summary", &item.summary, &mut xml);
        xml.raw("</entry>\n");
    }
    xml.raw("</feed>\n");
    Some(xml)
}

fn element(name: &str, text: &str, xml: &mut String) {
    xml.extend(["<", name, ">"]);
    xml.text(text);
    xml.extend(["</", name, ">\n"]);
}

fn link(relation: &str, href: &str, xml: &mut String) {
    xml.raw("<link");
    xml.attribute("rel", relation);
    xml.attribute("href", href);
    xml.raw("/>\n");
}

/// The JSON feed. `None` if the date of the snapshot is unknown.
#[must_use]
pub fn json(plan: &SitePlan<'_>) -> Option<String> {
    let feed = feed(plan)?;
    let item = |item: &Item<'_>| {
        json!({
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "content_text": item.summary,
            "date_published": item.since.to_string(),
        })
    };
    let items: Vec<Value> = feed.items.iter().map(item).collect();
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": plan.addresses.absolute(&plan.addresses.file(JSON_FEED)),
        "language": plan.text().tag(),
        "items": items,
    });
    Some(format!("{feed:#}\n"))
}
