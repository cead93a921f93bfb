//! The source that the program was made from, and making it anew: templates are compiled into it.

use serde::Deserialize;
use std::{
    ffi::OsStr,
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

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
        /// What the compiler says; empty where it said it elsewhere.
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

    /// The arguments that make the program anew, where it lies and as it was made.
    fn arguments(&self) -> Vec<std::ffi::OsString> {
        let mut arguments: Vec<std::ffi::OsString> =
            ["build", "--bin", "modelpress", "--message-format", "json", "--manifest-path"].map(Into::into).into();
        arguments.push(self.root.join("Cargo.toml").into());
        let profile = self.target.as_deref().map_or(Some(OsStr::new("release")), Path::file_name);
        match profile.and_then(OsStr::to_str) {
            Some("debug") | None => {}
            Some(profile) => arguments.extend(["--profile".into(), profile.into()]),
        }
        if let Some(target) = self.target.as_deref().and_then(Path::parent) {
            arguments.extend(["--target-dir".into(), target.into()]);
        }
        arguments
    }

    /// Begins to make the program anew with this `cargo`, which tells of its progress on standard error.
    pub fn compile(&self, cargo: &OsStr) -> Result<Compilation, Error> {
        let mut command = Command::new(cargo);
        command.args(self.arguments()).stdin(Stdio::null()).stdout(Stdio::piped());
        let failed = |source| Error::Start { cargo: cargo.to_string_lossy().into_owned(), source };
        let mut child = command.spawn().map_err(failed)?;
        // What is not read while it comes would hold up who writes it.
        let mut stdout = child.stdout.take();
        let read = move || {
            let mut text = Vec::new();
            if let Some(stdout) = &mut stdout {
                let _ = stdout.read_to_end(&mut text);
            }
            text
        };
        Ok(Compilation { child, messages: Some(thread::spawn(read)) })
    }
}

/// `cargo` at work.
#[derive(Debug)]
pub struct Compilation {
    child: Child,
    messages: Option<thread::JoinHandle<Vec<u8>>>,
}

impl Compilation {
    /// The new program, or why there is none; nothing as long as it goes on.
    pub fn result(&mut self) -> Option<Result<PathBuf, Error>> {
        let status = self.child.try_wait().ok()??;
        let text = self.messages.take().and_then(|messages| messages.join().ok()).unwrap_or_default();
        let lines = text.split(|byte| *byte == b'\n');
        let messages: Vec<Message> = lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
        if status.success() {
            let program = messages.into_iter().rev().find_map(|message| message.executable);
            return Some(program.ok_or(Error::NoProgram));
        }
        let errors = messages.into_iter().filter_map(|message| message.message);
        let errors = errors.filter(|message| message.level == "error").filter_map(|message| message.rendered);
        Some(Err(Error::Compile { messages: errors.collect() }))
    }
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

    /// What to try.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Start { .. } => "install Rust, or set `CARGO` to the program; settings and content show without it",
            Self::Compile { .. } => "mend the template: it is compiled again when it changes",
            Self::NoProgram => "run `cargo build` by hand",
        }
    }
}

fn is_checkout(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    manifest.lines().any(|line| line.trim() == "name = \"modelpress\"") && folder.join("templates").is_dir()
}

/// A line of `cargo build --message-format json`, as far as it matters.
#[derive(Debug, Deserialize)]
struct Message {
    #[serde(default)]
    executable: Option<PathBuf>,
    #[serde(default)]
    message: Option<Diagnostic>,
}

#[derive(Debug, Deserialize)]
struct Diagnostic {
    level: String,
    rendered: Option<String>,
}
