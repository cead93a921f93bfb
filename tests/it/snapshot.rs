//! Reading snapshots: every compression, every kind of damage, the same result in any order.

use generator::pipeline::{self, Understood};
use proptest::prelude::*;
use snapshot::{
    Input, SnapshotFiles,
    part::{MAX_PART_BYTES, PartWriter},
};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const LINES: &str = concat!(
    r#"{"id":"a/one","config":{"model_type":"llama"}}"#,
    "\n\n",
    r#"{"id":"a/two","cardData":{"base_model":"a/one"}}"#,
    "\r\n",
    r#"{"modelId":"three"}"#
);

fn understand(files: &SnapshotFiles) -> Understood {
    pipeline::understand(files).unwrap()
}

fn read(paths: &[PathBuf]) -> Understood {
    understand(&snapshot::locate(paths, Path::new("")).unwrap())
}

fn ids(understood: &Understood) -> Vec<&str> {
    understood.models.iter().map(|model| model.id.as_str()).collect()
}

fn write(folder: &TempDir, name: &str, content: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::File::create(&path).unwrap().write_all(content).unwrap();
    path
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn every_packing_gives_the_same_models() {
    let folder = TempDir::new().unwrap();
    let array = format!("\u{feff}\n[{}]", LINES.trim().replace("\n\n", ",").replace("\r\n", ","));
    for (name, content) in [
        ("plain.jsonl", LINES.as_bytes().to_vec()),
        ("packed.jsonl.zst", zstd::encode_all(LINES.as_bytes(), 3).unwrap()),
        ("packed.jsonl.gz", gzip(LINES.as_bytes())),
        ("misnamed.txt", zstd::encode_all(LINES.as_bytes(), 3).unwrap()),
        ("marked.jsonl", [b"\xef\xbb\xbf", LINES.as_bytes()].concat()),
        ("list.json", array.clone().into_bytes()),
        ("list.json.gz", gzip(array.as_bytes())),
    ] {
        let found = read(&[write(&folder, name, &content)]);
        assert_eq!(ids(&found), ["a/one", "a/two", "three"], "{name}");
        assert_eq!(found.malformed.first, [], "{name}");
        assert_eq!(found.models[1].architecture.model_type.as_deref(), Some("llama"), "{name}");
    }
    let pretty = write(&folder, "answer.json", b"{\n  \"id\": \"a/one\"\n}\n");
    assert_eq!(ids(&read(&[pretty])), ["a/one"]);
}

#[test]
fn bad_lines_are_named_and_the_rest_goes_on() {
    let folder = TempDir::new().unwrap();
    let lines = b"{\"id\":\"a/one\"}\nnot json\n{\"name\":\"x\"}\n[\"list\"]\n{\"id\":\"a/\xff\"}\n{\"id\":\"a/b/c\"}\n{\"id\":\"a/two\"}";
    let path = write(&folder, "bad.jsonl", lines);
    let found = read(std::slice::from_ref(&path));
    assert_eq!(ids(&found), ["a/one", "a/two"]);
    let bad: Vec<_> = found.malformed.first.iter().map(|bad| (bad.line, bad.code)).collect();
    assert_eq!(bad, [(2, "not-json"), (3, "no-id"), (4, "not-an-object"), (5, "not-json"), (6, "bad-id")]);
    assert!(found.malformed.first.iter().all(|bad| *bad.input == *path.to_string_lossy()));

    // In an array, the line is the one where the record begins.
    let array = write(&folder, "bad.json", b"[\n {\"id\": \"a/one\"},\n {\n  \"name\": 1},\n 7]");
    let found = read(&[array]);
    let bad: Vec<_> = found.malformed.first.iter().map(|bad| (bad.line, bad.code)).collect();
    assert_eq!((ids(&found), bad), (vec!["a/one"], vec![(3, "no-id"), (5, "not-an-object")]));
}

#[test]
fn a_line_beyond_the_limit_costs_itself() {
    let folder = TempDir::new().unwrap();
    let mut content = b"{\"id\":\"a/one\"}\n{\"id\":\"a/huge\",\"x\":\"".to_vec();
    content.resize(content.len() + snapshot::MAX_RECORD_BYTES, b'x');
    content.extend_from_slice(b"\"}\n{\"id\":\"a/two\"}\n");
    let found = read(&[write(&folder, "long.jsonl.zst", &zstd::encode_all(&*content, 1).unwrap())]);
    assert_eq!(ids(&found), ["a/one", "a/two"]);
    assert_eq!((found.malformed.first[0].line, found.malformed.first[0].code), (2, "too-long"));
}

#[test]
fn a_file_that_is_cut_off_fails_with_its_name() {
    let folder = TempDir::new().unwrap();
    let whole = zstd::encode_all(LINES.repeat(1_000).as_bytes(), 3).unwrap();
    let path = write(&folder, "cut.jsonl.zst", &whole[..whole.len() - 5]);
    let error = pipeline::understand(&snapshot::locate(&[path], Path::new("")).unwrap()).unwrap_err();
    assert!(matches!(error, snapshot::Error::Damaged { .. }), "{error:?}");
    assert!(error.to_string().contains("cut.jsonl.zst"), "{error}");
    for bytes in 2..9 {
        let said = failure(write(&folder, "short.jsonl.zst", &whole[..bytes]));
        assert!(said.contains("short.jsonl.zst` at line 1") && said.contains("incomplete frame"), "{bytes}: {said}");
    }
}

#[test]
fn the_snapshot_is_found_where_it_should_be() {
    let project = TempDir::new().unwrap();
    let labels = |named: &[PathBuf]| {
        let found = snapshot::locate(named, project.path());
        found.map(|files| {
            files.inputs.iter().map(|input| input.label().rsplit('/').next().unwrap().to_owned()).collect::<Vec<_>>()
        })
    };
    assert!(matches!(labels(&[]), Err(snapshot::Error::None(_))));

    write(&project, "content/models/starter.jsonl", b"{\"id\":\"a/s\"}");
    write(&project, "content/models/more.jsonl", b"{\"id\":\"a/m\"}");
    write(&project, "content/models/notes.txt", b"no records");
    assert_eq!(labels(&[]).unwrap(), ["more.jsonl", "starter.jsonl"]);

    // A fetched snapshot takes precedence, and only the files in its index are read.
    write(&project, "content/models/hub/part-2.jsonl", b"{\"id\":\"a/2\"}");
    write(&project, "content/models/hub/part-1.jsonl", b"{\"id\":\"a/1\"}");
    write(&project, "content/models/hub/left-over.jsonl", b"{\"id\":\"a/x\"}");
    assert_eq!(labels(&[]).unwrap(), ["more.jsonl", "starter.jsonl"], "no index, no snapshot");
    let index = write(
        &project,
        "content/models/hub/snapshot.json",
        br#"{"schema":1,"parts":["part-2.jsonl",{"file":"part-1.jsonl"}]}"#,
    );
    assert_eq!(labels(&[]).unwrap(), ["part-2.jsonl", "part-1.jsonl"]);
    assert_eq!(labels(&[project.path().join("content/models/hub")]).unwrap(), ["part-2.jsonl", "part-1.jsonl"]);

    for broken in [r#"{"parts":["missing.jsonl"]}"#, r#"{"parts":["../starter.jsonl"]}"#, "{}", "no json"] {
        fs::File::create(&index).unwrap().write_all(broken.as_bytes()).unwrap();
        assert!(matches!(labels(&[]), Err(snapshot::Error::Index { .. })), "{broken}");
    }

    // A path from the command line takes precedence over both. A folder is searched.
    let folder = project.path().join("content");
    fs::remove_file(&index).unwrap();
    assert_eq!(
        labels(&[folder]).unwrap(),
        ["left-over.jsonl", "part-1.jsonl", "part-2.jsonl", "more.jsonl", "starter.jsonl"]
    );
    assert!(matches!(labels(&["nowhere.jsonl".into()]), Err(snapshot::Error::Path { .. })));
    let empty = TempDir::new().unwrap();
    assert!(matches!(labels(&[empty.path().to_owned()]), Err(snapshot::Error::EmptyFolder(_))));
}

/// A model that the Hub no longer has is not read, even if old records of it are left. A model that became gated is.
#[test]
fn models_that_are_gone_are_not_read() {
    let folder = TempDir::new().unwrap();
    write(
        &folder,
        "part.jsonl",
        b"{\"id\":\"a/gone\"}\n{\"id\":\"a/old\"}\n{\"id\":\"a/new\"}\n{\"id\":\"a/gated\"}\n",
    );
    write(&folder, "snapshot.json", br#"{"parts":["part.jsonl"]}"#);
    let date = r#""date":"2026-07-01T12:00:00Z""#;
    let lines = [
        format!(r#"{{"id":"a/gone","event":"gone","status":404,{date}}}"#),
        format!(r#"{{"id":"a/old","event":"renamed","to":"a/new",{date}}}"#),
        format!(r#"{{"id":"a/gated","event":"gated","gated":"manual",{date}}}"#),
    ];
    let list = write(&folder, "gone.jsonl", lines.join("\n").as_bytes());
    let read_all = || snapshot::locate(&[folder.path().to_owned()], Path::new(""));
    let files = read_all().unwrap();
    assert_eq!(ids(&understand(&files)), ["a/gated", "a/new"]);
    assert_eq!(files.gone.renamed().count(), 1);
    // A truncated list is not used.
    fs::File::create(&list).unwrap().write_all(b"{\"id\":\"a/gone\"").unwrap();
    let error = read_all().unwrap_err();
    assert!(error.to_string().contains("gone.jsonl`: line 1: "), "{error}");
}

#[test]
fn of_records_with_one_id_the_newest_stays() {
    let folder = TempDir::new().unwrap();
    let lines = [
        r#"{"id":"a/b","lastModified":"2024-01-01T00:00:00.000Z","likes":1,"tags":["a","b","c","d","e"]}"#,
        r#"{"id":"a/b","lastModified":"2025-01-01T00:00:00.000Z","likes":2}"#,
        r#"{"id":"a/b","likes":3}"#,
        r#"{"id":"A/b","likes":4}"#,
    ];
    for turn in 0..lines.len() {
        let mut turned = lines;
        turned.rotate_left(turn);
        let found = read(&[write(&folder, "same.jsonl", turned.join("\n").as_bytes())]);
        assert_eq!(ids(&found), ["A/b", "a/b"], "ids that differ in case are two models");
        assert_eq!((found.models[1].likes, found.records, found.repeated()), (Some(2), 4, 2));
    }
}

/// The error that stops the reading of a file.
fn failure(path: PathBuf) -> String {
    let read = snapshot::locate(&[path], Path::new("")).and_then(|files| pipeline::understand(&files));
    let error = read.unwrap_err();
    let chain = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
    chain.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// A part is compared with what the index lists: by its size when the files are located, by its records when it is
/// read.
#[test]
fn a_part_that_differs_from_its_index_stops_the_command() {
    let folder = TempDir::new().unwrap();
    let frames: Vec<Vec<u8>> = ["{\"id\":\"a/one\"}\n", "{\"id\":\"a/two\"}\n"]
        .map(|text| zstd::encode_all(text.as_bytes(), 3).unwrap())
        .into();
    let whole = frames.concat();
    let index = |records: &str, bytes: usize| {
        let part = format!(r#"{{"file":"part-1.jsonl.zst",{records}"bytes":{bytes}}}"#);
        write(&folder, "snapshot.json", format!(r#"{{"parts":[{part}]}}"#).as_bytes());
    };
    let part = |content: &[u8]| write(&folder, "part-1.jsonl.zst", content);
    part(&whole);
    index(r#""records":2,"#, whole.len());
    assert_eq!(ids(&read(&[folder.path().to_owned()])), ["a/one", "a/two"]);
    for (content, size) in [(&[][..], 0), (&frames[0], frames[0].len())] {
        part(content);
        let said = failure(folder.path().to_owned());
        assert!(
            said.contains(&format!(
                "part-1.jsonl.zst` does not match `snapshot.json`: it has {size} bytes instead of {}",
                whole.len()
            )),
            "{said}"
        );
    }
    // The right size alone is not enough.
    for records in [1, 3] {
        part(&whole);
        index(&format!(r#""records":{records},"#), whole.len());
        let said = failure(folder.path().to_owned());
        assert!(said.ends_with(&format!("it has 2 records instead of {records}")), "{said}");
    }
}

#[test]
fn blank_lines_do_not_end_a_file() {
    let folder = TempDir::new().unwrap();
    let blank = "\n".repeat(300_000);
    let spaces = [" ".repeat(300_000), "\n".to_owned()].concat().repeat(2);
    for (name, gap) in [("lines.jsonl", &blank), ("spaces.jsonl", &spaces)] {
        let content = format!("{gap}{{\"id\":\"a/one\"}}\n{gap}{{\"id\":\"a/two\"}}\n{gap}");
        let found = read(&[write(&folder, name, content.as_bytes())]);
        assert_eq!(ids(&found), ["a/one", "a/two"], "{name}");
        assert_eq!(found.malformed.first, [], "{name}");
    }
}

#[test]
fn a_plain_file_or_an_array_that_is_cut_off_fails() {
    let folder = TempDir::new().unwrap();
    for (name, content) in [
        ("line.jsonl", "{\"id\":\"a/one\"}\n{\"id\":\"a/tw"),
        ("array.json", "[{\"id\":\"a/one\"},\n{\"id\":\"a/tw"),
        ("between.json", "[{\"id\":\"a/one\"}\n,\n{\"id\":\"a/two\"}\n"),
        ("object.json", "{\n\"id\":\"a/one\",\n"),
    ] {
        let said = failure(write(&folder, name, content.as_bytes()));
        let place = format!("{name}` at line {}: ", content.matches('\n').count() + 1);
        assert!(said.contains(&place) && said.contains("the file ends inside a"), "{said}");
    }
    // A file without a final line feed can be complete.
    assert_eq!(ids(&read(&[write(&folder, "whole.jsonl", b"{\"id\":\"a/one\"}")])), ["a/one"]);
    assert_eq!(
        ids(&read(&[write(&folder, "lines.json", b"{\"id\":\"a/one\"}\nx\n{\"id\":\"a/two\"}\n")])),
        ["a/one", "a/two"]
    );
}

/// 80 MB of blanks and one record of 70 MB, compressed to a few kilobytes. Neither is kept in memory.
#[test]
fn a_document_is_read_within_the_limit_of_a_record() {
    let folder = TempDir::new().unwrap();
    let pieces = [
        "[".to_owned(),
        " ".repeat(80 << 20),
        "{\"id\":\"a/one\"},{\"id\":\"a/huge\",\"x\":\"".to_owned(),
        "x".repeat(70 << 20),
        "\"},\n{\"id\":\"a/two\"}]".to_owned(),
    ];
    let found = read(&[write(&folder, "bomb.json.zst", &zstd::encode_all(pieces.concat().as_bytes(), 1).unwrap())]);
    assert_eq!(ids(&found), ["a/one", "a/two"]);
    let bad = &found.malformed.first[0];
    assert_eq!((bad.line, bad.code, &*bad.reason), (1, "too-long", "longer than 64 MiB"));
    let open = write(&folder, "open.json.zst", &zstd::encode_all(pieces[..2].concat().as_bytes(), 1).unwrap());
    assert!(failure(open).contains("the file ends inside a JSON array"));
}

#[test]
fn the_files_beside_parts_are_read_within_limits() {
    let folder = TempDir::new().unwrap();
    write(&folder, "part.jsonl", b"{\"id\":\"a/one\"}\n");
    let index = write(&folder, "snapshot.json", br#"{"parts":["part.jsonl"]}"#);
    fs::File::create(folder.path().join("gone.jsonl")).unwrap().set_len((256 << 20) + 1).unwrap();
    let said = failure(folder.path().to_owned());
    assert!(said.contains("gone.jsonl`: the file is longer than 256 MiB"), "{said}");
    fs::File::options().write(true).open(index).unwrap().set_len((16 << 20) + 1).unwrap();
    let said = failure(folder.path().to_owned());
    assert!(said.contains("snapshot.json`: the file is longer than 16 MiB"), "{said}");
}

/// A server that never stops answering does not fill the disk. The file is sparse.
#[test]
fn a_part_has_a_limit() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("part.jsonl.zst");
    let mut part = PartWriter::open(&path, MAX_PART_BYTES).unwrap();
    let error = part.append(b"{}\n").unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "it would be larger than 32 GiB, the limit for a part");
    assert_eq!(part.bytes(), MAX_PART_BYTES);
}

/// Of any number of bad lines, the first ten of each kind are kept, with any number of threads.
#[test]
fn bad_lines_are_counted_and_the_first_ten_are_kept() {
    let folder = TempDir::new().unwrap();
    let path = write(&folder, "bad.jsonl", "x\n{\"name\":1}\n".repeat(150_000).as_bytes());
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let malformed = pool.install(|| read(std::slice::from_ref(&path))).malformed;
        assert_eq!(malformed.counts.into_iter().collect::<Vec<_>>(), [("no-id", 150_000), ("not-json", 150_000)]);
        let lines: Vec<usize> = malformed.first.iter().map(|bad| bad.line).collect();
        assert_eq!(lines, (1..=20).collect::<Vec<_>>());
    }
}

#[test]
fn a_zstd_file_can_have_skippable_frames() {
    let folder = TempDir::new().unwrap();
    let skippable = b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd";
    let frame = |text: &str| zstd::encode_all(text.as_bytes(), 3).unwrap();
    let (one, two) = (frame("{\"id\":\"a/one\"}\n"), frame("{\"id\":\"a/two\"}\n"));
    let content = [&skippable[..], &one, skippable, &two, skippable].concat();
    let found = read(&[write(&folder, "pzstd.jsonl.zst", &content)]);
    assert_eq!((ids(&found), &*found.malformed.first), (vec!["a/one", "a/two"], &[][..]));
}

#[cfg(unix)]
#[test]
fn linked_files_are_read_once_and_links_that_lead_nowhere_are_named() {
    use std::os::unix::fs::symlink;
    let folder = TempDir::new().unwrap();
    // Like the cache of the Hub's client.
    let blob = write(&folder, "blobs/0123abcd", b"{\"id\":\"a/one\"}\n");
    for revision in ["1", "2"] {
        let snapshot = folder.path().join("snapshots").join(revision);
        fs::create_dir_all(&snapshot).unwrap();
        symlink(&blob, snapshot.join("models.jsonl")).unwrap();
        symlink(folder.path(), snapshot.join("around")).unwrap();
        symlink("nowhere", snapshot.join("notes.txt")).unwrap();
    }
    let found = read(&[folder.path().to_owned()]);
    assert_eq!((ids(&found), found.records), (vec!["a/one"], 1));
    symlink("nowhere", folder.path().join("lost.jsonl")).unwrap();
    let said = failure(folder.path().to_owned());
    assert!(said.contains("lost.jsonl"), "{said}");
    let project = TempDir::new().unwrap();
    write(&project, "content/models/starter.jsonl", b"{\"id\":\"a/s\"}\n");
    symlink("nowhere", project.path().join("content/models/more.jsonl")).unwrap();
    let said = snapshot::locate(&[], project.path()).unwrap_err().to_string();
    assert!(said.contains("more.jsonl"), "{said}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The models are the same, however the records are spread over files and lines.
    #[test]
    fn no_order_matters(order in Just((0usize..40).collect::<Vec<_>>()).prop_shuffle(), cut in 0usize..40, threads in 1usize..4) {
        let line = |at: &usize| match at % 4 {
            0 => format!(r#"{{"id":"m/{at}","config":{{"model_type":"llama"}}}}"#),
            1 => format!(r#"{{"id":"m/{at}","tags":["gguf","base_model:quantized:m/{}"]}}"#, at - 1),
            2 => format!(r#"{{"id":"m/{at}","cardData":{{"base_model":["m/{}","m/{}"]}}}}"#, at - 1, (at + 4) % 40),
            _ => format!(r#"{{"id":"m/{}","likes":{at}}}"#, at - 3),
        };
        let folder = TempDir::new().unwrap();
        let text = |places: &[usize]| places.iter().map(line).collect::<Vec<_>>().join("\n").into_bytes();
        let straight = read(&[write(&folder, "all.jsonl", &text(&(0..40).collect::<Vec<_>>()))]);
        let parts = [write(&folder, "1.jsonl", &text(&order[..cut])), write(&folder, "2.jsonl", &text(&order[cut..]))];
        let files = SnapshotFiles {
            label: straight.label.clone(),
            inputs: parts.into_iter().map(Input::File).collect(),
            ..SnapshotFiles::default()
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let spread = pool.install(|| understand(&files));
        prop_assert_eq!(straight.models, spread.models);
    }
}
