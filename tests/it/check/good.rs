//! A small site without faults, made in code, to be damaged by tests.

use check::{CHECKS, CheckInputs, Code, Report, Wanted};
use flate2::{Compression, GzBuilder};
use site::{
    content_type::ContentType,
    manifest::{Hash, OutputFile, OutputManifest, PageRecord, STATE_FOLDER},
};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write as _,
    path::Path,
};
use tempfile::TempDir;

/// Files by path.
pub(super) type Tree = BTreeMap<String, Vec<u8>>;

pub(super) const HOST: &str = "https://models.example.org";

/// The moment of all checks here: 2026-01-01.
pub(super) const NOW: i64 = 1_767_225_600;

/// How many models the site has.
pub(super) const MODELS: usize = 6;

/// Words that differ from page to page but are the same in every run.
pub(super) fn words(seed: usize, count: usize) -> String {
    const WORDS: [&str; 40] = [
        "amber", "basin", "cedar", "delta", "ember", "fjord", "grove", "harbor", "inlet", "jade", "kelp", "lagoon",
        "meadow", "north", "ocean", "prairie", "quartz", "river", "stone", "tundra", "umber", "valley", "willow",
        "xenon", "yarrow", "zephyr", "beacon", "canyon", "dune", "estuary", "forest", "glacier", "heath", "island",
        "jungle", "knoll", "ledge", "marsh", "notch", "oasis",
    ];
    let mut state = seed as u64 * 7_919 + 12_345;
    let mut text = String::new();
    for _ in 0..count {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
        text.push(' ');
    }
    text
}

/// The parts of a page.
pub(super) struct PageText<'a> {
    pub(super) path: &'a str,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) h1: String,
    pub(super) crumbs: &'a [(&'a str, &'a str)],
    pub(super) node: String,
    pub(super) body: String,
    pub(super) head: String,
}

/// A page as text.
pub(super) fn page(page: &PageText<'_>) -> String {
    let PageText { path, title, description, h1, crumbs, node, body, head } = page;
    let url = format!("{HOST}{path}");
    let places: Vec<(String, Option<String>)> = [("Home".to_owned(), Some("/".to_owned()))]
        .into_iter()
        .chain(crumbs.iter().map(|(name, href)| ((*name).to_owned(), Some((*href).to_owned()))))
        .chain([(h1.clone(), None)])
        .collect();
    let is_home = *path == "/";
    let (mut list, mut visible) = (Vec::new(), Vec::new());
    for (at, (name, href)) in places.iter().enumerate() {
        let item = href.as_ref().map(|href| format!(",\"item\":\"{HOST}{href}\"")).unwrap_or_default();
        list.push(format!("{{\"@type\":\"ListItem\",\"position\":{},\"name\":\"{name}\"{item}}}", at + 1));
        let text = href.as_ref().map_or(name.clone(), |href| format!("<a href=\"{href}\">{name}</a>"));
        visible.push(format!("<li>{text}</li>"));
    }
    let (list, visible) = (list.join(","), visible.concat());
    let (trail, nav) = if is_home {
        (String::new(), String::new())
    } else {
        (
            format!(",{{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{list}]}}"),
            format!("<nav aria-label=\"Breadcrumb\"><ol>{visible}</ol></nav>\n"),
        )
    };
    let json_ld = format!("{{\"@context\":\"https://schema.org\",\"@graph\":[{node}{trail}]}}");
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<meta name=\"description\" \
         content=\"{description}\">\n<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:type\" \
         content=\"website\">\n<meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:description\" \
         content=\"{description}\">\n<meta property=\"og:url\" content=\"{url}\">\n<meta property=\"og:image\" \
         content=\"{HOST}/assets/preview.png\">\n<meta property=\"og:image:width\" content=\"1200\">\n<meta \
         property=\"og:image:height\" content=\"630\">\n<link rel=\"stylesheet\" href=\"/assets/main.css\">\n{head}\
         <script type=\"application/ld+json\">{json_ld}</script>\n</head>\n<body>\n<header><nav \
         aria-label=\"Site\"><a href=\"/\">Home</a> <a href=\"/models/\">Models</a> <a href=\"/workers/cpu/\">CPU</a> \
         <a href=\"/about/\">About</a></nav></header>\n{nav}<main id=\"main\">\n<h1>{h1}</h1>\n<p>{description}</p>\n\
         {body}</main>\n<footer><p>Made of facts.</p></footer>\n</body>\n</html>\n"
    )
}

/// The path of a model's page.
pub(super) fn model_path(at: usize) -> String {
    format!("/models/acme/alpha-{at}/")
}

