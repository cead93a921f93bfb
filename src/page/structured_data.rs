//! JSON-LD: what a page says, for machines. Nothing stands here that the page does not show.

use super::{Crumb, Frame};
use serde_json::{Map, Value, json};

/// One `@graph` of nodes as the text of a `<script>` element; no text in it can end the element.
#[must_use]
pub fn graph(nodes: Vec<Value>) -> String {
    let document = json!({ "@context": "https://schema.org", "@graph": nodes });
    // `<` is the only character that HTML looks for inside of a script.
    document.to_string().replace('<', "\\u003c")
}

/// A `BreadcrumbList` of the page's own crumbs, whose last is the page itself.
#[must_use]
pub fn breadcrumbs(crumbs: &[Crumb], frame: &Frame) -> Value {
    let items = crumbs.iter().zip(1..).map(|(crumb, position): (&Crumb, u32)| {
        let mut item = Map::new();
        item.insert("@type".into(), "ListItem".into());
        item.insert("position".into(), position.into());
        item.insert("name".into(), crumb.name.as_str().into());
        if let Some(href) = &crumb.href {
            item.insert("item".into(), format!("{}{href}", frame.origin).into());
        }
        Value::Object(item)
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_ends_the_element(text in "\\PC{0,40}(</script>|<!--|]]>)?\\PC{0,40}") {
            let written = graph(vec![json!({ "@type": "Thing", "name": text })]);
            prop_assert!(!written.contains('<'));
            let read: Value = serde_json::from_str(&written).unwrap();
            prop_assert_eq!(read["@graph"][0]["name"].as_str(), Some(text.as_str()));
        }
    }
}
