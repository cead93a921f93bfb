//! A project with a public site and both services.

use super::engines::{Google, IndexNow, PROPERTY, PublicSite};
use crate::{
    loopback::Loopback,
    service_account,
    site::{SiteTest, record, record_of_size},
};
use serde_json::Value;
use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

pub(super) const KEY: &str = "0123456789abcdef0123456789abcdef";

pub(super) struct Project {
    pub(super) site: SiteTest,
    pub(super) public: PublicSite,
    pub(super) index_now: IndexNow,
    pub(super) google: Google,
}

impl Project {
    /// Three models, built and deployed, with both services set up.
    pub(super) fn new() -> Self {
        let project = Self {
            site: SiteTest::new(&[record("o/a"), record_of_size("o/b", 9_000), record_of_size("o/c", 8_000)]),
            public: PublicSite::new(),
            index_now: IndexNow::new(),
            google: Google::new(),
        };
        project.settings("");
        project.site.write("account.json", project.google.account().to_string());
        project.deploy();
        project
    }

    /// Writes the settings, with additional lines in `[submit]`.
    pub(super) fn settings(&self, more: &str) {
        // Every page, unless a test wants fewer.
        let sample = if more.contains("sample") { "" } else { "sample = 1000\n" };
        self.site.write(
            "site.toml",
            format!(
                "[site]\nbase-url = \"{}\"\n[index]\nnoindex-copies = false\n[submit]\nindexnow-key = \
                 \"{KEY}\"\nindexnow-endpoint = \"{}\"\nsearch-console-site = \"{PROPERTY}\"\nsearch-console-endpoint \
                 = \"{}\"\nretries = 1\ntimeout-seconds = 10\n{sample}{more}",
                self.public.server.url(),
                self.index_now.url(),
                self.google.server.url()
            ),
        );
    }

    /// Builds the site and makes it public.
    pub(super) fn deploy(&self) {
        self.site.build();
        let public = self.site.path("public");
        let _ = fs::remove_dir_all(&public);
        for (name, bytes) in self.site.tree("dist") {
            self.site.write(&format!("public/{name}"), bytes);
        }
        self.public.publish(public);
    }

    pub(super) fn command(&self, args: &[&str]) -> Command {
        let mut command = self.site.modelpress(&[&["submit"], args].concat());
        command.env("GOOGLE_APPLICATION_CREDENTIALS", self.site.path("account.json"));
        command
    }

    fn output(&self, args: &[&str]) -> Output {
        let output = self.command(args).output().unwrap();
        for text in [&output.stdout, &output.stderr] {
            assert_no_secret(&String::from_utf8_lossy(text));
        }
        output
    }

    /// A submission that must succeed. Returns its report.
    pub(super) fn submit(&self, args: &[&str]) -> Value {
        let output = self.output(&[&["--json"], args].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// The output of a submission that must succeed.
    pub(super) fn said(&self, args: &[&str]) -> String {
        let output = self.output(args);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The output of a submission that must fail.
    pub(super) fn fail(&self, args: &[&str]) -> String {
        let output = self.output(args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("error: "), "{said}");
        said
    }

    pub(super) fn record(&self) -> PathBuf {
        self.site.path("dist/.modelpress/submitted.json")
    }

    /// The number of connections to each service.
    pub(super) fn connections(&self) -> [usize; 3] {
        [&self.public.server, &self.index_now.server, &self.google.server].map(Loopback::connections)
    }
}

/// Neither the account's key nor its name nor its tokens are ever shown.
fn assert_no_secret(text: &str) {
    let key = fs::read_to_string(service_account::KEY_FILE).unwrap();
    let lines = key.lines().filter(|line| !line.starts_with("-----"));
    for secret in lines.chain([service_account::EMAIL, super::engines::ACCESS_TOKEN, "eyJ"]) {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
