//! `SiteTest`: a project in a temporary folder, built by the real program, and its pages, read by a real parser.

use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write as _,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};
use tempfile::TempDir;
use test_html::{Attribute, Handle, NodeData};

/// Files by path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A project: settings, content, snapshot.
pub(crate) struct SiteTest {
    folder: TempDir,
}

impl SiteTest {
    /// With these records, and the default settings and workers.
    pub(crate) fn new(records: &[Value]) -> Self {
        // In memory if possible: some disks slow down considerably after many removals.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
        let site = Self { folder };
        site.records(records);
        site
    }

    /// The project of this repository.
    pub(crate) fn starter() -> Self {
        let site = Self::new(&[]);
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = vec![repository.join("site.toml")];
        let content = walkdir::WalkDir::new(repository.join("content")).into_iter().map(Result::unwrap);
        files.extend(content.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path));
        for file in files {
            let path = file.strip_prefix(repository).unwrap();
            site.write(path.to_str().unwrap(), fs::read(&file).unwrap());
        }
        site.remove("content/models/all.jsonl");
        site
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        File::create(path).unwrap().write_all(bytes.as_ref()).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Replaces the snapshot.
    pub(crate) fn records(&self, records: &[Value]) {
        self.write("content/models/all.jsonl", lines(records));
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        command.arg("build").args(args).current_dir(self.folder.path());
        command
    }

    /// A command of the program in this project.
    pub(crate) fn modelpress(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        command.args(args).current_dir(self.folder.path());
        command
    }

    /// A build into `dist` that must succeed. Returns its report.
    pub(crate) fn build(&self) -> Value {
        self.build_with(&[])
    }

    pub(crate) fn build_with(&self, args: &[&str]) -> Value {
        report(&self.command(&[&["--json"], args].concat()).output().unwrap())
    }

    /// A build that must fail. Returns its messages.
    pub(crate) fn fail(&self) -> String {
        let output = self.command(&[]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(output.stdout.is_empty(), "{said}");
        said
    }

    pub(crate) fn tree(&self, out: &str) -> Tree {
        tree(&self.path(out))
    }

    pub(crate) fn manifest(&self, out: &str) -> Value {
        serde_json::from_str(&self.read(&format!("{out}/.modelpress/manifest.json"))).unwrap()
    }

    /// The date when the facts of a model's page last changed.
    pub(crate) fn changed(&self, id: &str) -> Option<String> {
        let manifest = self.manifest("dist");
        let page = &manifest["pages"][format!("model:{id}")];
        assert!(page.is_object(), "{id}");
        page["changed"].as_str().map(str::to_owned)
    }

    pub(crate) fn page(&self, name: &str) -> Page {
        Page::parse(&self.read(&format!("dist/{name}")))
    }
}

/// One record a line.
pub(crate) fn lines(records: &[Value]) -> String {
    records.iter().flat_map(|record| [record.to_string(), "\n".to_owned()]).collect()
}

/// The report of a successful build.
pub(crate) fn report(output: &Output) -> Value {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "one object, and nothing else: {text}");
    serde_json::from_str(text).unwrap()
}

/// A model that all workers run.
pub(crate) fn record(id: &str) -> Value {
    json!({
        "id": id,
        "createdAt": "2024-03-01T08:00:00.000Z",
        "lastModified": "2025-02-03T04:05:06.000Z",
        "gated": false,
        "downloads": 1_234,
        "likes": 12,
        "pipeline_tag": "text-generation",
        "library_name": "transformers",
        "tags": ["transformers", "safetensors", "llama", "text-generation", "license:mit"],
        "cardData": { "license": "mit" },
        "config": { "architectures": ["LlamaForCausalLM"], "model_type": "llama" },
        "safetensors": { "parameters": { "BF16": 1_235_814_400 }, "total": 1_235_814_400 },
        "siblings": [
            { "rfilename": "config.json", "size": 877 },
            { "rfilename": "tokenizer.json", "size": 9_085_657 },
            { "rfilename": "model.safetensors", "size": 2_471_645_608_u64 },
        ],
    })
}

/// A model with a unique size.
pub(crate) fn record_of_size(id: &str, millions: u64) -> Value {
    let mut record = record(id);
    let total = millions * 1_000_000;
    record["safetensors"] = json!({ "parameters": { "BF16": total }, "total": total });
    record["siblings"][2]["size"] = json!(total * 2 + 4_096);
    record
}

