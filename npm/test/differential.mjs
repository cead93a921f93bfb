// `differential.mjs ANSWERS`: asks the package the questions that native code answered (`tests/it/npm.rs` writes
// the file), and fails at the first difference.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as readline from "node:readline";
import * as package_ from "../dist/node.mjs";

const MORE = { checkModelWorkerCompatibility: [["llama", "qwen", "gemma"], ["gguf", "safetensors"], 8192] };

async function answer(name, record) {
    try {
        return { value: await package_[name](record, ...(MORE[name] ?? [])) };
    } catch (error) {
        return { error: error.message };
    }
}

const records = [];
let compared = 0;
for await (const line of readline.createInterface({ input: fs.createReadStream(process.argv[2]) })) {
    const { record, kept, ...answers } = JSON.parse(line);
    if (kept !== undefined) {
        const found = new Set(await package_.filterCompatibleModels(records));
        assert.deepEqual(kept, [...records.keys()].filter(at => found.has(records[at])));
        compared += 1;
        continue;
    }
    records.push(record);
    for (const [name, expected] of Object.entries(answers)) {
        assert.deepEqual(await answer(name, record), expected, `${name} of ${record.id}`);
        compared += 1;
    }
}
assert.ok(compared > 1, "nothing was compared");
console.log(`${compared} answers on ${records.length} records are the same`);
