/**
 * Which inference worker runs a model of the Hugging Face Hub, and why.
 *
 * Importing this does nothing: the WebAssembly module is loaded by the first call that needs it.
 *
 * @packageDocumentation
 */

export {
    assessModel,
    checkModelWorkerCompatibility,
    filterCompatibleModels,
    isModelCompatible,
    listRules,
    modelMetadataFromHuggingFace,
} from "./compatibility.js";
export { filterWorkers, findCompatibleWorkers, getWorker, listWorkers } from "./workers.js";
export {
    HubError,
    getHuggingFaceModel,
    listHuggingFaceModels,
    listHuggingFaceModels as fetchHuggingFaceModels,
    type HubOptions,
    type ListOptions,
} from "./hub.js";
export { compatibleStaticParams, modelSlug, type StaticParamsOptions } from "./static_params.js";
export type * from "./generated/types.js";
