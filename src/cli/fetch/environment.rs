//! The environment variables of the Hub, read as `huggingface_hub` does.

use super::super::environment::variable;
use http_client::Token;
use std::path::PathBuf;

/// `HF_ENDPOINT`.
pub(super) fn endpoint() -> Option<String> {
    variable("HF_ENDPOINT")
}

/// `HF_TOKEN`, then `HUGGING_FACE_HUB_TOKEN`, then the file that `hf auth login` writes. `None` if
/// `HF_HUB_DISABLE_IMPLICIT_TOKEN` is set (`huggingface_hub`: `utils/_auth.py`, `constants.py`).
pub(super) fn token() -> Option<Token> {
    let is_on = |value: String| matches!(value.to_ascii_uppercase().as_str(), "1" | "ON" | "YES" | "TRUE");
    if variable("HF_HUB_DISABLE_IMPLICIT_TOKEN").is_some_and(is_on) {
        return None;
    }
    let named = variable("HF_TOKEN").or_else(|| variable("HUGGING_FACE_HUB_TOKEN"));
    let text = named.or_else(|| std::fs::read_to_string(token_file()?).ok())?;
    Token::new(&text)
}

fn token_file() -> Option<PathBuf> {
    if let Some(path) = variable("HF_TOKEN_PATH") {
        return Some(path.into());
    }
    let home = variable("HF_HOME").map(PathBuf::from).or_else(|| {
        let cache = variable("XDG_CACHE_HOME").map(PathBuf::from);
        cache.or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cache"))).map(|cache| cache.join("huggingface"))
    });
    Some(home?.join("token"))
}
