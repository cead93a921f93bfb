// Records of the Hugging Face Hub, by the engine's own `fetch`.

import { HubError, request, type HubOptions } from "./hub_request.js";
import type { HubRecord } from "./generated/types.js";

export { HubError, type HubOptions };

/** Which models, and how many. */
export type ListOptions = HubOptions & {
    /** Words in the id. */
    search?: string;
    /** The same; the name that the replaced package had for it. */
    query?: string;
    /** User or organisation. */
    author?: string;
    /** Tags that a model has to have, all of them: `gguf`, `license:apache-2.0`, … */
    filter?: string | readonly string[];
    /** The task. Of every task with null. Default: `text-generation`. */
    pipelineTag?: string | null;
    /** A column of the Hub, or `popular`, `recent` or `trending`. Default: `downloads`. */
    sort?: string;
    /** Most models to return. Default: 50. */
    limit?: number;
};

/** What the Hub sends, and this package can use. */
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

/** Names of orders that the Hub does not know by itself. */
const ORDERS: Record<string, string> = {
    popular: "downloads",
    recent: "lastModified",
    trending: "trendingScore",
    created_at: "createdAt",
    last_modified: "lastModified",
    trending_score: "trendingScore",
};

/** Fewer than the Hub would give: pages with this much on a model can take it too long. */
const PAGE = 500;

/**
 * Records of models, most downloaded first: page after page, until there are as many as asked for. A model that
 * stands on two pages is returned once.
 *
 * Asked for is everything that {@link filterCompatibleModels} and {@link assessModel} judge by, but the sizes of
 * files, which {@link getHuggingFaceModel} has.
 *
 * @throws HubError where the Hub refuses, or does not answer after several attempts
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
            throw new HubError(`\`${reply.url}\` answers no list of models`, { url: reply.url });
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
 * The record of one model, with the sizes of its files; null where there is none of that id.
 *
 * @throws HubError where the Hub refuses, or does not answer after several attempts
 *
 * @example
 * ```ts
 * const record = await getHuggingFaceModel("meta-llama/Llama-3.2-1B");
 * ```
 */
export async function getHuggingFaceModel(id: string, options: HubOptions = {}): Promise<HubRecord | null> {
    const parts = typeof id === "string" ? id.split("/") : [];
    if (parts.length < 1 || parts.length > 2 || parts.some(part => part === "" || part === "." || part === "..")) {
        throw new TypeError(`\`id\` has to be owner/name, and is \`${id}\``);
    }
    try {
        const reply = await request(`/api/models/${parts.map(encodeURIComponent).join("/")}?blobs=true`, options);
        return reply.body as HubRecord;
    } catch (error) {
        // To those without a token, the Hub says of what is not there that they may not see it.
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
        throw new TypeError(`\`${name}\` has to be a whole number above 0, and is ${value}`);
    }
    return value;
}
