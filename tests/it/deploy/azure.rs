//! Azure only: keys, signatures, the names of variables.

use super::{Built, failure, files, report, tree};
use crate::{
    azure_server::{ACCOUNT, AzureServer, KEY, shared_access},
    store_server::StoreServer,
};
use serde_json::json;
use std::process::Command;

/// A deploy that finds the server but has no credentials.
fn stranger(built: &Built, server: &StoreServer<AzureServer>, args: &[&str]) -> Command {
    let mut command = built.to(server, args);
    command.env_remove("AZURE_STORAGE_ACCOUNT_KEY");
    command
}

fn refused(command: Command) -> String {
    let said = failure(command, 1);
    for secret in [KEY, "hunter2", "sig=", "aHVudGVyMmh1bnRlcjI"] {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
    said
}

#[test]
fn each_kind_of_credentials_opens_the_container() {
    let Some(server) = AzureServer::start("each_kind_of_credentials_opens_the_container") else { return };
    let built = Built::new(&files(700));
    let mut command = stranger(&built, &server, &["--json"]);
    command.env("AZURE_STORAGE_SAS_KEY", shared_access("rwdlc"));
    assert_eq!(report(command)["added"], json!(700), "a shared access signature");
    // More than one delete request handles.
    built.build(&files(100));
    let mut command = stranger(&built, &server, &["--json", "--max-deletions", "90%"]);
    command.env("AZURE_STORAGE_SAS_TOKEN", format!("?{}", shared_access("rwdl")));
    assert_eq!(report(command)["deleted"], json!(600), "as the portal shows it");
    assert_eq!(server.tree(), tree(&built.dist()));
    // The names used by the Azure CLI.
    let mut command = stranger(&built, &server, &["--json"]);
    command.env_remove("AZURE_STORAGE_ACCOUNT_NAME");
    command.env("AZURE_STORAGE_ACCOUNT", ACCOUNT).env("AZURE_STORAGE_KEY", KEY);
    assert_eq!(report(command)["unchanged"], json!(100));
}

#[test]
fn what_stops_a_deploy_is_told_without_secrets() {
    let Some(server) = AzureServer::start("what_stops_a_deploy_is_told_without_secrets") else { return };
    let built = Built::new(&files(40));
    let mut command = built.to(&server, &[]);
    // A wrong key: "hunter2hunter2" in Base64.
    command.env("AZURE_STORAGE_ACCOUNT_KEY", "aHVudGVyMmh1bnRlcjI=");
    let said = refused(command);
    assert!(said.contains("refused to list") && said.contains("AZURE_STORAGE_ACCOUNT_KEY"), "{said}");
    assert!(!said.contains("AWS_"), "{said}");
    let mut command = built.to(&server, &[]);
    command.env("AZURE_STORAGE_ACCOUNT_KEY", "hunter2 is no Base64");
    assert!(refused(command).contains("cannot use `az://"));
    let mut command = built.to(&server, &[]);
    command.env_remove("AZURE_STORAGE_ACCOUNT_NAME");
    let said = refused(command);
    assert!(said.contains("cannot use `az://") && said.contains("Account must be specified"), "{said}");
    // Allows reading and listing.
    let mut command = stranger(&built, &server, &[]);
    command.env("AZURE_STORAGE_SAS_KEY", shared_access("rl"));
    assert!(refused(command).contains("refused to take the lock"));
    let mut command = stranger(&built, &server, &[]);
    command.env("AZURE_STORAGE_SAS_KEY", shared_access("rwdl").replace("sp=rwdl", "sp=rwdlc"));
    assert!(refused(command).contains("refused to list"), "what was signed is another");
    // A signature is part of each URL, and URLs are printed if the server does not respond.
    let mut command = stranger(&built, &server, &[]);
    command.env("AZURE_STORAGE_SAS_KEY", shared_access("rwdl")).env("AZURE_STORAGE_ENDPOINT", "http://127.0.0.1:9");
    let said = refused(command);
    assert!(said.contains("cannot reach") && said.contains("the account name"), "{said}");
    assert_eq!(server.tree().len(), 0);
}
