// Judges in the browser, and writes on the page what it found.
import { assessModel, filterCompatibleModels, isModelCompatible, listWorkers } from "@rbee/marketplace-node";

const record = {
    id: "someone/Tiny-7B",
    pipeline_tag: "text-generation",
    config: { model_type: "llama" },
    siblings: ["config.json", "tokenizer.json", "model.safetensors"].map(rfilename => ({ rfilename })),
};

async function answer() {
    const loadedBefore = performance.getEntriesByType("resource").some(entry => entry.name.endsWith(".wasm"));
    const result = await isModelCompatible({ architecture: "llama", format: "safetensors" });
    const kept = await filterCompatibleModels([record, { id: "someone/unknown" }]);
    const found = await assessModel(record);
    const thrown = await isModelCompatible(5).catch(error => error);
    return {
        loadedBefore,
        confidence: result.confidence,
        kept: kept.map(model => model.id),
        words: found.words,
        workers: (await listWorkers()).length,
        thrown: thrown instanceof Error && thrown.message,
    };
}

const place = document.getElementById("answer");
answer().then(
    found => (place.textContent = JSON.stringify(found)),
    error => (place.textContent = `failed: ${error.stack}`),
);
