// Valid and invalid arguments.

import assert from "node:assert/strict";
import { test } from "node:test";
import * as package_ from "../dist/node.mjs";

const {
    assessModel,
    checkModelWorkerCompatibility,
    compatibleStaticParams,
    filterCompatibleModels,
    filterWorkers,
    findCompatibleWorkers,
    getWorker,
    isModelCompatible,
    listRules,
    listWorkers,
    modelMetadataFromHuggingFace,
    modelSlug,
} = package_;

const RECORD = {
    id: "someone/Tiny-7B",
    pipeline_tag: "text-generation",
    library_name: "transformers",
    config: { model_type: "llama" },
    siblings: [
        { rfilename: "config.json", size: 600 },
        { rfilename: "tokenizer.json", size: 9_000_000 },
        { rfilename: "model.safetensors", size: 14_000_000_000 },
        { rfilename: "tiny-Q4_K_M.gguf", size: 4_000_000_000 },
    ],
    safetensors: { total: 7_000_000_000, parameters: { BF16: 7_000_000_000 } },
};

/** Asserts that the call throws an `Error` with this message. */
async function throws(call, message) {
    await assert.rejects(call, error => {
        assert.ok(error instanceof Error, `${typeof error} was thrown`);
        assert.match(error.message, message);
        return true;
    });
}

test("a bad argument is an Error that names it", async () => {
    await throws(() => isModelCompatible(undefined), /^`metadata` is missing/);
    await throws(() => isModelCompatible(() => {}), /^`metadata` is missing/);
    await throws(() => isModelCompatible(null), /^`metadata` must be an object, but is null/);
    await throws(() => isModelCompatible("llama"), /^`metadata` must be an object, but is a string/);
    await throws(() => isModelCompatible({ sizeBytes: 5n }), /^`metadata` cannot be written as JSON: .*BigInt/);
    const circle = {};
    circle.circle = circle;
    await throws(() => isModelCompatible(circle), /^`metadata` cannot be written as JSON/);
    await throws(() => filterCompatibleModels({}), /^`models` must be an array, but is an object/);
    await throws(() => filterCompatibleModels([{}, undefined]), /^`models\[1\]` must be an object, but is null/);
    await throws(() => assessModel({}), /^`record\.id` is missing/);
    await throws(() => assessModel(RECORD, { workers: [{ id: "a", workerType: "tpu", formats: [] }] }), /^`options\.workers\[0\]\.workerType` .*tpu/);
    await throws(() => modelMetadataFromHuggingFace({ id: "a//b" }), /^`record\.id` is `a\/\/b`/);
    await throws(() => filterWorkers({ platform: "beos" }), /^`filter\.platform` .*beos/);
    await throws(() => filterWorkers(), /^`filter` is missing/);
    await throws(() => getWorker(5), /^`id` must be a string/);
    await throws(() => findCompatibleWorkers("llama"), /^`format` must be a string/);
    await throws(() => checkModelWorkerCompatibility({}, "llama", [], 5), /^`workerArchitectures` must be an array/);
    await throws(() => checkModelWorkerCompatibility({}, [], [5], 5), /^`workerFormats\[0\]` must be a string/);
    await throws(() => checkModelWorkerCompatibility({}, [], [], "5"), /^`workerMaxContext` must be a number of tokens/);
    // After all these errors, the module still works.
    assert.equal((await isModelCompatible({ architecture: "llama", format: "safetensors" })).compatible, true);
});

test("camel and snake case mean the same", async () => {
    const plain = { architecture: "llama", format: "safetensors", parameters: "7B" };
    const camel = await isModelCompatible({ ...plain, sizeBytes: 14e9, maxContextLength: 65536 });
    const snake = await isModelCompatible({ ...plain, size_bytes: 14e9, max_context_length: 65536 });
    assert.deepEqual(camel, snake);
    assert.equal(camel.warnings.length, 1);
    assert.match(camel.warnings[0], /65536 .* 32768/);
});

test("a record of the Hub is judged by its files", async () => {
    const { compatible, confidence, reasons } = await isModelCompatible(RECORD);
    assert.deepEqual({ compatible, confidence }, { compatible: true, confidence: "high" });
    assert.ok(reasons.some(reason => reason.includes("llama")), reasons);
    const adapter = { ...RECORD, siblings: [{ rfilename: "adapter_config.json" }, { rfilename: "adapter_model.safetensors" }], library_name: "peft" };
    assert.equal((await isModelCompatible(adapter)).compatible, false);
    const check = model => checkModelWorkerCompatibility(model, ["llama"], ["gguf", "safetensors"], 4096);
    assert.equal((await check(RECORD)).confidence, "high");
    assert.equal((await check(adapter)).compatible, false);
    assert.equal((await checkModelWorkerCompatibility(RECORD, ["qwen"], ["safetensors"], 4096)).compatible, false);
    assert.equal((await checkModelWorkerCompatibility(RECORD, ["llama"], ["gguf"], 4096)).confidence, "low");
});

