// What a static site generator asks for.

import { filterCompatibleModels } from "./compatibility.js";
import { listHuggingFaceModels, type ListOptions } from "./hub.js";
import { ready } from "./judge.js";
import type { HubRecord } from "./generated/types.js";

/** The models of {@link compatibleStaticParams}: those of the Hub, or given ones. */
export type StaticParamsOptions = ListOptions & {
    /** Instead of asking the Hub. */
    models?: readonly HubRecord[];
};

/**
 * The slug of a model: lower case, `/` as `--`, whatever is not a letter or digit as `-`.
 *
 * Several models can have one slug: `o/a.b` and `o/a-b` do. {@link compatibleStaticParams} names each slug once.
 *
 * @example
 * ```ts
 * await modelSlug("meta-llama/Llama-3.2-1B"); // "meta-llama--llama-3-2-1b"
 * ```
 */
export async function modelSlug(id: string): Promise<string> {
    return (await ready()).model_slug(id);
}

/**
 * One `{ slug }` for each compatible model, for `generateStaticParams` of Next.js. Of models with one slug the
 * first counts: of a list of the Hub, the one with most downloads.
 *
 * @example
 * ```ts
 * // app/models/[slug]/page.tsx
 * export const dynamicParams = false;
 * export const generateStaticParams = () => compatibleStaticParams({ limit: 1000 });
 * ```
 */
export async function compatibleStaticParams(options: StaticParamsOptions = {}): Promise<{ slug: string }[]> {
    const { models, ...list } = options;
    const compatible = await filterCompatibleModels(models ?? (await listHuggingFaceModels(list)));
    const { model_slug } = await ready();
    const slugs = new Set(compatible.map(model => model_slug(model.id ?? model["modelId"])));
    return [...slugs].map(slug => ({ slug }));
}
