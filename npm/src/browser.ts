// For browsers, and bundlers for them: the module is a file beside this one, fetched by the first call.

import { loadFrom } from "./judge.js";

loadFrom(async () => {
    // In this form bundlers see the file and bring it along.
    const address = new URL("./compatibility.wasm", import.meta.url);
    const reply = await fetch(address);
    if (!reply.ok) {
        throw new Error(`the compatibility module \`${address}\` cannot be loaded: status ${reply.status}`);
    }
    return reply;
});

export * from "./index.js";
