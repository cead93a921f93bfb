//! `Quantization`: how the weights of an artifact are stored, as a label.

mod label;
mod table;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{borrow::Cow, fmt, str::FromStr};

pub use table::{FILE_TYPES, FileType, TENSOR_TYPES, TensorType};

pub(crate) use label::{Found, label_in, label_of_repository, read};

/// A quantization label from a file name or a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantization {
    /// A row of [`FILE_TYPES`], with or without Unsloth's prefix `UD-`.
    FileType {
        /// The row.
        file_type: &'static FileType,
        /// Whether it has the prefix `UD-`: tensor types are chosen individually, so the label says little about each.
        is_dynamic: bool,
    },
    /// Bits per weight, with a method that the format names (GPTQ, AWQ, MLX, …).
    Bits(u8),
}

/// A text that is not a label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a known quantization label")]
pub struct UnknownLabel(String);

impl Quantization {
    /// Average bits per weight of a whole file with this label, as measured; for nominal types (`TQ1_0`, …) the nominal
    /// figure. Files differ by a few percent, small models by more, so use it only if the file's size is unknown.
    #[must_use]
    pub fn bits_per_weight(self) -> Option<f64> {
        match self {
            // The contents of a dynamic mixture differ from model to model.
            Self::FileType { is_dynamic: true, .. } => None,
            Self::FileType { file_type, .. } => file_type.bits_per_weight,
            Self::Bits(bits) => Some(f64::from(bits)),
        }
    }

    /// Exact bits per weight of the tensor type that the label names.
    #[must_use]
    pub fn tensor_bits_per_weight(self) -> Option<f64> {
        match self {
            Self::FileType { file_type, .. } => file_type.tensor_type.map(|name| tensor_type(name).bits_per_weight()),
            Self::Bits(bits) => Some(f64::from(bits)),
        }
    }

    /// Whether the weights are plain floating-point numbers, that is, not quantized.
    #[must_use]
    pub fn is_float(self) -> bool {
        matches!(self, Self::FileType { file_type, .. } if matches!(file_type.label, "F64" | "F32" | "F16" | "BF16"))
    }

    /// Whether the label is a mixture of tensor types that differs from model to model: Unsloth's `UD-` labels and
    /// sizes. Only the file's header shows which types it uses.
    #[must_use]
    pub fn is_open_mixture(self) -> bool {
        const SIZES: [&str; 5] = ["Q2_K_XL", "Q4_K_XL", "Q5_K_XL", "Q6_K_XL", "Q8_K_XL"];
        match self {
            Self::FileType { file_type, is_dynamic } => is_dynamic || SIZES.contains(&file_type.label),
            Self::Bits(_) => false,
        }
    }

    /// Whether both are the same row, regardless of `UD-`.
    pub(crate) fn is_same_type(self, other: Self) -> bool {
        match (self, other) {
            (Self::FileType { file_type, .. }, Self::FileType { file_type: other, .. }) => file_type == other,
            (own, other) => own == other,
        }
    }

    /// Whether the label is written only by a fork of llama.cpp, so that other programs cannot read the file.
    #[must_use]
    pub fn is_foreign(self) -> bool {
        matches!(self, Self::FileType { file_type, .. } if file_type.is_foreign)
    }
}

/// The row of a tensor type named in [`FILE_TYPES`].
fn tensor_type(name: &str) -> &'static TensorType {
    TENSOR_TYPES.iter().find(|row| row.name == name).expect("every tensor type of a label is in the table")
}

impl FromStr for Quantization {
    type Err = UnknownLabel;

    /// Parses a whole label, case-insensitively. `FP16` and other aliases are accepted.
    fn from_str(text: &str) -> Result<Self, UnknownLabel> {
        label::parse(text).ok_or_else(|| UnknownLabel(text.chars().take(80).collect()))
    }
}

impl fmt::Display for Quantization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileType { file_type, is_dynamic } => {
                f.write_str(if *is_dynamic { "UD-" } else { "" })?;
                f.write_str(file_type.label)
            }
            Self::Bits(bits) => write!(f, "{bits}-bit"),
        }
    }
}

impl Serialize for Quantization {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quantization {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_round_trip() {
        for file_type in FILE_TYPES {
            for prefix in ["", "UD-"] {
                let label = format!("{prefix}{}", file_type.label);
                assert_eq!(label.parse::<Quantization>().unwrap().to_string(), label);
                assert_eq!(label.to_lowercase().parse::<Quantization>().unwrap().to_string(), label);
            }
        }
        for bits in 1..=16 {
            assert_eq!(format!("{bits}-bit").parse::<Quantization>(), Ok(Quantization::Bits(bits)));
        }
    }

    /// Sections 4.1 and 4.2 of the reference: blocks, bytes and measured files.
    #[test]
    fn bits_per_weight_are_those_of_the_format() {
        for (label, tensor, file) in [
            ("Q4_K_M", Some(4.5), Some(4.8944)),
            ("Q4_0", Some(4.5), Some(4.64)),
            ("Q5_1", Some(6.0), Some(6.04)),
            ("Q8_0", Some(8.5), Some(8.5008)),
            ("IQ2_XXS", Some(2.0625), Some(2.3824)),
            ("BF16", Some(16.0), Some(16.0)),
            ("UD-Q4_K_XL", Some(4.5), None),
            ("4-bit", Some(4.0), Some(4.0)),
        ] {
            let quantization: Quantization = label.parse().unwrap();
            assert_eq!(quantization.tensor_bits_per_weight(), tensor, "{label}");
            assert_eq!(quantization.bits_per_weight(), file, "{label}");
        }
    }

    #[test]
    fn every_label_names_a_known_tensor_type() {
        for name in FILE_TYPES.iter().filter_map(|row| row.tensor_type) {
            assert!(tensor_type(name).bits_per_weight() > 0.0);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_what_parses_prints_as_a_label(text in "\\PC{0,30}") {
            if let Ok(quantization) = text.parse::<Quantization>() {
                prop_assert_eq!(quantization.to_string().parse::<Quantization>(), Ok(quantization));
            }
        }
    }
}
