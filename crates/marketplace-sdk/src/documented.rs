//! The formats that workers load according to the documents of the legacy system. Same as in the catalog that ships
//! with modelpress; a test compares the two.

use compatibility::{
    architecture::family::Family,
    model_format::ModelFormat,
    worker_catalog::{Claim, FormatSupport, LoadType, Status, Support},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Maximum context length in tokens.
pub(crate) const MAX_CONTEXT: u64 = 32_768;

static FORMATS: LazyLock<Vec<FormatSupport>> = LazyLock::new(|| {
    let exact = [
        ("llama", Status::Tested),
        ("mistral", Status::Expected),
        ("phi", Status::Expected),
        ("qwen2", Status::Expected),
        ("gemma", Status::Expected),
    ];
    vec![support(ModelFormat::Safetensors, &exact), support(ModelFormat::Gguf, &[])]
});

/// One entry per format.
pub(crate) fn formats() -> &'static [FormatSupport] {
    &FORMATS
}

/// All five families as planned, with the status of some types overridden.
fn support(format: ModelFormat, exact: &[(&str, Status)]) -> FormatSupport {
    let word = |status: Status| Support { status, claim: None };
    FormatSupport {
        format,
        families: Family::ADVERTISED.map(|family| (family.as_str().into(), word(Status::Planned))).into(),
        model_types: exact.iter().map(|(name, status)| ((*name).into(), word(*status))).collect::<BTreeMap<_, _>>(),
        quantizations: None,
        accepts_shards: true,
        required_files: Vec::new(),
        load_type: LoadType::AsStored,
        claim: Claim { source: "bin/30_llm_worker_rbee/docs/MODEL_SUPPORT.md".into(), date: "2025-10-09".into() },
    }
}
