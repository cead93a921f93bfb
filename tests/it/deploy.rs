//! `deploy` with the real program: into folders, and to local servers for S3, Google Cloud Storage and Azure.

/// Turns functions into tests against every kind of store.
macro_rules! on_each_store {
    ($($test:ident),+ $(,)?) => {
        mod s3 {
            $(#[test] fn $test() { super::$test(&crate::s3_server::S3Server::start()); })+
        }
        mod gcs {
            $(#[test] fn $test() { super::$test(&crate::gcs_server::GcsServer::start()); })+
        }
        mod azure {
            $(#[test] fn $test() {
                if let Some(server) = crate::azure_server::AzureServer::start(stringify!($test)) {
                    super::$test(&server);
                }
            })+
        }
    };
}

mod arrived;
mod azure;
mod faults;
mod folder;
mod gcs;
mod headers;
mod interrupted;
mod killed;
mod lax;
mod live;
mod lock;
mod s3;
mod served;
mod stores;

use crate::store_server::{Backend, StoreServer};
use serde_json::Value;
use site::{
    content_type::ContentType,
    manifest::{Hash, OutputManifest, PageRecord},
    output::OutputDir,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// Texts of files by path.
type Files = BTreeMap<String, String>;

/// A built site with its settings.
pub(crate) struct Built {
    folder: TempDir,
}

impl Built {
    pub(crate) fn new(files: &Files) -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        let built = Self { folder };
        built.build(files);
        built
    }

    /// Writes files and a manifest like `modelpress build`.
    pub(crate) fn build(&self, files: &Files) {
        let dir = OutputDir::open(&self.dist(), "").unwrap();
        let writer = dir.begin(files.keys()).unwrap();
        for (path, text) in files {
            writer.put(path, text.as_bytes(), ContentType::of_path(path)).unwrap();
        }
        let page = |(path, text): (&String, &String)| {
            let url = format!("/{}", path.trim_end_matches("index.html")).into_boxed_str();
            let facts = Hash::of(text.as_bytes());
            let file = path.as_str().into();
            let page = PageRecord {
                path: url.clone(),
                url,
                file,
                noindex_reason: None,
                facts,
                changed: None,
                runnable: None,
                runnable_since: None,
            };
            (format!("page:{path}").into_boxed_str(), page)
        };
        let pages =
            files.iter().filter(|(path, _)| ContentType::of_path(path) == ContentType::Html).map(page).collect();
        writer.finish(OutputManifest { pages, ..OutputManifest::default() }).unwrap();
    }

    pub(crate) fn dist(&self) -> PathBuf {
        self.path("dist")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::File::create(self.path(name))
            .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
            .unwrap();
    }

    /// A command without the environment variables that stores read.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if ["AWS_", "GOOGLE_", "GCE_", "AZURE_"].iter().any(|prefix| name.starts_with(prefix)) {
                command.env_remove(name);
            }
        }
        command.arg("deploy").args(args).current_dir(self.folder.path()).stdin(Stdio::null());
        // Google credentials may be there.
        command.env("HOME", self.folder.path());
        command
    }

    /// A deploy to the server's bucket.
    pub(crate) fn to<B: Backend>(&self, server: &StoreServer<B>, args: &[&str]) -> Command {
        let mut command = self.command(&[&[server.url().as_str()], args].concat());
        server.set(&mut command);
        command
    }

    /// A deploy that must succeed; returns its report.
    pub(crate) fn deploy<B: Backend>(&self, server: &StoreServer<B>, args: &[&str]) -> Value {
        report(self.to(server, &[&["--json"], args].concat()))
    }

    /// The same with the bucket as a target in `site.toml`, with these additional lines.
    pub(crate) fn deploy_with<B: Backend>(&self, server: &StoreServer<B>, lines: &str) -> Value {
        self.write("site.toml", &format!("[deploy.targets.a]\nurl = \"{}\"\n{lines}", server.url()));
        let mut command = self.command(&["a", "--json"]);
        server.set(&mut command);
        report(command)
    }

    /// A deploy that must fail; returns its output.
    pub(crate) fn fail<B: Backend>(&self, server: &StoreServer<B>, args: &[&str]) -> String {
        failure(self.to(server, args), 1)
    }
}

pub(crate) fn report(mut command: Command) -> Value {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) fn failure(mut command: Command, code: i32) -> String {
    let output = command.output().unwrap();
    let said = said(&output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(output.stdout.is_empty(), "{said}");
    assert!(said.contains("error: ") && said.contains("hint: "), "{said}");
    said
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A site of `count` files: model pages with alternates, lists, sitemaps, assets.
pub(crate) fn files(count: usize) -> Files {
    let mut files = Files::new();
    let mut add = |path: &str, text: String| files.insert(path.to_owned(), text);
    add("assets/main-0123456789ab.css", "body { color: black }".to_owned());
    add("robots.txt", "User-agent: *\nSitemap: https://models.example.org/sitemap.xml\n".to_owned());
    add(
        "sitemap.xml",
        "<sitemapindex><loc>https://models.example.org/sitemap-models-0.xml</loc></sitemapindex>".to_owned(),
    );
    add("index.html", "<!doctype html><a href=\"/models/\">all</a>".to_owned());
    let pages = (count - 6) / 2;
    let name = |at: usize| format!("models/owner-{:02}/model-{at:05}", at % 50);
    let links: String =
        (0..pages).flat_map(|at| ["<a href=\"/".to_owned(), name(at), "/\">it</a>".to_owned()]).collect();
    add("models/index.html", format!("<!doctype html>{links}"));
    let locs: String = (0..pages)
        .flat_map(|at| ["<loc>https://models.example.org/".to_owned(), name(at), "/</loc>".to_owned()])
        .collect();
    add("sitemap-models-0.xml", format!("<urlset>{locs}</urlset>"));
    for at in 0..pages {
        add(
            &format!("{}/index.html", name(at)),
            format!("<!doctype html><p>Model {at}.</p>{}", "<p>Fact.</p>".repeat(50)),
        );
        add(&format!("{}/index.json", name(at)), format!("{{\"model\":{at}}}"));
    }
    files
}

/// Number of files in the large tests: 10,000 with `DEPLOY_FILES=10000`, if the server can handle that many.
#[expect(clippy::disallowed_methods, reason = "the size of the test is an environment variable")]
pub(crate) fn size<B: Backend>() -> usize {
    let wish = std::env::var("DEPLOY_FILES").ok().and_then(|count| count.parse().ok());
    wish.filter(|_| B::TAKES_MANY).unwrap_or(600)
}

/// All files in a folder except our own records, by path.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    let all = files.map(|entry| (path(&entry), fs::read(entry.path()).unwrap()));
    all.filter(|(path, _)| !path.contains(".modelpress/")).collect()
}

/// Names of our own records in a folder.
pub(crate) fn records(bucket: &Path) -> Vec<String> {
    let mut names: Vec<String> = match fs::read_dir(bucket.join(".modelpress")) {
        Ok(entries) => entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect(),
        Err(_) => Vec::new(),
    };
    names.sort_unstable();
    names
}
