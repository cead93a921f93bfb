// For Node and for server bundlers: the module's bytes are part of the JavaScript, so no file has to be found.

import { loadFrom } from "./judge.js";

loadFrom(async () => {
    const { base64 } = await import("./generated/bytes.js");
    return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
});

export * from "./index.js";
