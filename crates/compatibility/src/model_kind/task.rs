//! Tasks (`pipeline_tag`) and the model kind of each.

use super::ModelKind;
use crate::evidence::Field;
use compact_str::CompactString;

use crate::{evidence::Stated, hub_model::HubModel};

/// The task: from the record, otherwise from the card, otherwise chosen by transformers, otherwise from the only task
/// tag.
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

/// Whether the Hub derives this tag from a task. `conversational` is excluded: the Hub adds it to every model with a
/// chat template, including models that accept images, so it counts only if no other task is named.
fn is_task_tag(tag: &str) -> bool {
    kind_of(tag).is_some() && tag != "conversational" && tag != "reinforcement-learning"
}

/// The kind for a task. `None` for tasks of several kinds of models.
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
        // Text-to-text tasks (`translation`, `summarization`, `question-answering`, `text2text-generation`) are used
        // for both decoders and encoder-decoder models. The head decides.
        _ => return None,
    })
}
