// One request to the Hub, repeated where that can help.

/** How to reach the Hub. */
export type HubOptions = {
    /** The Hub, or a mirror of it. Default: `HF_ENDPOINT`, else `https://huggingface.co`. */
    endpoint?: string;
    /** Sent to the endpoint and nowhere else. Default: `HF_TOKEN`, else `HUGGING_FACE_HUB_TOKEN`; none with null. */
    token?: string | null;
    /** Stops the request, and the waiting for a next attempt. */
    signal?: AbortSignal;
    /** Longest time for one attempt, in milliseconds. Default: 60,000. */
    timeout?: number;
    /** How often to try again what may succeed later. Default: 5. */
    retries?: number;
};

/** Why the Hub gave no answer. */
export class HubError extends Error {
    override readonly name = "HubError";
    /** What was asked for. */
    readonly url: string;
    /** Of the reply, where there was one. */
    readonly status: number | undefined;
    /** The Hub's own word for it: `RepoNotFound`, `GatedRepo`, … */
    readonly code: string | undefined;
    /** Whether a token was sent. */
    readonly hadToken: boolean;

    constructor(
        message: string,
        about: { url: string; status?: number; code?: string | undefined; hadToken?: boolean; cause?: unknown },
    ) {
        super(message, about.cause === undefined ? undefined : { cause: about.cause });
        this.url = about.url;
        this.status = about.status;
        this.code = about.code;
        this.hadToken = about.hadToken ?? false;
    }
}

/** @internal */
export type Reply = {
    url: string;
    body: unknown;
    /** The address of the next page. */
    next: string | null;
};

/** May be answered otherwise a moment later. */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/** The longest window of the Hub's limits, in seconds: nobody has to wait longer. */
const WINDOW = 300;

/**
 * Asks for JSON.
 *
 * @param target a path below the endpoint, or the whole address of a next page
 * @internal
 */
export async function request(target: string, options: HubOptions): Promise<Reply> {
    const endpoint = endpointOf(options);
    const url = below(endpoint, target);
    const token = tokenOf(options);
    const retries = options.retries ?? 5;
    for (let attempt = 0; ; attempt += 1) {
        const outcome = await once(url, endpoint, token, options).catch(error => asFailure(error, url, options));
        if (!("error" in outcome)) {
            return outcome;
        }
        if (outcome.wait === null || attempt >= retries) {
            throw outcome.error;
        }
        await sleep(1000 * Math.min(WINDOW, outcome.wait ?? Math.min(2 ** attempt, 8)), options.signal);
    }
}

/** What went wrong, and how many seconds to wait: undefined where nothing says so, null where it is of no use. */
type Failure = { error: HubError; wait: number | undefined | null };

async function once(url: URL, endpoint: URL, token: string | null, options: HubOptions): Promise<Reply | Failure> {
    const signal = deadline(options);
    let reply = await get(url, token, signal);
    let hadToken = token !== null;
    // A token of few rights may see less than nobody.
    if (hadToken && (reply.status === 401 || reply.status === 403)) {
        await reply.body?.cancel();
        reply = await get(url, null, signal);
        hadToken = false;
    }
    const text = await reply.text();
    if (!reply.ok) {
        return refusal(url, reply, text, token !== null);
    }
    try {
        return { url: url.href, body: JSON.parse(text), next: nextPage(reply, url, endpoint) };
    } catch (cause) {
        if (cause instanceof HubError) {
            throw cause;
        }
        // Half an answer, or the page of a gateway.
        return { error: new HubError(`\`${url}\` answers no JSON`, { url: url.href, status: reply.status, cause }), wait: undefined };
    }
}

/** `fetch` itself drops the token where a redirect leads to another host. */
function get(url: URL, token: string | null, signal: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = { accept: "application/json" };
    if (token !== null) {
        headers["authorization"] = `Bearer ${token}`;
    }
    return fetch(url, { headers, signal });
}

