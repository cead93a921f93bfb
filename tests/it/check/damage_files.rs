//! Damage to files, sitemaps, robots.txt, URLs and the manifest.

use super::{
    damage::{
        ABOUT,
        Act::{Files, Folder, Large, Record, Site},
        Damage, PACKED, edit, edit_all, edit_packed, first, noindex,
    },
    good::{HOST, gzip},
};
use check::Code::*;
use flate2::{Compression, GzBuilder};
use site::content_type::ContentType;
use std::{fs::File, io::Write as _, os::unix::ffi::OsStrExt as _};

const MODELS: &str = "sitemap-models.xml";
const ENTRY: &str = "<lastmod>2025-01-03T04:05:06Z</lastmod>";

fn rule(tree: &mut super::good::Tree, rule: &str) {
    edit(tree, "_redirects", "/old /about/ 301\n", &format!("/old /about/ 301\n{rule}\n"));
}

fn header(tree: &mut super::good::Tree, rule: &str) {
    edit(tree, "_headers", "/assets/*\n", &format!("{rule}\n/assets/*\n"));
}

pub(super) const DAMAGE: &[Damage] = &[
    (
        "a name that is no UTF-8",
        Folder(|folder| {
            File::create(folder.join(std::ffi::OsStr::from_bytes(b"a\xff.css"))).unwrap();
        }),
        &[UnreadableFile],
    ),
    (
        "a link to nothing",
        Folder(|folder| {
            std::os::unix::fs::symlink("nowhere", folder.join("assets/lost.css")).unwrap();
        }),
        &[UnreadableFile],
    ),
    (
        "Latin-1 in a stylesheet",
        Site(|tree| {
            tree.insert("assets/main.css".into(), b"/* caf\xe9 */".to_vec());
        }),
        &[NotUtf8],
    ),
    (
        "a byte order mark in a sitemap",
        Site(|tree| {
            edit(tree, MODELS, "<?xml", "\u{feff}<?xml");
        }),
        &[ByteOrderMark],
    ),
    ("a byte order mark in a page", Site(|tree| edit(tree, ABOUT, "<!doctype", "\u{feff}<!doctype")), &[ByteOrderMark]),
    ("an emptied page", Site(|tree| drop(tree.insert(ABOUT.into(), b"\n".to_vec()))), &[EmptyPage]),
    ("a file of 26 MiB", Site(|tree| drop(tree.insert("assets/large.bin".into(), vec![0; 26 << 20]))), &[FileTooLarge]),
    (
        "a sitemap packed twice",
        Site(|tree| {
            let twice = gzip(&tree[PACKED]);
            tree.insert(PACKED.into(), twice);
        }),
        &[GzipForm],
    ),
    (
        "a sitemap that is only called packed",
        Site(|tree| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&*tree[PACKED]), &mut text).unwrap();
            tree.insert(PACKED.into(), text.into_bytes());
        }),
        &[GzipForm],
    ),
    (
        "two members in one gzip file",
        Site(|tree| {
            let more = gzip(b"\n");
            tree.get_mut(PACKED).unwrap().extend(more);
        }),
        &[GzipForm],
    ),
    (
        "a gzip file with a date",
        Site(|tree| {
            let mut encoder = GzBuilder::new().mtime(1_700_000_000).write(Vec::new(), Compression::default());
            encoder.write_all(b"text").unwrap();
            tree.insert("assets/text.gz".into(), encoder.finish().unwrap());
        }),
        &[GzipDate],
    ),
    (
        "a packed copy of an older file",
        Site(|tree| {
            tree.insert("assets/main.css.gz".into(), gzip(b"body { margin: 1px }\n"));
        }),
        &[PackedCopy],
    ),
    (
        "a token in a page",
        Site(|tree| {
            let token = ["hf", "_aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3f"].concat();
            edit(tree, ABOUT, "</main>", &format!("<!-- {token} --></main>"));
        }),
        &[Secret],
    ),
    (
        "a private key in a text file",
        Site(|tree| {
            let key = ["-----BEGIN ", "PRIVATE KEY-----\n"].concat();
            tree.insert("assets/notes.txt".into(), key.into_bytes());
        }),
        &[Secret],
    ),
    ("an unescaped ampersand in a feed", Site(|tree| edit(tree, "feed.xml", "Example", "This & that")), &[XmlForm]),
    (
        "half a JSON file",
        Site(|tree| {
            let alternate = "models/acme/alpha-0/index.json";
            let half = tree[alternate][..20].to_vec();
            tree.insert(alternate.into(), half);
        }),
        &[JsonForm],
    ),
    ("no sitemap", Site(|tree| tree.retain(|name, _| !name.starts_with("sitemap"))), &[SitemapMissing, RobotsSitemap]),
    ("an unescaped ampersand in a sitemap", Site(|tree| edit(tree, MODELS, "alpha-3/<", "alpha-3/&a<")), &[SitemapXml]),
    ("a sitemap cut off", Site(|tree| edit(tree, MODELS, "</urlset>", "")), &[SitemapXml]),
    (
        "a sitemap without its declaration",
        Site(|tree| {
            edit(tree, MODELS, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "");
        }),
        &[SitemapXml],
    ),
    (
        "a sitemap of 53 MB",
        Site(|tree| {
            edit_packed(tree, "</urlset>", &format!("<!-- {} --></urlset>", "x".repeat(53_000_000)));
        }),
        &[SitemapLimits],
    ),
    (
        "an empty sitemap",
        Site(|tree| {
            let empty =
                "<?xml version=\"1.0\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"></urlset>\n";
            tree.insert("sitemap-none.xml".into(), empty.into());
            let child = format!("<sitemap><loc>{HOST}/sitemap-none.xml</loc></sitemap></sitemapindex>");
            edit(tree, "sitemap.xml", "</sitemapindex>", &child);
        }),
        &[SitemapEmpty],
    ),
    (
        "an index in an index",
        Site(|tree| {
            let child = format!("<sitemap><loc>{HOST}/sitemap.xml</loc></sitemap></sitemapindex>");
            edit(tree, "sitemap.xml", "</sitemapindex>", &child);
        }),
        &[SitemapNested],
    ),
    (
        "lastmod before loc",
        Site(|tree| {
            let loc = format!("<loc>{HOST}/models/acme/alpha-0/</loc>");
            edit(tree, MODELS, &format!("{loc}{ENTRY}"), &format!("{ENTRY}{loc}"));
        }),
        &[SitemapSchema],
    ),
    ("two lastmod", Site(|tree| edit(tree, MODELS, ENTRY, &format!("{ENTRY}{ENTRY}"))), &[SitemapSchema]),
    (
        "an element of a namespace that nobody reads",
        Site(|tree| {
            edit(tree, MODELS, ENTRY, &format!("{ENTRY}<x:y xmlns:x=\"urn:x\"/>"));
        }),
        &[SitemapNamespace],
    ),
    ("priority", Site(|tree| edit(tree, MODELS, ENTRY, &format!("{ENTRY}<priority>0.5</priority>"))), &[SitemapHints]),
    (
        "a priority of 1.5",
        Site(|tree| {
            edit(tree, MODELS, ENTRY, &format!("{ENTRY}<priority>1.5</priority>"));
        }),
        &[SitemapHints, SitemapSchema],
    ),
    ("a query in a sitemap", Site(|tree| edit(tree, MODELS, "alpha-0/<", "alpha-0/?a=b<")), &[SitemapLoc]),
    ("a fragment in a sitemap", Site(|tree| edit(tree, MODELS, "alpha-0/<", "alpha-0/#files<")), &[SitemapLoc]),
    (
        "an address of another host in a sitemap",
        Site(|tree| {
            edit_packed(tree, "</urlset>", "<url><loc>https://other.example.org/about/</loc></url></urlset>");
        }),
        &[SitemapLoc],
    ),
    (
        "a site that lists itself without encryption",
        Site(|tree| {
            edit_all(tree, HOST, "http://models.example.org");
        }),
        &[SitemapInsecure],
    ),
    (
        "a sitemap in a folder beside what it lists",
        Site(|tree| {
            let sitemap = tree.remove(MODELS).unwrap();
            tree.insert("assets/sitemap-models.xml".into(), sitemap);
            edit(tree, "sitemap.xml", "/sitemap-models", "/assets/sitemap-models");
        }),
        &[SitemapFolder],
    ),
    (
        "an address listed twice",
        Site(|tree| {
            edit_packed(tree, "</urlset>", &format!("<url><loc>{HOST}/models/acme/alpha-0/</loc></url></urlset>"));
        }),
        &[SitemapDuplicate],
    ),
    (
        "a listed page that is not there",
        Site(|tree| {
            edit_packed(tree, "</urlset>", &format!("<url><loc>{HOST}/gone/</loc></url></urlset>"));
        }),
        &[SitemapUnknownPage],
    ),
    ("a listed address without its slash", Site(|tree| edit(tree, MODELS, "alpha-0/<", "alpha-0<")), &[SitemapForm]),
    (
        "a listed page that is noindex",
        Site(|tree| {
            edit(tree, ABOUT, "<title>", "<meta name=\"robots\" content=\"noindex\">\n<title>");
        }),
        &[SitemapNoindex],
    ),
    (
        "a page that no sitemap lists",
        Site(|tree| {
            edit_packed(tree, &format!("<url><loc>{HOST}/about/</loc></url>\n"), "");
        }),
        &[SitemapLacksPage],
    ),
    (
        "microseconds in a lastmod",
        Site(|tree| edit(tree, MODELS, "01-03T04:05:06Z", "01-03T04:05:06.123456")),
        &[SitemapLastmod],
    ),
    ("a month as lastmod", Site(|tree| edit(tree, MODELS, "2025-01-03T04:05:06Z", "2025-01")), &[SitemapLastmod]),
    (
        "a lastmod in the future",
        Site(|tree| {
            edit_packed(tree, "/about/</loc>", "/about/</loc><lastmod>2199-01-01</lastmod>");
        }),
        &[SitemapFuture],
    ),
    (
        "a lastmod before there were models",
        Site(|tree| {
            edit_packed(tree, "/about/</loc>", "/about/</loc><lastmod>1994-01-01</lastmod>");
        }),
        &[SitemapTooOld],
    ),
    (
        "a lastmod that is not the page's date",
        Site(|tree| edit(tree, MODELS, ENTRY, "<lastmod>2025-01-05</lastmod>")),
        &[SitemapPageDate],
    ),
    (
        "every page dated by the build",
        Large(|tree| {
            for at in 0..24 {
                edit_all(tree, &format!("2025-{:02}-{:02}", at % 9 + 1, at / 9 + 3), "2025-12-31");
            }
        }),
        &[SitemapStamped],
    ),
    (
        "an index that is older than its sitemap",
        Site(|tree| {
            edit(tree, "sitemap.xml", "<lastmod>2025-06", "<lastmod>2025-05");
        }),
        &[SitemapIndexDate],
    ),
    (
        "an index that names a sitemap which is not there",
        Site(|tree| {
            let child = format!("<sitemap><loc>{HOST}/sitemap-gone.xml</loc></sitemap></sitemapindex>");
            edit(tree, "sitemap.xml", "</sitemapindex>", &child);
        }),
        &[SitemapChild],
    ),
    (
        "a sitemap that nobody names",
        Site(|tree| {
            edit(tree, "sitemap.xml", &format!("<sitemap><loc>{HOST}/{PACKED}</loc></sitemap>\n"), "");
        }),
        &[SitemapUnlisted],
    ),
    (
        "a sitemap with another license than the page",
        Site(|tree| {
            edit(
                tree,
                MODELS,
                "Alpha-0\" family=\"llama\" parameters=\"8000000000\" license=\"mit",
                "Alpha-0\" family=\"llama\" parameters=\"8000000000\" license=\"gpl-3.0",
            );
        }),
        &[SitemapFacts],
    ),
    (
        "a sitemap with another verdict than the page",
        Site(|tree| edit(tree, &first(), "<td>Runs</td>", "<td>Planned</td>")),
        &[SitemapFacts],
    ),
    ("no robots.txt", Site(|tree| drop(tree.remove("robots.txt"))), &[RobotsMissing]),
    ("a line without colon in robots.txt", Site(|tree| edit(tree, "robots.txt", "Allow: /", "Allow /")), &[RobotsForm]),
    (
        "a robots.txt that names a sitemap which is not there",
        Site(|tree| edit(tree, "robots.txt", "/sitemap.xml", "/sitemaps.xml")),
        &[RobotsSitemap],
    ),
    (
        "a robots.txt with a relative sitemap",
        Site(|tree| edit(tree, "robots.txt", &format!("{HOST}/sitemap.xml"), "/sitemap.xml")),
        &[RobotsSitemap],
    ),
    (
        "a robots.txt that blocks its own sitemap",
        Site(|tree| edit(tree, "robots.txt", "Allow: /", "Disallow: /sitemap")),
        &[RobotsBlocks],
    ),
    (
        "a robots.txt that blocks listed pages",
        Site(|tree| edit(tree, "robots.txt", "Allow: /", "Disallow: /models/acme/")),
        &[RobotsBlocks],
    ),
    (
        "a robots.txt that blocks stylesheets",
        Site(|tree| edit(tree, "robots.txt", "Allow: /", "Disallow: /*.css$")),
        &[RobotsBlocks],
    ),
    (
        "a signal that a rule contradicts",
        Site(|tree| edit(tree, "robots.txt", "Sitemap:", "User-agent: GPTBot\nDisallow: /\n\nSitemap:")),
        &[RobotsSignal],
    ),
    ("another IndexNow key", Site(|tree| edit(tree, "0123456789abcdef.txt", "cdef", "cdee")), &[IndexNowKey]),
    ("a blank in an address", Site(|tree| noindex(tree, "a b/index.html")), &[AddressCharacters]),
    ("a capital letter in an address", Site(|tree| noindex(tree, "Help/index.html")), &[AddressCase]),
    (
        "an address of 220 characters",
        Site(|tree| noindex(tree, &format!("{}/index.html", "a".repeat(220)))),
        &[AddressLength],
    ),
    ("a folder that Windows cannot have", Site(|tree| noindex(tree, "aux/index.html")), &[AddressReserved]),
    (
        "two files equal but for case",
        Site(|tree| {
            let css = tree["assets/main.css"].clone();
            tree.insert("assets/MAIN.css".into(), css);
        }),
        &[AddressCollision],
    ),
    ("a page in another form of address", Site(|tree| noindex(tree, "help.html")), &[AddressForm]),
    ("a header above every rule", Site(|tree| edit(tree, "_headers", "/*\n", "  X-A: b\n/*\n")), &[HeadersForm]),
    ("a header without a value", Site(|tree| header(tree, "  X-A")), &[HeadersForm]),
    ("a rule of headers with two stars", Site(|tree| header(tree, "/a*b*\n  X-A: b")), &[HeadersForm]),
    (
        "a hundred rules of headers too many",
        Site(|tree| header(tree, &(0..99).map(|at| format!("/{at}\n  X-A: b\n")).collect::<Vec<_>>().concat())),
        &[HeadersLimit],
    ),
    (
        "a header of two thousand characters",
        Site(|tree| header(tree, &format!("/a\n  X-A: {}", "b".repeat(2_000)))),
        &[HeadersLimit],
    ),
    (
        "a sitemap that is sent as a page",
        Site(|tree| header(tree, "/sitemap-models.xml\n  Content-Type: text/html")),
        &[HeadersType],
    ),
    (
        "a type that is said twice",
        Site(|tree| header(tree, "/about/*\n  Content-Type: text/html\n/:page/\n  Content-Type: text/html")),
        &[HeadersType],
    ),
    ("a package that is sent as packed", Site(|tree| header(tree, "/*.gz\n  content-encoding: gzip")), &[HeadersType]),
    (
        "a style that the policy forbids",
        Site(|tree| edit(tree, ABOUT, "</head>", "<style>p { margin: 0 }</style></head>")),
        &[HeadersPolicy],
    ),
    ("a redirect without target", Site(|tree| rule(tree, "/older")), &[RedirectForm]),
    ("two redirects from one address", Site(|tree| rule(tree, "/old /models/ 301")), &[RedirectForm]),
    ("a redirect loop", Site(|tree| rule(tree, "/a /b 301\n/b /a 301")), &[RedirectLoop]),
    ("a redirect to a redirect", Site(|tree| rule(tree, "/older /old 301")), &[RedirectChain]),
    ("a redirect to nothing", Site(|tree| rule(tree, "/older /gone/ 301")), &[RedirectTarget]),
    (
        "a redirecting page that leads to nothing",
        Site(|tree| edit(tree, "moved/index.html", "url=/about/", "url=/gone/")),
        &[RedirectTarget],
    ),
    ("a redirect at the address of a page", Site(|tree| rule(tree, "/about/ /models/ 301")), &[RedirectShadow]),
    (
        "a redirect of over 1,000 characters",
        Site(|tree| rule(tree, &format!("/{} /about/ 301", "a".repeat(1_100)))),
        &[RedirectLimit],
    ),
    ("no 404.html", Site(|tree| drop(tree.remove("404.html"))), &[NotFoundMissing]),
    (
        "an indexable 404.html",
        Site(|tree| edit(tree, "404.html", "<meta name=\"robots\" content=\"noindex\">", "")),
        &[NotFoundIndexable],
    ),
    (
        "a manifest cut off",
        Folder(|folder| {
            File::create(folder.join(".modelpress/manifest.json")).unwrap().write_all(b"{\"schema\":1,").unwrap();
        }),
        &[ManifestUnreadable],
    ),
    ("a file changed behind the manifest", Files(|tree| edit(tree, "assets/main.css", "0", "1")), &[ManifestMismatch]),
    ("a file removed behind the manifest", Files(|tree| drop(tree.remove("feed.xml"))), &[ManifestMismatch]),
    (
        "a file that the manifest does not know",
        Files(|tree| drop(tree.insert("assets/x.txt".into(), b"x".to_vec()))),
        &[ManifestUnknownFile],
    ),
    (
        "a wrong type in the manifest",
        Record(|manifest| {
            manifest.files.get_mut("assets/main.css").unwrap().content_type = ContentType::Text;
        }),
        &[ManifestType],
    ),
    (
        "a manifest that says noindex of an indexable page",
        Record(|manifest| {
            manifest.pages.get_mut("article:about/").unwrap().noindex_reason = Some("copy".into());
        }),
        &[ManifestPage],
    ),
    (
        "a page removed behind everything",
        Files(|tree| drop(tree.remove("models/acme/alpha-2/index.html"))),
        &[ManifestMismatch, SitemapUnknownPage, LinkBroken],
    ),
];
