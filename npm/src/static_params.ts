// Parameters for static site generators.

import { filterCompatibleModels } from "./compatibility.js";
import { listHuggingFaceModels, type ListOptions } from "./hub.js";
import { ready } from "./judge.js";
import type { HubRecord } from "./generated/types.js";

/** Selects the models for {@link compatibleStaticParams}, from the Hub or from a list. */
export type StaticParamsOptions = ListOptions & {
    /** Models to use instead of a request to the Hub. */
    models?: readonly HubRecord[];
};

/**
 * The slug of a model: lower case, with `--` for `/` and `-` for other characters than letters and digits.
 *
 * Different models can have the same slug, such as `o/a.b` and `o/a-b`. {@link compatibleStaticParams} lists each slug
 * once.
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
 * One `{ slug }` for each compatible model, for `generateStaticParams` of Next.js. Of models with the same slug, the
 * first is used, which is the most downloaded one in a list from the Hub.
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
