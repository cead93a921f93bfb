//! Tasks (`pipeline_tag`) and the kind of model that each stands for.

use super::ModelKind;
use crate::evidence::Field;
use compact_str::CompactString;

use crate::{evidence::Stated, hub_model::HubModel};

/// The task: the record's own, else the card's, else what transformers would choose, else the one tag.
pub(crate) fn stated_task(record: &HubModel<'_>) -> Option<Stated<CompactString>> {
    let stated = [
        (Field::PipelineTag, record.pipeline_tag.as_deref()),
        (Field::CardPipelineTag, record.card_data.pipeline_tag.as_deref()),
        (Field::TransformersPipelineTag, record.transformers_info.pipeline_tag.as_deref()),
    ];
    let stated = stated.into_iter().find_map(|(field, task)| Some((field, task?)));
    let by_tag = || {
        let mut tags = record.tags.iter().map(|text| &**text).filter(|tag| is_task_tag(tag));
        let first = tags.next()?;
        let is_only = tags.all(|tag| kind_of(tag) == kind_of(first));
        is_only.then_some((Field::Tags, first))
    };
    let (field, task) = stated.or_else(by_tag)?;
    Some(Stated { value: task.into(), field })
}

/// Tags that the Hub derives from a task. `conversational` it adds to every model with a chat template,
/// which pictures may go into as well, so it counts only where no other task is named.
fn is_task_tag(tag: &str) -> bool {
    kind_of(tag).is_some() && tag != "conversational" && tag != "reinforcement-learning"
}

/// The kind that a task stands for; none for tasks that models of several kinds are used for.
pub(super) fn kind_of(task: &str) -> Option<ModelKind> {
    Some(match task {
        "text-generation" | "conversational" => ModelKind::TextGeneration,
        "feature-extraction" | "sentence-similarity" | "visual-document-retrieval" => ModelKind::Embedding,
        "image-text-to-text"
        | "video-text-to-text"
        | "audio-text-to-text"
        | "any-to-any"
        | "visual-question-answering"
        | "image-to-text"
        | "document-question-answering"
        | "image-text-to-image"
        | "image-text-to-video" => ModelKind::Multimodal,
        "text-ranking"
        | "text-classification"
        | "token-classification"
        | "fill-mask"
        | "multiple-choice"
        | "zero-shot-classification"
        | "automatic-speech-recognition"
        | "audio-classification"
        | "audio-to-audio"
        | "text-to-speech"
        | "text-to-audio"
        | "voice-activity-detection"
        | "image-classification"
        | "image-segmentation"
        | "image-to-image"
        | "image-to-video"
        | "image-to-3d"
        | "image-feature-extraction"
        | "object-detection"
        | "keypoint-detection"
        | "mask-generation"
        | "depth-estimation"
        | "text-to-image"
        | "text-to-video"
        | "text-to-3d"
        | "unconditional-image-generation"
        | "video-classification"
        | "video-to-video"
        | "zero-shot-image-classification"
        | "zero-shot-object-detection"
        | "reinforcement-learning"
        | "robotics"
        | "tabular-classification"
        | "tabular-regression"
        | "table-question-answering"
        | "time-series-forecasting"
        | "time-series-classification"
        | "graph-ml" => ModelKind::Other,
        // Text in, text out: `translation`, `summarization`, `question-answering`, `text2text-generation` are
        // the work of decoders and of encoder-decoder models alike. The head decides.
        _ => return None,
    })
}
