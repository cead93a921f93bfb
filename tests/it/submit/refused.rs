//! What search engines refuse, and the messages about it.

use super::project::Project;
use crate::loopback::Answer;
use serde_json::json;

fn repeated(status: u16, times: usize) -> Vec<Answer> {
    vec![Answer::new(status, "").with("Retry-After", "0"); times]
}

#[test]
fn answers_of_index_now_are_explained() {
    for (status, parts) in [
        (400, ["invalid request", "indexnow-endpoint"]),
        (403, ["invalid key", "URL of the key file"]),
        (422, ["URLs outside the host", "`base-path`"]),
        (429, ["too many requests (after 2 attempts", "submit again later"]),
        (503, ["server error (after 2 attempts", "submit again later"]),
        (418, ["an undocumented status", "indexnow-endpoint"]),
    ] {
        let project = Project::new();
        project.index_now.faults.lock().unwrap().extend(repeated(status, 2));
        let said = project.fail(&["--all"]);
        assert!(said.contains(&format!("IndexNow returned {status}: ")), "{said}");
        assert!(parts.iter().all(|part| said.contains(part)), "{status}: {said}");
        // What was not accepted is submitted the next time. Search Console accepted its part.
        project.index_now.faults.lock().unwrap().clear();
        project.index_now.server.asked();
        let report = project.submit(&["--all"]);
        assert!(report["index_now"]["sent"].as_u64() > Some(10), "{report}");
    }
}

/// Engines explain a 403 in the body, and each reason has a different fix.
#[test]
fn three_reasons_of_a_403_are_told_apart() {
    for (code, meaning, remedy) in [
        ("SiteVerificationNotCompleted", "site not verified yet", "with the same key"),
        ("KeyNotFound", "invalid key", "URL of the key file"),
        ("UserForbiddedToAccessSite", "the key does not give access to this site", "`base-url`"),
    ] {
        let project = Project::new();
        let body = json!({ "errorCode": code, "message": code });
        project.index_now.faults.lock().unwrap().push_back(Answer::new(403, body.to_string()));
        let said = project.fail(&["--all"]);
        assert!(said.contains(&format!("IndexNow returned 403: {meaning}")) && said.contains(remedy), "{said}");
        assert!(said.contains(&format!("({code})")), "{said}");
    }
}

/// 429 and 5xx are temporary.
#[test]
fn what_passes_is_tried_again() {
    let project = Project::new();
    project.index_now.faults.lock().unwrap().extend(repeated(429, 1));
    project.google.faults.lock().unwrap().extend(repeated(503, 1));
    project.google.token_faults.lock().unwrap().extend(repeated(503, 1));
    let report = project.submit(&["--all"]);
    assert_eq!(
        (&report["index_now"]["statuses"], &report["search_console"]["outcome"]),
        (&json!([202]), &json!("sent"))
    );
    assert_eq!(project.index_now.server.asked().len(), 2);
}

/// IndexNow requests the key file itself.
#[test]
fn a_key_that_is_not_public_is_refused() {
    let project = Project::new();
    let path = format!("/{}.txt", super::project::KEY);
    project.public.changes.lock().unwrap().insert(path, Answer::new(404, ""));
    let said = project.fail(&["--all", "--skip-verification"]);
    assert!(said.contains("IndexNow returned 403: invalid key"), "{said}");
    project.settings("# another key\n");
    let settings = project.site.read("site.toml").replace(super::project::KEY, "another-key-0123");
    project.site.write("site.toml", settings);
    let said = project.fail(&["--all", "--skip-verification"]);
    assert!(
        said.contains("no IndexNow key file `another-key-0123.txt`") && said.contains("modelpress build"),
        "{said}"
    );
}

#[test]
fn answers_of_search_console_are_explained() {
    for (status, part) in [
        (401, "token rejected"),
        (403, "`client_email` in its file"),
        (404, "unknown property"),
        (429, "too many requests (after 2 attempts"),
        (500, "server error (after 2 attempts"),
    ] {
        let project = Project::new();
        let body =
            json!({ "error": { "code": status, "message": format!("{} may not", crate::service_account::EMAIL) } });
        let answer = Answer::new(status, body.to_string()).with("Retry-After", "0");
        project.google.faults.lock().unwrap().extend(vec![answer; 2]);
        let said = project.fail(&["--all"]);
        assert!(said.contains(&format!("Search Console returned {status}: ")) && said.contains(part), "{said}");
        assert!(said.contains("*** may not"), "what it says is shown, without the account's name: {said}");
        // IndexNow received its submission nevertheless, and does not receive it again.
        assert_eq!(project.index_now.server.asked().len(), 1);
        project.google.faults.lock().unwrap().clear();
        let report = project.submit(&[]);
        let outcomes = (&report["index_now"]["outcome"], &report["search_console"]["outcome"]);
        assert_eq!(outcomes, (&json!("nothing-new"), &json!("sent")));
    }
}

#[test]
fn a_property_of_another_name_is_named() {
    let project = Project::new();
    let settings =
        project.site.read("site.toml").replace("sc-domain:models.example.org", "https://models.example.org/");
    project.site.write("site.toml", settings);
    let said = project.fail(&[]);
    assert!(said.contains("unknown property ('site' is not a verified site)"), "{said}");
}

#[test]
fn credentials_that_cannot_be_used_stop_everything() {
    let project = Project::new();
    let account = project.google.account();
    let with = |name: &str, value: serde_json::Value| {
        let mut account = account.clone();
        account[name] = value;
        account.to_string()
    };
    for (text, problem) in [
        ("{\"type\": \"service_account\",".to_owned(), "it is no JSON, at line 1"),
        (with("type", json!("authorized_user")), "its `type` is not `service_account`"),
        (with("private_key", json!("secret-but-no-key")), "its `private_key` is no PKCS#8 key"),
        (with("client_email", json!(null)), "it has no `client_email`"),
        (with("token_uri", json!("http://oauth2.example.org/token")), "does not begin with `https://`"),
    ] {
        project.site.write("account.json", text);
        let said = project.fail(&["--all"]);
        assert!(said.contains(problem) && said.contains("account.json") && said.contains("nothing was sent"), "{said}");
        assert!(!said.contains("secret-but-no-key"), "{said}");
        assert_eq!(project.connections(), [0, 0, 0]);
    }
    project.site.remove("account.json");
    assert!(project.fail(&[]).contains("cannot read the service account file"));
    let output = project.command(&[]).env_remove("GOOGLE_APPLICATION_CREDENTIALS").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && said.contains("`GOOGLE_APPLICATION_CREDENTIALS` is not set"), "{said}");
    let settings = project.site.read("site.toml").replace(&project.google.server.url(), "http://www.googleapis.com");
    project.site.write("site.toml", settings);
    let said = project.fail(&[]);
    assert!(said.contains("`http://www.googleapis.com` does not use https"), "{said}");
    project.settings("");
    // A dry run reports this too, and does not fail.
    assert!(project.said(&["--dry-run"]).contains("it would fail: cannot read"));
}

/// The token service repeats the signed text. We do not.
#[test]
fn a_key_that_google_does_not_know_is_refused_without_a_word_of_it() {
    let project = Project::new();
    let mut account = project.google.account();
    account["private_key_id"] = json!("ffffffffffffffff");
    project.site.write("account.json", account.to_string());
    let said = project.fail(&[]);
    assert!(said.contains("Google's token service returned 400: service account key rejected"), "{said}");
}
