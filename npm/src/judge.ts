// The WebAssembly module, loaded once by the first call.

import * as bindings from "./generated/compatibility_wasm.js";

/** The source of a module: its bytes, or the reply that contains them. */
export type Source = BufferSource | Response;

export type Judge = typeof bindings;

/** Where the bytes come from, which is the only difference between Node and browsers. */
let source: (() => Promise<Source>) | undefined;

/** The loaded module, or the one being loaded. */
let judge: Promise<Judge> | undefined;

/** Sets where the bytes come from. */
export function loadFrom(load: () => Promise<Source>): void {
    source = load;
}

/** The bindings, ready to call. If loading fails, the next call tries again. */
export function ready(): Promise<Judge> {
    judge ??= load().catch(error => {
        judge = undefined;
        throw error;
    });
    return judge;
}

async function load(): Promise<Judge> {
    if (source === undefined) {
        throw new Error("the compatibility module has no source");
    }
    await bindings.default({ module_or_path: await source() });
    return bindings;
}