/// Everything in a folder that is part of the site, without the lock and the report.
pub(crate) fn tree(folder: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
    files
        .map(|entry| (name(entry.path()), fs::read(entry.path()).unwrap()))
        .filter(|(name, _)| !name.ends_with(".modelpress/lock") && !name.ends_with(".modelpress/build-report.json"))
        .collect()
}

/// Whether a file name has this ending. Names of the site are in lower case.
pub(crate) fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|known| known == ending)
}

/// The names of files that only one of the trees has, without our own records.
pub(crate) fn difference(before: &Tree, after: &Tree) -> Vec<String> {
    let is_ours = |name: &&String| name.contains(".modelpress/");
    let mut names: Vec<&String> = before.keys().chain(after.keys()).filter(|name| !is_ours(name)).collect();
    names.sort();
    names.dedup();
    names.into_iter().filter(|name| before.get(*name) != after.get(*name)).cloned().collect()
}

/// Asserts that two trees are the same, without printing them.
pub(crate) fn assert_same(left: &Tree, right: &Tree, what: &str) {
    let differing = difference(left, right);
    assert!(
        differing.is_empty(),
        "{what}: {} files differ: {:?}",
        differing.len(),
        &differing[..differing.len().min(5)]
    );
    assert!(left == right, "{what}: the manifests differ");
}

/// What identifies an untouched file: inode and modification time in nanoseconds.
pub(crate) fn stamps(folder: &Path) -> BTreeMap<PathBuf, (u64, i64, i64)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let own = entries.filter(|entry| !entry.path().to_string_lossy().contains(".modelpress"));
    own.map(|entry| {
        let metadata = entry.metadata().unwrap();
        (entry.path().to_owned(), (metadata.ino(), metadata.mtime(), metadata.mtime_nsec()))
    })
    .collect()
}

/// A parsed page.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The errors of the parser.
    pub(crate) errors: Vec<String>,
    /// The elements in order, each with its depth.
    pub(crate) elements: Vec<(usize, String)>,
    /// The elements in order, each with its attributes.
    pub(crate) tags: Vec<(String, BTreeMap<String, String>)>,
    /// Names and values of all attributes.
    pub(crate) attributes: Vec<(String, String)>,
    /// The text of everything except scripts.
    pub(crate) text: String,
    /// The text of inline scripts.
    pub(crate) scripts: Vec<String>,
}

impl Page {
    pub(crate) fn parse(html: &str) -> Self {
        let dom = test_html::parse(html);
        let errors = dom.errors.borrow().iter().map(ToString::to_string).collect();
        let mut page = Self { errors, ..Self::default() };
        page.visit(&dom.document, 0, false);
        page
    }

    fn visit(&mut self, node: &Handle, depth: usize, is_script: bool) {
        let mut is_script = is_script;
        match &node.data {
            NodeData::Element { name, attrs, .. } => {
                is_script = &*name.local == "script";
                let is_file = attrs.borrow().iter().any(|attribute| &*attribute.name.local == "src");
                if is_script && !is_file {
                    self.scripts.push(String::new());
                }
                self.elements.push((depth, name.local.to_string()));
                let attributes = attrs.borrow();
                let pair = |of: &Attribute| (of.name.local.to_string(), of.value.to_string());
                self.attributes.extend(attributes.iter().map(pair));
                self.tags.push((name.local.to_string(), attributes.iter().map(pair).collect()));
            }
            NodeData::Text { contents } if is_script => self.scripts.last_mut().unwrap().push_str(&contents.borrow()),
            NodeData::Text { contents } => self.text.push_str(&contents.borrow()),
            NodeData::Comment { .. } => self.elements.push((depth, "comment".to_owned())),
            _ => {}
        }
        for child in node.children.borrow().iter() {
            self.visit(child, depth + 1, is_script);
        }
    }

    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().filter(move |(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// The JSON-LD nodes of that type.
    pub(crate) fn json_ld(&self, kind: &str) -> Option<Value> {
        let documents = self.scripts.iter().map(|script| serde_json::from_str::<Value>(script).unwrap());
        let mut nodes = documents.flat_map(|document| document["@graph"].as_array().cloned().unwrap_or_default());
        nodes.find(|node| node["@type"] == kind)
    }

    /// Whether the page asks search engines to leave it out.
    pub(crate) fn is_noindex(&self) -> bool {
        self.attributes.iter().any(|(name, value)| name == "content" && value == "noindex")
    }
}
