//! The source code of the program, and recompiling it: templates are compiled into the program.

use serde::Deserialize;
use std::{
    ffi::{OsStr, OsString},
    fs,
    io::{self, BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

/// The files the program was compiled from, one per line: the beginning of the content hash, and the path below the
/// project.
const COMPILED_FROM: &str = include_str!("../../crates/generator/embedded/hashes.txt");

/// A folder with the source of this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    root: PathBuf,
    /// The folder of the program below cargo's target folder. `None` if it is elsewhere.
    target: Option<PathBuf>,
}

/// Why there is no new program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `cargo` cannot be started.
    #[error("cannot run `{cargo}`")]
    Start {
        /// The command.
        cargo: String,
        /// The reason.
        source: io::Error,
    },
    /// The source has errors.
    #[error("the program failed to compile")]
    Compile {
        /// The error messages of the compiler.
        messages: Vec<String>,
    },
    /// `cargo` reported no program.
    #[error("`cargo build` did not produce a program")]
    NoProgram,
}

impl Checkout {
    /// The source of the program `exe`: a parent folder of it, or else `current`.
    #[must_use]
    pub fn find(exe: &Path, current: &Path) -> Option<Self> {
        let above = exe.ancestors().skip(1).find(|folder| is_checkout(folder));
        let root = above.or_else(|| Some(current).filter(|folder| is_checkout(folder)))?;
        // The file with which cargo marks its target folder.
        let is_target = |folder: &&Path| folder.parent().is_some_and(|above| above.join("CACHEDIR.TAG").is_file());
        let folder = exe.parent().filter(is_target);
        Some(Self { root: root.to_owned(), target: folder.map(Path::to_owned) })
    }

    /// The folder of the source code.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the templates.
    #[must_use]
    pub fn templates(&self) -> PathBuf {
        self.root.join("templates")
    }

    /// The source of the style sheet.
    #[must_use]
    pub fn style_sheet(&self) -> PathBuf {
        self.root.join("templates/assets/main.css")
    }

    /// The templates, scripts and style sheets that changed since this program was compiled.
    pub fn changed_templates(&self) -> impl Iterator<Item = PathBuf> {
        let known = COMPILED_FROM.lines().filter_map(|line| line.split_once(' '));
        let known = known.filter(|(_, path)| path.starts_with("templates/"));
        known.filter_map(|(hash, path)| {
            let path = self.root.join(path);
            let source = fs::read(&path).unwrap_or_default();
            let is_known = blake3::hash(&source).to_hex().starts_with(hash);
            (!is_known).then_some(path)
        })
    }

    /// The source of this process, if it still exists.
    #[must_use]
    pub fn of_this_process() -> Option<Self> {
        Self::find(&std::env::current_exe().ok()?, &std::env::current_dir().ok()?)
    }

    /// The arguments of `cargo embed`.
    fn embed(&self) -> Vec<OsString> {
        self.arguments(&["run", "--quiet"], "crates/embed/Cargo.toml", "embed")
    }

    /// The arguments of a debug build, which is ready within seconds.
    fn build(&self) -> Vec<OsString> {
        self.arguments(&["build", "--bin", "modelpress", "--message-format", "json"], "Cargo.toml", "")
    }

    /// For a manifest in the source code, with its own folder below cargo's target folder.
    fn arguments(&self, command: &[&str], manifest: &str, folder: &str) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = command.iter().map(Into::into).collect();
        arguments.extend(["--manifest-path".into(), self.root.join(manifest).into()]);
        let target = self.target.as_deref().and_then(Path::parent).map_or_else(|| self.root.join("target"), Into::into);
        // Joining an empty path would add a slash.
        let target = if folder.is_empty() { target } else { target.join(folder) };
        arguments.extend(["--target-dir".into(), target.into()]);
        arguments
    }

    /// Starts compiling the program with the current templates.
    pub fn compile(&self, cargo: &OsStr) -> Result<Compilation, Error> {
        let cargo = cargo.to_owned();
        let step = Step::start(&cargo, self.embed(), Stdio::piped())?;
        Ok(Compilation { cargo, step, build: Some(self.build()) })
    }
}

