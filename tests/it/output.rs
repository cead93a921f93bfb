//! The output folder: changed files are written, stale ones removed, nothing else is touched, and the next build
//! repairs what a killed build left.

use durable_files::KILL_AT;
use modelpress::diagnostic::Diagnostic as _;
use site::{
    content_type::ContentType,
    manifest::{Hash, OutputManifest, PageRecord},
    output::{self, Error, Obstacle, OutputDir, PutOutcome, WriteReport},
};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write as _,
    os::unix::fs::{MetadataExt as _, symlink},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

/// Files by path.
type Site = BTreeMap<String, String>;

fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn small() -> Site {
    site(&[
        ("index.html", "home"),
        ("models/a/one/index.html", "one"),
        ("models/a/two/index.html", "two"),
        ("models/b/three/index.html", "three"),
        ("sitemap.xml", "<sitemapindex/>"),
    ])
}

fn manifest_of(site: &Site) -> OutputManifest {
    let is_page = |path: &str| ContentType::of_path(path) == ContentType::Html;
    let page = |(path, text): (&String, &String)| {
        let key = format!("model:{path}").into_boxed_str();
        let address = format!("/{}", path.trim_end_matches("index.html"));
        let facts = Hash::of(text.as_bytes());
        (
            key,
            PageRecord {
                path: address.as_str().into(),
                url: address.into(),
                file: path.as_str().into(),
                noindex_reason: None,
                facts,
                changed: None,
                runnable: None,
                runnable_since: None,
            },
        )
    };
    let pages = site.iter().filter(|(path, _)| is_page(path)).map(page).collect();
    OutputManifest { generator: "test".into(), snapshot: "test".into(), pages, ..OutputManifest::default() }
}

/// A complete build with two threads.
fn build_below(out: &Path, base_path: &str, site: &Site) -> Result<WriteReport, Vec<Error>> {
    let dir = OutputDir::open(out, base_path).map_err(|error| vec![error])?;
    let writer = dir.begin(site.keys()).map_err(|error| vec![error])?;
    let files: Vec<_> = site.iter().collect();
    let put = |files: &[(&String, &String)]| -> Vec<Error> {
        let put =
            |(path, text): &(&String, &String)| writer.put(path, text.as_bytes(), ContentType::of_path(path)).err();
        files.iter().filter_map(put).collect()
    };
    let (first, second) = files.split_at(files.len() / 2);
    let errors = thread::scope(|scope| {
        let first = scope.spawn(|| put(first));
        let mut errors = put(second);
        errors.extend(first.join().unwrap());
        errors
    });
    if errors.is_empty() { writer.finish(manifest_of(site)) } else { Err(errors) }
}

fn build(out: &Path, site: &Site) -> WriteReport {
    build_below(out, "", site).unwrap()
}

fn failures(out: &Path, site: &Site) -> Vec<String> {
    build_below(out, "", site).unwrap_err().iter().map(ToString::to_string).collect()
}

/// Everything in a folder except the lock: folders, and files with their text.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let entries = entries.filter(|entry| entry.file_name() != "lock");
    let content = |path: &Path, is_file: bool| is_file.then(|| fs::read(path).unwrap());
    entries
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).unwrap().to_owned();
            (path, content(entry.path(), entry.file_type().is_file()))
        })
        .collect()
}

