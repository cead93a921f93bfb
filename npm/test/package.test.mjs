// The package as users get it: packed, installed into other projects, and used there.
//
// Needs the built package (`npm run build`), the projects' own tools (`npm ci` in test/consumers), and chromium.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as http from "node:http";
import * as os from "node:os";
import * as path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const PACKAGE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const CONSUMERS = path.join(PACKAGE, "test/consumers");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "marketplace-node-"));
const empty = path.join(scratch, "project");
const servers = [];
let tarball;
let hub;

/** The output of a program. If it fails, the error shows all of it. */
async function run(command, args, cwd, environment = {}) {
    const env = { ...process.env, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", ...environment };
    // A test runner's child would report to it instead of writing.
    delete env.NODE_TEST_CONTEXT;
    try {
        const { stdout } = await promisify(execFile)(command, args, { cwd, env, maxBuffer: 1 << 26 });
        return stdout;
    } catch (error) {
        throw new Error(`${command} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
    }
}

/** Prints times, because these are the slowest tests in CI. */
function part(name, body) {
    test(name, async () => {
        const start = performance.now();
        await body();
        console.log(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    });
}

async function listen(answer) {
    const server = http.createServer(answer);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    return `http://127.0.0.1:${server.address().port}`;
}

const model = (id, type) => ({
    id,
    pipeline_tag: "text-generation",
    config: { model_type: type },
    siblings: ["config.json", "tokenizer.json", "model.safetensors"].map(rfilename => ({ rfilename })),
});

before(async () => {
    const packed = JSON.parse(await run("npm", ["pack", "--json", "--pack-destination", scratch], PACKAGE));
    tarball = path.join(scratch, packed[0].filename);
    const files = packed[0].files.map(file => file.path);
    assert.ok(files.every(file => /^(dist\/|package\.json$|README\.md$)/.test(file)), files.join(" "));
    console.log(`${packed[0].filename}: ${packed[0].size} bytes, ${packed[0].unpackedSize} unpacked`);
    fs.mkdirSync(empty);
    fs.writeFileSync(path.join(empty, "package.json"), JSON.stringify({ name: "project", private: true }));
    await run("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", tarball], empty);
    hub = await listen((_, reply) => {
        reply.writeHead(200, { "content-type": "application/json" });
        reply.end(JSON.stringify([model("owner/Runs.7B", "llama"), model("owner/does-not", "bert"), model("owner/untested", "mistral")]));
    });
});

after(() => {
    for (const server of servers) {
        server.close();
        server.closeAllConnections();
    }
    fs.rmSync(scratch, { recursive: true, force: true });
});

/** The three examples from the legacy package's documentation, unchanged except for the output. */
const EXAMPLES = `
    const metadata = {
        architecture: "llama",
        format: "safetensors",
        quantization: null,
        parameters: "7B",
        size_bytes: 14000000000,
        max_context_length: 8192
    };
    const first = await isModelCompatible(metadata);
    const allModels = await fetchHuggingFaceModels();
    const compatible = await filterCompatibleModels(allModels);
    const third = await checkModelWorkerCompatibility(metadata, ["llama", "mistral"], ["safetensors", "gguf"], 32768);
    console.log(JSON.stringify([first.compatible, compatible.map(model => model.id), third.compatible, third.warnings]));
`;
const NAMES = "{ isModelCompatible, fetchHuggingFaceModels, filterCompatibleModels, checkModelWorkerCompatibility }";
const EXPECTED = [true, ["owner/Runs.7B", "owner/untested"], true, []];

part("the examples of the replaced documentation, as a module", async () => {
    fs.writeFileSync(path.join(empty, "esm.mjs"), `import ${NAMES} from "@rbee/marketplace-node";\n${EXAMPLES}`);
    assert.deepEqual(JSON.parse(await run("node", ["esm.mjs"], empty, { HF_ENDPOINT: hub })), EXPECTED);
});

part("the examples of the replaced documentation, as CommonJS", async () => {
    const text = `const ${NAMES} = require("@rbee/marketplace-node");\n(async () => {${EXAMPLES}})();`;
    fs.writeFileSync(path.join(empty, "cjs.cjs"), text);
    assert.deepEqual(JSON.parse(await run("node", ["cjs.cjs"], empty, { HF_ENDPOINT: hub })), EXPECTED);
});

part("importing does nothing, and the module is loaded once", async () => {
    const text = `
        let loaded = 0;
        const { instantiate } = WebAssembly;
        // Node's own modules are built in.
        WebAssembly.instantiate = (...given) => { loaded += given[0] instanceof Uint8Array ? 1 : 0; return instantiate(...given); };
        const before = Object.keys(globalThis).length;
        const { isModelCompatible, listWorkers } = await import("@rbee/marketplace-node");
        const atImport = [loaded, Object.keys(globalThis).length - before];
        await Promise.all([isModelCompatible({}), listWorkers(), isModelCompatible({})]);
        console.log(JSON.stringify([...atImport, loaded]));`;
    fs.writeFileSync(path.join(empty, "lazy.mjs"), text);
    assert.deepEqual(JSON.parse(await run("node", ["lazy.mjs"], empty)), [0, 0, 1]);
});

part("types, strictly", async () => {
    const text = `
        import {
            assessModel, checkModelWorkerCompatibility, compatibleStaticParams, filterCompatibleModels, filterWorkers,
            getHuggingFaceModel, getWorker, isModelCompatible, listHuggingFaceModels, modelMetadataFromHuggingFace,
            type CompatibilityResult, type HubRecord, type ModelMetadata, type Verdict, type WorkerCatalogEntry,
        } from "@rbee/marketplace-node";
        export async function all(record: HubRecord): Promise<void> {
            const result: CompatibilityResult = await isModelCompatible({ architecture: "llama", size_bytes: 5, format: "gguf" });
            const sure: "none" | "low" | "medium" | "high" = result.confidence;
            const metadata: ModelMetadata = await modelMetadataFromHuggingFace(record);
            const kept: ModelMetadata[] = await filterCompatibleModels([metadata]);
            const records: HubRecord[] = await filterCompatibleModels(await listHuggingFaceModels({ limit: 5, filter: ["gguf"] }));
            await checkModelWorkerCompatibility(metadata, ["llama"], ["gguf"], 4096);
            const found = await assessModel(record, { workers: [(await getWorker("x"))!] });
            const verdict: Verdict = found.workers[0]!.artifacts[0]!.verdict;
            const workers: WorkerCatalogEntry[] = await filterWorkers({ workerType: "cuda" });
            const params: { slug: string }[] = await compatibleStaticParams();
            const one: HubRecord | null = await getHuggingFaceModel("a/b");
            // @ts-expect-error
            await isModelCompatible(5);
            // @ts-expect-error
            await filterWorkers({ workerType: "tpu" });
            // @ts-expect-error
            result.compatibel;
            void [sure, kept, records, verdict, workers, params, one];
        }`;
    for (const name of ["types.mts", "types.cts"]) {
        fs.writeFileSync(path.join(empty, name), text);
    }
    const options = { strict: true, module: "nodenext", target: "es2022", noEmit: true, types: [], lib: ["es2023", "dom"] };
    fs.writeFileSync(path.join(empty, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["types.mts", "types.cts"] }));
    await run(path.join(PACKAGE, "node_modules/.bin/tsc"), ["--project", empty], empty);
});

let installed;

/** Into the projects that have tools of their own; with their lock, which stays as it is, npm asks no registry. */
function consumers() {
    installed ??= run("npm", ["install", "--no-save", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", tarball], CONSUMERS);
    return installed;
}

/** The text of a page after its scripts have run. */
async function inBrowser(folder, page) {
    const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
    const address = await listen((request, reply) => {
        const file = path.join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
        if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) {
            return reply.writeHead(404).end();
        }
        reply.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
        return reply.end(fs.readFileSync(file));
    });
    const settings = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    settings.push(`--user-data-dir=${path.join(scratch, "chromium")}`, "--virtual-time-budget=20000", "--dump-dom");
    return run("chromium", [...settings, `${address}/${page}`], scratch);
}

part("a page built by Vite judges in the browser", async () => {
    await consumers();
    const out = path.join(scratch, "vite");
    await run("node", [path.join(CONSUMERS, "node_modules/vite/bin/vite.js"), "build", "--outDir", out, "--emptyOutDir", "--logLevel", "warn"], path.join(CONSUMERS, "vite"));
    const text = await inBrowser(out, "index.html");
    const answer = /<p id="answer">(.*?)<\/p>/s.exec(text)?.[1] ?? text;
    assert.deepEqual(JSON.parse(answer), {
        loadedBefore: false,
        confidence: "high",
        kept: ["someone/Tiny-7B"],
        words: "Runs",
        workers: 3,
        thrown: "`metadata` must be an object, but is a number",
    });
});

part("a Next.js app is exported with a page for each compatible model, and judges in the browser", async () => {
    await consumers();
    const project = path.join(CONSUMERS, "next");
    for (const folder of [".next", "out"]) {
        fs.rmSync(path.join(project, folder), { recursive: true, force: true });
    }
    await run("node", [path.join(CONSUMERS, "node_modules/next/dist/bin/next"), "build"], project, { HF_ENDPOINT: hub });
    const pages = fs.readdirSync(path.join(project, "out/models")).filter(name => name.endsWith(".html")).sort();
    assert.deepEqual(pages, ["owner--runs-7b.html", "owner--untested.html"]);
    assert.match(fs.readFileSync(path.join(project, "out/models/owner--runs-7b.html"), "utf8"), /<p>owner\/Runs\.7B: high<\/p>/);
    assert.match(await inBrowser(path.join(project, "out"), "index.html"), /<p>in the browser: medium<\/p>/);
});
