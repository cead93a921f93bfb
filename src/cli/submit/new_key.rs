//! A new key for IndexNow, written into the settings as if somebody had typed it.

use super::{Failure, shown, terminal};
use durable_files::{Durability, atomic_file};
use ring::rand::{SecureRandom as _, SystemRandom};
use std::{
    fs,
    io::{self, ErrorKind, Write as _},
    path::Path,
};
use toml_edit::{DocumentMut, Item, Table, value};

/// Bytes of chance; twice as many digits, a length that every engine takes.
const BYTES: usize = 16;

/// Makes a key and writes it to the file, which is made where there is none.
pub(super) fn write(file: Option<&Path>, present: Option<&str>) -> Result<(), Failure> {
    let path = shown(file);
    if present.is_some() {
        return Err(Failure::new(anyhow::anyhow!("`{}` has a key for IndexNow already", path.display()))
            .with_hint("engines know the site by it; to have another one, empty `indexnow-key` of `[submit]` first"));
    }
    let key = make()?;
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        text => text.map_err(|error| failed("read", path, error))?,
    };
    let text = with_key(&text, &key).map_err(Failure::new)?;
    replace(path, &text).map_err(|error| failed("write", path, error))?;
    let said = format!(
        "wrote `indexnow-key` to {}\nnext: `modelpress build` puts it into the file {key}.txt of the site; deploy, then \
         `modelpress submit`\n",
        path.display()
    );
    Ok(terminal::to_stdout(&said)?)
}

fn make() -> Result<String, Failure> {
    let mut bytes = [0; BYTES];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| Failure::new(anyhow::anyhow!("the system gives no randomness")))?;
    Ok(format!("{:032x}", u128::from_be_bytes(bytes)))
}

/// The text with the key in it, everything else as it was.
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

/// Replaces the settings; they keep their permissions.
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
