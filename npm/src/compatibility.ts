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
 * Takes a few facts about a model, or a complete record of the Hub, which is judged file by file. An unknown
 * model is not compatible. If support is only planned, the model is compatible with low confidence and a warning.
 *
 * @param metadata the model, with keys in camel or snake case
 * @throws Error that names the argument if it is not an object
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
 * The compatible models of a list, as the same objects in the same order. The list is passed to WebAssembly once,
 * however long it is.
 *
 * Each model is judged as by {@link isModelCompatible}. Invalid records of the Hub are left out.
 *
 * @throws Error that names the position of an entry that is not an object
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
 * Whether a worker with these architectures and formats runs a model. Case does not matter. The name of a family
 * includes all of its types.
 *
 * @param workerMaxContext in tokens; a model with a longer context gets a warning
 * @throws Error that names the invalid argument
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
 * The main facts of a record of the Hub, about the files with the best verdict. Unknown facts are `"unknown"` or
 * null.
 *
 * @throws Error if the record has no id
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
 * The full assessment of a record of the Hub: a verdict for every worker and every variant, with all reasons and
 * the evidence for each fact.
 *
 * @param options other workers, and the records of base models
 * @throws Error that names the invalid argument, or its invalid part
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
 * Every rule that decides, warns or recommends, with its code, which reasons refer to.
 *
 * @example
 * ```ts
 * const summaries = new Map((await listRules()).map(rule => [rule.code, rule.summary]));
 * ```
 */
export async function listRules(): Promise<Rule[]> {
    return (await ready()).rules();
}