/// What identifies an untouched file: inode and modification time, for the whole tree.
fn stamps(folder: &Path) -> BTreeMap<PathBuf, (u64, i64, i64)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    let own = entries.filter(|entry| !entry.path().ends_with(".modelpress"));
    own.map(|entry| {
        let metadata = entry.metadata().unwrap();
        (entry.path().to_owned(), (metadata.ino(), metadata.mtime(), metadata.mtime_nsec()))
    })
    .collect()
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    File::create(path).unwrap().write_all(text.as_bytes()).unwrap();
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn set_modified(path: &Path, time: SystemTime) {
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Waits until the clock of the file system advances.
fn tick() {
    thread::sleep(Duration::from_millis(20));
}

#[test]
fn a_first_build_writes_everything() {
    let out = TempDir::new().unwrap();
    let report = build(out.path(), &small());
    assert_eq!((report.written, report.unchanged, report.removed), (5, 0, 0));
    assert_eq!((report.bytes, report.written_bytes), (30, 30));
    assert_eq!(&*report.largest_page.as_ref().unwrap().file, "models/b/three/index.html");
    for (path, text) in small() {
        assert_eq!(read(&out.path().join(path)), text);
    }
    let manifest = output::read_manifest(out.path()).unwrap();
    assert_eq!(manifest, report.manifest);
    assert_eq!(manifest.files.len(), 5);
    assert_eq!(manifest.files["models/a/one/index.html"].hash, Hash::of(b"one"));
    let names: Vec<_> = tree(&out.path().join(".modelpress")).into_keys().collect();
    assert_eq!(names, [PathBuf::from("manifest.json")], "nothing of a build stays but its manifest");
}

#[test]
fn a_second_build_touches_nothing() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let before = stamps(out.path());
    tick();
    let report = build(out.path(), &small());
    assert_eq!((report.written, report.unchanged, report.removed, report.written_bytes), (0, 5, 0, 0));
    assert_eq!(stamps(out.path()), before);
}

#[test]
fn what_changed_is_replaced_and_what_is_stale_goes() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let before = stamps(out.path());
    tick();
    let mut later = small();
    later.insert("models/a/two/index.html".to_owned(), "2".to_owned());
    later.insert("models/c/four/index.html".to_owned(), "four".to_owned());
    later.remove("models/b/three/index.html");
    let report = build(out.path(), &later);
    assert_eq!((report.written, report.unchanged, report.removed), (2, 3, 1));
    let after = stamps(out.path());
    let touched = |path: &str| before[&out.path().join(path)] != after[&out.path().join(path)];
    assert!(touched("models/a/two/index.html") && !touched("models/a/one/index.html") && !touched("index.html"));
    let inode = |stamps: &BTreeMap<PathBuf, (u64, i64, i64)>| stamps[&out.path().join("models/a/two/index.html")].0;
    assert_ne!(inode(&before), inode(&after), "it is replaced, not written over");
    let fresh = TempDir::new().unwrap();
    build(fresh.path(), &later);
    assert_eq!(tree(out.path()), tree(fresh.path()));
    assert!(!out.path().join("models/b").exists(), "folders that are empty go");
}

/// `url-form` may change between builds, so a page's file becomes a folder and vice versa.
#[test]
fn files_become_folders_and_folders_files() {
    let out = TempDir::new().unwrap();
    let forms = [
        site(&[("models/a/one", "1"), ("models/a/two", "2")]),
        site(&[("models/a/one/index.html", "1"), ("models/a/two/index.html", "2")]),
        site(&[("models/a", "1")]),
    ];
    for form in [0, 1, 0, 2, 1] {
        build(out.path(), &forms[form]);
        let fresh = TempDir::new().unwrap();
        build(fresh.path(), &forms[form]);
        assert_eq!(tree(out.path()), tree(fresh.path()));
    }
    write(&out.path().join("models/a/one/note.txt"), "mine");
    assert_eq!(failures(out.path(), &forms[0]).len(), 1);
    assert_eq!(read(&out.path().join("models/a/one/note.txt")), "mine");
}

