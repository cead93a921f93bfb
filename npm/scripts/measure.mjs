// `measure.mjs LIST.json`: prints the time to the first answer and the records filtered per second, as JSON.

import * as fs from "node:fs";

const start = performance.now();
const { filterCompatibleModels, isModelCompatible } = await import("../dist/node.mjs");
const imported = performance.now();
await isModelCompatible({ architecture: "llama", format: "safetensors" });
const answered = performance.now();

const models = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
let best = Infinity;
let kept;
for (let time = 0; time < 5; time += 1) {
    const begin = performance.now();
    kept = (await filterCompatibleModels(models)).length;
    best = Math.min(best, performance.now() - begin);
}
console.log(JSON.stringify({ import: imported - start, firstCall: answered - start, recordsPerSecond: (models.length / best) * 1000, kept }));
