//! The source code of the program, and compiling it again: templates are compiled into the program.

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

/// What the program was compiled from: a line for each file, the beginning of the hash of its content and its path
/// below the project.
const COMPILED_FROM: &str = include_str!("../../crates/generator/embedded/hashes.txt");

/// A folder with the source of this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkout {
    root: PathBuf,
    /// The folder that the program lies in, below that of `cargo`'s results; none where it lies elsewhere.
    target: Option<PathBuf>,
}

/// Why there is no new program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no `cargo`, or it cannot be started.
    #[error("cannot run `{cargo}`")]
    Start {
        /// What was tried.
        cargo: String,
        /// Why.
        source: io::Error,
    },
    /// The source has mistakes.
    #[error("the program does not compile")]
    Compile {
        /// The error messages of the compiler.
        messages: Vec<String>,
    },
    /// `cargo` names no program.
    #[error("`cargo build` has made no program")]
    NoProgram,
}

impl Checkout {
    /// The source that the program `exe` was made from: a folder that it lies below, or else `current`.
    #[must_use]
    pub fn find(exe: &Path, current: &Path) -> Option<Self> {
        let above = exe.ancestors().skip(1).find(|folder| is_checkout(folder));
        let root = above.or_else(|| Some(current).filter(|folder| is_checkout(folder)))?;
        // What `cargo` marks its folder of results with.
        let is_target = |folder: &&Path| folder.parent().is_some_and(|above| above.join("CACHEDIR.TAG").is_file());
        let folder = exe.parent().filter(is_target);
        Some(Self { root: root.to_owned(), target: folder.map(Path::to_owned) })
    }

    /// The folder of the source code.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where pages come from.
    #[must_use]
    pub fn templates(&self) -> PathBuf {
        self.root.join("templates")
    }

    /// The style sheet, as it is written.
    #[must_use]
    pub fn style_sheet(&self) -> PathBuf {
        self.root.join("templates/assets/main.css")
    }

    /// The templates, scripts, and style sheets that have changed since this program was compiled.
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

    /// The source code that this process was compiled from, if it is still there.
    #[must_use]
    pub fn of_this_process() -> Option<Self> {
        Self::find(&std::env::current_exe().ok()?, &std::env::current_dir().ok()?)
    }

    /// Brings `embedded/` up to date with the templates.
    fn embed(&self) -> Vec<OsString> {
        self.arguments(&["run", "--quiet"], "crates/embed/Cargo.toml", "embed")
    }

    /// Compiles the program without optimization: it starts to take the old one's place within seconds.
    fn build(&self) -> Vec<OsString> {
        self.arguments(&["build", "--bin", "modelpress", "--message-format", "json"], "Cargo.toml", "")
    }

    /// For a manifest below the source code, with results in a folder below cargo's.
    fn arguments(&self, command: &[&str], manifest: &str, folder: &str) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = command.iter().map(Into::into).collect();
        arguments.extend(["--manifest-path".into(), self.root.join(manifest).into()]);
        let target = self.target.as_deref().and_then(Path::parent).map_or_else(|| self.root.join("target"), Into::into);
        // Joined with nothing, a path ends in a slash.
        let target = if folder.is_empty() { target } else { target.join(folder) };
        arguments.extend(["--target-dir".into(), target.into()]);
        arguments
    }

    /// Starts to compile the program from the templates as they are now.
    pub fn compile(&self, cargo: &OsStr) -> Result<Compilation, Error> {
        let cargo = cargo.to_owned();
        let step = Step::start(&cargo, self.embed(), Stdio::piped())?;
        Ok(Compilation { cargo, step, build: Some(self.build()) })
    }
}

/// Two runs of `cargo`, one after the other: `embedded/` is brought up to date, then the program is compiled.
#[derive(Debug)]
pub struct Compilation {
    cargo: OsString,
    step: Step,
    /// The arguments of the second run, until it has started.
    build: Option<Vec<OsString>>,
}

impl Compilation {
    /// The new program, or why there is none; `None` while `cargo` is at work.
    pub fn result(&mut self) -> Option<Result<PathBuf, Error>> {
        let result = self.step.result()?;
        let Some(arguments) = self.build.take().filter(|_| result.is_ok()) else {
            return Some(result.and_then(|program| program.ok_or(Error::NoProgram)));
        };
        // Its progress is shown on our standard error.
        match Step::start(&self.cargo, arguments, Stdio::inherit()) {
            Ok(step) => self.step = step,
            Err(error) => return Some(Err(error)),
        }
        None
    }

    /// How many crates have been compiled so far.
    #[must_use]
    pub fn crates(&self) -> usize {
        self.step.crates.load(Ordering::Relaxed)
    }
}

/// One run of `cargo`.
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
        // Both pipes are read while `cargo` writes: a full one would stop it.
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

    /// The program that was compiled, if any, or why the run failed; `None` while it goes on.
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

/// Reads what `cargo` reports, and counts the crates it has compiled.
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
    /// What the compiler says, one text each.
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

/// A line of `cargo build --message-format json`, the fields that are used.
#[derive(Debug, Deserialize)]
struct Message {
    #[serde(default)]
    reason: String,
    /// Whether it was compiled before.
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
