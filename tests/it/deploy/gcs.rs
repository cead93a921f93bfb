//! What is specific to Google: credentials, generations, and gzip objects that the server decompresses.

use super::{Built, failure, files, report, tree};
use crate::{
    gcs_server::{GcsServer, TOKEN, key_file},
    service_account::{EMAIL, KEY_FILE},
    store_server::{Backend as _, StoreServer},
};
use serde_json::json;
use std::{fs, process::Command, sync::atomic::Ordering};

/// A deploy that knows the server but has no credentials.
fn stranger(built: &Built, server: &StoreServer<GcsServer>) -> Command {
    let mut command = built.to(server, &["--json"]);
    command.env_remove("GOOGLE_SERVICE_ACCOUNT_KEY");
    // No metadata server answers.
    command.env("GCE_METADATA_HOST", "127.0.0.1:9").env("GCE_METADATA_IP", "127.0.0.1:9");
    command
}

/// The output of a deploy that must fail. It must name the cause and a fix, and contain no keys or tokens.
fn refused(command: Command) -> String {
    let said = failure(command, 1);
    let key = fs::read_to_string(KEY_FILE).unwrap();
    for secret in key.lines().filter(|line| !line.starts_with("-----")).chain([EMAIL, TOKEN, "eyJ", "hunter2"]) {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
    said
}

#[test]
fn each_kind_of_credentials_opens_the_bucket() {
    let server = GcsServer::start();
    let built = Built::new(&files(40));
    built.write("key.json", &key_file().to_string());
    let mut command = stranger(&built, &server);
    command.env("GOOGLE_APPLICATION_CREDENTIALS", built.path("key.json"));
    assert_eq!(report(command)["added"], json!(40), "a file with a key");
    let mut command = stranger(&built, &server);
    let host = server.address().replace("http://", "");
    command.env("GCE_METADATA_HOST", host);
    assert_eq!(report(command)["unchanged"], json!(40), "a machine of Google's");
    let mut command = stranger(&built, &server);
    command.env("GOOGLE_BEARER_TOKEN", TOKEN);
    assert_eq!(report(command)["unchanged"], json!(40), "a token that somebody else got");
    // The default location of Google's own tools.
    fs::create_dir_all(built.path(".config/gcloud")).unwrap();
    built.write(".config/gcloud/application_default_credentials.json", &key_file().to_string());
    assert_eq!(report(stranger(&built, &server))["unchanged"], json!(40));
}

#[test]
fn what_stops_a_deploy_is_told_without_secrets() {
    let server = GcsServer::start();
    let built = Built::new(&files(40));
    // Signed with the right key, but claims another account.
    let mut command = built.to(&server, &[]);
    let mut key = key_file();
    key["private_key_id"] = json!("hunter2");
    command.env("GOOGLE_SERVICE_ACCOUNT_KEY", key.to_string());
    let said = refused(command);
    assert!(
        said.contains("`gs://models` refused to list") && said.contains("GOOGLE_APPLICATION_CREDENTIALS"),
        "{said}"
    );
    assert!(!said.contains("AWS_"), "{said}");
    let mut command = stranger(&built, &server);
    command.env("GOOGLE_BEARER_TOKEN", "hunter2hunter2");
    assert!(refused(command).contains("refused to list"));
    // A machine at Google without a service account.
    let host = server.address().replace("http://", "");
    server.misbehave(|_, asked| asked.key.starts_with("computeMetadata/").then_some(404));
    let mut command = stranger(&built, &server);
    command.env("GCE_METADATA_HOST", &host).env("GCE_METADATA_IP", &host);
    assert!(refused(command).contains("refused to list"));
    for (key, why) in [
        (json!("hunter2"), "cannot use `gs://models`"),
        (json!({ "type": "service_account", "private_key": "hunter2" }), "missing field"),
        (json!({ "private_key": "hunter2", "private_key_id": "1", "client_email": "a@b" }), "cannot use `gs://models`"),
    ] {
        let mut command = built.to(&server, &[]);
        command.env("GOOGLE_SERVICE_ACCOUNT_KEY", key.to_string());
        let said = refused(command);
        assert!(said.contains(why) && said.contains("docs/deploy.md"), "{said}");
    }
    built.write("other.json", "{\"type\": \"external_account\", \"audience\": \"hunter2\"}");
    let mut command = stranger(&built, &server);
    command.env("GOOGLE_APPLICATION_CREDENTIALS", built.path("other.json"));
    assert!(refused(command).contains("unknown variant `external_account`"));
    assert_eq!(server.tree().len(), 0);
}

/// Objects encrypted with a customer key have no hash. Gzip objects have no length either for clients that do not
/// accept gzip.
#[test]
fn a_bucket_that_tells_no_hashes_is_deployed_to_by_length() {
    let server = GcsServer::start();
    server.hides_hashes.store(true, Ordering::Relaxed);
    let site = files(40);
    let built = Built::new(&site);
    for precompress in ["none", "gzip", "br"] {
        let lines = format!("precompress = \"{precompress}\"\n");
        built.deploy_with(&server, &lines);
        assert_eq!(built.deploy_with(&server, &lines)["unchanged"], json!(40), "{precompress}");
    }
    built.deploy(&server, &[]);
    server.remove(".modelpress/deployed.zst");
    assert_eq!(built.deploy(&server, &[])["changed"], json!(40), "what cannot be compared is put");
    assert_eq!(server.tree(), tree(&built.dist()));
}

#[test]
fn what_arrived_otherwise_than_it_was_sent_is_noticed() {
    let server = GcsServer::start();
    let built = Built::new(&files(40));
    server.alters.store(true, Ordering::Relaxed);
    let said = built.fail(&server, &[]);
    assert!(
        said.contains("was stored with a different hash than it was sent with")
            && said.contains("run the command again"),
        "{said}"
    );
    assert!(!server.records().contains(&"deployed.zst".to_owned()), "not done");
    server.alters.store(false, Ordering::Relaxed);
    built.deploy(&server, &[]);
    assert_eq!(server.tree(), tree(&built.dist()));
}

/// The test server behaves like Google's where the tests rely on it.
#[test]
fn the_server_knows_who_may_come_in_and_what_was_there() {
    let server = GcsServer::start();
    let _ = rustls::crypto::ring::default_provider().install_default();
    let agent = reqwest::blocking::Client::new();
    let object = format!("{}/{}/a.txt", server.address(), server.bucket());
    let put = |bearer: &str, condition: &str| {
        let request = agent.put(&object).header("authorization", format!("Bearer {bearer}"));
        let response = request.header("x-goog-if-generation-match", condition).body("text").send().unwrap();
        let generation = response.headers().get("x-goog-generation").map(|value| value.to_str().unwrap().to_owned());
        (response.status().as_u16(), generation.unwrap_or_default())
    };
    assert_eq!(put("", "0").0, 401);
    assert_eq!(put("ya29.another", "0").0, 401);
    assert_eq!(put("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.", "0").0, 401, "not signed");
    let (status, first) = put(TOKEN, "0");
    assert_eq!(status, 200);
    assert_eq!(put(TOKEN, "0").0, 412, "it is there");
    let (status, second) = put(TOKEN, &first);
    assert!(status == 200 && second != first);
    assert_eq!(put(TOKEN, &first).0, 412, "it is another by now");
}
