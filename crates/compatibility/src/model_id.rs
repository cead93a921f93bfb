//! `ModelId`: the id of a repository on the Hub.

use serde::{Serialize, Serializer};
use std::{fmt, str::FromStr};

/// `owner/name`, or a bare `name` for the oldest repositories.
///
/// The Hub allows ASCII letters, digits, `-`, `_` and `.` on either side (`huggingface_hub`, `utils/_validators.py`);
/// anything else is not a valid id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ModelId(Box<str>);

/// Maximum length of an id in bytes. The longest real one seen has 214.
pub const MAX_ID_LENGTH: usize = 1_000;

/// The reason why a text is not a model id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ModelIdError {
    /// The text is empty, or one side of the slash is.
    #[error("has an empty part")]
    Empty,
    /// The text has more than one slash.
    #[error("has more than one slash")]
    TooManyParts,
    /// The text has a character that the Hub does not allow.
    #[error("contains {0:?}, which the Hub does not allow in an id")]
    Character(char),
    /// The owner or name is `.` or `..`.
    #[error("has `.` or `..` as a part")]
    Dots,
    /// The text has more than [`MAX_ID_LENGTH`] bytes.
    #[error("is longer than {MAX_ID_LENGTH} bytes")]
    TooLong,
}

impl ModelId {
    /// The id in the Hub's spelling.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The owner. `None` for a bare id.
    #[must_use]
    pub fn owner(&self) -> Option<&str> {
        self.0.split_once('/').map(|(owner, _)| owner)
    }

    /// The part after the slash, or the whole id if it is bare.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, name)| name)
    }
}

impl FromStr for ModelId {
    type Err = ModelIdError;

    fn from_str(text: &str) -> Result<Self, ModelIdError> {
        Self::check(text)?;
        Ok(Self(text.into()))
    }
}

/// The bytes allowed in an id.
const ALLOWED: [bool; 256] = {
    let mut allowed = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        allowed[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
        byte += 1;
    }
    allowed
};

impl ModelId {
    /// Validates a text as an id without allocating.
    pub(crate) fn check(text: &str) -> Result<(), ModelIdError> {
        if text.len() > MAX_ID_LENGTH {
            return Err(ModelIdError::TooLong);
        }
        // No early exit, because a refused byte is rare.
        if !text.bytes().fold(true, |all, byte| all & ALLOWED[usize::from(byte)]) {
            let is_refused = |c: &char| u8::try_from(*c).map_or(true, |byte| !ALLOWED[usize::from(byte)]);
            return Err(ModelIdError::Character(text.chars().find(is_refused).unwrap_or_default()));
        }
        let (owner, name) = text.split_once('/').unwrap_or(("owner", text));
        if name.contains('/') {
            return Err(ModelIdError::TooManyParts);
        }
        for part in [owner, name] {
            match part {
                "" => return Err(ModelIdError::Empty),
                "." | ".." => return Err(ModelIdError::Dots),
                _ => {}
            }
        }
        Ok(())
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ModelId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn odd_but_real_ids_are_ids() {
        for id in ["gpt2", "baddi/_", "baddi/__", "1575/7447", "jairojg/true", "fdaus/models", "x/y.gguf"] {
            assert_eq!(id.parse::<ModelId>().unwrap().as_str(), id);
        }
    }

    #[test]
    fn what_cannot_be_an_id_is_refused_with_its_reason() {
        for (text, error) in [
            ("", ModelIdError::Empty),
            ("a/", ModelIdError::Empty),
            ("a/b/c", ModelIdError::TooManyParts),
            ("../etc", ModelIdError::Dots),
            ("a b/c", ModelIdError::Character(' ')),
            ("a/<b>", ModelIdError::Character('<')),
        ] {
            assert_eq!(text.parse::<ModelId>(), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn parsing_and_printing_agree(text in "[A-Za-z0-9._-]{1,40}(/[A-Za-z0-9._-]{1,40})?") {
            if let Ok(id) = text.parse::<ModelId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
