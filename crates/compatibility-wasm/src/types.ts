// Made from the Rust types by `cargo test -p modelpress-compatibility-wasm`; not to be edited.

/** In what form weights are stored. */
export type ModelFormat = "safetensors" | "gguf" | "gguf-parts" | "gguf-big-endian" | "ggml" | "pytorch" | "gptq" | "awq" | "bitsandbytes" | "fp8" | "compressed-tensors" | "mxfp4" | "modelopt" | "mlx" | "exl2" | "exl3" | "hqq" | "aqlm" | "vptq" | "eetq" | "quanto" | "torchao" | "spqr" | "higgs" | "quark" | "fp-quant" | "auto-round" | "bitnet" | "quantized" | "onnx" | "openvino" | "coreml" | "tensorflow" | "flax" | "tflite" | "executorch" | "rkllm" | "nemo" | "rust";

/** What a repository holds. */
export type ModelKind = "text-generation" | "adapter" | "embedding" | "reward" | "multimodal" | "tokenizer" | "other" | "unknown";

/**
 * A model in a few words and figures. Keys may be in snake or camel case, what is missing or of the wrong
 * type is unknown, and any text is taken.
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
     * A label (`Q4_K_M`), where there is one.
     */
    quantization: string | null,
    /**
     * For people: `7B`.
     */
    parameters: string | null,
    /**
     * Of the files.
     */
    sizeBytes: number | null,
    /**
     * Trained context, in tokens.
     */
    maxContextLength: number | null,
};

/**
 * Whether a model can be run, in the two answers of the legacy SDK.
 */
