//! `Served`: the running program with a project, and a client that shows every byte of an answer.

use crate::site::SiteTest;
use serde_json::Value;
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// Longer than anything in these tests takes, even on a slow machine.
const FAR: Duration = Duration::from_mins(2);

/// The running program, killed when dropped.
pub(crate) struct Served {
    child: Child,
    stdout: BufReader<ChildStdout>,
    said: Arc<Mutex<String>>,
    /// `127.0.0.1:4000`.
    pub(crate) host: String,
    /// Path of the home page.
    pub(crate) home: String,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// In lower case.
    head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

impl Served {
    /// Starts at a free port.
    pub(crate) fn start(site: &SiteTest, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_modelpress"));
        Self::of(command.current_dir(site.path("")).args(["serve", "--port", "0"]).args(args))
    }

    pub(crate) fn of(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let heard = said.clone();
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(length @ 1..) = stderr.read(&mut bytes) {
                heard.lock().unwrap().push_str(&String::from_utf8_lossy(&bytes[..length]));
            }
        });
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let mut served = Self { child, stdout, said, host: String::new(), home: String::new() };
        served.read_address();
        served
    }

    /// Reads the line on standard output that contains the URL of the site.
    pub(crate) fn read_address(&mut self) {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("http://");
        let address = address.unwrap_or_else(|| panic!("no address: {line:?}, {}", self.said()));
        let (host, home) = address.split_at(address.find('/').unwrap());
        (self.host, self.home) = (host.to_owned(), home.to_owned());
    }

    /// The CPU time used, in the system's ticks (a hundredth of a second on Linux).
    pub(crate) fn ticks(&self) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = text.rsplit(')').next().unwrap().split_whitespace().collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    }

    /// The output on standard error so far.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path)
    }

    pub(crate) fn ask(&self, method: &str, path: &str) -> Answer {
        self.ask_for(&self.host, method, path)
    }

    /// Requests with another `Host`.
    pub(crate) fn ask_for(&self, host: &str, method: &str, path: &str) -> Answer {
        let mut stream = self.connect(host, method, path, "close");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn connect(&self, host: &str, method: &str, path: &str, connection: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(FAR)).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: {connection}\r\n\r\n").unwrap();
        stream
    }

    /// The states that browsers receive, one after another.
    pub(crate) fn events(&self) -> impl Iterator<Item = Value> + use<> {
        let lines = BufReader::new(self.connect(&self.host, "GET", "/.modelpress/events", "keep-alive")).lines();
        lines.map_while(Result::ok).filter_map(|line| Some(serde_json::from_str(line.strip_prefix("data: ")?).unwrap()))
    }

    /// Waits for a condition and prints how long that took. No test fails because of time.
    #[expect(clippy::disallowed_methods, reason = "how long it took is told, and decides nothing")]
    pub(crate) fn until(&self, what: &str, mut is_so: impl FnMut(&Self) -> bool) {
        let begin = Instant::now();
        while !is_so(self) {
            assert!(begin.elapsed() < FAR, "never: {what}; {}", self.said());
            thread::sleep(Duration::from_millis(20));
        }
        let _ = writeln!(std::io::stderr(), "{what}: shown after {} ms", begin.elapsed().as_millis());
    }

    /// Sends the signal of Ctrl-C and waits for the end.
    pub(crate) fn interrupt(mut self) {
        // Processes that a shell starts in the background without a terminal ignore that signal, and so do their
        // children.
        let signal = if is_interrupt_ignored() { 15 } else { 2 };
        let sent = Command::new("kill").args([format!("-{signal}"), self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let status = self.child.wait().unwrap();
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(signal), "{status}");
    }
}

fn is_interrupt_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 0b10 != 0)
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An empty folder on the same disk as the program.
pub(crate) fn scratch(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}
