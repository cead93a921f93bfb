//! Topics that list nearly the same models as another one: readers of one learn nothing from the other.

use crate::plan::topics::Topic;

/// For each topic, the first one before it that has nine tenths of all their models in common with it.
pub(super) fn likeness(topics: &[Topic], of_model: &[Box<[u32]>]) -> Vec<Option<u32>> {
    topics.iter().zip(0..).map(|(topic, at)| earlier(topic, at, topics, of_model)).collect()
}

fn earlier(topic: &Topic, at: u32, topics: &[Topic], of_model: &[Box<[u32]>]) -> Option<u32> {
    let count = topic.members.len();
    // Who has nine tenths in common has one of any few that are spread over the list, but for odd cases.
    let spread = [0, count / 4, count / 2, count * 3 / 4, count.saturating_sub(1)];
    let mut candidates: Vec<u32> = spread
        .iter()
        .filter_map(|place| topic.members.get(*place))
        .flat_map(|model| of_model[*model as usize].iter().copied())
        .filter(|other| {
            *other < at
                && is_near(
                    topics[*other as usize].members.len().min(count),
                    topics[*other as usize].members.len().max(count),
                )
        })
        .collect();
    candidates.sort_unstable();
    candidates.dedup();
    candidates.into_iter().find(|other| {
        let is_in = |model: &&u32| of_model[**model as usize].binary_search(other).is_ok();
        let common = topic.members.iter().filter(is_in).count();
        is_near(common, topics[*other as usize].members.len() + count - common)
    })
}

/// Nine tenths or more.
fn is_near(common: usize, all: usize) -> bool {
    common * 10 >= all * 9
}
