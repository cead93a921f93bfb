//! Creates an IndexNow key and writes it to the settings without changing anything else in the file.

use super::{Failure, shown, terminal};
use durable_files::{Durability, atomic_file};
use ring::rand::{SecureRandom as _, SystemRandom};
use std::{
    fs,
    io::{self, ErrorKind, Write as _},
    path::Path,
};
use toml_edit::{DocumentMut, Item, Table, value};

/// Number of random bytes. The key has twice as many digits, a length that every engine accepts.
const BYTES: usize = 16;

/// Creates a key and writes it to the file, which is created if it does not exist.
pub(super) fn write(file: Option<&Path>, present: Option<&str>) -> Result<(), Failure> {
    let path = shown(file);
    if present.is_some() {
        return Err(Failure::new(anyhow::anyhow!("`{}` already has an IndexNow key", path.display())).with_hint(
            "search engines know the site by this key; to replace it, empty `indexnow-key` in `[submit]` first",
        ));
    }
    let key = make()?;
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        text => text.map_err(|error| failed("read", path, error))?,
    };
    let text = with_key(&text, &key).map_err(Failure::new)?;
    replace(path, &text).map_err(|error| failed("write", path, error))?;
    let said = format!(
        "wrote `indexnow-key` to {}\nnext: run `modelpress build`, which writes the file {key}.txt, then deploy, then run \
         `modelpress submit`\n",
        path.display()
    );
    Ok(terminal::to_stdout(&said)?)
}

fn make() -> Result<String, Failure> {
    let mut bytes = [0; BYTES];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Failure::new(anyhow::anyhow!("the system provides no random numbers")))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// The text with the key inserted and everything else unchanged.
fn with_key(text: &str, key: &str) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let table = document.entry("submit").or_insert(Item::Table(Table::new()));
    let decor = table.get("indexnow-key").and_then(Item::as_value).map(|value| value.decor().clone());
    table["indexnow-key"] = value(key);
    if let (Some(decor), Some(value)) = (decor, table["indexnow-key"].as_value_mut()) {
        *value.decor_mut() = decor;
    }
    Ok(document.to_string())
}

/// Replaces the settings file, keeping its permissions.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    atomic_file::replace(&path, Durability::PowerLoss, |file| {
        file.write_all(text.as_bytes())?;
        match fs::metadata(&path) {
            Ok(metadata) => file.set_permissions(metadata.permissions()),
            Err(_) => Ok(()),
        }
    })
}

fn failed(what: &str, path: &Path, error: io::Error) -> Failure {
    Failure::new(anyhow::Error::new(error).context(format!("cannot {what} `{}`", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_else_stays_as_it_was() {
        for (before, after) in [
            ("", "[submit]\nindexnow-key = \"k\"\n"),
            ("# mine\n[site]\nname = 'a' # b\n", "# mine\n[site]\nname = 'a' # b\n\n[submit]\nindexnow-key = \"k\"\n"),
            (
                "[submit] # c\n# why\nindexnow-key = \"\" # none yet\n\n# later\ncap = 1_000\n[site]\n",
                "[submit] # c\n# why\nindexnow-key = \"k\" # none yet\n\n# later\ncap = 1_000\n[site]\n",
            ),
            ("[submit]\ncap = 1\n", "[submit]\ncap = 1\nindexnow-key = \"k\"\n"),
        ] {
            assert_eq!(with_key(before, "k").unwrap(), after);
        }
    }

    #[test]
    fn two_keys_are_not_alike() {
        let (one, other) = (make().unwrap(), make().unwrap());
        assert!(publish::submit::settings::is_indexnow_key(&one) && one.len() == 32 && one != other);
    }
}
