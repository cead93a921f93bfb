// A built site for tools that look at it: served as a static host does, and one page of each kind found in it.
import { createServer } from "node:http";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".xml": "application/xml",
  ".xsd": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};
/** What the site's `_headers` says of a path, as Cloudflare Pages reads it. */
function headersOf(folder, path) {
  const sent = {};
  let holds = false;
  for (const line of existsSync(join(folder, "_headers")) ? readFileSync(join(folder, "_headers"), "utf8").split("\n") : []) {
    if (/^\S/.test(line)) {
      const [before, after] = line.trim().split("*");
      holds = after === undefined ? path === before : path.startsWith(before) && path.endsWith(after);
    } else if (holds && line.trim()) {
      const [name, ...value] = line.trim().split(":");
      if (name.startsWith("!")) delete sent[name.slice(1).trim().toLowerCase()];
      else sent[name.toLowerCase()] = [sent[name.toLowerCase()], value.join(":").trim()].filter(Boolean).join(", ");
    }
  }
  return sent;
}

/** The site as a static host serves it, with the headers that it asks for; `changed` may say something else of a file's bytes. */
export function serve(folder, changed = (file, bytes) => bytes) {
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    let file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    let status = 200;
    if (!existsSync(file) || !statSync(file).isFile()) {
      [file, status] = [join(folder, "404.html"), 404];
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    // As hosts do: text alone.
    const isPacked = !/^(image\/p|application\/octet)/.test(type) && (request.headers["accept-encoding"] ?? "").includes("gzip");
    const bytes = changed(file, readFileSync(file));
    response.writeHead(status, { "content-type": type, vary: "accept-encoding", ...headersOf(folder, path), ...(isPacked && { "content-encoding": "gzip" }) });
    response.end(isPacked ? gzipSync(bytes) : bytes);
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

/** Every model page's path and text, until one of each kind is found. */
function* modelPages(folder) {
  const models = join(folder, "models");
  for (const owner of readdirSync(models).sort()) {
    if (!statSync(join(models, owner)).isDirectory()) continue;
    for (const name of readdirSync(join(models, owner)).sort()) {
      const file = join(models, owner, name, "index.html");
      if (existsSync(file)) yield [`/models/${encodeURIComponent(owner)}/${encodeURIComponent(name)}/`, file];
    }
  }
}

/** The folder with the most in it: the hub of the most pages. */
function largestFolder(folder) {
  const folders = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
  const pages = (name) => readdirSync(join(folder, name)).length;
  const bytes = (name) => statSync(join(folder, name, "index.html")).size;
  return folders.sort((a, b) => pages(b) - pages(a) || bytes(b) - bytes(a) || (a < b ? -1 : 1))[0];
}

/** One page of each kind there is, by name. */
export function kinds(folder) {
  const found = { home: "/", models: "/models/", workers: "/workers/", methodology: "/methodology/", missing: "/no/such/page/" };
  if (existsSync(join(folder, "data/index.html"))) found.data = "/data/";
  if (existsSync(join(folder, "browse/2/index.html"))) found.browse = "/browse/2/";
  const worker = readdirSync(join(folder, "workers")).find((name) => existsSync(join(folder, "workers", name, "index.html")));
  if (worker) found.worker = `/workers/${worker}/`;
  const topics = { topic: "families", quantization: "quantizations", size: "sizes", author: "authors" };
  for (const [kind, folder_of_kind] of Object.entries(topics)) {
    const topic = existsSync(join(folder, folder_of_kind)) && largestFolder(join(folder, folder_of_kind));
    if (!topic) continue;
    found[kind] = `/${folder_of_kind}/${topic}/`;
    found["topic-index"] = "/families/";
    if (existsSync(join(folder, folder_of_kind, topic, "2/index.html"))) found["topic-page"] ??= `${found[kind]}2/`;
  }
  if (existsSync(join(folder, "authors/index.html"))) found.authors = "/authors/";
  const known = new Set(["models", "browse", "workers", "methodology", "families", "model-types", "formats", "quantizations", "sizes", "licenses", "authors", "data", "search"]);
  const article = readdirSync(folder).find((name) => !known.has(name) && existsSync(join(folder, name, "index.html")));
  if (article) found.article = `/${article}/`;
  const wanted = {
    gguf: (html) => (html.match(/\.gguf</g) ?? []).length >= 4,
    safetensors: (html) => html.includes("safetensors") && !html.includes(".gguf<") && /class="?v v-(runs|expected)/.test(html),
    planned: (html) => html.includes('id="instead"') || html.includes("Alternatives to try today"),
    noindex: (html) => /<meta content="?noindex"? name="?robots/.test(html),
  };
  for (const [path, file] of modelPages(folder)) {
    const open = Object.keys(wanted).filter((kind) => !found[kind]);
    if (open.length === 0) break;
    const html = readFileSync(file, "utf8");
    for (const kind of open) if (wanted[kind](html)) found[kind] = path;
  }
  return found;
}
