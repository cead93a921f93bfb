//! `modelpress serve`: the site as its host would answer, and anew after every change.

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

/// Build the site and show it as its host would, anew after every change
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  modelpress serve --open\n  modelpress serve --port 8080 --snapshot \
                  content/models/starter.jsonl")]
pub(super) struct Args {
    /// Port to listen at; 0 takes any that is free [default: 4000, or the next one that is free]
    #[arg(long, value_name = "N", overrides_with = "port")]
    port: Option<u16>,

    /// Address to listen at; `0.0.0.0` shows the site to the whole network
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    host: IpAddr,

    /// Answer requests for this host name as well, beside IP addresses and `localhost`; can be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,

    /// Open the site in the browser
    #[arg(long)]
    open: bool,

    /// Given by a program of before, which a template has changed in, to the one that takes its place
    #[arg(long, hide = true, overrides_with = "started_again")]
    started_again: bool,

    #[command(flatten)]
    project: ProjectOption,

    #[command(flatten)]
    snapshot: SnapshotOption,

    /// Folder to build into
    #[arg(long, value_name = "DIR", default_value = ".preview")]
    out: PathBuf,

    /// Threads to work with [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// Where to begin to look for a free port, and how many are tried.
const PORTS: (u16, u16) = (4000, 20);

pub(super) fn run(args: &Args) -> Result<Exit, Failure> {
    if args.snapshot.snapshot.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::wrong_usage(
            "`serve` reads the snapshot anew after every change, and standard input only once",
            "write the records to a file, and name it with `--snapshot`",
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
        let hint = "the system watches so many files at most; `--snapshot` with fewer files may help";
        Failure::new(error).with_hint(hint)
    })
}

fn listen(args: &Args) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind(SocketAddr::new(args.host, port));
    let refused = |port: u16, error: io::Error| {
        let in_use = error.kind() == ErrorKind::AddrInUse;
        let hint = if in_use {
            format!(
                "something else listens there; `--port {}` is another, `--port 0` any that is free",
                port.saturating_add(1)
            )
        } else {
            "`--host` takes an address of this machine, and low ports may need more rights".to_owned()
        };
        let what = format!("cannot listen at {}", SocketAddr::new(args.host, port));
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

/// How often to see whether the compiler is ready.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

struct Preview<'a> {
    args: &'a Args,
    live: Arc<Live>,
    checkout: Option<Checkout>,
    /// While the program is compiled: the notice that browsers show, and how many crates it counts.
    compilation: Option<(Compilation, String, usize)>,
    /// Templates have changed since that began.
    is_outdated: bool,
    /// The site that browsers have last been shown, by its id.
    shown: Option<String>,
}

impl Preview<'_> {
    /// Builds, and shows what came of it, on the terminal and to browsers.
    fn build(&mut self) -> Result<(), Failure> {
        match self.try_build() {
            Ok((site, said)) => {
                let is_same = self.shown.as_deref() == Some(site.id());
                self.shown = Some(site.id().to_owned());
                terminal::to_stderr(&if is_same { "nothing of the site has changed\n".to_owned() } else { said });
                self.live.show(site);
                Ok(())
            }
            Err(failure) => {
                let text = failure.text();
                terminal::to_stderr(&text);
                if self.shown.is_some() {
                    terminal::to_stderr("the last good site stays until this is mended\n");
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

    /// The source of the program's own style sheet: what is written there shows without compiling anything.
    fn style_sheet(&self) -> Option<PathBuf> {
        Some(self.checkout.as_ref()?.style_sheet()).filter(|file| file.is_file())
    }

    /// What is watched, which the settings may change.
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

    /// The address to standard output; what else there is to know to standard error.
    fn announce(&self, address: SocketAddr) -> Result<(), Failure> {
        let home = self.live.site().map_or_else(|_| "/".to_owned(), |site| site.home());
        let url = format!("http://{address}{home}");
        terminal::to_stdout(&format!("{url}\n"))?;
        let templates = match &self.checkout {
            Some(checkout) => {
                format!("a change to a template in {} compiles the program again", checkout.templates().display())
            }
            None => "templates are part of the program and not watched: it has no source here".to_owned(),
        };
        terminal::to_stderr(&format!("watching settings, content and snapshot; {templates}\nCtrl-C ends it\n"));
        let opened = if self.args.open && !self.args.started_again { open::that_detached(&url) } else { Ok(()) };
        if let Err(error) = opened {
            terminal::to_stderr(&format!("warning: cannot open the browser: {error}\n"));
        }
        Ok(())
    }

    /// Starts to compile if templates were edited since this program was compiled.
    fn compile_changed(&mut self) {
        let Some(checkout) = self.checkout.as_ref().filter(|_| !self.args.started_again) else { return };
        let mut changed: Vec<PathBuf> = checkout.changed_templates().collect();
        // It is shown without compiling.
        changed.retain(|path| *path != checkout.style_sheet());
        if !changed.is_empty() {
            self.compile(&changed);
        }
    }

    /// Builds after every change, until the process ends or nothing can be watched any more.
    fn follow(&mut self, watcher: &mut Watcher, mut places: Places, address: SocketAddr) -> Result<Exit, Failure> {
        loop {
            let at_most = if self.compilation.is_some() { LOOK_AGAIN } else { Duration::MAX };
            let Some(changed) = watcher.wait(at_most) else {
                return Err(Failure::new(anyhow::anyhow!("the system has stopped telling of changes")));
            };
            let (templates, sources) = places.divide(changed);
            if !templates.is_empty() {
                self.compile(&templates);
            }
            if !sources.is_empty() {
                terminal::to_stderr(&format!("{} changed: building\n", named(&sources)));
                // Its failure has been shown.
                let _ = self.build();
                let now = self.places();
                if now != places {
                    *watcher = watch(&now)?;
                    places = now;
                    // What changed before the new places were watched.
                    let _ = self.build();
                }
            }
            self.start_compiled(address);
        }
    }

    /// Starts to compile the program, or notes that it has to be compiled once more.
    fn compile(&mut self, changed: &[PathBuf]) {
        let Some(checkout) = &self.checkout else { return };
        let notice = format!("{} changed: compiling the program, which contains the templates", named(changed));
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

    /// Lets a program that is ready take the place of this one; stays where there is none.
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
                let failure = Failure::new(start_again(&program, address)).with_hint("start it anew by hand");
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

/// The first of changed files, as it is seen from here, and how many more there are.
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

/// As `cargo` itself names the program to its children.
fn cargo() -> OsString {
    variable("CARGO").unwrap_or_else(|| "cargo".to_owned()).into()
}

/// The new program, with the arguments of this one, at the same address. Comes back only where that fails.
fn start_again(program: &Path, address: SocketAddr) -> anyhow::Error {
    let mut command = Command::new(program);
    command.args(std::env::args_os().skip(1)).args(["--port", &address.port().to_string(), "--started-again"]);
    let what = format!("cannot start `{}`", program.display());
    #[cfg(unix)]
    let error = std::os::unix::process::CommandExt::exec(&mut command);
    // Where a process cannot become another, the port is not free before this one has ended.
    #[cfg(not(unix))]
    let error = io::Error::from(ErrorKind::Unsupported);
    anyhow::Error::new(error).context(what)
}
