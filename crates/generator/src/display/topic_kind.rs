//! Display names of topic kinds.

use crate::text::Text;

pub use site::topic_kind::TopicKind;

/// The name of the list of all topics of a kind.
#[must_use]
pub fn plural(kind: TopicKind, text: &Text) -> &str {
    match kind {
        TopicKind::Family => text.topic_families(),
        TopicKind::ModelType => text.topic_model_types(),
        TopicKind::Format => text.topic_formats(),
        TopicKind::Quantization => text.topic_quantizations(),
        TopicKind::Size => text.topic_sizes(),
        TopicKind::License => text.topic_licenses(),
        TopicKind::Author => text.topic_authors(),
    }
}

/// The name shown above the name of a topic.
#[must_use]
pub fn singular(kind: TopicKind, text: &Text) -> &str {
    match kind {
        TopicKind::Family => text.topic_family(),
        TopicKind::ModelType => text.topic_model_type(),
        TopicKind::Format => text.topic_format(),
        TopicKind::Quantization => text.topic_quantization(),
        TopicKind::Size => text.topic_size(),
        TopicKind::License => text.topic_license(),
        TopicKind::Author => text.topic_author(),
    }
}