/// The file of a model's page.
pub(super) fn model_file(at: usize) -> String {
    format!("models/acme/alpha-{at}/index.html")
}

fn changed(at: usize) -> String {
    format!("2025-{:02}-{:02}T04:05:06Z", at % 9 + 1, at / 9 + 3)
}

/// Size of the weights: 4.5 GB per eight billion parameters.
fn size(at: usize) -> String {
    let tenths = 45 * (at + 1);
    format!("{}.{}0 GB", tenths / 10, tenths % 10)
}

fn model(at: usize, count: usize) -> String {
    let name = format!("Alpha-{at}");
    let billions = (at as u64 + 1) * 8;
    let size = size(at);
    let description =
        format!("{name} has {billions} billion parameters and runs on one worker, measured file by file.");
    let next = (at + 1) % count;
    let after = (at + 2) % count;
    let body = format!(
        "<table>\n<caption>Workers</caption>\n<tr><th>Worker</th><th>Verdict</th></tr>\n<tr><th><a \
         href=\"/workers/cpu/#takes\">CPU</a></th><td>Runs</td></tr>\n</table>\n<h2 id=\"files\">Files</h2>\n<table>\n\
         <caption>Sets</caption>\n<tr><th>Set</th><th>Size</th><th>Bits per weight</th></tr>\n<tr><th><a \
         href=\"https://huggingface.co/acme/{name}\" rel=\"noopener\">{name}.gguf</a></th><td>{size}</td><td>4.50</td></tr>\n\
         </table>\n<p>acme/{name}, license mit, family llama, {}000,000,000 parameters, changed {}.</p>\n<pre><code>worker \
         --model acme/{name} --file {name}.gguf</code></pre>\n<h2 id=\"related\">Related</h2>\n<p><a href=\"{}\">Next</a> \
         <a href=\"{}\">After</a> <a href=\"#files\">Files</a></p>\n<p>{}</p>\n",
        format_args!("{billions},"),
        &changed(at)[..10],
        model_path(next),
        model_path(after),
        words(at, 200)
    );
    let path = model_path(at);
    let node = format!(
        "{{\"@type\":\"SoftwareApplication\",\"name\":\"{name}\",\"description\":\"{description}\",\"url\":\"{HOST}{path}\",\
         \"sameAs\":\"https://huggingface.co/acme/{name}\",\"memoryRequirements\":\"{size}\",\"dateModified\":\"{}\"}}",
        changed(at)
    );
    page(&PageText {
        path: &path,
        title: format!("{name} by acme: {billions}B, runs"),
        description,
        h1: name,
        crumbs: &[("Models", "/models/")],
        node,
        body,
        head: format!(
            "<link rel=\"alternate\" type=\"application/json\" href=\"{path}index.json\">\n<link rel=\"alternate\" \
             type=\"text/markdown\" href=\"{path}index.md\">\n"
        ),
    })
}

pub(super) fn web_page(path: &str, name: &str, description: &str, body: &str, head: &str) -> String {
    page(&PageText {
        path,
        title: format!("{name} of the example site"),
        description: description.to_owned(),
        h1: name.to_owned(),
        crumbs: &[],
        node: format!(
            "{{\"@type\":\"WebPage\",\"name\":\"{name}\",\"description\":\"{description}\",\"url\":\"{HOST}{path}\"}}"
        ),
        body: body.to_owned(),
        head: head.to_owned(),
    })
}

/// One gzip member without a date.
pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn links(models: std::ops::Range<usize>) -> String {
    let link = |at| format!("<li><a href=\"{}\">acme/Alpha-{at}</a></li>\n", model_path(at));
    models.map(link).collect::<Vec<_>>().concat()
}

fn sitemap_entry(at: usize) -> String {
    format!(
        "<url><loc>{HOST}{}</loc><lastmod>{}</lastmod><c:model id=\"acme/Alpha-{at}\" family=\"llama\" \
         parameters=\"{}000000000\" license=\"mit\"><c:worker id=\"cpu\" verdict=\"runs\"/></c:model></url>\n",
        model_path(at),
        changed(at),
        (at + 1) * 8
    )
}

/// The site.
pub(super) fn site() -> Tree {
    site_of(MODELS)
}

/// A site with this number of models.
pub(super) fn site_of(count: usize) -> Tree {
    let mut tree = Tree::new();
    (0..count).for_each(|at| add_model(&mut tree, at, count));
    add_lists(&mut tree, count);
    add_texts(&mut tree);
    add_sitemaps(&mut tree, count);
    tree
}

fn add(tree: &mut Tree, name: &str, text: &str) {
    tree.insert(name.to_owned(), text.as_bytes().to_vec());
}

