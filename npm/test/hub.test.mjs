// The Hub's interface, against a server on this machine that behaves like the Hub: pages by `Link`, limits,
// refusals, and what goes wrong on the way.

import assert from "node:assert/strict";
import { once } from "node:events";
import * as http from "node:http";
import { after, afterEach, test } from "node:test";
import { HubError, compatibleStaticParams, fetchHuggingFaceModels, filterCompatibleModels, getHuggingFaceModel, listHuggingFaceModels } from "../dist/node.mjs";

const servers = [];

/** A server that gives the test's answers and records its requests. */
async function serve(answer) {
    const asked = [];
    const server = http.createServer((request, reply) => {
        asked.push({ url: request.url, at: performance.now(), authorization: request.headers.authorization });
        answer(request, reply, asked.length);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(server);
    const endpoint = `http://127.0.0.1:${server.address().port}`;
    return { endpoint, asked };
}

function stop() {
    for (const server of servers.splice(0)) {
        server.close();
        server.closeAllConnections();
    }
}
afterEach(stop);
after(stop);

function json(reply, body, headers = {}, status = 200) {
    reply.writeHead(status, { "content-type": "application/json", ...headers });
    reply.end(JSON.stringify(body));
}

const model = at => ({
    _id: String(at),
    id: `owner/model-${at}`,
    pipeline_tag: "text-generation",
    gguf: { architecture: at % 2 === 0 ? "llama" : "bert", total: 1_000_000_000 },
    siblings: [{ rfilename: `model-${at}-Q4_K_M.gguf` }],
});

/** All models, page by page. Pages overlap by one model, like those of a changing list. */
function pages(total) {
    return (request, reply) => {
        const url = new URL(request.url, "http://hub");
        const from = Number(url.searchParams.get("cursor") ?? 0);
        const to = Math.min(from + Math.min(Number(url.searchParams.get("limit")), 7), total);
        const models = Array.from({ length: to - from }, (_, at) => model(from + at));
        url.searchParams.set("cursor", String(to - 1));
        const next = to < total ? { link: `<http://${request.headers.host}${url.pathname}${url.search}>; rel="next"` } : {};
        json(reply, models, next);
    };
}

test("pages are followed to the number asked for, each model once", async () => {
    const { endpoint, asked } = await serve(pages(40));
    const models = await listHuggingFaceModels({ endpoint, limit: 20, search: "a b", filter: ["gguf", "license:mit"], sort: "recent" });
    assert.deepEqual(models.map(model => model.id), Array.from({ length: 20 }, (_, at) => `owner/model-${at}`));
    const first = new URL(asked[0].url, endpoint);
    assert.equal(first.pathname, "/api/models");
    const all = name => first.searchParams.getAll(name);
    assert.deepEqual([all("search"), all("filter"), all("sort"), all("limit"), all("pipeline_tag")], [["a b"], ["gguf", "license:mit"], ["lastModified"], ["20"], ["text-generation"]]);
    for (const field of ["config", "gguf", "safetensors", "siblings", "tags"]) {
        assert.ok(all("expand").includes(field), field);
    }
    assert.ok(!all("expand").includes("usedStorage"), "the list refuses it");
    assert.equal((await listHuggingFaceModels({ endpoint, limit: 1000 })).length, 40);
    assert.equal(fetchHuggingFaceModels, listHuggingFaceModels);
});

test("the environment names the endpoint and the token", async () => {
    const { endpoint, asked } = await serve(pages(3));
    const before = { ...process.env };
    try {
        Object.assign(process.env, { HF_ENDPOINT: `${endpoint}/`, HF_TOKEN: "hf_secret" });
        assert.equal((await listHuggingFaceModels()).length, 3);
        assert.equal(asked[0].authorization, "Bearer hf_secret");
        await listHuggingFaceModels({ token: null });
        assert.equal(asked[1].authorization, undefined);
        const compatible = await filterCompatibleModels(await fetchHuggingFaceModels());
        assert.deepEqual(compatible.map(model => model.id), ["owner/model-0", "owner/model-2"]);
        assert.deepEqual(await compatibleStaticParams({ limit: 3 }), [{ slug: "owner--model-0" }, { slug: "owner--model-2" }]);
    } finally {
        for (const name of ["HF_ENDPOINT", "HF_TOKEN"]) {
            if (name in before) {
                process.env[name] = before[name];
            } else {
                delete process.env[name];
            }
        }
    }
});

test("a token goes to the endpoint and nowhere else", async () => {
    const other = await serve((_, reply) => json(reply, model(0)));
    const hub = await serve((request, reply) => {
        if (request.url.startsWith("/api/models?")) {
            return json(reply, [model(1)], { link: `<${other.endpoint}/api/models?cursor=x>; rel="next"` });
        }
        reply.writeHead(307, { location: `${other.endpoint}${request.url}` });
        return reply.end();
    });
    // A next page on another host is not requested.
    await assert.rejects(listHuggingFaceModels({ endpoint: hub.endpoint, token: "hf_secret" }), /links to a next page on another host/);
    assert.equal(other.asked.length, 0);
    // A redirect is followed without the token.
    assert.equal((await getHuggingFaceModel("a/b", { endpoint: hub.endpoint, token: "hf_secret" })).id, "owner/model-0");
    assert.equal(hub.asked.at(-1).authorization, "Bearer hf_secret");
    assert.equal(other.asked.at(-1).authorization, undefined);
});

test("a token that may see less than nobody is left out once", async () => {
    const { endpoint, asked } = await serve((request, reply) =>
        request.headers.authorization ? json(reply, { error: "no rights" }, {}, 403) : json(reply, model(0)),
    );
    assert.equal((await getHuggingFaceModel("a/b", { endpoint, token: "hf_weak" })).id, "owner/model-0");
    assert.deepEqual(asked.map(request => request.authorization), ["Bearer hf_weak", undefined]);
});

test("a reached limit is waited for, as long as the Hub says", async () => {
    const limits = [
        { ratelimit: '"api";r=0;t=0', "retry-after": "200" },
        { ratelimit: '"api";r=7;t=250', "retry-after": "1" },
    ];
    const { endpoint, asked } = await serve((_, reply, time) =>
        time <= limits.length ? json(reply, { error: "too many" }, limits[time - 1], 429) : json(reply, [model(0)]),
    );
    assert.equal((await listHuggingFaceModels({ endpoint })).length, 1);
    const waits = [asked[1].at - asked[0].at, asked[2].at - asked[1].at];
    // One second each, not the minutes of the other header.
    assert.ok(waits.every(wait => wait > 950), waits);
});

test("what passes is tried again: gateways, broken connections, half answers", async () => {
    const faults = [
        reply => reply.writeHead(502, { "content-type": "text/html", "retry-after": "0" }).end("<html>"),
        reply => reply.destroy(),
        reply => reply.writeHead(200, { "content-length": "100" }).end('[{"id"'),
        reply => reply.writeHead(200).end("<html>"),
    ];
    for (const fault of faults) {
        const { endpoint, asked } = await serve((_, reply, time) => (time === 1 ? fault(reply) : json(reply, [model(0)])));
        assert.equal((await listHuggingFaceModels({ endpoint })).length, 1);
        assert.equal(asked.length, 2);
    }
});

test("what does not pass is an error that says what was asked and what came", async () => {
    const { endpoint, asked } = await serve((request, reply) =>
        request.url.includes("search=wrong")
            ? json(reply, { error: "Invalid option: expected one of ..." }, {}, 400)
            : json(reply, { error: "busy" }, { "retry-after": "0" }, 503),
    );
    await assert.rejects(listHuggingFaceModels({ endpoint, search: "wrong" }), error => {
        assert.ok(error instanceof HubError && error instanceof Error);
        assert.equal(error.status, 400);
        assert.match(error.message, /search=wrong.* answers status 400: Invalid option/);
        return true;
    });
    assert.equal(asked.length, 1);
    await assert.rejects(listHuggingFaceModels({ endpoint, retries: 2 }), /status 503: busy/);
    assert.equal(asked.length, 4);
});

test("a model that is not there is null", async () => {
    const { endpoint, asked } = await serve((request, reply) =>
        request.url.startsWith("/api/models/a/gated")
            ? json(reply, { error: "restricted" }, { "x-error-code": "GatedRepo" }, 401)
            : json(reply, { error: "not found" }, { "x-error-code": "RepoNotFound" }, request.url.startsWith("/api/models/a/hidden") ? 401 : 404),
    );
    assert.equal(await getHuggingFaceModel("a/b", { endpoint }), null);
    assert.equal(await getHuggingFaceModel("a/hidden", { endpoint }), null);
    assert.equal(asked[0].url, "/api/models/a/b?blobs=true");
    await assert.rejects(getHuggingFaceModel("a/gated", { endpoint }), /status 401: restricted/);
    for (const id of ["", "a/b/c", "../api", "a/..", "/b", undefined]) {
        await assert.rejects(getHuggingFaceModel(id, { endpoint }), /`id` must be owner\/name/, String(id));
    }
    assert.equal(asked.length, 3);
});

test("a caller can stop it, and slow answers end by themselves", async () => {
    const { endpoint, asked } = await serve((_, reply) => reply.writeHead(429, { "retry-after": "200" }).end());
    const stopped = listHuggingFaceModels({ endpoint, signal: AbortSignal.timeout(300) });
    await assert.rejects(stopped, { name: "TimeoutError" });
    assert.equal(asked.length, 1);
    const silent = await serve(() => {});
    await assert.rejects(listHuggingFaceModels({ endpoint: silent.endpoint, timeout: 200, retries: 0 }), /does not answer/);
    await assert.rejects(listHuggingFaceModels({ endpoint, limit: 0 }), /`limit` must be a whole number/);
    await assert.rejects(listHuggingFaceModels({ endpoint: "ftp://x" }), /the endpoint must be/);
});
