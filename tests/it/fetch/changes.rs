//! The second fetch: what changed, what is gone, what has another name; and what a fetch that did not end left.

use super::{Fetcher, pages::wanted};
use crate::hub_server::{Fate, Fault, HubServer, Model, catalogue, date};
use serde_json::json;
use snapshot::gone::Event;
use std::fs;

/// Later than everything in the catalogue.
const LATER: i64 = 1_782_000_000_000;

fn touch(model: &mut Model, at: i64) {
    model.modified = LATER + at * 1_000;
    model.downloads += 1;
}

fn current(models: &[Model]) -> Vec<String> {
    wanted(&models.iter().filter(|model| model.fate == Fate::There).cloned().collect::<Vec<_>>())
}

#[test]
fn a_second_fetch_asks_for_changes_alone() {
    let server = HubServer::new(catalogue(1_000));
    let fetcher = Fetcher::new();
    fetcher.fetch(&server);
    server.requests();
    server.change(|models| {
        (0..30).for_each(|at| touch(&mut models[usize::try_from(at).unwrap() * 33], at));
        let mut new = models[0].clone();
        (new.id, new.repository, new.modified) = ("new/model".to_owned(), 1, LATER + 99_000);
        models.push(new);
    });
    let report = fetcher.fetch(&server);
    assert!(!report.full);
    // Of thirty, six make no text.
    assert_eq!((report.new, report.changed, report.models), (1, 24, 801));
    assert!(server.requests().len() <= 6);
    let records = fetcher.records();
    server.change(|models| {
        assert_eq!(fetcher.ids(), current(models));
        for model in models.iter().filter(|model| records.contains_key(&model.id)) {
            assert_eq!(records[&model.id]["lastModified"], date(model.modified));
        }
    });
    let index = fetcher.index();
    assert_eq!((index.generation, index.watermark.as_millisecond()), (2, LATER + 99_000));
    assert_eq!(index.parts.iter().map(|part| part.records).sum::<u64>(), 801, "nothing is in it twice");
    // And a third finds nothing, and leaves the parts alone.
    let parts = index.parts.clone();
    let report = fetcher.fetch(&server);
    assert_eq!((report.new, report.changed, report.models), (0, 0, 801));
    assert_eq!(fetcher.index().parts, parts);
}

#[test]
fn after_some_days_everything_is_asked_for() {
    let server = HubServer::new(catalogue(100));
    let fetcher = Fetcher::new();
    assert!(fetcher.fetch(&server).full);
    fetcher.pass_days(6);
    assert!(!fetcher.fetch(&server).full);
    fetcher.pass_days(1);
    assert!(fetcher.fetch(&server).full);
    // Other settings make another snapshot.
    let mut fetcher = fetcher;
    fetcher.config.walks.truncate(1);
    let report = fetcher.fetch(&server);
    assert!(report.full);
    assert_eq!((report.models, report.gone, report.kept), (60, 0, 0));
}

#[test]
fn absence_is_a_suspicion_and_the_model_itself_is_asked_for() {
    let server = HubServer::new(catalogue(100));
    let mut fetcher = Fetcher::new();
    fetcher.fetch(&server);
    server.change(|models| {
        models[0].fate = Fate::Gone(404);
        models[1].fate = Fate::Gone(410);
        models[2].fate = Fate::Renamed("new/name".to_owned());
        models[3].fate = Fate::Hidden;
        models[3].downloads = 77;
        let mut renamed = models[2].clone();
        (renamed.id, renamed.fate) = ("new/name".to_owned(), Fate::There);
        models.push(renamed);
    });
    // None of it shows in a fetch of changes.
    assert_eq!(fetcher.fetch(&server).gone, 0);
    assert_eq!(fetcher.ids().len(), 80);
    // Open before.
    server.change(|models| models[5].gated = json!("manual"));
    fetcher.full = true;
    let report = fetcher.fetch(&server);
    assert_eq!((report.gone, report.renamed, report.newly_gated, report.kept), (2, 1, 1, 1));
    let records = fetcher.records();
    server.change(|models| {
        for at in [0, 1, 2] {
            assert!(!records.contains_key(&models[at].id));
        }
        assert_eq!(records[&models[3].id]["downloads"], 77, "kept, and as it is now");
        assert!(records.contains_key("new/name"));
        let gone = fetcher.gone();
        assert_eq!(gone.absent[&models[0].id].event, Event::Gone { status: 401 }, "nobody is told more");
        assert_eq!(gone.absent[&models[1].id].event, Event::Gone { status: 410 });
        assert_eq!(gone.absent[&models[2].id].event, Event::Renamed { to: "new/name".to_owned() });
        assert_eq!(gone.gated[&models[5].id].event, Event::Gated { gated: "manual".to_owned() });
        assert!(gone.absent[&models[0].id].date.to_string().starts_with("2026-07-01"));
        // One comes back, and one is open again.
        models[1].fate = Fate::There;
        models[5].gated = json!(false);
    });
    assert_eq!((report.models, fetcher.index().counts.gone), (78, 4));
    fetcher.fetch(&server);
    let gone = fetcher.gone();
    assert_eq!((gone.absent.len(), gone.gated.len(), fetcher.ids().len()), (2, 0, 79));
}

