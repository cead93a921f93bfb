//! The TypeScript declarations of the types that cross the boundary: `types.ts`, generated from the Rust types by the
//! test below.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("types.ts");

#[cfg(test)]
mod tests {
    use crate::{argument, assessment};
    use compatibility::{
        compatibility as judged, model_format::ModelFormat, model_kind::ModelKind, rule, worker_catalog,
    };
    use std::path::Path;
    use ts_rs::{Config, TS};

    /// Types of arguments that Rust parses by hand.
    const INPUTS: &str = r#"/** A Hub record: a response of `/api/models` or `/api/models/{id}`, unchanged. */
export type HubRecord = { id: string } & { [field: string]: any };

/** {@link ModelMetadata} as callers write it: any field may be missing, keys in camel or snake case. */
export type PlainModelInput = { [field in keyof ModelMetadata]?: ModelMetadata[field] } & {
    size_bytes?: number | null;
    max_context_length?: number | null;
};

/** A model: either {@link PlainModelInput} or a whole Hub record. An object with an `id` and without `architecture` and `format` is a record. */
export type ModelInput = PlainModelInput | HubRecord;

/** A worker as callers write it: the formats it supports, and any of the other fields. */
export type WorkerInput = Pick<WorkerCatalogEntry, "id" | "workerType" | "formats"> & Partial<WorkerCatalogEntry>;

/** Options of `assess`. */
export type AssessOptions = {
    /** Workers to use instead of the built-in catalog. */
    workers?: readonly WorkerInput[] | null;
    /** Records of the base models. Facts that only they state are inherited and marked. */
    baseModels?: readonly HubRecord[];
};
"#;

    /// All declarations, with the doc comments of the Rust types.
    fn types() -> String {
        let head =
            "// Generated from the Rust types by `cargo test -p modelpress-compatibility-wasm`; do not edit.\n\n";
        let names = |name: &str, about: &str, names: Vec<&str>| {
            let names: Vec<String> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
            format!("/** {about} */\nexport type {name} = {};\n\n", names.join(" | "))
        };
        let formats = ModelFormat::ALL.iter().map(|format| format.as_str()).collect();
        let kinds = ModelKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let mut text = head.to_owned();
        text += &names("ModelFormat", "File format of the weights.", formats);
        text += &names("ModelKind", "What kind of model a repository contains.", kinds);
        for part in [
            declared::<marketplace_sdk::PlainMetadata>(),
            declared::<marketplace_sdk::CompatibilityResult>(),
            declared::<judged::Verdict>(),
            declared::<judged::Confidence>(),
            declared::<judged::Reason>(),
            declared::<assessment::ModelAssessment>(),
            declared::<assessment::Grounds>(),
            declared::<assessment::Ground>(),
            declared::<assessment::ArtifactFacts>(),
            declared::<assessment::WorkerAssessment>(),
            declared::<assessment::ArtifactAssessment>(),
            declared::<rule::Outcome>(),
            declared::<rule::Scope>(),
            declared::<rule::RuleKind>(),
            declared::<rule::Rule>(),
            declared::<worker_catalog::WorkerType>(),
            declared::<worker_catalog::Platform>(),
            declared::<worker_catalog::CpuArchitecture>(),
            declared::<worker_catalog::SourceInfo>(),
            declared::<worker_catalog::BuildConfig>(),
            declared::<worker_catalog::Status>(),
            declared::<worker_catalog::Claim>(),
            declared::<worker_catalog::Support>(),
            declared::<worker_catalog::LoadType>(),
            declared::<marketplace_sdk::FormatEntry>(),
            declared::<marketplace_sdk::WorkerEntry>(),
            declared::<argument::WorkerFilter>(),
        ] {
            text += &part;
        }
        text + INPUTS
    }

    fn declared<T: TS>() -> String {
        let settings = Config::new().with_large_int("number");
        let declaration = T::decl(&settings).replace(", }", ",\n}");
        let mut text = T::docs().unwrap_or_default() + "export ";
        for (at, line) in declaration.lines().map(str::trim_end).enumerate() {
            let indent = if at == 0 || line.starts_with('}') { "" } else { "    " };
            text.extend([indent, line, "\n"]);
        }
        text + "\n"
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test that can be run again")]
    fn the_typescript_types_are_those_of_rust() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/types.ts");
        let types = types();
        let found = std::fs::read_to_string(&path).unwrap_or_default();
        if found != types {
            std::fs::write(&path, &types).unwrap();
        }
        assert!(found == types, "src/types.ts was out of date and has been rewritten: build and commit it");
    }
}
