//! `modelpress serve`: previews the site as its host would serve it, and rebuilds it after every change.

mod changes;

use super::{
    Exit, Failure,
    build::{self, Sources},
    environment::variable,
    format,
    project::ProjectOption,
    snapshot_option::SnapshotOption,
    terminal,
};
use changes::Places;
use generator::pipeline;
use locale::plural::Counted;
use modelpress::serve::{
    checkout::{self, Checkout, Compilation},
    hosts::Hosts,
    live::Live,
    server,
    site::Site,
    watch::Watcher,
};
use std::{
    ffi::OsString,
    io::{self, ErrorKind},
    net::{IpAddr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Duration,
};

/// Preview the site locally and rebuild it after every change
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress serve --open\n  modelpress serve --port 8080 --snapshot \
                  content/models/starter.jsonl")]
pub(super) struct Args {
    /// Port to listen on; 0 picks a free one [default: 4000, or the next free port]
    #[arg(long, value_name = "N", overrides_with = "port")]
    port: Option<u16>,

    /// Address to listen on; `0.0.0.0` makes the site visible to the whole network
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,

    /// Also answer requests for this host name, in addition to IP addresses and `localhost`; repeatable
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,

    /// Open the site in a browser
    #[arg(long)]
    open: bool,

    /// Set when `serve` restarts itself after a template change
    #[arg(long, hide = true, overrides_with = "started_again")]
    started_again: bool,

    #[command(flatten)]
    project: ProjectOption,

    #[command(flatten)]
    snapshot: SnapshotOption,

    /// Output folder
    #[arg(long, value_name = "DIR", default_value = ".preview")]
    out: PathBuf,

    /// Number of threads [default: one per core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// The first port to try, and the number of ports to try.
const PORTS: (u16, u16) = (4000, 20);

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    if args.snapshot.snapshot.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::wrong_usage(
            "`serve` reads the snapshot again after every change, which standard input does not allow",
            "write the records to a file and pass it with `--snapshot`",
        ));
    }
    build::work_with(args.threads)?;
    let listener = listen(args)?;
    let address = listener.local_addr().map_err(Failure::new)?;
    let mut preview = Preview {
        args,
        live: Arc::default(),
        checkout: Checkout::of_this_process(),
        compilation: None,
        is_outdated: false,
        shown: None,
    };
    let places = preview.places();
    let mut watcher = watch(&places)?;
    if let Some(failure) = preview.build().err().filter(Failure::is_about_output) {
        return Err(failure);
    }
    server::start(listener, preview.live.clone(), Hosts::new(&args.allow_host)).map_err(Failure::new)?;
    preview.announce(address)?;
    preview.compile_changed();
    preview.follow(&mut watcher, places, address)
}

fn watch(places: &Places) -> Result<Watcher, Failure> {
    Watcher::new(places.watched()).map_err(|error| {
        let hint =
            "the system limits the number of watched files; raise that limit, or use a `--snapshot` with fewer files";
        Failure::new(error).with_hint(hint)
    })
}

fn listen(args: &Args) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind(SocketAddr::new(args.host, port));
    let refused = |port: u16, error: io::Error| {
        let in_use = error.kind() == ErrorKind::AddrInUse;
        let hint = if in_use {
            format!("the port is in use; try `--port {}`, or `--port 0` for any free port", port.saturating_add(1))
        } else {
            "`--host` must be an address of this machine, and ports below 1024 may need more rights".to_owned()
        };
        let what = format!("cannot listen on {}", SocketAddr::new(args.host, port));
        Failure::new(anyhow::Error::new(error).context(what)).with_hint(hint)
    };
    if let Some(port) = args.port {
        return bind(port).map_err(|error| refused(port, error));
    }
    let (first, count) = PORTS;
    for port in first..first + count {
        match bind(port) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            bound => return bound.map_err(|error| refused(port, error)),
        }
    }
    Err(refused(first + count - 1, ErrorKind::AddrInUse.into()))
}

/// How often to check whether the compiler has finished.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