/// Of a model that nobody is told about nothing is known: it is kept, and asked for again.
#[test]
fn what_the_hub_does_not_tell_stays() {
    let server = HubServer::new(catalogue(100));
    let mut fetcher = Fetcher::new();
    fetcher.fetch(&server);
    server.change(|models| (0..10).for_each(|at| models[at].fate = Fate::Gone(404)));
    server.plan(|request| (!request.is_list()).then_some(Fault::Status(503)));
    fetcher.full = true;
    let report = fetcher.fetch(&server);
    assert_eq!((report.gone, report.kept, fetcher.ids().len()), (0, 8, 80));
    assert!(server.requests().len() < 60, "and the Hub is left alone soon");
    // So does what is beyond the limit.
    server.no_faults();
    fetcher.config.confirm_limit = 3;
    let report = fetcher.fetch(&server);
    assert_eq!((report.gone, report.kept, fetcher.ids().len()), (3, 5, 77));
    fetcher.config.confirm_limit = 100;
    assert_eq!(fetcher.fetch(&server).gone, 5);
    assert_eq!(fetcher.ids().len(), 72);
}

/// In a fetch of changes a new id of a known repository tells that a model was renamed.
#[test]
fn a_renamed_model_is_known_by_its_repository() {
    let server = HubServer::new(catalogue(100));
    let fetcher = Fetcher::new();
    fetcher.fetch(&server);
    server.change(|models| {
        models[0].id = "new/name".to_owned();
        touch(&mut models[0], 1);
    });
    let report = fetcher.fetch(&server);
    assert_eq!((report.renamed, report.new, report.models), (1, 1, 80));
    assert!(fetcher.ids().contains(&"new/name".to_owned()) && !fetcher.ids().contains(&"owner-0/Model-0".to_owned()));
    assert_eq!(fetcher.gone().absent["owner-0/Model-0"].event, Event::Renamed { to: "new/name".to_owned() });
}

#[test]
fn a_fetch_that_failed_goes_on_from_its_last_whole_page() {
    let server = HubServer::new(catalogue(300));
    let fetcher = Fetcher::new();
    server.plan(|request| (request.number >= 5).then_some(Fault::Status(500)));
    fetcher.fail(&server);
    assert!(fetcher.files().contains(&"run".to_owned()) && !fetcher.files().contains(&"snapshot.json".to_owned()));
    server.no_faults();
    server.requests();
    let report = fetcher.fetch(&server);
    assert_eq!((report.resumed_pages, report.pages, server.requests().len()), (5, 15, 10));
    assert_eq!(fetcher.ids().len(), 240);
    assert!(!fetcher.files().contains(&"run".to_owned()));
}

/// Whatever a machine that went down left of parts and journal: what is damaged is fetched again.
#[test]
fn what_is_damaged_of_a_fetch_under_way_is_fetched_again() {
    type Damage = fn(&std::path::Path);
    let damages: [(Damage, u64); 7] = [
        (|_| {}, 5),
        // The part is shorter than the journal says.
        (|hub| truncate(&hub.join("part-000001-walk1-001.jsonl.zst"), 7), 4),
        (|hub| truncate(&hub.join("part-000001-walk1-001.jsonl.zst"), usize::MAX), 0),
        // Blocks of it never reached the disk.
        (
            |hub| {
                change(&hub.join("part-000001-walk1-001.jsonl.zst"), |bytes| {
                    let end = bytes.len();
                    bytes[end - 300..].fill(0);
                });
            },
            4,
        ),
        // The last line of the journal is torn, or all of it is gone.
        (|hub| truncate(&hub.join("run/journal.jsonl"), 9), 4),
        (|hub| fs::remove_file(hub.join("run/journal.jsonl")).unwrap(), 0),
        // Or what stands in its last line is no text.
        (
            |hub| {
                change(&hub.join("run/journal.jsonl"), |bytes| {
                    let end = bytes.len();
                    bytes[end - 5] = 0xff;
                });
            },
            4,
        ),
    ];
    for (at, (damage, whole)) in damages.into_iter().enumerate() {
        let server = HubServer::new(catalogue(300));
        let fetcher = Fetcher::new();
        server.plan(|request| (request.number >= 5).then_some(Fault::Status(500)));
        fetcher.fail(&server);
        server.no_faults();
        damage(&fetcher.folder());
        let report = fetcher.fetch(&server);
        assert_eq!((report.resumed_pages, fetcher.ids().len()), (whole, 240), "damage {at}");
    }
}