#[test]
fn foreign_files_are_named_and_stay() {
    let out = TempDir::new().unwrap();
    let elsewhere = TempDir::new().unwrap();
    write(&out.path().join("index.html"), "mine");
    write(&out.path().join("unrelated/file.txt"), "mine");
    write(&out.path().join("sitemap.xml/in/a/folder"), "mine");
    fs::create_dir(out.path().join("models")).unwrap();
    symlink(elsewhere.path(), out.path().join("models/a")).unwrap();
    for _ in 0..2 {
        let errors = build_below(out.path(), "", &small()).unwrap_err();
        let found: BTreeMap<_, _> = errors
            .iter()
            .map(|error| match error {
                Error::Foreign { path, obstacle } => {
                    (path.strip_prefix(out.path()).unwrap().to_str().unwrap(), *obstacle)
                }
                other => panic!("{other}"),
            })
            .collect();
        let expected =
            [("index.html", Obstacle::File), ("sitemap.xml", Obstacle::Folder), ("models/a", Obstacle::Link)];
        assert_eq!(found, BTreeMap::from(expected));
        assert!(out.path().join("models/b/three/index.html").exists(), "the others are written");
        assert!(matches!(output::read_manifest(out.path()), Err(Error::NoManifest { exists: true, .. })));
    }
    assert_eq!(read(&out.path().join("index.html")), "mine");
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    // Without the obstacle, the build succeeds.
    fs::remove_file(out.path().join("index.html")).unwrap();
    fs::remove_file(out.path().join("models/a")).unwrap();
    fs::remove_dir_all(out.path().join("sitemap.xml")).unwrap();
    assert_eq!(build(out.path(), &small()).unchanged, 1);
    assert_eq!(read(&out.path().join("unrelated/file.txt")), "mine");
}

/// If someone replaces our file with a link or a folder, it is theirs.
#[test]
fn links_are_not_followed() {
    let out = TempDir::new().unwrap();
    let elsewhere = TempDir::new().unwrap();
    build(out.path(), &small());
    write(&elsewhere.path().join("one/index.html"), "theirs");
    write(&elsewhere.path().join("two/index.html"), "theirs");
    fs::remove_dir_all(out.path().join("models/a")).unwrap();
    symlink(elsewhere.path(), out.path().join("models/a")).unwrap();
    fs::remove_file(out.path().join("index.html")).unwrap();
    symlink(elsewhere.path().join("one/index.html"), out.path().join("index.html")).unwrap();
    assert_eq!(failures(out.path(), &small()).len(), 3);
    // Links are not followed either when stale files are removed.
    let report = build(out.path(), &site(&[("sitemap.xml", "<sitemapindex/>")]));
    assert_eq!(report.removed, 4);
    for path in ["one/index.html", "two/index.html"] {
        assert_eq!(read(&elsewhere.path().join(path)), "theirs");
    }
    assert!(out.path().join("index.html").is_symlink() && out.path().join("models/a").is_symlink());
}

#[test]
fn below_a_base_path_the_host_stays_alone() {
    let out = TempDir::new().unwrap();
    write(&out.path().join("index.html"), "the host's");
    write(&out.path().join("marketplace/old.html"), "the host's");
    let report = build_below(out.path(), "/marketplace", &small()).unwrap();
    assert!(report.manifest.files.contains_key("index.html"), "paths are relative to the site's folder");
    assert!(out.path().join("marketplace/.modelpress/manifest.json").exists());
    assert!(!out.path().join(".modelpress").exists());
    build_below(out.path(), "/marketplace", &Site::new()).unwrap();
    assert_eq!(read(&out.path().join("index.html")), "the host's");
    assert_eq!(read(&out.path().join("marketplace/old.html")), "the host's");
    assert!(!out.path().join("marketplace/models").exists());

    let elsewhere = TempDir::new().unwrap();
    symlink(elsewhere.path(), out.path().join("shop")).unwrap();
    let error = build_below(out.path(), "/shop", &small()).unwrap_err();
    assert!(matches!(error[0], Error::Foreign { obstacle: Obstacle::Link, .. }));
    assert!(matches!(build_below(out.path(), "/../x", &small()).unwrap_err()[0], Error::BadPath(_)));
}

#[test]
fn what_somebody_changed_is_repaired() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let fresh = tree(out.path());
    tick();
    // Deleted, truncated, and changed without a change of length.
    fs::remove_dir_all(out.path().join("models/b")).unwrap();
    let cut_off = out.path().join("index.html");
    write(&cut_off, "ho");
    set_modified(&cut_off, SystemTime::UNIX_EPOCH);
    write(&out.path().join("models/a/one/index.html"), "eno");
    // Touched, with the same content.
    let touched = out.path().join("models/a/two/index.html");
    let future = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 365 * 200);
    set_modified(&touched, future);
    let report = build(out.path(), &small());
    assert_eq!((report.written, report.unchanged), (3, 2));
    assert_eq!(tree(out.path()), fresh);
    assert_eq!(fs::metadata(&touched).unwrap().modified().unwrap(), future);
}

