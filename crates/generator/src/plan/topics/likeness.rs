//! Topics that list nearly the same models as another one: readers of one learn nothing from the other.

use crate::plan::{ModelIdx, TopicIdx, topics::Topic};

/// For each topic, the first one before it that has nine tenths of all their models in common with it.
pub(super) fn likeness(topics: &[Topic], of_model: &[Box<[TopicIdx]>]) -> Vec<Option<TopicIdx>> {
    topics.iter().zip(TopicIdx::all()).map(|(topic, at)| earlier(topic, at, topics, of_model)).collect()
}

fn earlier(topic: &Topic, at: TopicIdx, topics: &[Topic], of_model: &[Box<[TopicIdx]>]) -> Option<TopicIdx> {
    let count = topic.members.len();
    // Who has nine tenths in common has one of any few that are spread over the list, but for odd cases.
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

/// Nine tenths or more.
fn is_near(common: usize, all: usize) -> bool {
    common * 10 >= all * 9
}
