// The workers in the package's catalog.

import { ready } from "./judge.js";
import type { WorkerCatalogEntry, WorkerFilter } from "./generated/types.js";

/**
 * All workers.
 *
 * @example
 * ```ts
 * const workers = await listWorkers();
 * console.log(workers.map(worker => worker.name));
 * ```
 */
export async function listWorkers(): Promise<WorkerCatalogEntry[]> {
    return (await ready()).list_workers();
}

/**
 * The worker with this id, or null.
 *
 * @example
 * ```ts
 * const worker = await getWorker("llm-worker-rbee-cuda");
 * console.log(worker?.supportedFormats);
 * ```
 */
export async function getWorker(id: string): Promise<WorkerCatalogEntry | null> {
    return (await ready()).get_worker(id);
}

/**
 * The workers that match every condition.
 *
 * @throws Error that names the invalid field
 *
 * @example
 * ```ts
 * const workers = await filterWorkers({ workerType: "cuda", platform: "linux", architecture: "x86_64" });
 * ```
 */
export async function filterWorkers(filter: WorkerFilter): Promise<WorkerCatalogEntry[]> {
    return (await ready()).filter_workers(filter);
}

/**
 * The workers that support models of an architecture in a format, or plan to.
 *
 * @example
 * ```ts
 * const workers = await findCompatibleWorkers("llama", "safetensors");
 * ```
 */
export async function findCompatibleWorkers(architecture: string, format: string): Promise<WorkerCatalogEntry[]> {
    return (await ready()).find_compatible_workers(architecture, format);
}