pub(super) fn change(file: &std::path::Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(file).unwrap();
    change(&mut bytes);
    std::io::Write::write_all(&mut fs::File::create(file).unwrap(), &bytes).unwrap();
}

fn truncate(file: &std::path::Path, by: usize) {
    change(file, |bytes| bytes.truncate(bytes.len().saturating_sub(by)));
}

#[test]
fn a_place_to_go_on_from_that_the_hub_does_not_take_any_more_is_no_end() {
    let server = HubServer::new(catalogue(1_500));
    let fetcher = Fetcher::new();
    server.plan(|request| (request.number >= 40).then_some(Fault::Status(500)));
    fetcher.fail(&server);
    // The cursor is from another day.
    let stale = std::sync::atomic::AtomicBool::new(true);
    server.plan(move |_| stale.swap(false, std::sync::atomic::Ordering::Relaxed).then_some(Fault::Status(400)));
    fetcher.fetch(&server);
    assert_eq!(fetcher.ids().len(), 1_200);
}

#[test]
fn a_snapshot_that_cannot_be_read_is_fetched_anew() {
    let server = HubServer::new(catalogue(100));
    let fetcher = Fetcher::new();
    fetcher.fetch(&server);
    let part = fetcher.index().parts[0].file.clone();
    truncate(&fetcher.folder().join(part), 100);
    let report = fetcher.fetch(&server);
    assert!(report.full && fetcher.said.lock().unwrap()[0].contains("damaged or truncated"), "{:?}", fetcher.said);
    assert_eq!(fetcher.ids().len(), 80);
    for broken in ["", "{\"schema\":1}", "{\"schema\":99,\"parts\":[]}"] {
        change(&fetcher.folder().join("snapshot.json"), |bytes| *bytes = broken.as_bytes().to_vec());
        assert!(fetcher.fetch(&server).full);
        assert_eq!(fetcher.ids().len(), 80);
    }
}

/// One line that is no entry costs itself alone.
#[test]
fn a_damaged_line_of_what_is_gone_is_left_out() {
    let server = HubServer::new(catalogue(100));
    let mut fetcher = Fetcher::new();
    fetcher.fetch(&server);
    server.change(|models| {
        for (at, status) in [(0, 404), (1, 410), (5, 404)] {
            models[at].fate = Fate::Gone(status);
        }
    });
    fetcher.full = true;
    assert_eq!(fetcher.fetch(&server).gone, 3);
    let before = fetcher.gone();
    for damage in [&b"\xff\n"[..], b"{\"id\":\"a/b\"}\n", b"\n"] {
        change(&fetcher.folder().join("gone.jsonl"), |bytes| {
            let line = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
            bytes.splice(line..line, damage.iter().copied());
        });
        fetcher.full = false;
        fetcher.fetch(&server);
        assert_eq!(fetcher.gone(), before, "{damage:?}");
        let said = std::mem::take(&mut *fetcher.said.lock().unwrap());
        assert!(said.len() == 1 && said[0].contains("gone.jsonl`: line 2: "), "{said:?}");
    }
    assert_eq!((fetcher.index().counts.gone, fetcher.ids().len()), (3, 77));
}

#[test]
fn one_fetch_at_a_time() {
    let server = HubServer::new(catalogue(10));
    let fetcher = Fetcher::new();
    fetcher.fetch(&server);
    let lock = durable_files::FolderLock::take(&fetcher.folder().join("lock")).unwrap().unwrap();
    assert!(fetcher.fail(&server).contains("another fetch is writing into"));
    drop(lock);
    fetcher.fetch(&server);
}
