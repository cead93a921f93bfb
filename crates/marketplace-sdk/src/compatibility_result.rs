//! `CompatibilityResult`: answers for models of which only a few names and figures are known. Models that a worker only
//! advertises count as compatible, with low confidence and a warning. Unknown names give a result, never an error.

use crate::{
    documented,
    name::{Name, format_of, in_words},
    plain_metadata::PlainMetadata,
};
use compatibility::{
    compatibility::Confidence,
    model_format::ModelFormat,
    quantization::Quantization,
    worker_catalog::{FormatSupport, Status, Worker, WorkerCatalog},
};
use serde::{Deserialize, Serialize};

/// Whether a model can run, with the two possible answers of the legacy SDK.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct CompatibilityResult {
    /// Whether it runs, is expected to run, or is at least advertised.
    pub compatible: bool,
    /// High if a test run is recorded, medium if the loader supports the model, low if it is only advertised.
    pub confidence: Confidence,
    /// The reasons for the answer.
    pub reasons: Vec<String>,
    /// What to consider before running the model.
    pub warnings: Vec<String>,
    /// Alternatives that would work better.
    pub recommendations: Vec<String>,
}

/// Judges a model by the documents of the legacy system about its workers: five families, safetensors and GGUF, and
/// 32,768 tokens of context.
#[must_use]
pub fn is_model_compatible(metadata: &PlainMetadata) -> CompatibilityResult {
    answer(metadata, &[Offer { formats: documented::formats(), max_context: Some(documented::MAX_CONTEXT) }])
}

/// Like [`is_model_compatible`], for the workers of a catalog.
#[must_use]
pub fn is_model_compatible_with(metadata: &PlainMetadata, catalog: &WorkerCatalog) -> CompatibilityResult {
    let offers =
        catalog.workers.iter().map(|worker| Offer { formats: &worker.formats, max_context: worker.max_context });
    answer(metadata, &offers.collect::<Vec<_>>())
}

/// The compatible models of a list, in their original order.
#[must_use]
pub fn filter_compatible_models(models: Vec<PlainMetadata>) -> Vec<PlainMetadata> {
    models.into_iter().filter(|metadata| is_model_compatible(metadata).compatible).collect()
}

/// Whether a worker that lists these architectures and formats supports a model. Comparisons ignore case, and the name
/// of a family matches its types.
#[must_use]
pub fn check_model_worker_compatibility<A: AsRef<str>, F: AsRef<str>>(
    metadata: &PlainMetadata,
    architectures: &[A],
    formats: &[F],
    max_context: u64,
) -> CompatibilityResult {
    let name = Name::read(&metadata.architecture, format_of(&metadata.format));
    let is_architecture = architectures.iter().any(|listed| name.is_meant_by(listed.as_ref()));
    let is_format = formats.iter().any(|listed| is_same_format(listed.as_ref(), &metadata.format));
    let mut reasons = Vec::new();
    if !is_architecture {
        let listed = list(architectures);
        reasons.push(format!(
            "The worker does not support the architecture {}; it supports {listed}",
            quoted(&metadata.architecture)
        ));
    }
    if !is_format {
        reasons.push(format!(
            "The worker does not support the format {}; it supports {}",
            quoted(&metadata.format),
            list(formats)
        ));
    }
    if !reasons.is_empty() {
        return CompatibilityResult { recommendations: vec!["Try another worker".to_owned()], ..incapable(reasons) };
    }
    let offer = Offer { formats: documented::formats(), max_context: Some(max_context) };
    let mut found = answer(metadata, &[offer]);
    if !found.compatible {
        // The worker claims support that nothing here confirms.
        found = compatible(Confidence::Low);
        found.warnings.push("The worker supports it, but no test run is on record".to_owned());
        warn_of_context(metadata, max_context, &mut found);
    }
    found
}

/// The workers of a catalog that support or advertise an architecture in a format, in catalog order.
#[must_use]
pub fn find_compatible_workers<'a>(catalog: &'a WorkerCatalog, architecture: &str, format: &str) -> Vec<&'a Worker> {
    let takes = |worker: &&Worker| takes(worker, Some(architecture), Some(format));
    catalog.workers.iter().filter(takes).collect()
}

/// Whether a worker supports or advertises an architecture in a format. `None` matches any architecture or format.
#[must_use]
pub fn takes(worker: &Worker, architecture: Option<&str>, format: Option<&str>) -> bool {
    let asked = format.map(format_of);
    let takes = |support: &FormatSupport| {
        let is_format = asked.is_none_or(|asked| asked == Some(support.format));
        let is_taken = |name: &str| Name::read(name, Some(support.format)).status(support).is_some();
        is_format && architecture.is_none_or(is_taken)
    };
    worker.formats.iter().any(takes)
}

/// The formats and context length a worker offers.
struct Offer<'a> {
    formats: &'a [FormatSupport],
    max_context: Option<u64>,
}

