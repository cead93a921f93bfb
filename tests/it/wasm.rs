//! `crates/compatibility` must compile for the browser.
//!
//! Uses rustup's target if it is installed, else Debian's toolchain (`rustc-web`, `rust-web-src`, `cargo-web`,
//! `lld-19`), which compiles the standard library itself.

use crate::requirement;
use std::{
    path::Path,
    process::{Command, Output},
};

const TARGET: &str = "wasm32-unknown-unknown";

#[test]
fn the_pure_crate_compiles_for_the_browser() {
    let Some(mut cargo) = cargo_with_target() else {
        let needs = format!(
            "the Rust target {TARGET}: `rustup target add {TARGET}`, or Debian's rustc-web, rust-web-src, cargo-web and lld-19"
        );
        requirement::skip("wasm::the_pure_crate_compiles_for_the_browser", &needs, "REQUIRE_ALL");
        return;
    };
    let target_dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("wasm");
    let output = cargo.args(["--target-dir"]).arg(target_dir).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn cargo_with_target() -> Option<Command> {
    let mut cargo = if has_installed_target() {
        Command::new(env!("CARGO"))
    } else {
        let debian = ["/usr/bin/cargo", "/usr/bin/rustc", "/usr/bin/wasm-ld-19"];
        if !debian.iter().all(|program| Path::new(program).exists()) {
            return None;
        }
        let mut cargo = Command::new("/usr/bin/cargo");
        cargo.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
        cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld-19");
        cargo.env_remove("RUSTUP_TOOLCHAIN").env_remove("CARGO").env_remove("RUSTFLAGS");
        cargo.arg("-Zbuild-std=std,panic_abort");
        cargo
    };
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    cargo.args(["build", "--package", "modelpress-compatibility", "--lib", "--target", TARGET]);
    // `-Z` flags may come before or after the subcommand.
    Some(cargo)
}

fn has_installed_target() -> bool {
    let print = |what: &str| Command::new("rustc").args(["--print", what, "--target", TARGET]).output();
    let libraries = |output: Output| String::from_utf8_lossy(&output.stdout).trim().to_owned();
    print("target-libdir").map(libraries).is_ok_and(|folder| Path::new(&folder).is_dir())
}