export type CompatibilityResult = {
    /**
     * It runs, is expected to, or is at least advertised.
     */
    compatible: boolean,
    /**
     * High where a run is on record, medium where the loader takes it, low where it is only advertised.
     */
    confidence: Confidence,
    /**
     * Why.
     */
    reasons: Array<string>,
    /**
     * What to know before.
     */
    warnings: Array<string>,
    /**
     * What to do instead.
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
 * Why a verdict is what it is, a warning, or a recommendation.
 */
export type Reason = {
    /**
     * Stable, kebab case; of the table of rules.
     */
    code: string,
    /**
     * One sentence with the figures of this model and worker.
     */
    text: string,
};

/**
 * Everything that the workers of a catalog make of a model.
 */
export type ModelAssessment = {
    /**
     * `owner/name`.
     */
    id: string,
    /**
     * What the repository holds.
     */
    kind: ModelKind,
    /**
     * The family of its architecture, or `unknown`.
     */
    family: string,
    /**
     * The exact type, where something names one.
     */
    modelType: string | null,
    /**
     * All weights.
     */
    parameters: number | null,
    /**
     * Trained context, in tokens.
     */
    contextLength: number | null,
    /**
     * What says so.
     */
    evidence: Grounds,
    /**
     * The loadable sets of files.
     */
    artifacts: Array<ArtifactFacts>,
    /**
     * That of the best worker.
     */
    verdict: Verdict,
    /**
     * How sure that is.
     */
    confidence: Confidence,
    /**
     * Both in words, for people.
     */
    words: string,
    /**
     * The code of the rule that keeps a model which neither runs nor is planned from doing so.
     */
    leftOut: string | null,
    /**
     * One for each worker, in the catalog's order.
     */
    workers: Array<WorkerAssessment>,
};

/**
 * What each fact rests on; null where nothing tells.
 */
export type Grounds = {
    /**
     * Of the kind.
     */
    kind: Ground | null,
    /**
     * Of the family.
     */
    family: Ground | null,
    /**
     * Of the parameters.
     */
    parameters: Ground | null,
    /**
     * Of the context.
     */
    contextLength: Ground | null,
};

/**
 * A field of a record and what stands there.
 */
export type Ground = {
    /**
     * In the Hub's own spelling: `config.model_type`.
     */
    field: string,
    /**
     * As written there.
     */
    value: string,
    /**
     * The base model whose record it is; null for the model's own.
     */
    model: string | null,
};

/**
 * One loadable set of files.
 */
export type ArtifactFacts = {
    /**
     * In what form the weights are stored.
     */
    format: ModelFormat,
    /**
     * The label, where there is one.
     */
    quantization: string | null,
    /**
     * Paths inside the repository; empty where the record lists none.
     */
    files: Array<string>,
    /**
     * Sum of their sizes, where every one is known.
     */
    bytes: number | null,
    /**
     * Whether every part is there.
     */
    complete: boolean | "unknown",
};

/**
 * What one worker makes of a model.
 */
export type WorkerAssessment = {
    /**
     * Of the worker.
     */
    id: string,
    /**
     * For people.
     */
    name: string,
    /**
     * That of its best artifact.
     */
    verdict: Verdict,
    /**
     * How sure that is.
     */
    confidence: Confidence,
    /**
     * Both in words, for people.
     */
    words: string,
    /**
     * Which of the model's artifacts that is.
     */
    best: number | null,
    /**
     * One for each artifact of the model, in their order.
     */
    artifacts: Array<ArtifactAssessment>,
    /**
     * Why, where the model has no artifact at all.
     */
    reasons: Array<Reason>,
};

/**
 * What one worker makes of one artifact.
 */
export type ArtifactAssessment = {
    /**
     * Whether it runs.
     */
    verdict: Verdict,
    /**
     * How sure that is.
     */
    confidence: Confidence,
    /**
     * Both in words, for people.
     */
    words: string,
    /**
     * Bytes of the weights as the worker loads them.
     */
    weightsBytes: number | null,
    /**
     * Whether that rests on an estimate.
     */
    weightsEstimated: boolean,
    /**
     * All reasons.
     */
    reasons: Array<Reason>,
    /**
     * What to know before.
     */
    warnings: Array<Reason>,
    /**
     * What to take instead.
     */
    recommendations: Array<Reason>,
};

/**
 * What a rule says about an artifact when it finds something; the worst of all rules counts.
 *
 * `No` is worse than `Unknown`: what is known to keep an artifact from running does so whatever else is
 * unknown. `Unknown` is worse than `Planned`: a plan does not answer an open question.
 */
export type Outcome = "no" | "unknown" | "planned" | "expected" | "tested";

/**
 * What a rule looks at.
 */
export type Scope = "model" | "artifact" | "worker";

/**
 * What a rule is for.
 */
export type RuleKind = { "kind": "verdict", "outcome": Outcome } | { "kind": "warning" } | { "kind": "recommendation" };

/**
 * One rule.
 */
export type Rule = {
    /**
     * Stable, kebab case.
     */
    code: string,
    /**
     * What it looks at.
     */
    scope: Scope,
    /**
     * One sentence: when it applies and what that means.
     */
    summary: string,
} & ({ "kind": "verdict", "outcome": Outcome } | { "kind": "warning" } | { "kind": "recommendation" });

/**
 * What a worker computes on.
 */
export type WorkerType = "cpu" | "cuda" | "metal" | "rocm";

/**
 * An operating system.
 */
export type Platform = "linux" | "macos" | "windows";

/**
 * A kind of processor.
 */
export type CpuArchitecture = "x86_64" | "aarch64";

/**
 * Where a worker's code is.
 */
export type SourceInfo = {
    /**
     * `git`, …
     */
    type: string,
    /**
     * Address.
     */
    url: string,
    /**
     * Branch.
     */
    branch?: string | null,
    /**
     * Tag.
     */
    tag?: string | null,
    /**
     * Folder inside it.
     */
    path?: string | null,
};

/**
 * Settings of a build.
 */
export type BuildConfig = {
    /**
     * Features to switch on.
     */
    features: Array<string>,
    /**
     * `release`, …
     */
    profile?: string | null,
    /**
     * Further arguments.
     */
    flags: Array<string>,
};

/**
 * How far a worker's word goes; a higher one is worth more.
 */
export type Status = "planned" | "expected" | "tested";

/**
 * Where a claim of the catalog comes from.
 */
export type Claim = {
    /**
     * A document or a file of the worker's code.
     */
    source: string,
    /**
     * When it was read: `YYYY-MM-DD`.
     */
    date: string,
};

/**
 * How far a worker's word about an architecture goes.
 */
export type Support = {
    /**
     * How far.
     */
    status: Status,
    /**
     * What says so, where it is not what says the rest of the format's entry.
     */
    claim?: Claim | null,
};

/**
 * As what numbers weights are held in memory.
 */
export type LoadType = "as-stored" | "f32" | "f16" | "bf16";

/**
 * What a worker says about one format.
 */
export type FormatEntry = {
    /**
     * The format.
     */
    format: ModelFormat,
    /**
     * By family (`llama`): the default of all its types.
     */
    families: Record<string, Support>,
    /**
     * By exact type, which overrules the family: `model_type` for safetensors, llama.cpp's name for GGUF.
     */
    modelTypes: Record<string, Support>,
    /**
     * The labels it reads; null where it reads all.
     */
    quantizations: string[] | null,
    /**
     * Whether a set of several files is accepted.
     */
    acceptsShards: boolean,
    /**
     * Files that have to stand beside the weights.
     */
    requiredFiles: Array<string>,
    /**
     * As what numbers the weights are held in memory.
     */
    loadType: LoadType,
    /**
     * What says so.
     */
    claim: Claim,
};

/**
 * A worker with the keys of the legacy catalog, in camel case, and what it loads beside them. Every field
 * of [`Worker`] is in it.
 */
export type WorkerCatalogEntry = {
    /**
     * Kebab case: `llm-worker-rbee-cpu`.
     */
    id: string,
    /**
     * Which code base it is.
     */
    implementation: string,
    /**
     * What it computes on.
     */
    workerType: WorkerType,
    /**
     * Of the program.
     */
    version: string,
    /**
     * Operating systems.
     */
    platforms: Array<Platform>,
    /**
     * Processors.
     */
    architectures: Array<CpuArchitecture>,
    /**
     * For people.
     */
    name: string,
    /**
     * One sentence.
     */
    description: string,
    /**
     * SPDX.
     */
    license: string,
    /**
     * Path or address of the PKGBUILD.
     */
    pkgbuildUrl: string,
    /**
     * `cargo`, `cmake`, …
     */
    buildSystem: string,
    /**
     * Where the code is.
     */
    source: SourceInfo,
    /**
     * Settings of the build.
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
     * The program's file name.
     */
    binaryName: string,
    /**
     * Where it is installed.
     */
    installPath: string,
    /**
     * The formats that it loads or advertises; which of the two is in `formats`.
     */
    supportedFormats: ModelFormat[],
    /**
     * Longest context in tokens; what is longer gets cut.
     */
    maxContextLength: number | null,
    /**
     * Answers word by word.
     */
    supportsStreaming: boolean,
    /**
     * Answers several requests at once.
     */
    supportsBatching: boolean,
    /**
     * What it loads, one entry a format.
     */
    formats: Array<FormatEntry>,
    /**
     * How to run one file of a model, where there is a command.
     */
    runCommand: string | null,
    /**
     * What says so, of everything that has no source of its own.
     */
    claim: Claim,
};

/**
 * What `filterWorkers` asks for; what is missing or null asks for nothing.
 */
export type WorkerFilter = {
    /**
     * What it computes on.
     */
    workerType?: WorkerType | null,
    /**
     * An operating system that it runs on.
     */
    platform?: Platform | null,
    /**
     * A processor that it runs on.
     */
    architecture?: CpuArchitecture | null,
    /**
     * At least so many tokens of context.
     */
    minContextLength?: number | null,
    /**
     * An architecture that it takes, or advertises: a family or an exact type.
     */
    modelArchitecture?: string | null,
    /**
     * A format that it takes, or advertises; with an architecture, both together.
     */
    modelFormat?: string | null,
};

/** A record of the Hub: an answer of `/api/models` or `/api/models/{id}`, as it came. */
export type HubRecord = { id: string } & { [field: string]: any };

/** {@link ModelMetadata} as callers write it: any field may be missing, keys in camel or snake case. */
export type PlainModelInput = { [field in keyof ModelMetadata]?: ModelMetadata[field] } & {
    size_bytes?: number | null;
    max_context_length?: number | null;
};

/** A model, in a few words or as a whole record of the Hub. What has an `id` and neither `architecture` nor `format` is a record. */
export type ModelInput = PlainModelInput | HubRecord;

/** A worker as callers write it: what it loads, and as much of the rest as they like. */
export type WorkerInput = Pick<WorkerCatalogEntry, "id" | "workerType" | "formats"> & Partial<WorkerCatalogEntry>;

/** What `assess` judges by. */
export type AssessOptions = {
    /** Instead of the catalog that comes with the package. */
    workers?: readonly WorkerInput[] | null;
    /** Records of the models that this one was made from: what only they tell is taken over, and marked so. */
    baseModels?: readonly HubRecord[];
};