/// The answer for the best of several workers; among equal ones, for the one with the longest context.
fn answer(metadata: &PlainMetadata, offers: &[Offer<'_>]) -> CompatibilityResult {
    let format = format_of(&metadata.format);
    let name = Name::read(&metadata.architecture, format);
    let status = |offer: &Offer<'_>| {
        let support = offer.formats.iter().find(|support| Some(support.format) == format)?;
        name.status(support).filter(|_| reads(support, metadata.quantization.as_deref()))
    };
    let rank = |offer: &&Offer<'_>| (status(offer), offer.max_context.unwrap_or(u64::MAX));
    let best = offers.iter().max_by_key(rank);
    let Some((offer, status)) = best.and_then(|offer| Some((offer, status(offer)?))) else {
        return incompatible(metadata, &name, format, offers);
    };
    let mut found = compatible(match status {
        Status::Tested => Confidence::High,
        Status::Expected => Confidence::Medium,
        Status::Planned => Confidence::Low,
    });
    let runs_in = |format: &FormatSupport| name.status(format).is_some_and(|status| status > Status::Planned);
    if status == Status::Planned {
        let other = offer.formats.iter().find(|support| runs_in(support)).map(|support| support.format);
        found.warnings.push(name.not_yet(format, other));
        if let Some(other) = other {
            found.recommendations.push(format!("Use the {} files of the model", in_words(other)));
        }
    }
    found.warnings.extend(name.doubt(offer.formats, format));
    if let Some(limit) = offer.max_context {
        warn_of_context(metadata, limit, &mut found);
    }
    found
}

/// Whether the worker reads a quantization. `true` if it lists none, or the text is not a quantization label.
fn reads(support: &FormatSupport, label: Option<&str>) -> bool {
    let label = label.and_then(|label| label.trim().parse::<Quantization>().ok());
    match (&support.quantizations, label) {
        (Some(list), Some(label)) => label.is_open_mixture() || list.contains(&label),
        _ => true,
    }
}

fn compatible(confidence: Confidence) -> CompatibilityResult {
    CompatibilityResult {
        compatible: true,
        confidence,
        reasons: vec!["Architecture and format compatible".to_owned()],
        warnings: Vec::new(),
        recommendations: Vec::new(),
    }
}

fn warn_of_context(metadata: &PlainMetadata, limit: u64, found: &mut CompatibilityResult) {
    if let Some(trained) = metadata.max_context_length.filter(|trained| *trained > limit) {
        found.warnings.push(format!(
            "The context length of {trained} tokens exceeds the limit of {limit}; longer texts are cut off"
        ));
        found.recommendations.push(format!("Keep texts below {limit} tokens"));
    }
}

fn incompatible(
    metadata: &PlainMetadata,
    name: &Name<'_>,
    format: Option<ModelFormat>,
    offers: &[Offer<'_>],
) -> CompatibilityResult {
    let supports = || offers.iter().flat_map(|offer| offer.formats);
    let loaded = || supports().filter(|support| Some(support.format) == format);
    let mut reasons = Vec::new();
    if supports().all(|support| name.status(support).is_none()) {
        reasons.push(format!("Architecture {} is not supported", quoted(&metadata.architecture)));
    }
    if loaded().next().is_none() {
        reasons.push(format!("Format {} is not supported", quoted(&metadata.format)));
    }
    if reasons.is_empty() {
        let is_readable = loaded().any(|support| reads(support, metadata.quantization.as_deref()));
        let what =
            if is_readable { &metadata.architecture } else { metadata.quantization.as_deref().unwrap_or_default() };
        reasons.push(format!("{} is not supported in format {}", quoted(what), quoted(&metadata.format)));
    }
    let mut families: Vec<&str> = supports().flat_map(|support| support.families.keys()).map(|name| &**name).collect();
    families.extend(supports().flat_map(|support| support.model_types.keys()).map(|name| &**name));
    families.sort_unstable();
    families.dedup();
    let mut formats: Vec<&str> = supports().map(|support| in_words(support.format)).collect();
    formats.sort_unstable();
    formats.dedup();
    let recommendations = vec![
        format!("Use a model with one of these architectures: {}", list(&families)),
        format!("Use one of these formats: {}", list(&formats)),
    ];
    CompatibilityResult { recommendations, ..incapable(reasons) }
}

/// An incompatible result without recommendations.
pub(crate) fn incapable(reasons: Vec<String>) -> CompatibilityResult {
    CompatibilityResult {
        compatible: false,
        confidence: Confidence::None,
        reasons,
        warnings: Vec::new(),
        recommendations: Vec::new(),
    }
}

fn is_same_format(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    !b.is_empty() && (a.eq_ignore_ascii_case(b) || format_of(a).is_some() && format_of(a) == format_of(b))
}

/// Untrusted text, trimmed to 80 characters and quoted.
fn quoted(text: &str) -> String {
    let text: String = text.trim().chars().take(80).collect();
    if text.is_empty() { "(none)".to_owned() } else { format!("`{text}`") }
}

fn list<T: AsRef<str>>(texts: &[T]) -> String {
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    if texts.is_empty() { "none".to_owned() } else { texts.join(", ") }
}
