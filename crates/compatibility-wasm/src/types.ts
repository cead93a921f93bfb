// Generated from the Rust types by `cargo test -p modelpress-compatibility-wasm`; do not edit.

/** File format of the weights. */
export type ModelFormat = "safetensors" | "gguf" | "gguf-parts" | "gguf-big-endian" | "ggml" | "pytorch" | "gptq" | "awq" | "bitsandbytes" | "fp8" | "compressed-tensors" | "mxfp4" | "modelopt" | "mlx" | "exl2" | "exl3" | "hqq" | "aqlm" | "vptq" | "eetq" | "quanto" | "torchao" | "spqr" | "higgs" | "quark" | "fp-quant" | "auto-round" | "bitnet" | "quantized" | "onnx" | "openvino" | "coreml" | "tensorflow" | "flax" | "tflite" | "executorch" | "rkllm" | "nemo" | "rust";

/** What kind of model a repository contains. */
export type ModelKind = "text-generation" | "adapter" | "embedding" | "reward" | "multimodal" | "tokenizer" | "other" | "unknown";

/**
 * A model described by a few names and figures. Keys can be in snake or camel case. Missing values and values of the
 * wrong type are unknown, and any text is accepted.
 */
export type ModelMetadata = {
    /**
     * A family (`llama`, `llama3`) or an exact type (`mixtral`).
     */
    architecture: string,
    /**
     * `safetensors`, `gguf`, `pytorch`, …
     */
    format: string,
    /**
     * A quantization label (`Q4_K_M`), if there is one.
     */
    quantization: string | null,
    /**
     * Display text: `7B`.
     */
    parameters: string | null,
    /**
     * Size of the files in bytes.
     */
    sizeBytes: number | null,
    /**
     * Context length in training, in tokens.
     */
    maxContextLength: number | null,
};

/**
 * Whether a model can run, with the two possible answers of the legacy SDK.
 */
export type CompatibilityResult = {
    /**
     * Whether it runs, is expected to run, or is at least advertised.
     */
    compatible: boolean,
    /**
     * High if a test run is recorded, medium if the loader supports the model, low if it is only advertised.
     */
    confidence: Confidence,
    /**
     * The reasons for the answer.
     */
    reasons: Array<string>,
    /**
     * What to consider before running the model.
     */
    warnings: Array<string>,
    /**
     * Alternatives that would work better.
     */
    recommendations: Array<string>,
};

/**
 * Whether a worker runs a model.
 */
export type Verdict = "no" | "unknown" | "planned" | "runs";

/**
 * How sure a verdict is.
 */
export type Confidence = "none" | "low" | "medium" | "high";

/**
 * A reason for a verdict, a warning, or a recommendation.
 */
export type Reason = {
    /**
     * The rule's code, stable and in kebab case.
     */
    code: string,
    /**
     * One sentence with the values of this model and worker.
     */
    text: string,
};

/**
 * The full assessment of a model by the workers of a catalog.
 */
export type ModelAssessment = {
    /**
     * `owner/name`.
     */
    id: string,
    /**
     * The kind of content in the repository.
     */
    kind: ModelKind,
    /**
     * The architecture family, or `unknown`.
     */
    family: string,
    /**
     * The exact model type, if known.
     */
    modelType: string | null,
    /**
     * Total number of parameters.
     */
    parameters: number | null,
    /**
     * Context length in training, in tokens.
     */
    contextLength: number | null,
    /**
     * Evidence for the fields above.
     */
    evidence: Grounds,
    /**
     * The variants: loadable sets of weight files.
     */
    artifacts: Array<ArtifactFacts>,
    /**
     * The verdict of the best worker.
     */
    verdict: Verdict,
    /**
     * Confidence in the verdict.
     */
    confidence: Confidence,
    /**
     * Verdict and confidence as display text.
     */
    words: string,
    /**
     * The code of the rule that prevents a model from running or being planned.
     */
    leftOut: string | null,
    /**
     * One entry per worker, in catalog order.
     */
    workers: Array<WorkerAssessment>,
};

/**
 * The evidence for each fact. Null if the fact is unknown.
 */
export type Grounds = {
    /**
     * Evidence for the kind.
     */
    kind: Ground | null,
    /**
     * Evidence for the family.
     */
    family: Ground | null,
    /**
     * Evidence for the number of parameters.
     */
    parameters: Ground | null,
    /**
     * Evidence for the context length.
     */
    contextLength: Ground | null,
};