fn add_model(tree: &mut Tree, at: usize, count: usize) {
    add(tree, &model_file(at), &model(at, count));
    let folder = format!("models/acme/alpha-{at}");
    let parameters = (at as u64 + 1) * 8_000_000_000;
    let facts = format!("{{\"license\":\"mit\",\"parameters\":{parameters}}}");
    let canonical = format!("{HOST}{}", model_path(at));
    let alternate = format!("{{\"h1\":\"Alpha-{at}\",\"canonical\":\"{canonical}\",\"facts\":{facts}}}\n");
    add(tree, &format!("{folder}/index.json"), &alternate);
    add(tree, &format!("{folder}/index.md"), &format!("# Alpha-{at}\n\nWeights: {}\n", size(at)));
}

fn prose(seed: usize) -> String {
    format!("<p>{}</p>\n", words(seed, 180))
}

fn add_lists(tree: &mut Tree, count: usize) {
    let home = format!("{}<ul>\n{}</ul>\n<p><a href=\"/models/2/\">Page 2</a></p>\n", prose(150), links(0..count));
    let description = "Models that run on the workers of this example, and why they do so.";
    add(tree, "index.html", &web_page("/", "Home", description, &home, ""));
    for (path, file, name, range, other, rel) in [
        ("/models/", "models/index.html", "Models", 0..3, "/models/2/", "next"),
        ("/models/2/", "models/2/index.html", "Models, page 2", 3..count, "/models/", "prev"),
    ] {
        let next = format!("<p><a href=\"{other}\" rel=\"{rel}\">{rel}</a></p>\n");
        let body = format!("{}<ul>\n{}</ul>\n{next}", prose(160 + range.start), links(range));
        let description = format!("{name}: every model of this example with its verdict, in the order of names.");
        add(tree, file, &web_page(path, name, &description, &body, ""));
    }
    let body = format!("<h2 id=\"takes\">What it takes</h2>\n{}<ul>\n{}</ul>\n", prose(170), links(0..3));
    let description = "What the worker for processors takes, and with which confidence.";
    add(tree, "workers/cpu/index.html", &web_page("/workers/cpu/", "CPU", description, &body, ""));
}

const NOT_FOUND: &str = "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">
<title>No such page</title><meta name=\"robots\" content=\"noindex\"></head>
<body><main><h1>No such page</h1><p><a href=\"/\">Home</a></p></main></body></html>
";

const MOVED: &str = "<!doctype html>
<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Moved</title><meta name=\"robots\" content=\"noindex\">
<link rel=\"canonical\" href=\"https://models.example.org/about/\"><meta http-equiv=\"refresh\" content=\"0; url=/about/\">
</head><body><main><h1>Moved</h1><p><a href=\"/about/\">About</a></p></main></body></html>
";

const FEED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Example</title></feed>
";

const HEADERS: &str = "/*
  Content-Security-Policy: style-src 'self'
