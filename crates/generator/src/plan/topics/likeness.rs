//! Finds topics with almost the same models as another one, whose pages would be redundant.

use crate::plan::{ModelIdx, TopicIdx, topics::Topic};

/// For each topic, the first earlier one that shares nine tenths of all their models.
pub(super) fn likeness(topics: &[Topic], of_model: &[Box<[TopicIdx]>]) -> Vec<Option<TopicIdx>> {
    topics.iter().zip(TopicIdx::all()).map(|(topic, at)| earlier(topic, at, topics, of_model)).collect()
}

fn earlier(topic: &Topic, at: TopicIdx, topics: &[Topic], of_model: &[Box<[TopicIdx]>]) -> Option<TopicIdx> {
    let count = topic.members.len();
    // A topic that shares nine tenths almost always contains one of a few models spread over the list.
    let spread = [0, count / 4, count / 2, count * 3 / 4, count.saturating_sub(1)];
    let mut candidates: Vec<TopicIdx> = spread
        .iter()
        .filter_map(|place| topic.members.get(*place))
        .flat_map(|model| of_model[*model].iter().copied())
        .filter(|other| {
            *other < at && is_near(topics[*other].members.len().min(count), topics[*other].members.len().max(count))
        })
        .collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates.into_iter().find(|other| {
        let is_in = |model: &&ModelIdx| of_model[**model].binary_search(other).is_ok();
        let common = topic.members.iter().filter(is_in).count();
        is_near(common, topics[*other].members.len() + count - common)
    })
}

/// Whether they share nine tenths or more.
fn is_near(common: usize, all: usize) -> bool {
    common * 10 >= all * 9
}
