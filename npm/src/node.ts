// For Node and for bundlers of servers: the module's bytes are JavaScript, so that no file has to be found.

import { loadFrom } from "./judge.js";

loadFrom(async () => {
    const { base64 } = await import("./generated/bytes.js");
    return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
});

export * from "./index.js";
