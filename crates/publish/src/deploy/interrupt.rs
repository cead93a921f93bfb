//! Signals that ask the process to end. While a deploy holds the lock of a store, the first signal is noted and the
//! deploy removes its lock before it ends: the object would stay in the store if the process just ended.

use futures_util::future::{Either, select};
use std::{
    fmt, io,
    pin::pin,
    process,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};
use tokio::{runtime, sync::watch, time};

/// Signals within this time count as one: some programs that run others pass on a signal that both got.
const SAME_MOMENT: Duration = Duration::from_millis(50);

/// What asked the process to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Somebody at the terminal, by Ctrl-C.
    Interrupt,
    /// The operating system, or the program that started the job.
    Terminate,
}

impl Signal {
    /// What shells report of a process that the signal ended.
    const fn exit_code(self) -> i32 {
        match self {
            Self::Interrupt => 130,
            Self::Terminate => 143,
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Interrupt => "SIGINT",
            Self::Terminate => "SIGTERM",
        })
    }
}

/// Notes the first signal while it lives. The process ends at once on a signal that comes after [`Held::signal`] has
/// returned, or after this is dropped.
#[derive(Debug)]
pub(super) struct Held {
    came: watch::Receiver<Option<Signal>>,
    ends: Arc<AtomicBool>,
}

impl Held {
    /// Fails if the system takes no handler.
    pub(super) fn new() -> Result<Self, io::Error> {
        let (sender, came) = watch::channel(None);
        let ends = Arc::<AtomicBool>::default();
        let held = Self { came, ends: Arc::clone(&ends) };
        let (ready, is_ready) = mpsc::sync_channel(1);
        // A thread of its own, which outlives the deploy: `tokio` never gives a signal back to the system, so somebody
        // has to listen until the process ends, also while every other thread is at work.
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            let listen = || -> io::Result<_> {
                let runtime = runtime::Builder::new_current_thread().enable_io().build()?;
                let signals = runtime.block_on(async { Signals::new() })?;
                Ok((runtime, signals))
            };
            let (runtime, mut signals) = match listen() {
                Ok(listening) => listening,
                Err(error) => return ready.send(Err(error)).unwrap_or_default(),
            };
            let _ = ready.send(Ok(()));
            runtime.block_on(async {
                loop {
                    let signal = signals.next().await;
                    if ends.load(Ordering::SeqCst) {
                        process::exit(signal.exit_code());
                    }
                    sender.send_replace(Some(signal));
                }
            });
        })?;
        is_ready.recv().map_err(io::Error::other)??;
        Ok(held)
    }

    /// Waits for a signal.
    pub(super) async fn signal(&self) -> Signal {
        let mut came = self.came.clone();
        // The sender lives as long as the process.
        let signal = came.wait_for(Option::is_some).await.ok().and_then(|signal| *signal);
        let Some(signal) = signal else { return std::future::pending().await };
        time::sleep(SAME_MOMENT).await;
        self.ends.store(true, Ordering::SeqCst);
        signal
    }

    /// Does something that must not be cut in two by the first signal.
    pub(super) async fn whole<T>(&self, work: impl Future<Output = T>) -> T {
        match select(pin!(work), pin!(self.signal())).await {
            Either::Left((done, _)) => done,
            Either::Right((_, work)) => work.await,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
    }
}

/// The signals of this system. Both are caught from when this is made.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) -> Signal {
        match select(pin!(self.interrupt.recv()), pin!(self.terminate.recv())).await {
            Either::Left(_) => Signal::Interrupt,
            Either::Right(_) => Signal::Terminate,
        }
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn new() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) -> Signal {
        self.0.recv().await;
        Signal::Interrupt
    }
}