/assets/*
  Cache-Control: public, max-age=31536000
";

fn add_texts(tree: &mut Tree) {
    let image = "<p><img src=\"/assets/preview.png\" width=\"1200\" height=\"630\" alt=\"Two circles\"></p>\n";
    let description = "Where the facts of this example come from, and who wrote them down.";
    let about = format!("{}{image}", prose(180));
    add(tree, "about/index.html", &web_page("/about/", "About", description, &about, ""));
    add(tree, "404.html", NOT_FOUND);
    add(tree, "moved/index.html", MOVED);
    add(tree, "_redirects", "/old /about/ 301\n");
    add(tree, "_headers", HEADERS);
    add(tree, "assets/main.css", "body { margin: 0 }\n");
    add(tree, "0123456789abcdef.txt", "0123456789abcdef");
    add(tree, "feed.xml", FEED);
    let signal = "Content-Signal: search=yes, ai-train=yes";
    add(tree, "robots.txt", &format!("User-agent: *\n{signal}\nAllow: /\n\nSitemap: {HOST}/sitemap.xml\n"));
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend_from_slice(&1_200_u32.to_be_bytes());
    png.extend_from_slice(&630_u32.to_be_bytes());
    tree.insert("assets/preview.png".to_owned(), png);
}

/// An XML file of the sitemap protocol.
fn protocol(root: &str, more: &str, entries: &[String]) -> String {
    let namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let entries = entries.concat();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{namespace}\"{more}>\n{entries}</{root}>\n")
}

fn add_sitemaps(tree: &mut Tree, count: usize) {
    let entries: Vec<String> = (0..count).map(sitemap_entry).collect();
    add(tree, "sitemap-models.xml", &protocol("urlset", " xmlns:c=\"urn:modelpress:compatibility:1.0\"", &entries));
    let paths = ["/", "/models/", "/models/2/", "/workers/cpu/", "/about/"];
    let entries = paths.map(|path| format!("<url><loc>{HOST}{path}</loc></url>\n"));
    tree.insert("sitemap-pages.xml.gz".to_owned(), gzip(protocol("urlset", "", &entries).as_bytes()));
    let latest = (0..count).map(changed).max().unwrap();
    let lastmod = format!("<lastmod>{latest}</lastmod>");
    let children = [("sitemap-models.xml", &*lastmod), ("sitemap-pages.xml.gz", "")]
        .map(|(name, lastmod)| format!("<sitemap><loc>{HOST}/{name}</loc>{lastmod}</sitemap>\n"));
    add(tree, "sitemap.xml", &protocol("sitemapindex", "", &children));
}

/// The manifest of a build of this site.
pub(super) fn manifest(tree: &Tree) -> OutputManifest {
    let mut manifest = OutputManifest { generator: "modelpress test".into(), ..OutputManifest::default() };
    let moment = "2025-12-30T00:00:00Z".parse().unwrap();
    manifest.captured_at = Some(moment);
    for (path, bytes) in tree {
        let content_type = ContentType::of_path(path);
        let file = OutputFile { hash: Hash::of(bytes), length: bytes.len() as u64, content_type };
        manifest.files.insert(path.as_str().into(), file);
        let Some(folder) = path.strip_suffix("index.html") else { continue };
        let text = String::from_utf8_lossy(bytes);
        if text.contains("http-equiv") {
            continue;
        }
        let parts: Vec<&str> = folder.trim_end_matches('/').split('/').collect();
        let key = match *parts {
            [""] => "home".to_owned(),
            ["models", owner, name] => format!("model:{owner}/{}", name.replacen('a', "A", 1)),
            ["workers", id] => format!("worker:{id}"),
            _ => format!("article:{folder}"),
        };
        let is_noindex = text.contains("content=\"noindex\"");
        let record = PageRecord {
            path: format!("/{}", folder.trim_end_matches('/')).into(),
            url: format!("/{folder}").into(),
            file: path.as_str().into(),
            noindex_reason: is_noindex.then(|| "copy".into()),
            facts: Hash::default(),
            changed: None,
            runnable: None,
            runnable_since: None,
        };
        manifest.pages.insert(key.into(), record);
    }
    manifest
}

/// A site on disk.
pub(super) struct OnDisk(pub(super) TempDir);

impl OnDisk {
    pub(super) fn new(tree: &Tree, manifest: Option<&OutputManifest>) -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        for (path, bytes) in tree {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            File::create(path).unwrap().write_all(bytes).unwrap();
        }
        if let Some(manifest) = manifest {
            fs::create_dir_all(folder.path().join(STATE_FOLDER)).unwrap();
            let file = File::create(folder.path().join(STATE_FOLDER).join("manifest.json")).unwrap();
            manifest.write(file).unwrap();
        }
        Self(folder)
    }

    pub(super) fn check(&self) -> Report {
        check(self.0.path(), 3)
    }
}

/// Checks a folder, keeping this number of findings per check.
pub(super) fn check(folder: &Path, limit: usize) -> Report {
    let wanted = Wanted::new(&[], &[], limit);
    let inputs = CheckInputs { folder, base_url: None, wanted, now: NOW };
    check::run(inputs).unwrap()
}

/// The number of findings per check.
pub(super) fn counts(report: &Report) -> BTreeMap<Code, usize> {
    report.findings.groups().into_iter().map(|(code, count, _)| (code, count)).collect()
}

/// All findings as text.
pub(super) fn told(report: &Report) -> String {
    let groups = report.findings.groups();
    let lines = groups.iter().flat_map(|(code, _, findings)| {
        findings.iter().map(|finding| format!("{}: {}: {}\n", code.name(), finding.file, finding.message))
    });
    lines.collect()
}

#[test]
fn the_good_site_has_no_fault_with_its_manifest_and_without() {
    let tree = site();
    let manifest = manifest(&tree);
    for manifest in [Some(&manifest), None] {
        let report = OnDisk::new(&tree, manifest).check();
        assert_eq!(told(&report), "");
        assert_eq!((report.pages, report.files), (MODELS + 7, tree.len()));
        let needing = CHECKS.iter().filter(|check| check.needs == check::Needs::Manifest).count();
        assert_eq!(report.not_applicable.len(), if manifest.is_some() { 0 } else { needing });
    }
}
