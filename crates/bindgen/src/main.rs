//! `bindgen MODULE.wasm FOLDER`: writes the module and the JavaScript that loads it into the folder.
//!
//! What wasm-bindgen's own command line does, from its library: the version is that of `Cargo.lock`, which
//! cannot hold two of them, so it is always the one that the module was compiled with, and needs no
//! installation.

use anyhow::{Context as _, Result, bail};
use std::{env, path::Path};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [module, folder] = arguments.as_slice() else { bail!("usage: bindgen MODULE.wasm FOLDER") };
    let mut bindgen = Bindgen::new();
    bindgen
        .web(true)?
        .typescript(true)
        // Where the module lies is said by whoever loads it: nothing here may depend on `import.meta`.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .input_path(module);
    bindgen.generate(Path::new(folder)).with_context(|| format!("no bindings for `{module}`"))
}