/**
 * A field of a record and its value.
 */
export type Ground = {
    /**
     * The field in the Hub's spelling: `config.model_type`.
     */
    field: string,
    /**
     * The value as written in the record.
     */
    value: string,
    /**
     * The base model whose record contains the field. Null for the model's own record.
     */
    model: string | null,
};

/**
 * A variant: one loadable set of weight files.
 */
export type ArtifactFacts = {
    /**
     * The format of the weights.
     */
    format: ModelFormat,
    /**
     * The quantization label, if there is one.
     */
    quantization: string | null,
    /**
     * Paths in the repository. Empty if the record lists none.
     */
    files: Array<string>,
    /**
     * Total size in bytes. Null unless the size of every file is known.
     */
    bytes: number | null,
    /**
     * Whether all shards are present.
     */
    complete: boolean | "unknown",
};

/**
 * The assessment of a model by one worker.
 */
export type WorkerAssessment = {
    /**
     * Id of the worker.
     */
    id: string,
    /**
     * Display name.
     */
    name: string,
    /**
     * The verdict for the best variant.
     */
    verdict: Verdict,
    /**
     * Confidence in the verdict.
     */
    confidence: Confidence,
    /**
     * Verdict and confidence as display text.
     */
    words: string,
    /**
     * Index of the best variant in the model's `artifacts`.
     */
    best: number | null,
    /**
     * One entry per variant of the model, in the same order.
     */
    artifacts: Array<ArtifactAssessment>,
    /**
     * Reasons for the verdict if the model has no variants.
     */
    reasons: Array<Reason>,
};

/**
 * The assessment of one variant by one worker.
 */
export type ArtifactAssessment = {
    /**
     * Whether the variant runs.
     */
    verdict: Verdict,
    /**
     * Confidence in the verdict.
     */
    confidence: Confidence,
    /**
     * Verdict and confidence as display text.
     */
    words: string,
    /**
     * Bytes of the weights once the worker has loaded them.
     */
    weightsBytes: number | null,
    /**
     * Whether `weightsBytes` is an estimate.
     */
    weightsEstimated: boolean,
    /**
     * Reasons for the verdict.
     */
    reasons: Array<Reason>,
    /**
     * What to consider before running it.
     */
    warnings: Array<Reason>,
    /**
     * Alternatives that would work better.
     */
    recommendations: Array<Reason>,
};

/**
 * The effect of a verdict rule that applies. The worst outcome of all rules decides.
 *
 * `No` is worse than `Unknown`: a known obstacle keeps an artifact from running whatever else is unknown. `Unknown` is
 * worse than `Planned`: a plan does not answer an open question.
 */
export type Outcome = "no" | "unknown" | "planned" | "expected" | "tested";

/**
 * The input of a rule.
 */
export type Scope = "model" | "artifact" | "worker";

/**
 * The purpose of a rule.
 */
export type RuleKind = { "kind": "verdict", "outcome": Outcome } | { "kind": "warning" } | { "kind": "recommendation" };

/**
 * One rule.
 */
export type Rule = {
    /**
     * The rule's code, stable and in kebab case.
     */
    code: string,
    /**
     * The rule's input.
     */
    scope: Scope,
    /**
     * One sentence: when the rule applies and what that means.
     */
    summary: string,
} & ({ "kind": "verdict", "outcome": Outcome } | { "kind": "warning" } | { "kind": "recommendation" });

/**
 * The hardware that a worker computes on.
 */
export type WorkerType = "cpu" | "cuda" | "metal" | "rocm";

/**
 * An operating system.
 */
export type Platform = "linux" | "macos" | "windows";

/**
 * A CPU architecture.
 */
export type CpuArchitecture = "x86_64" | "aarch64";

/**
 * The location of a worker's source code.
 */
export type SourceInfo = {
    /**
     * `git`, …
     */
    type: string,
    /**
     * URL of the repository.
     */
    url: string,
    /**
     * Branch, if set.
     */
    branch?: string | null,
    /**
     * Tag, if set.
     */
    tag?: string | null,
    /**
     * Folder in the repository, if set.
     */
    path?: string | null,
};

/**
 * Build settings.
 */
export type BuildConfig = {
    /**
     * Cargo features to enable.
     */
    features: Array<string>,
    /**
     * `release`, …
     */
    profile?: string | null,
    /**
     * Additional arguments.
     */
    flags: Array<string>,
};