struct Preview<'a> {
    args: &'a Args,
    live: Arc<Live>,
    checkout: Option<Checkout>,
    /// While the program is being compiled: the notice shown in browsers, and the number of compiled crates.
    compilation: Option<(Compilation, String, usize)>,
    /// Whether templates have changed since the compilation started.
    is_outdated: bool,
    /// The id of the last site shown to browsers.
    shown: Option<String>,
}

impl Preview<'_> {
    /// Builds, and shows the result on the terminal and in browsers.
    fn build(&mut self) -> Result<(), Failure> {
        match self.try_build() {
            Ok((site, said)) => {
                let is_same = self.shown.as_deref() == Some(site.id());
                self.shown = Some(site.id().to_owned());
                terminal::to_stderr(&if is_same { "the site has not changed\n".to_owned() } else { said });
                self.live.show(site);
                Ok(())
            }
            Err(failure) => {
                let text = failure.text();
                terminal::to_stderr(&text);
                if self.shown.is_some() {
                    terminal::to_stderr("the last good site stays online until this is fixed\n");
                }
                self.live.fail(&text);
                Err(failure)
            }
        }
    }

    fn try_build(&self) -> Result<(Site, String), Failure> {
        let mut sources = Sources::read(&self.args.project, &self.args.snapshot)?;
        if let Some(file) = self.style_sheet().filter(|_| sources.style_sheet.is_none()) {
            sources.style_sheet = std::fs::read(file).ok();
        }
        let report = pipeline::build(&sources.inputs(&self.args.out)).map_err(build::failure)?;
        let (site, problems) = Site::load(&self.args.out, &sources.config.address(), sources.previewed_host)?;
        for problem in problems {
            terminal::to_stderr(&format!("warning: {problem}\n"));
        }
        let said = format!(
            "{} in {:.2} s: {} written, {} removed\n",
            Counted(report.pages, "page"),
            report.seconds,
            format::counted(report.written, "file"),
            format::counted(report.removed, "file"),
        );
        Ok((site, said))
    }

    /// The source of the built-in style sheet, which is used without compiling.
    fn style_sheet(&self) -> Option<PathBuf> {
        Some(self.checkout.as_ref()?.style_sheet()).filter(|file| file.is_file())
    }

    /// The files to watch; the settings may change them.
    fn places(&self) -> Places {
        let config = self.args.project.config_file();
        let own_style_sheet = self.args.project.load().ok().map(|project| project.settings.config.site.style_sheet);
        let own_style_sheet = own_style_sheet.filter(|file| !file.is_empty()).map(PathBuf::from);
        Places {
            config: config.to_owned(),
            snapshots: self.args.snapshot.snapshot.clone(),
            style_sheets: own_style_sheet.into_iter().chain(self.style_sheet()).collect(),
            templates: self.checkout.as_ref().map(Checkout::templates),
        }
    }

    /// Prints the URL to standard output and everything else to standard error.
    fn announce(&self, address: SocketAddr) -> Result<(), Failure> {
        let home = self.live.site().map_or_else(|_| "/".to_owned(), |site| site.home());
        let url = format!("http://{address}{home}");
        terminal::to_stdout(&format!("{url}\n"))?;
        let templates = match &self.checkout {
            Some(checkout) => {
                format!("changing a template in {} recompiles the program", checkout.templates().display())
            }
            None => "templates are not watched, because the source of the program is not here".to_owned(),
        };
        terminal::to_stderr(&format!("watching settings, content and snapshot; {templates}\npress Ctrl-C to stop\n"));
        let opened = if self.args.open && !self.args.started_again { open::that_detached(&url) } else { Ok(()) };
        if let Err(error) = opened {
            terminal::to_stderr(&format!("warning: cannot open a browser: {error}\n"));
        }
        Ok(())
    }

    /// Compiles the program if templates were edited since it was compiled.
    fn compile_changed(&mut self) {
        let Some(checkout) = self.checkout.as_ref().filter(|_| !self.args.started_again) else { return };
        let mut changed: Vec<PathBuf> = checkout.changed_templates().collect();
        // Shown without compiling.
        changed.retain(|path| *path != checkout.style_sheet());
        if !changed.is_empty() {
            self.compile(&changed);
        }
    }

    /// Rebuilds after every change, until the process ends or watching fails.
    fn follow(&mut self, watcher: &mut Watcher, mut places: Places, address: SocketAddr) -> Result<Exit, Failure> {
        loop {
            let at_most = if self.compilation.is_some() { LOOK_AGAIN } else { Duration::MAX };
            let Some(changed) = watcher.wait(at_most) else {
                return Err(Failure::new(anyhow::anyhow!("the system no longer reports file changes")));
            };
            let (templates, sources) = places.divide(changed);
            if !templates.is_empty() {
                self.compile(&templates);
            }
            if !sources.is_empty() {
                terminal::to_stderr(&format!("{} changed: building\n", named(&sources)));
                // The failure has already been shown.
                let _ = self.build();
                let now = self.places();
                if now != places {
                    *watcher = watch(&now)?;
                    places = now;
                    // For changes before the new files were watched.
                    let _ = self.build();
                }
            }
            self.start_compiled(address);
        }
    }

    /// Starts compiling the program, or notes that it must be compiled once more.
    fn compile(&mut self, changed: &[PathBuf]) {
        let Some(checkout) = &self.checkout else { return };
        let notice = format!("{} changed: recompiling the program, which contains the templates", named(changed));
        terminal::to_stderr(&format!("{notice}\n"));
        self.live.compiles(&notice);
        if self.compilation.is_some() {
            self.is_outdated = true;
            return;
        }
        match checkout.compile(&cargo()) {
            Ok(compilation) => self.compilation = Some((compilation, notice, 0)),
            Err(error) => self.does_not_compile(error),
        }
    }

    /// Replaces this process with the compiled program, if it is ready.
    fn start_compiled(&mut self, address: SocketAddr) {
        let Some((compilation, notice, shown)) = &mut self.compilation else { return };
        let Some(result) = compilation.result() else {
            let crates = compilation.crates();
            if crates > *shown {
                *shown = crates;
                self.live.compiles(&format!("{notice} ({})", format::counted(crates, "crate")));
            }
            return;
        };
        self.compilation = None;
        if std::mem::take(&mut self.is_outdated) {
            self.compile(&[]);
            return;
        }
        match result {
            Ok(program) => {
                let failure = Failure::new(start_again(&program, address)).with_hint("start `modelpress serve` again");
                terminal::to_stderr(&failure.text());
                self.live.does_not_compile(&failure.text());
            }
            Err(error) => self.does_not_compile(error),
        }
    }

    fn does_not_compile(&self, error: checkout::Error) {
        let messages = error.messages().concat();
        let text = Failure::from(error).text() + &messages;
        terminal::to_stderr(&text);
        self.live.does_not_compile(&text);
    }
}

/// The first changed file, relative to the current folder, and the number of others.
fn named(changed: &[PathBuf]) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    match changed {
        [] => "more".to_owned(),
        [only] => only.strip_prefix(here).unwrap_or(only).display().to_string(),
        [first, others @ ..] => {
            format!("{} and {} more", first.strip_prefix(here).unwrap_or(first).display(), others.len())
        }
    }
}

/// The variable with which `cargo` names itself to child processes.
fn cargo() -> OsString {
    variable("CARGO").unwrap_or_else(|| "cargo".to_owned()).into()
}

/// Starts the new program with the same arguments and port. Only returns if that fails.
fn start_again(program: &Path, address: SocketAddr) -> anyhow::Error {
    let mut command = Command::new(program);
    command.args(std::env::args_os().skip(1)).args(["--port", &address.port().to_string(), "--started-again"]);
    let what = format!("cannot start `{}`", program.display());
    #[cfg(unix)]
    let error = std::os::unix::process::CommandExt::exec(&mut command);
    // On systems where a process cannot replace itself, the port stays in use until this one ends.
    #[cfg(not(unix))]
    let error = io::Error::from(ErrorKind::Unsupported);
    anyhow::Error::new(error).context(what)
}