function refusal(url: URL, reply: Response, text: string, hadToken: boolean): Failure {
    const { status } = reply;
    const code = reply.headers.get("x-error-code") ?? undefined;
    const said = reply.headers.get("x-error-message") ?? messageIn(text);
    const about = { url: url.href, status, code, hadToken };
    const error = new HubError(`\`${url}\` answers status ${status}${said === undefined ? "" : `: ${said}`}`, about);
    return { error, wait: PASSING.has(status) ? waitOf(reply) : null };
}

/** The Hub's words, of which there are several forms. */
function messageIn(text: string): string | undefined {
    try {
        const body = JSON.parse(text) as { error?: unknown; message?: unknown };
        const said = body.error ?? body.message;
        return typeof said === "string" ? said.slice(0, 300) : undefined;
    } catch {
        return undefined;
    }
}

/** The seconds that a reply says to wait: to the end of the window, where the limit is reached. */
function waitOf(reply: Response): number | undefined {
    const window = /(?:^|[;,\s])r=(\d+)\s*;\s*t=(\d+)/.exec(reply.headers.get("ratelimit") ?? "");
    if (reply.status === 429 && window !== null && window[1] === "0") {
        return Number(window[2]) + 1;
    }
    const after = reply.headers.get("retry-after");
    return after !== null && /^\s*\d+\s*$/.test(after) ? Number(after) : undefined;
}

/** A connection that breaks may hold the next time; what the caller stopped stays stopped. */
function asFailure(cause: unknown, url: URL, options: HubOptions): Failure {
    options.signal?.throwIfAborted();
    if (cause instanceof HubError) {
        return { error: cause, wait: null };
    }
    const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    const why = inner instanceof Error ? inner.message : String(inner);
    return { error: new HubError(`\`${url}\` does not answer: ${why}`, { url: url.href, cause }), wait: undefined };
}

/** The address that follows: of a reply, so it is looked at before a token goes there. */
function nextPage(reply: Response, url: URL, endpoint: URL): string | null {
    const link = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(reply.headers.get("link") ?? "");
    if (link === null) {
        return null;
    }
    const next = new URL(link[1] ?? "", url);
    const isOurs = next.origin === endpoint.origin && next.username === "" && next.password === "";
    if (!isOurs || !next.pathname.startsWith(`${endpoint.pathname.replace(/\/$/, "")}/api/models`)) {
        throw new HubError(`\`${url}\` names a next page on another host: \`${next.href}\``, { url: url.href });
    }
    return next.href;
}

function endpointOf(options: HubOptions): URL {
    const endpoint = options.endpoint ?? environment("HF_ENDPOINT") ?? "https://huggingface.co";
    const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
    if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
        throw new TypeError(`the endpoint has to be an http or https address, and is \`${endpoint}\``);
    }
    return url;
}

function below(endpoint: URL, target: string): URL {
    return target.startsWith("/") ? new URL(endpoint.href.replace(/\/+$/, "") + target) : new URL(target);
}

function tokenOf(options: HubOptions): string | null {
    if (options.token !== undefined) {
        return options.token === "" ? null : options.token;
    }
    return environment("HF_TOKEN") ?? environment("HUGGING_FACE_HUB_TOKEN") ?? null;
}

/** Browsers have no environment. */
function environment(name: string): string | undefined {
    const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
    const value = process?.env?.[name]?.trim();
    return value === "" ? undefined : value;
}

function deadline({ signal, timeout = 60_000 }: HubOptions): AbortSignal {
    const ours = AbortSignal.timeout(timeout);
    return signal === undefined ? ours : AbortSignal.any([signal, ours]);
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
        const stop = () => {
            clearTimeout(timer);
            reject(signal?.reason);
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener("abort", stop);
            resolve();
        }, milliseconds);
        signal?.addEventListener("abort", stop, { once: true });
        if (signal?.aborted === true) {
            stop();
        }
    });
}