/// The file has its old size and modification time, as after `cp -p` or from a restored cache.
#[test]
fn a_file_that_was_damaged_and_looks_old_is_repaired() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let fresh = tree(out.path());
    let damaged = out.path().join("models/a/one/index.html");
    let before = fs::metadata(&damaged).unwrap().modified().unwrap();
    tick();
    write(&damaged, "eno");
    set_modified(&damaged, before);
    let report = build(out.path(), &small());
    assert_eq!((report.written, report.unchanged), (1, 4));
    assert_eq!(tree(out.path()), fresh);
}

/// In a copied site, modification times are those of the copy and say nothing about the files.
#[test]
fn in_a_copied_or_touched_site_every_file_is_read_once() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let fresh = tree(out.path());
    let damaged = out.path().join("models/a/one/index.html");
    let manifest = out.path().join(".modelpress/manifest.json");
    let ended = fs::metadata(&manifest).unwrap().modified().unwrap();
    tick();
    write(&damaged, "eno");
    set_modified(&damaged, ended);
    tick();
    set_modified(&manifest, ended);
    assert_eq!(build(out.path(), &small()).written, 1);
    assert_eq!(tree(out.path()), fresh);
    // That build compared all files, so the next one does not have to.
    let lock = out.path().join(".modelpress/lock");
    let times =
        |path: &Path| fs::metadata(path).map(|metadata| (metadata.mtime_nsec(), metadata.ctime_nsec())).unwrap();
    let before = (times(&manifest), times(&lock));
    tick();
    assert_eq!(build(out.path(), &small()).unchanged, 5);
    assert_eq!((times(&manifest), times(&lock)), before, "nothing was read, so that no time was set");
}

/// A change that no time shows: the file was damaged before the last build ended, and its clock was ahead.
#[test]
fn a_build_that_distrusts_times_finds_every_difference() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let fresh = tree(out.path());
    tick();
    write(&out.path().join("models/a/one/index.html"), "eno");
    tick();
    let manifest = out.path().join(".modelpress/manifest.json");
    set_modified(&manifest, SystemTime::UNIX_EPOCH);
    let changed = fs::metadata(&manifest).unwrap();
    let changed = SystemTime::UNIX_EPOCH
        + Duration::new(changed.ctime().try_into().unwrap(), changed.ctime_nsec().try_into().unwrap());
    set_modified(&out.path().join(".modelpress/lock"), changed);
    assert_eq!(build(out.path(), &small()).written, 0, "the times say that all is well");
    let mut dir = OutputDir::open(out.path(), "").unwrap();
    dir.distrust_times();
    let writer = dir.begin(small().keys()).unwrap();
    for (path, text) in small() {
        writer.put(&path, text.as_bytes(), ContentType::of_path(&path)).unwrap();
    }
    assert_eq!(writer.finish(manifest_of(&small())).unwrap().written, 1);
    drop(dir);
    assert_eq!(tree(out.path()), fresh);
}

/// Files with the right bytes are reused, whatever wrote them. All others block the build.
#[test]
fn a_site_whose_manifest_is_lost_is_taken_over() {
    let out = TempDir::new().unwrap();
    let elsewhere = TempDir::new().unwrap();
    build(out.path(), &small());
    let fresh = tree(out.path());
    let manifest = out.path().join(".modelpress/manifest.json");
    fs::remove_file(&manifest).unwrap();
    let before = stamps(out.path());
    let report = build(out.path(), &small());
    assert_eq!((report.written, report.unchanged), (0, 5));
    assert_eq!(tree(out.path()), fresh);
    let after = stamps(out.path());
    assert!(before.iter().all(|(path, stamp)| path.ends_with("lock") || after[path] == *stamp), "nothing was written");

    fs::remove_file(&manifest).unwrap();
    write(&out.path().join("index.html"), "mine");
    fs::rename(out.path().join("models/b"), elsewhere.path().join("b")).unwrap();
    symlink(elsewhere.path().join("b"), out.path().join("models/b")).unwrap();
    let said = failures(out.path(), &small());
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().any(|said| said.contains("index.html` is in the way: a file")), "{said:?}");
    assert!(said.iter().any(|said| said.contains("models/b") && said.contains("in the way")), "{said:?}");
    assert_eq!(read(&out.path().join("index.html")), "mine");
}

