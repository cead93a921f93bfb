import { compatibleStaticParams, listHuggingFaceModels, isModelCompatible, modelSlug } from "@rbee/marketplace-node";

export const dynamicParams = false;

export function generateStaticParams() {
    return compatibleStaticParams({ limit: 20 });
}

export default async function Page({ params }) {
    const { slug } = await params;
    for (const model of await listHuggingFaceModels({ limit: 20 })) {
        if ((await modelSlug(model.id)) === slug) {
            const { confidence } = await isModelCompatible(model);
            return <p>{`${model.id}: ${confidence}`}</p>;
        }
    }
    return null;
}
