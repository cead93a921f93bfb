// `npm run build`: Rust to WebAssembly, the bindings, wasm-opt, then JavaScript and declarations.
//
// Needs cargo, a way to compile for wasm32-unknown-unknown (rustup's target, or Debian's packages, which build
// the standard library themselves), and what `npm ci` installs.

import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";

const TARGET = "wasm32-unknown-unknown";
const PACKAGE = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const PROJECT = path.dirname(PACKAGE);
const TARGET_FOLDER = path.join(PROJECT, "target");
const GENERATED = path.join(PACKAGE, "src/generated");
const DIST = path.join(PACKAGE, "dist");
const NAME = "compatibility_wasm";
/** Compressed size of the module in bytes. Toolchains differ: rustup's standard library is not optimized for size. */
const GOAL = 250_000;
const LIMIT = 280_000;

class BuildError extends Error {}

function run(command, args, options = {}) {
    const { status, error } = spawnSync(command, args, { cwd: PROJECT, stdio: ["ignore", "inherit", "inherit"], ...options });
    if (error !== undefined) {
        throw new BuildError(`cannot run \`${command}\`: ${error.message}`);
    }
    if (status !== 0) {
        throw new BuildError(`\`${command} ${args.join(" ")}\` failed`);
    }
}

function output(command, args) {
    const { status, stdout } = spawnSync(command, args, { cwd: PROJECT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return status === 0 ? stdout.trim() : null;
}

/** The cargo command that can compile for browsers, with its arguments. */
function wasmCargo() {
    const libraries = output("rustc", ["--print", "target-libdir", "--target", TARGET]);
    if (libraries !== null && fs.existsSync(libraries)) {
        return { command: "cargo", args: [], env: process.env };
    }
    const debian = ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/bin/wasm-ld-19"];
    const missing = debian.filter(program => !fs.existsSync(program));
    if (missing.length > 0) {
        throw new BuildError(
            `nothing here compiles Rust for ${TARGET}\n` +
                `hint: \`rustup target add ${TARGET}\`, or on Debian \`apt-get install rustc-web rust-web-src cargo-web lld-19\` (missing: ${missing.join(", ")})`,
        );
    }
    const env = { ...process.env, RUSTC: "/usr/bin/rustc", RUSTC_BOOTSTRAP: "1", CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER: "wasm-ld-19" };
    for (const name of ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTFLAGS"]) {
        delete env[name];
    }
    return { command: "/usr/bin/cargo", args: ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"], env };
}

/** Compiles the module. */
function compile() {
    const { command, args, env } = wasmCargo();
    const folder = path.join(TARGET_FOLDER, "wasm");
    run(
        command,
        [...args, "build", "--locked", "--package", "modelpress-compatibility-wasm", "--lib", "--profile", "wasm", "--target", TARGET, "--target-dir", folder],
        { env },
    );
    return path.join(folder, TARGET, "wasm", `${NAME}.wasm`);
}

/** The module and its JavaScript, in `src/generated`. */
function bind(module) {
    fs.rmSync(GENERATED, { recursive: true, force: true });
    run("cargo", ["run", "--quiet", "--locked", "--release", "--package", "modelpress-bindgen", "--target-dir", TARGET_FOLDER, "--", module, GENERATED]);
    fs.copyFileSync(path.join(PROJECT, "crates/compatibility-wasm/src/types.ts"), path.join(GENERATED, "types.ts"));
    return path.join(GENERATED, `${NAME}_bg.wasm`);
}

/** Optimizes the module if npm has installed binaryen. */
function optimise(module) {
    const wasmOpt = path.join(PACKAGE, "node_modules/.bin/wasm-opt");
    if (!fs.existsSync(wasmOpt)) {
        console.error("warning: wasm-opt not found, so the module is larger than necessary; `npm ci` installs it");
        return;
    }
    const features = ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"];
    const optimised = `${module}.optimised`;
    run(wasmOpt, ["-O3", "-Os", "--converge", ...features.map(feature => `--enable-${feature}`), module, "-o", optimised]);
    fs.renameSync(optimised, module);
}

/** The module as text, for Node and for server bundlers, which could lose a separate file. */
function embed(module) {
    const bytes = fs.readFileSync(module);
    fs.writeFileSync(path.join(GENERATED, "bytes.js"), `export const base64 = "${bytes.toString("base64")}";\n`);
    fs.writeFileSync(path.join(GENERATED, "bytes.d.ts"), "export declare const base64: string;\n");
}

/** ESM and CommonJS for Node, ESM for browsers, each with its declarations. */
async function bundle(module) {
    const esbuild = await import("esbuild");
    fs.rmSync(DIST, { recursive: true, force: true });
    const entry = name => path.join(PACKAGE, "src", name);
    const settings = { bundle: true, target: "es2022", legalComments: "none", logLevel: "warning", charset: "utf8" };
    const node = { ...settings, platform: "node" };
    // The bytes stay in a separate module, loaded by the first call. Both ESM and CommonJS can load it.
    await esbuild.build({ ...node, format: "cjs", entryPoints: [path.join(GENERATED, "bytes.js")], outfile: path.join(DIST, "bytes.cjs") });
    const resolve = build => build.onResolve({ filter: /generated\/bytes\.js$/ }, () => ({ path: "./bytes.cjs", external: true }));
    const plugins = [{ name: "bytes", setup: resolve }];
    for (const [format, ending] of [["esm", "mjs"], ["cjs", "cjs"]]) {
        await esbuild.build({ ...node, format, plugins, entryPoints: [entry("node.ts")], outfile: path.join(DIST, `node.${ending}`) });
    }
    await esbuild.build({ ...settings, format: "esm", platform: "browser", entryPoints: [entry("browser.ts")], outfile: path.join(DIST, "browser.mjs") });
    fs.copyFileSync(module, path.join(DIST, "compatibility.wasm"));
    const tsc = path.join(PACKAGE, "node_modules/.bin/tsc");
    run(tsc, ["--project", PACKAGE]);
    // The same text as declarations for ESM and for CommonJS.
    fs.cpSync(path.join(DIST, "types"), path.join(DIST, "types-cjs"), { recursive: true });
    fs.writeFileSync(path.join(DIST, "types-cjs/package.json"), `${JSON.stringify({ type: "commonjs" })}\n`);
}

function report(module, compiled) {
    const bytes = fs.readFileSync(module);
    const sizes = { compiled, wasm: bytes.length, gzip: zlib.gzipSync(bytes, { level: 9 }).length, brotli: zlib.brotliCompressSync(bytes).length };
    const kb = size => `${(size / 1000).toFixed(1)} KB`;
    console.log(`compatibility.wasm: ${kb(sizes.wasm)}, ${kb(sizes.gzip)} gzip, ${kb(sizes.brotli)} brotli (${kb(sizes.compiled)} before wasm-opt)`);
    if (sizes.gzip > GOAL) {
        console.error(`warning: more than ${kb(GOAL)} gzip`);
    }
    if (sizes.gzip > LIMIT) {
        throw new BuildError(`the module is ${kb(sizes.gzip)} gzip, and the limit is ${kb(LIMIT)}`);
    }
}

/** Fails early, before compiling takes minutes. */
function expectTools() {
    const missing = ["esbuild", "tsc"].filter(tool => !fs.existsSync(path.join(PACKAGE, "node_modules/.bin", tool)));
    if (missing.length > 0) {
        throw new BuildError(`no ${missing.join(" and no ")} in npm/node_modules\nhint: run \`npm ci --ignore-scripts\` in npm/`);
    }
    if (output("cargo", ["--version"]) === null) {
        throw new BuildError("no `cargo`\nhint: install Rust from https://rustup.rs");
    }
}

try {
    expectTools();
    const module = bind(compile());
    const compiled = fs.statSync(module).size;
    optimise(module);
    embed(module);
    await bundle(module);
    report(module, compiled);
} catch (error) {
    if (!(error instanceof BuildError)) {
        throw error;
    }
    console.error(`error: ${error.message}`);
    process.exit(1);
}
