// Whether workers run a model.

import { ready } from "./judge.js";
import type {
    AssessOptions,
    CompatibilityResult,
    HubRecord,
    ModelAssessment,
    ModelInput,
    ModelMetadata,
    Rule,
} from "./generated/types.js";

/**
 * Whether any worker runs a model.
 *
 * A model is given in a few words, or as a whole record of the Hub, which is judged file by file. What nobody
 * knows is not compatible; what is only planned is, with low confidence and a warning.
 *
 * @param metadata the model; keys in camel or snake case
 * @throws Error that names the argument, where it is no object
 *
 * @example
 * ```ts
 * const metadata = {
 *     architecture: "llama",
 *     format: "safetensors",
 *     quantization: null,
 *     parameters: "7B",
 *     size_bytes: 14_000_000_000,
 *     max_context_length: 8192,
 * };
 * const result = await isModelCompatible(metadata);
 * console.log(result.compatible); // true
 * console.log(result.confidence); // "high"
 * ```
 */
export async function isModelCompatible(metadata: ModelInput): Promise<CompatibilityResult> {
    return (await ready()).is_model_compatible_wasm(metadata);
}

/**
 * The compatible models of a list, in its order: the very objects that came in. The list crosses over to
 * WebAssembly once, however long it is.
 *
 * Each model is judged as by {@link isModelCompatible}. A record of the Hub that cannot be understood is left
 * out.
 *
 * @throws Error that names the place, where something in the list is no object
 *
 * @example
 * ```ts
 * const allModels = await fetchHuggingFaceModels();
 * const compatible = await filterCompatibleModels(allModels);
 * ```
 */
export async function filterCompatibleModels<Model extends ModelInput>(models: readonly Model[]): Promise<Model[]> {
    return (await ready()).filter_compatible_models_wasm(models) as Model[];
}

/**
 * Whether a worker that lists these architectures and formats takes a model. Case does not count, and the name
 * of a family stands for its types.
 *
 * @param workerMaxContext in tokens; a model that was trained on more gets a warning
 * @throws Error that names the argument that cannot be used
 *
 * @example
 * ```ts
 * const result = await checkModelWorkerCompatibility(
 *     { architecture: "mistral", format: "gguf" },
 *     ["llama", "mistral"],
 *     ["safetensors", "gguf"],
 *     32768,
 * );
 * console.log(result.compatible);
 * console.log(result.warnings);
 * ```
 */
export async function checkModelWorkerCompatibility(
    metadata: ModelInput,
    workerArchitectures: readonly string[],
    workerFormats: readonly string[],
    workerMaxContext: number,
): Promise<CompatibilityResult> {
    const judge = await ready();
    return judge.check_model_worker_compatibility_wasm(metadata, workerArchitectures, workerFormats, workerMaxContext);
}

/**
 * What a record of the Hub says, in a few words: those of the files that workers make most of. What nothing
 * tells is `"unknown"`, or null.
 *
 * @throws Error where the record has no id
 *
 * @example
 * ```ts
 * const record = await getHuggingFaceModel("Qwen/Qwen2.5-7B-Instruct");
 * const metadata = record && (await modelMetadataFromHuggingFace(record));
 * console.log(metadata?.architecture); // "qwen2"
 * ```
 */
export async function modelMetadataFromHuggingFace(record: HubRecord): Promise<ModelMetadata> {
    return (await ready()).model_metadata_from_huggingface(record);
}

/**
 * Everything that the workers make of a record of the Hub: a verdict for every worker and every set of files,
 * with every reason and what each fact rests on.
 *
 * @param options other workers to judge by, and the records of base models
 * @throws Error that names the argument, or the part of it, that cannot be used
 *
 * @example
 * ```ts
 * const found = await assessModel(record);
 * console.log(found.words); // "Runs", "Expected to run, not tested", "Planned", …
 * for (const worker of found.workers) {
 *     const best = worker.best === null ? worker : worker.artifacts[worker.best];
 *     console.log(worker.name, worker.words, best?.reasons.map(reason => reason.text));
 * }
 * ```
 */
export async function assessModel(record: HubRecord, options?: AssessOptions): Promise<ModelAssessment> {
    return (await ready()).assess(record, options);
}

/**
 * Every rule that decides, warns or recommends, with the code by which reasons name it.
 *
 * @example
 * ```ts
 * const summaries = new Map((await listRules()).map(rule => [rule.code, rule.summary]));
 * ```
 */
export async function listRules(): Promise<Rule[]> {
    return (await ready()).rules();
}