/// A failed build has replaced files whose old hash is still in the manifest, perhaps with the same length.
#[test]
fn after_a_failed_build_nothing_is_taken_for_granted() {
    let out = TempDir::new().unwrap();
    let first = build(out.path(), &small()).manifest;
    let fresh = tree(out.path());
    let mut later = small();
    later.insert("index.html".to_owned(), "HOME".to_owned());
    later.insert("models/c/four/index.html".to_owned(), "four".to_owned());
    put_all(out.path(), &later);
    assert_eq!(output::read_manifest(out.path()).unwrap(), first);
    assert_eq!(read(&out.path().join("index.html")), "HOME");
    // Times prove nothing if clocks are coarse.
    let future = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 365 * 200);
    set_modified(&out.path().join(".modelpress/manifest.json"), future);
    let report = build(out.path(), &small());
    assert_eq!((report.written, report.unchanged), (1, 4));
    assert_eq!(tree(out.path()), fresh);
}

/// Files that the failed build wrote are not written again.
#[test]
fn after_a_failed_build_the_next_goes_on() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let mut later = small();
    later.insert("index.html".to_owned(), "HOME".to_owned());
    later.insert("models/c/four/index.html".to_owned(), "four".to_owned());
    put_all(out.path(), &later);
    assert_eq!(build(out.path(), &later).written, 0);
    let fresh = TempDir::new().unwrap();
    build(fresh.path(), &later);
    assert_eq!(tree(out.path()), tree(fresh.path()));
}

/// Writes every file and stops, like a build that is killed just before its end.
fn put_all(out: &Path, site: &Site) {
    let dir = OutputDir::open(out, "").unwrap();
    let writer = dir.begin(site.keys()).unwrap();
    for (path, text) in site {
        writer.put(path, text.as_bytes(), ContentType::of_path(path)).unwrap();
    }
}

/// Files from a killed build are ours. Files that existed before it or appeared later are not.
#[test]
fn leftovers_of_a_killed_build_go_and_foreign_files_stay() {
    let out = TempDir::new().unwrap();
    put_all(out.path(), &small());
    let other = site(&[("index.html", "new home"), ("about.html", "about")]);
    write(&out.path().join("about.html"), "mine");
    assert!(failures(out.path(), &other)[0].contains("about.html"));
    // Twice, because the journal of the failed build must not claim the file either.
    assert!(failures(out.path(), &other)[0].contains("about.html"));
    assert_eq!(read(&out.path().join("about.html")), "mine");
    fs::remove_file(out.path().join("about.html")).unwrap();
    build(out.path(), &other);
    let fresh = TempDir::new().unwrap();
    build(fresh.path(), &other);
    assert_eq!(tree(out.path()), tree(fresh.path()));
}

/// After a build has written its manifest, its journal has no effect.
#[test]
fn a_journal_of_an_earlier_manifest_is_ignored() {
    let out = TempDir::new().unwrap();
    let dir = OutputDir::open(out.path(), "").unwrap();
    let writer = dir.begin(["index.html", "models/x/index.html"]).unwrap();
    let journal = fs::read(out.path().join(".modelpress/journal")).unwrap();
    writer.put("index.html", b"home", ContentType::Html).unwrap();
    writer.finish(OutputManifest::default()).unwrap();
    drop(dir);
    File::create(out.path().join(".modelpress/journal")).unwrap().write_all(&journal).unwrap();
    write(&out.path().join("models/x/index.html"), "mine");
    assert!(!OutputDir::open(out.path(), "").unwrap().is_interrupted());
    build(out.path(), &site(&[("index.html", "home")]));
    assert_eq!(read(&out.path().join("models/x/index.html")), "mine");
}

