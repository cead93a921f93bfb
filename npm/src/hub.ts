// Requests records from the Hugging Face Hub with the built-in `fetch`.

import { HubError, request, type HubOptions } from "./hub_request.js";
import type { HubRecord } from "./generated/types.js";

export { HubError, type HubOptions };

/** Which models, and how many. */
export type ListOptions = HubOptions & {
    /** Words in the id. */
    search?: string;
    /** The same, under its name in the legacy package. */
    query?: string;
    /** User or organisation. */
    author?: string;
    /** Tags that a model must have, all of them: `gguf`, `license:apache-2.0`, … */
    filter?: string | readonly string[];
    /** The task; null for every task. Default: `text-generation`. */
    pipelineTag?: string | null;
    /** A sort key of the Hub, or `popular`, `recent` or `trending`. Default: `downloads`. */
    sort?: string;
    /** Maximum number of models. Default: 50. */
    limit?: number;
};

/** The fields of a record that this package uses. */
const FIELDS = [
    "author",
    "baseModels",
    "cardData",
    "config",
    "createdAt",
    "downloads",
    "gated",
    "gguf",
    "lastModified",
    "library_name",
    "likes",
    "pipeline_tag",
    "safetensors",
    "sha",
    "siblings",
    "tags",
];

/** Names for sort orders of the Hub. */
const ORDERS: Record<string, string> = {
    popular: "downloads",
    recent: "lastModified",
    trending: "trendingScore",
    created_at: "createdAt",
    last_modified: "lastModified",
    trending_score: "trendingScore",
};

/** Fewer than the Hub allows: with this many fields per model, larger pages can time out. */
const PAGE = 500;

/**
 * Records of models, most downloaded first. Requests page after page until it has `limit` models. A model that
 * appears on two pages is returned once.
 *
 * The records contain everything that {@link filterCompatibleModels} and {@link assessModel} use, except file
 * sizes, which {@link getHuggingFaceModel} returns.
 *
 * @throws HubError if the Hub refuses the request, or does not answer after several attempts
 *
 * @example
 * ```ts
 * const models = await listHuggingFaceModels({ search: "llama", filter: "gguf", limit: 200 });
 * const compatible = await filterCompatibleModels(models);
 * ```
 */
export async function listHuggingFaceModels(options: ListOptions = {}): Promise<HubRecord[]> {
    const limit = wholeNumber("limit", options.limit ?? 50);
    const models = new Map<string, HubRecord>();
    let page: string | null = `/api/models?${query(options, Math.min(limit, PAGE))}`;
    while (page !== null && models.size < limit) {
        const reply = await request(page, options);
        if (!Array.isArray(reply.body)) {
            throw new HubError(`\`${reply.url}\` does not answer with a list of models`, { url: reply.url });
        }
        for (const model of reply.body as HubRecord[]) {
            const id = model?.id ?? model?.["modelId"];
            if (typeof id === "string" && !models.has(id) && models.size < limit) {
                models.set(id, model);
            }
        }
        page = reply.next;
    }
    return [...models.values()];
}

/**
 * The record of one model with file sizes, or null if there is no such model.
 *
 * @throws HubError if the Hub refuses the request, or does not answer after several attempts
 *
 * @example
 * ```ts
 * const record = await getHuggingFaceModel("meta-llama/Llama-3.2-1B");
 * ```
 */
export async function getHuggingFaceModel(id: string, options: HubOptions = {}): Promise<HubRecord | null> {
    const parts = typeof id === "string" ? id.split("/") : [];
    if (parts.length < 1 || parts.length > 2 || parts.some(part => part === "" || part === "." || part === "..")) {
        throw new TypeError(`\`id\` must be owner/name, but is \`${id}\``);
    }
    try {
        const reply = await request(`/api/models/${parts.map(encodeURIComponent).join("/")}?blobs=true`, options);
        return reply.body as HubRecord;
    } catch (error) {
        // Without a token, the Hub answers 401 for a model that does not exist.
        if (error instanceof HubError && (error.status === 404 || error.status === 410 || isHidden(error))) {
            return null;
        }
        throw error;
    }
}

function isHidden(error: HubError): boolean {
    return error.status === 401 && error.code !== "GatedRepo" && !error.hadToken;
}

function query(options: ListOptions, page: number): URLSearchParams {
    const query = new URLSearchParams();
    const add = (name: string, value: string | null | undefined) => {
        if (value !== undefined && value !== null && value !== "") {
            query.append(name, value);
        }
    };
    add("search", options.search ?? options.query);
    add("author", options.author);
    add("pipeline_tag", options.pipelineTag === undefined ? "text-generation" : options.pipelineTag);
    const tags = options.filter ?? [];
    for (const tag of typeof tags === "string" ? [tags] : tags) {
        add("filter", tag);
    }
    const order = options.sort ?? "downloads";
    add("sort", ORDERS[order] ?? order);
    add("direction", "-1");
    for (const field of FIELDS) {
        add("expand", field);
    }
    add("limit", String(page));
    return query;
}

function wholeNumber(name: string, value: number): number {
    if (!Number.isInteger(value) || value < 1) {
        throw new TypeError(`\`${name}\` must be a whole number above 0, but is ${value}`);
    }
    return value;
}
