//! Handles signals that end the process. While a deploy holds the lock of a store, the first signal is recorded, and
//! the deploy removes its lock before it ends. Otherwise the lock object would stay in the store.

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

/// Signals within this time count as one: some programs forward a signal that both processes already received.
const SAME_MOMENT: Duration = Duration::from_millis(50);

/// The signal that ends the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C in the terminal.
    Interrupt,
    /// Sent by the operating system or the program that started the job.
    Terminate,
}

impl Signal {
    /// The exit code that shells report for a process ended by this signal.
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

/// Records the first signal while it exists. The process ends at once on any signal after [`Held::signal`] has returned
/// or this has been dropped.
#[derive(Debug)]
pub(super) struct Held {
    came: watch::Receiver<Option<Signal>>,
    ends: Arc<AtomicBool>,
}

impl Held {
    /// Installs the handlers; fails if the system does not allow it.
    pub(super) fn new() -> Result<Self, io::Error> {
        let (sender, came) = watch::channel(None);
        let ends = Arc::<AtomicBool>::default();
        let held = Self { came, ends: Arc::clone(&ends) };
        let (ready, is_ready) = mpsc::sync_channel(1);
        // A separate thread that outlives the deploy: `tokio` never restores the default handlers, so something has to
        // listen until the process ends, even if all other threads are busy.
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

    /// Waits for a signal. After this returns, the next signal ends the process.
    pub(super) async fn signal(&self) -> Signal {
        let mut came = self.came.clone();
        // Never fails, because the sender lives as long as the process.
        let signal = came.wait_for(Option::is_some).await.ok().and_then(|signal| *signal);
        let Some(signal) = signal else { return std::future::pending().await };
        time::sleep(SAME_MOMENT).await;
        self.ends.store(true, Ordering::SeqCst);
        signal
    }

    /// Runs `work` to completion, even if a signal arrives.
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

/// The signals of this platform. They are caught as soon as this is created.
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
