//! The floor: reads the files of a finished site into memory, then writes them with the same number of threads as a
//! build.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    time::Instant,
};

/// One folder with its files, the unit of work of a thread.
type Folder = (PathBuf, Vec<(PathBuf, Vec<u8>)>);

/// Reads all of `from`, writes it to `to`, and prints the seconds of the writing.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
pub(crate) fn run(args: &[String]) -> io::Result<()> {
    let (from, to) = (Path::new(&args[0]), Path::new(&args[1]));
    let threads: usize = args[2].parse().map_err(io::Error::other)?;
    let folders = read(from)?;
    fs::create_dir_all(to)?;
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        let write = || -> io::Result<()> {
            // Parents come before their children, and creating an existing folder costs one call.
            while let Some((folder, files)) = folders.get(next.fetch_add(1, Ordering::Relaxed)) {
                make(&to.join(folder))?;
                for (path, bytes) in files {
                    OpenOptions::new().write(true).create_new(true).open(to.join(path))?.write_all(bytes)?;
                }
            }
            Ok(())
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(write)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("the writer does not panic"))
    })?;
    let seconds = start.elapsed().as_secs_f64();
    super::say(&format!("{seconds}\n"));
    Ok(())
}

/// One call if the parent exists, more if another thread has not created it yet.
fn make(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}

fn read(from: &Path) -> io::Result<Vec<Folder>> {
    let mut folders: Vec<Folder> = Vec::new();
    for entry in walkdir::WalkDir::new(from).sort_by_file_name() {
        let entry = entry.map_err(io::Error::other)?;
        let path = entry.path().strip_prefix(from).map_err(io::Error::other)?.to_owned();
        if entry.file_type().is_dir() {
            folders.push((path, Vec::new()));
        } else {
            let folder = path.parent().unwrap_or(Path::new(""));
            let place =
                folders.iter().rposition(|(known, _)| known == folder).expect("a folder comes before its files");
            let bytes = fs::read(entry.path())?;
            folders[place].1.push((path, bytes));
        }
    }
    Ok(folders)
}