/// A file that appears during a build belongs to someone else, even after the build was killed.
#[test]
fn a_file_that_appears_meanwhile_is_foreign() {
    let out = TempDir::new().unwrap();
    {
        let dir = OutputDir::open(out.path(), "").unwrap();
        let writer = dir.begin(["a.html"]).unwrap();
        write(&out.path().join("a.html"), "mine");
        write(&out.path().join("b.html"), "mine");
        for path in ["a.html", "b.html"] {
            let error = writer.put(path, b"ours", ContentType::Html).unwrap_err();
            assert!(matches!(error, Error::Foreign { obstacle: Obstacle::File, .. }), "{error}");
        }
    }
    build(out.path(), &Site::new());
    assert_eq!(read(&out.path().join("a.html")), "mine");
    assert_eq!(read(&out.path().join("b.html")), "mine");
}

#[test]
fn a_file_that_was_not_planned_is_noted_before_it_is_made() {
    let out = TempDir::new().unwrap();
    {
        let dir = OutputDir::open(out.path(), "").unwrap();
        let writer = dir.begin(["planned.html", "never-put.html"]).unwrap();
        assert_eq!(writer.put("x/late.html", b"late", ContentType::Html).unwrap(), PutOutcome::Written);
    }
    build(out.path(), &Site::new());
    assert!(!out.path().join("x").exists());
}

#[test]
fn a_build_with_failures_ends_in_the_old_manifest() {
    let out = TempDir::new().unwrap();
    let first = build(out.path(), &small()).manifest;
    let dir = OutputDir::open(out.path(), "").unwrap();
    let writer = dir.begin(["index.html"]).unwrap();
    writer.put("index.html", b"home", ContentType::Html).unwrap();
    let long = "x".repeat(300);
    let error = writer.put(&long, b"", ContentType::Html).unwrap_err();
    assert!(matches!(&error, Error::Io { path, .. } if path.ends_with(&long)), "{error:?}");
    assert!(matches!(writer.put("../a", b"", ContentType::Html), Err(Error::BadPath(_))));
    assert!(matches!(writer.finish(manifest_of(&small())).unwrap_err()[..], [Error::Incomplete(2)]));
    drop(dir);
    assert_eq!(output::read_manifest(out.path()).unwrap(), first);
    assert!(out.path().join("models/a/one/index.html").exists());
}

#[test]
fn two_files_of_one_path_are_a_mistake() {
    let out = TempDir::new().unwrap();
    for attempt in 0..2 {
        let dir = OutputDir::open(out.path(), "").unwrap();
        let writer = dir.begin(["a.html"]).unwrap();
        writer.put("a.html", b"one", ContentType::Html).unwrap();
        // Found immediately if the file is new, at the end if it is replaced.
        let again = writer.put("a.html", b"two", ContentType::Html);
        assert_eq!(again.is_err(), attempt == 0);
        let errors =
            again.err().map_or_else(|| writer.finish(OutputManifest::default()).unwrap_err(), |error| vec![error]);
        assert!(matches!(&errors[..], [Error::Twice(path)] if &**path == "a.html"), "{errors:?}");
    }
}

#[test]
fn a_manifest_that_cannot_be_used_stops_the_build() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let path = out.path().join(".modelpress/manifest.json");
    let good = read(&path);
    let other = good.replacen("\"schema\":3", "\"schema\":7", 1);
    let outside = good.replacen("\"models/a/one/index.html\":", "\"../../etc/passwd\":", 1);
    let shape = r#"{"schema":9,"something":"else"}"#.to_owned();
    assert!(outside != good && other != good);
    for (text, cause) in [
        (good[..good.len() / 2].to_owned(), "EOF while parsing"),
        (String::new(), "EOF while parsing"),
        (other, "its schema 7 is newer than schema 3"),
        (shape, "its schema 9 is newer than schema 3"),
        (outside, "`../../etc/passwd` is not a path inside the site"),
    ] {
        write(&path, &text);
        let before = tree(out.path());
        let error = build_below(out.path(), "", &Site::new()).unwrap_err().remove(0);
        assert!(error.to_string().contains("manifest.json"), "{error}");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(cause), "{source}");
        assert!(error.hint().unwrap().contains("move the folder away"));
        assert_eq!(tree(out.path()), before);
    }
}

