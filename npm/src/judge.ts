// The judge: the WebAssembly module, loaded by the first call and once.

import * as bindings from "./generated/compatibility_wasm.js";

/** What an engine makes a module of: its bytes, or the reply that brings them. */
export type Source = BufferSource | Response;

export type Judge = typeof bindings;

/** Where the bytes come from: Node and browsers differ in this alone. */
let source: (() => Promise<Source>) | undefined;

/** Loaded, or about to be. */
let judge: Promise<Judge> | undefined;

/** Says where the bytes come from. */
export function loadFrom(load: () => Promise<Source>): void {
    source = load;
}

/** The bindings, ready to be called. One that could not be loaded is tried again by the next call. */
export function ready(): Promise<Judge> {
    judge ??= load().catch(error => {
        judge = undefined;
        throw error;
    });
    return judge;
}

async function load(): Promise<Judge> {
    if (source === undefined) {
        throw new Error("nothing says where the compatibility module is");
    }
    await bindings.default({ module_or_path: await source() });
    return bindings;
}