/**
 * The level of support; higher is better.
 */
export type Status = "planned" | "expected" | "tested";

/**
 * The source of a claim in the catalog.
 */
export type Claim = {
    /**
     * A document or a file in the worker's code.
     */
    source: string,
    /**
     * When the source was read: `YYYY-MM-DD`.
     */
    date: string,
};

/**
 * A worker's support for an architecture.
 */
export type Support = {
    /**
     * The level of support.
     */
    status: Status,
    /**
     * The source, if it differs from that of the format's entry.
     */
    claim?: Claim | null,
};

/**
 * The number type of weights in memory.
 */
export type LoadType = "as-stored" | "f32" | "f16" | "bf16";

/**
 * A worker's support for one format.
 */
export type FormatEntry = {
    /**
     * The format.
     */
    format: ModelFormat,
    /**
     * Status by family (`llama`), the default for all its types.
     */
    families: Record<string, Support>,
    /**
     * Status by exact type, which overrides the family: `model_type` for safetensors, llama.cpp's name for GGUF.
     */
    modelTypes: Record<string, Support>,
    /**
     * The quantizations it reads. Null if it reads all.
     */
    quantizations: string[] | null,
    /**
     * Whether sharded weights are accepted.
     */
    acceptsShards: boolean,
    /**
     * Files required next to the weights.
     */
    requiredFiles: Array<string>,
    /**
     * The number type in which the weights are held in memory.
     */
    loadType: LoadType,
    /**
     * Source of this entry.
     */
    claim: Claim,
};

/**
 * A worker with the keys of the legacy catalog in camel case, plus the formats it loads. Contains every field of
 * [`Worker`].
 */
export type WorkerCatalogEntry = {
    /**
     * Id in kebab case: `llm-worker-rbee-cpu`.
     */
    id: string,
    /**
     * The code base.
     */
    implementation: string,
    /**
     * The hardware it computes on.
     */
    workerType: WorkerType,
    /**
     * Version of the program.
     */
    version: string,
    /**
     * Supported operating systems.
     */
    platforms: Array<Platform>,
    /**
     * Supported CPU architectures.
     */
    architectures: Array<CpuArchitecture>,
    /**
     * Display name.
     */
    name: string,
    /**
     * Description in one sentence.
     */
    description: string,
    /**
     * License as an SPDX expression.
     */
    license: string,
    /**
     * Path or URL of the PKGBUILD.
     */
    pkgbuildUrl: string,
    /**
     * `cargo`, `cmake`, …
     */
    buildSystem: string,
    /**
     * Location of the source code.
     */
    source: SourceInfo,
    /**
     * Build settings.
     */
    build: BuildConfig,
    /**
     * Packages needed to run.
     */
    depends: Array<string>,
    /**
     * Packages needed to build.
     */
    makedepends: Array<string>,
    /**
     * File name of the program.
     */
    binaryName: string,
    /**
     * Installation path.
     */
    installPath: string,
    /**
     * Formats that it loads or advertises; `formats` says which.
     */
    supportedFormats: ModelFormat[],
    /**
     * Maximum context length in tokens; longer input is truncated.
     */
    maxContextLength: number | null,
    /**
     * Whether it streams answers.
     */
    supportsStreaming: boolean,
    /**
     * Whether it answers several requests at once.
     */
    supportsBatching: boolean,
    /**
     * Details per format.
     */
    formats: Array<FormatEntry>,
    /**
     * Command that runs a single file of a model, if there is one.
     */
    runCommand: string | null,
    /**
     * Source of all values that have no source of their own.
     */
    claim: Claim,
};

/**
 * The conditions of `filterWorkers`. A missing or null condition matches every worker.
 */
export type WorkerFilter = {
    /**
     * Hardware that the worker computes on.
     */
    workerType?: WorkerType | null,
    /**
     * An operating system that the worker supports.
     */
    platform?: Platform | null,
    /**
     * A CPU architecture that the worker supports.
     */
    architecture?: CpuArchitecture | null,
    /**
     * Minimum context length in tokens.
     */
    minContextLength?: number | null,
    /**
     * A model architecture that the worker supports or advertises: a family or an exact type.
     */
    modelArchitecture?: string | null,
    /**
     * A format that the worker supports or advertises. If an architecture is given, it must be supported in this
     * format.
     */
    modelFormat?: string | null,
};

/** A Hub record: a response of `/api/models` or `/api/models/{id}`, unchanged. */
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