#[test]
fn two_builds_at_once_are_refused() {
    let out = TempDir::new().unwrap();
    let dir = OutputDir::open(out.path(), "").unwrap();
    let error = OutputDir::open(out.path(), "").unwrap_err();
    assert!(matches!(error, Error::Busy(_)), "{error}");
    drop(dir);
    build(out.path(), &small());
}

#[test]
fn a_report_is_no_part_of_the_site() {
    let out = TempDir::new().unwrap();
    build(out.path(), &small());
    let dir = OutputDir::open(out.path(), "").unwrap();
    dir.write_report(b"{}").unwrap();
    drop(dir);
    assert_eq!(read(&out.path().join(".modelpress/build-report.json")), "{}");
    assert!(!read(&out.path().join(".modelpress/manifest.json")).contains("report"));
    assert_eq!(build(out.path(), &small()).unchanged, 5);
}

/// The variable that tells the child process of `a_build_killed_at_any_point_is_mended` what to do.
const CHILD: &str = "MODELPRESS_TEST_KILLED_BUILD";

/// A site of a few files in different versions.
fn version(version: usize) -> Site {
    let file = |at: usize| {
        let text = format!("{at} {}", at * version % 3).repeat(50);
        let is_there = !(at + version).is_multiple_of(10);
        // Some paths are a file in one version and a folder in another.
        let path = if (at + version).is_multiple_of(7) { format!("m/{at}") } else { format!("m/{at}/index.html") };
        is_there.then_some((path, text))
    };
    (0..30).filter_map(file).collect()
}

/// Not a test of its own: the killed child process runs it.
#[test]
#[ignore = "run as a child process by `a_build_killed_at_any_point_is_mended`"]
#[expect(clippy::disallowed_methods, reason = "the child is told by its environment what to build")]
fn killed_build() {
    let Ok(task) = std::env::var(CHILD) else { return };
    let (number, out) = task.split_once(' ').unwrap();
    build(Path::new(out), &version(number.parse().unwrap()));
}

/// Builds a version in a process that ends at a numbered point. Returns whether there is such a point.
fn is_killed(out: &Path, number: usize, point: usize) -> bool {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "output::killed_build", "--ignored"]).stdout(Stdio::null());
    child.env(CHILD, format!("{number} {}", out.display())).env(KILL_AT, point.to_string());
    !child.status().unwrap().success()
}

/// Kills a build at each of its points, in an empty folder and in that of another version, and then another build
/// during its run. The next build must give the same tree as an undisturbed one.
#[test]
fn a_build_killed_at_any_point_is_mended() {
    // In memory if possible: some disks slow down considerably after many removals.
    let memory = Path::new("/dev/shm");
    let scratch = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.unwrap();
    let fresh: Vec<_> = (0..3)
        .map(|number| {
            let out = scratch.path().join(format!("fresh-{number}"));
            build(&out, &version(number));
            tree(&out)
        })
        .collect();
    for before in [None, Some(0)] {
        let mut point = 0;
        loop {
            point += 1;
            let out = scratch.path().join(format!("out-{before:?}-{point}"));
            if let Some(number) = before {
                build(&out, &version(number));
            }
            if !is_killed(&out, 1, point) {
                break;
            }
            is_killed(&out, 2, 1 + point / 2);
            let number = point % 3;
            build(&out, &version(number));
            assert_eq!(tree(&out), fresh[number], "killed at point {point}, after version {before:?}");
        }
        assert!(point > 60, "{point} points are fewer than the files that are made or removed");
    }
}
