// For browsers and their bundlers: the module is a file next to this one, fetched by the first call.

import { loadFrom } from "./judge.js";

loadFrom(async () => {
    // Bundlers recognize this form and include the file.
    const address = new URL("./compatibility.wasm", import.meta.url);
    const reply = await fetch(address);
    if (!reply.ok) {
        throw new Error(`the compatibility module \`${address}\` cannot be loaded: status ${reply.status}`);
    }
    return reply;
});

export * from "./index.js";