/// Two cargo commands, one after the other: `embed` and `build`.
#[derive(Debug)]
pub struct Compilation {
    cargo: OsString,
    step: Step,
    /// The arguments of the second command, until it has started.
    build: Option<Vec<OsString>>,
}

impl Compilation {
    /// The new program, or why there is none. `None` while cargo is running.
    pub fn result(&mut self) -> Option<Result<PathBuf, Error>> {
        let result = self.step.result()?;
        let Some(arguments) = self.build.take().filter(|_| result.is_ok()) else {
            return Some(result.and_then(|program| program.ok_or(Error::NoProgram)));
        };
        // Its progress appears on our standard error.
        match Step::start(&self.cargo, arguments, Stdio::inherit()) {
            Ok(step) => self.step = step,
            Err(error) => return Some(Err(error)),
        }
        None
    }

    /// Number of crates compiled so far.
    #[must_use]
    pub fn crates(&self) -> usize {
        self.step.crates.load(Ordering::Relaxed)
    }
}

/// One cargo command.
#[derive(Debug)]
struct Step {
    child: Child,
    crates: Arc<AtomicUsize>,
    messages: Option<thread::JoinHandle<Vec<Message>>>,
    errors: Option<thread::JoinHandle<String>>,
}

impl Step {
    fn start(cargo: &OsStr, arguments: Vec<OsString>, stderr: Stdio) -> Result<Self, Error> {
        let mut command = Command::new(cargo);
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(stderr);
        let failed = |source| Error::Start { cargo: cargo.to_string_lossy().into_owned(), source };
        let mut child = command.spawn().map_err(failed)?;
        let crates = Arc::new(AtomicUsize::new(0));
        // Both pipes are read while cargo writes, because a full one would block it.
        let counter = crates.clone();
        let messages = child.stdout.take().map(|stdout| thread::spawn(move || read_messages(stdout, &counter)));
        let errors = child.stderr.take().map(|mut stderr| {
            thread::spawn(move || {
                let mut text = Vec::new();
                let _ = stderr.read_to_end(&mut text);
                String::from_utf8_lossy(&text).into_owned()
            })
        });
        Ok(Self { child, crates, messages, errors })
    }

    /// The compiled program, if any, or why the command failed. `None` while it is running.
    fn result(&mut self) -> Option<Result<Option<PathBuf>, Error>> {
        let status = self.child.try_wait().ok()??;
        let messages = self.messages.take().and_then(|messages| messages.join().ok()).unwrap_or_default();
        let errors = self.errors.take().and_then(|errors| errors.join().ok()).unwrap_or_default();
        if status.success() {
            return Some(Ok(messages.into_iter().rev().find_map(|message| message.executable)));
        }
        let rendered = messages.into_iter().filter_map(|message| message.diagnostic);
        let rendered = rendered.filter(|message| message.level == "error").filter_map(|message| message.rendered);
        Some(Err(Error::Compile { messages: rendered.chain((!errors.is_empty()).then_some(errors)).collect() }))
    }
}

/// Reads cargo's messages and counts compiled crates.
fn read_messages(stdout: ChildStdout, crates: &AtomicUsize) -> Vec<Message> {
    let mut messages = Vec::new();
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        let Ok(message) = serde_json::from_str::<Message>(&line) else { continue };
        if message.reason == "compiler-artifact" && !message.fresh {
            crates.fetch_add(1, Ordering::Relaxed);
        }
        messages.push(message);
    }
    messages
}

impl Error {
    /// The compiler's error messages.
    #[must_use]
    pub fn messages(&self) -> &[String] {
        match self {
            Self::Compile { messages } => messages,
            Self::Start { .. } | Self::NoProgram => &[],
        }
    }
}

fn is_checkout(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest.lines().any(|line| line.trim() == "name = \"modelpress\"") && folder.join("templates").is_dir()
}

/// A line of `cargo build --message-format json`, reduced to the fields used here.
#[derive(Debug, Deserialize)]
struct Message {
    #[serde(default)]
    reason: String,
    /// Whether it was already compiled.
    #[serde(default)]
    fresh: bool,
    #[serde(default)]
    executable: Option<PathBuf>,
    #[serde(default, rename = "message")]
    diagnostic: Option<Diagnostic>,
}

#[derive(Debug, Deserialize)]
struct Diagnostic {
    level: String,
    rendered: Option<String>,
}
