// The cases that native code and WebAssembly share: `crates/marketplace-sdk/tests/it/cases.rs` is the other side.

import assert from "node:assert/strict";
import * as fs from "node:fs";
import { test } from "node:test";
import { assessModel, checkModelWorkerCompatibility, filterCompatibleModels, isModelCompatible } from "../dist/node.mjs";

const file = JSON.parse(fs.readFileSync(new URL("../../tests/fixtures/compatibility-cases.json", import.meta.url), "utf8"));

/** Every part of a text that nothing says. */
function unsaid(what, texts, expected = []) {
    return expected.filter(part => !texts.some(text => text.includes(part))).map(part => `${what}: nothing says ${part}: ${texts}`);
}

function different(what, found, expected) {
    try {
        assert.deepEqual(found, expected);
        return [];
    } catch {
        return [`${what}: found ${JSON.stringify(found)}, expected ${JSON.stringify(expected)}`];
    }
}

const sorted = list => [...new Set(list.map(item => JSON.stringify(item)))].sort();
const codes = reasons => reasons.map(reason => reason.code);

async function checkRecord({ record, snapshot, catalog }, expected) {
    const found = await assessModel(record, { workers: file.catalogs[catalog], baseModels: snapshot ?? [] });
    const wrong = [
        ...different("verdict", found.verdict, expected.verdict),
        ...different("confidence", found.confidence, expected.confidence),
    ];
    const compare = (what, key, value) => {
        if (key in expected) {
            wrong.push(...different(what, value(), expected[key]));
        }
    };
    compare("left out", "left_out", () => found.leftOut);
    compare("family", "family", () => found.family);
    const worker = found.workers[0];
    if (worker === undefined) {
        return wrong;
    }
    const best = worker.best === null ? undefined : worker.artifacts[worker.best];
    const reasons = best?.reasons ?? worker.reasons;
    const warnings = best?.warnings ?? [];
    compare("reasons", "reasons", () => codes(reasons));
    compare("warnings", "warnings", () => codes(warnings));
    compare("weights", "weights_bytes", () => best?.weightsBytes ?? null);
    compare("estimated", "weights_estimated", () => best?.weightsEstimated ?? false);
    if ("reasons_include" in expected) {
        wrong.push(...unsaid("reasons", codes(reasons), [expected.reasons_include]));
    }
    wrong.push(...unsaid("warnings", warnings.map(warning => warning.text), expected.warning_texts));
    if ("recommendations" in expected) {
        const given = worker.artifacts.flatMap(artifact => codes(artifact.recommendations));
        wrong.push(...different("recommendations", sorted(given), sorted(expected.recommendations)));
    }
    if ("artifacts" in expected) {
        const given = found.artifacts.map((artifact, at) => [artifact.format, artifact.quantization, worker.artifacts[at].verdict]);
        wrong.push(...different("artifacts", sorted(given), sorted(expected.artifacts)));
    }
    return wrong;
}

async function checkMetadata({ metadata, check }, expected) {
    const found = check
        ? await checkModelWorkerCompatibility(metadata, check.architectures, check.formats, check.max_context)
        : await isModelCompatible(metadata);
    const wrong = [
        ...different("compatible", found.compatible, expected.compatible),
        ...different("confidence", found.confidence, expected.confidence),
        ...unsaid("reasons", found.reasons, expected.reason_texts),
        ...unsaid("warnings", found.warnings, expected.warning_texts),
    ];
    for (const what of ["warnings", "recommendations"].filter(what => what in expected)) {
        wrong.push(...different(what, found[what].length, expected[what]));
    }
    return wrong;
}

async function checkList({ models }, expected) {
    const kept = await filterCompatibleModels(models);
    return different("kept", kept, expected.kept.map(place => models[place]));
}

test("every case is as expected", async () => {
    assert.ok(file.cases.length >= 300);
    const known = new Set(["verdict", "confidence", "left_out", "family", "reasons", "reasons_include", "warnings", "warning_texts"]);
    for (const key of ["recommendations", "weights_bytes", "weights_estimated", "artifacts", "compatible", "reason_texts", "kept"]) {
        known.add(key);
    }
    const failed = [];
    for (const { name, expected, ...given } of file.cases) {
        // What nobody looks at here would pass.
        assert.deepEqual(Object.keys(expected).filter(key => !known.has(key)), [], name);
        const check = "record" in given ? checkRecord : "models" in given ? checkList : checkMetadata;
        failed.push(...(await check(given, expected)).map(wrong => `${name}: ${wrong}`));
    }
    assert.equal(failed.length, 0, `${failed.length} wrong:\n${failed.join("\n")}`);
});
