// One request to the Hub, with retries.

/** How to reach the Hub. */
export type HubOptions = {
    /** The Hub, or a mirror of it. Default: `HF_ENDPOINT`, else `https://huggingface.co`. */
    endpoint?: string;
    /** Sent to the endpoint and nowhere else. Default: `HF_TOKEN`, else `HUGGING_FACE_HUB_TOKEN`; null for no token. */
    token?: string | null;
    /** Cancels the request and the wait for a retry. */
    signal?: AbortSignal;
    /** Longest time for one attempt, in milliseconds. Default: 60,000. */
    timeout?: number;
    /** Number of retries after temporary failures. Default: 5. */
    retries?: number;
};

/** Why a request to the Hub failed. */
export class HubError extends Error {
    override readonly name = "HubError";
    /** The requested URL. */
    readonly url: string;
    /** Status of the reply, if there was one. */
    readonly status: number | undefined;
    /** The Hub's own error code: `RepoNotFound`, `GatedRepo`, … */
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
    /** URL of the next page. */
    next: string | null;
};

/** Statuses of temporary failures. */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/** The longest window of the Hub's rate limits, in seconds. No wait is longer. */
const WINDOW = 300;

/**
 * Requests JSON.
 *
 * @param target a path below the endpoint, or the full URL of a next page
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

/** The error, and the seconds to wait before a retry: undefined if the server does not say, null if a retry is useless. */
type Failure = { error: HubError; wait: number | undefined | null };

async function once(url: URL, endpoint: URL, token: string | null, options: HubOptions): Promise<Reply | Failure> {
    const signal = deadline(options);
    let reply = await get(url, token, signal);
    let hadToken = token !== null;
    // A token with few rights can see less than no token.
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
        // A truncated answer, or a gateway's error page.
        return { error: new HubError(`\`${url}\` does not answer with JSON`, { url: url.href, status: reply.status, cause }), wait: undefined };
    }
}

/** `fetch` itself drops the token on a redirect to another host. */
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

/** The Hub's error message, which comes in several forms. */
function messageIn(text: string): string | undefined {
    try {
        const body = JSON.parse(text) as { error?: unknown; message?: unknown };
        const said = body.error ?? body.message;
        return typeof said === "string" ? said.slice(0, 300) : undefined;
    } catch {
        return undefined;
    }
}

/** The seconds to wait according to a reply: until the end of the window if the limit is reached. */
function waitOf(reply: Response): number | undefined {
    const window = /(?:^|[;,\s])r=(\d+)\s*;\s*t=(\d+)/.exec(reply.headers.get("ratelimit") ?? "");
    if (reply.status === 429 && window !== null && window[1] === "0") {
        return Number(window[2]) + 1;
    }
    const after = reply.headers.get("retry-after");
    return after !== null && /^\s*\d+\s*$/.test(after) ? Number(after) : undefined;
}

/** A broken connection may work next time. A cancelled request is not retried. */
function asFailure(cause: unknown, url: URL, options: HubOptions): Failure {
    options.signal?.throwIfAborted();
    if (cause instanceof HubError) {
        return { error: cause, wait: null };
    }
    const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    const why = inner instanceof Error ? inner.message : String(inner);
    return { error: new HubError(`\`${url}\` does not answer: ${why}`, { url: url.href, cause }), wait: undefined };
}

/** The URL of the next page. It comes from a reply, so it is checked before the token is sent there. */
function nextPage(reply: Response, url: URL, endpoint: URL): string | null {
    const link = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(reply.headers.get("link") ?? "");
    if (link === null) {
        return null;
    }
    const next = new URL(link[1] ?? "", url);
    const isOurs = next.origin === endpoint.origin && next.username === "" && next.password === "";
    if (!isOurs || !next.pathname.startsWith(`${endpoint.pathname.replace(/\/$/, "")}/api/models`)) {
        throw new HubError(`\`${url}\` links to a next page on another host: \`${next.href}\``, { url: url.href });
    }
    return next.href;
}

function endpointOf(options: HubOptions): URL {
    const endpoint = options.endpoint ?? environment("HF_ENDPOINT") ?? "https://huggingface.co";
    const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
    if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
        throw new TypeError(`the endpoint must be an HTTP or HTTPS URL, but is \`${endpoint}\``);
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
