//! `bindgen MODULE.wasm FOLDER`: writes the module and the JavaScript that loads it into the folder. Does the same as
//! wasm-bindgen's command line, but through its library. `Cargo.lock` can hold only one version, so it always matches
//! the version the module was compiled with, and nothing has to be installed.

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
        // The caller that loads the module passes its location: the generated code must not depend on `import.meta`.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .input_path(module);
    bindgen.generate(Path::new(folder)).with_context(|| format!("no bindings for `{module}`"))
}