test("a record in a few words is that of its best files, and what is unknown stays so", async () => {
    assert.deepEqual(await modelMetadataFromHuggingFace(RECORD), {
        architecture: "llama",
        format: "safetensors",
        quantization: "BF16",
        parameters: "7B",
        sizeBytes: 14_000_000_000,
        maxContextLength: null,
    });
    assert.deepEqual(await modelMetadataFromHuggingFace({ id: "a/b" }), {
        architecture: "unknown",
        format: "unknown",
        quantization: null,
        parameters: null,
        sizeBytes: null,
        maxContextLength: null,
    });
});

test("filtering returns the objects that came in, 40,000 at once", async () => {
    const kinds = [RECORD, { id: "a//b" }, { architecture: "llama", format: "gguf" }, { architecture: "bert", format: "gguf" }];
    const models = Array.from({ length: 40_000 }, (_, at) => ({ ...kinds[at % kinds.length], at }));
    const kept = await filterCompatibleModels(models);
    assert.equal(kept.length, 20_000);
    assert.ok(kept.every((model, at) => model === models[2 * at]));
});

test("assessing tells everything, and base models are asked where they are given", async () => {
    const found = await assessModel(RECORD);
    assert.equal(found.words, "Runs");
    assert.equal(found.leftOut, null);
    assert.deepEqual(found.evidence.family, { field: "config.model_type", value: "llama", model: null });
    assert.deepEqual(found.workers.map(worker => worker.id), (await listWorkers()).map(worker => worker.id));
    const codes = new Set((await listRules()).map(rule => rule.code));
    for (const worker of found.workers) {
        assert.equal(worker.artifacts.length, found.artifacts.length);
        assert.ok(worker.artifacts.flatMap(artifact => artifact.reasons).every(reason => codes.has(reason.code)));
    }
    const copy = { id: "other/Tiny-7B-GGUF", tags: ["gguf", "base_model:quantized:someone/Tiny-7B"], siblings: [{ rfilename: "tiny-Q4_K_M.gguf" }] };
    assert.equal((await assessModel(copy)).verdict, "unknown");
    const helped = await assessModel(copy, { baseModels: [RECORD] });
    assert.equal(helped.verdict, "planned");
    assert.equal(helped.evidence.family.model, RECORD.id);
});

test("bug 11: a catalog is read as the server writes it", async () => {
    const workers = await listWorkers();
    const snake = key => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
    const served = workers.map(worker => ({
        ...Object.fromEntries(Object.entries(worker).map(([key, value]) => [snake(key), value])),
        formats: worker.formats.map(format => Object.fromEntries(Object.entries(format).map(([key, value]) => [snake(key), value]))),
    }));
    assert.ok("worker_type" in served[0] && "model_types" in served[0].formats[0]);
    assert.deepEqual(await assessModel(RECORD, { workers: served }), await assessModel(RECORD));
    assert.deepEqual(await assessModel(RECORD, { workers }), await assessModel(RECORD));
});

test("bug 12: workers are found by the architecture that they take", async () => {
    const ids = async workers => (await workers).map(worker => worker.id);
    const all = await ids(listWorkers());
    assert.equal(all.length, 3);
    assert.deepEqual(await ids(findCompatibleWorkers("llama", "safetensors")), all);
    assert.deepEqual(await ids(findCompatibleWorkers("bert", "safetensors")), []);
    assert.deepEqual(await ids(filterWorkers({ modelArchitecture: "mistral", workerType: "metal" })), ["llm-worker-rbee-metal"]);
    assert.deepEqual(await ids(filterWorkers({ modelArchitecture: "bert" })), []);
    assert.deepEqual(await ids(filterWorkers({})), all);
});

test("bug 20: workers say which architectures they take, and that decides", async () => {
    const worker = await getWorker("llm-worker-rbee-cpu");
    assert.equal(await getWorker("no-such-worker"), null);
    const format = worker.formats.find(format => format.format === "safetensors");
    assert.equal(format.modelTypes.llama.status, "tested");
    const gpt2 = { ...RECORD, config: { model_type: "gpt2" } };
    assert.equal((await assessModel(gpt2, { workers: [worker] })).verdict, "no");
    const able = { ...worker, formats: [{ ...format, modelTypes: { gpt2: { status: "tested" } } }] };
    assert.equal((await assessModel(gpt2, { workers: [able] })).verdict, "runs");
});

test("slugs are those of the replaced site, each once", async () => {
    assert.equal(await modelSlug("meta-llama/Llama-3.2-1B"), "meta-llama--llama-3-2-1b");
    const models = ["o/a.b", "o/a-b", "o/c"].map(id => ({ ...RECORD, id }));
    models.push({ id: "o/nothing-known" });
    assert.deepEqual(await compatibleStaticParams({ models }), [{ slug: "o--a-b" }, { slug: "o--c" }]);
});
