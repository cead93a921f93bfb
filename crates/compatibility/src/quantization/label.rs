//! Finds the quantization label in a file name.
//!
//! A label must be a whole token: the name is split at `-`, `.`, blanks and the like, never at `_`. The Hub's own rule
//! searches for substrings instead, and so reads `IQ2_KS` as `Q2_K` and misses `fp16`.

use super::{FILE_TYPES, FileType, Quantization};
use crate::sieve::Sieve;

/// Spellings other than llama.cpp's. `Q3_K` to `Q5_K` alone mean the medium mixture, as in llama.cpp's `quantize`.
/// Labels without underscores are listed only if they are unambiguous: a bare `Q4` may be `Q4_0`, `Q4_1` or `Q4_K_M`
/// and stays unknown.
const ALIASES: &[(&str, &str)] = &[
    ("FP64", "F64"),
    ("FP32", "F32"),
    ("FP16", "F16"),
    ("Q3_K", "Q3_K_M"),
    ("Q4_K", "Q4_K_M"),
    ("Q5_K", "Q5_K_M"),
    ("Q2K", "Q2_K"),
    ("Q3K", "Q3_K_M"),
    ("Q4K", "Q4_K_M"),
    ("Q5K", "Q5_K_M"),
    ("Q6K", "Q6_K"),
    ("Q3KS", "Q3_K_S"),
    ("Q3KM", "Q3_K_M"),
    ("Q3KL", "Q3_K_L"),
    ("Q4KS", "Q4_K_S"),
    ("Q4KM", "Q4_K_M"),
    ("Q5KS", "Q5_K_S"),
    ("Q5KM", "Q5_K_M"),
    ("Q3_KS", "Q3_K_S"),
    ("Q3_KM", "Q3_K_M"),
    ("Q3_KL", "Q3_K_L"),
    ("Q4_KS", "Q4_K_S"),
    ("Q4_KM", "Q4_K_M"),
    ("Q5_KS", "Q5_K_S"),
    ("Q5_KM", "Q5_K_M"),
    ("IQ2XXS", "IQ2_XXS"),
    ("IQ2XS", "IQ2_XS"),
    ("IQ3XXS", "IQ3_XXS"),
    ("IQ3XS", "IQ3_XS"),
    ("IQ4XS", "IQ4_XS"),
    ("IQ4NL", "IQ4_NL"),
];

/// Rejects most tokens by length and first letter before the tables are searched.
const SIEVE: Sieve = {
    let mut sieve = Sieve::of_rows(ALIASES);
    let mut row = 0;
    while row < FILE_TYPES.len() {
        sieve = sieve.and(FILE_TYPES[row].label);
        row += 1;
    }
    sieve
};

/// Parses a whole label.
pub(super) fn parse(text: &str) -> Option<Quantization> {
    if let Some(bits) = text.strip_suffix("-bit").or_else(|| text.strip_suffix("-BIT")) {
        let is_number = bits.len() <= 2 && bits.bytes().all(|byte| byte.is_ascii_digit()) && !bits.starts_with('0');
        return bits.parse().ok().filter(|_| is_number).map(Quantization::Bits);
    }
    let (is_dynamic, base) = match text.get(..3) {
        Some(prefix) if prefix.eq_ignore_ascii_case("UD-") => (true, &text[3..]),
        _ => (false, text),
    };
    file_type(base).map(|file_type| Quantization::FileType { file_type, is_dynamic })
}

/// The label of a GGUF file, from its base name or otherwise from the nearest folder that has one.
///
/// `path` is the file's path without shard suffix and extension. `None` if there is no label, if the name spells out a
/// mixture, or if a label has an unknown part.
pub(crate) fn label_in(path: &str) -> Option<Quantization> {
    read(path).label()
}

/// Like [`label_in`], but distinguishes a path without a label from one with an unclear label.
pub(crate) fn read(path: &str) -> Found<Quantization> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let names = std::iter::once(name).chain(folder.rsplit('/'));
    names.map(label_of_name).find(|found| *found != Found::Nothing).unwrap_or(Found::Nothing)
}

/// The label at the end of a repository's name, before or after `GGUF`: `X-8B-Q4_K_M-GGUF`. A label earlier in the name
/// often belongs to another model (`X-qat-q4_0-unquantized-GGUF`).
pub(crate) fn label_of_repository(name: &str) -> Option<Quantization> {
    let without = |name: &'_ str| {
        let at = name.len().checked_sub(5).filter(|at| name.is_char_boundary(*at))?;
        let is_gguf = name[at + 1..].eq_ignore_ascii_case("gguf") && name[at..].starts_with(['-', '_', '.']);
        is_gguf.then_some(at)
    };
    let name = without(name).map_or(name, |at| &name[..at]);
    let is_cut = |c: char| matches!(c, '-' | '.' | ' ');
    let at = name.rfind(is_cut).map_or(0, |at| at + 1);
    let label = token(&name[at..]).label()?;
    let label = Quantization::FileType { file_type: label, is_dynamic: is_after_dynamic(&name[..at]) };
    // A float type is often that of the model that was quantized.
    (!label.is_float()).then_some(label)
}

/// The label found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found<T> {
    /// No label.
    Nothing,
    /// Exactly one label.
    Label(T),
    /// A label with an unknown part, or several different labels.
    Unclear,
}

impl<T> Found<T> {
    /// The label, if there is exactly one.
    pub(crate) fn label(self) -> Option<T> {
        match self {
            Self::Label(label) => Some(label),
            Self::Nothing | Self::Unclear => None,
        }
    }
}

/// The single label of a name.
///
/// - A quantized label takes precedence over a float label on either side: `F16-Q4_K_M` was made from F16, and
///   `Q4_K_M-f16` keeps embeddings and output in F16.
/// - Two different quantized labels spell out a mixture (`Q8_0-FFN-IQ4_XS`), for which there is no label. If one of
///   them belongs to a fork, that one is used, because it decides which programs can read the file.
/// - A float label next to a bare `q5` or `q8`, or next to `OutQ8`, is also a mixture.
fn label_of_name(name: &str) -> Found<Quantization> {
    let is_separator = |c: char| matches!(c, '-' | '.' | ' ' | '(' | ')' | '[' | ']' | '+' | ',' | '~' | '@' | '=');
    let mut quantized: Option<Quantization> = None;
    let mut float: Option<Quantization> = None;
    let mut is_mixture = false;
    let mut right = Neighbour::Other;
    let mut end = name.len();
    loop {
        let start =
            name[..end].rfind(is_separator).map_or(0, |at| at + name[at..].chars().next().map_or(1, char::len_utf8));
        let text = &name[start..end];
        let here = match token(text) {
            Found::Label(file_type) => {
                let label = Quantization::FileType { file_type, is_dynamic: is_after_dynamic(&name[..start]) };
                if label.is_float() {
                    is_mixture |= right == Neighbour::Bare && quantized.is_none();
                    float = float.or(Some(label));
                    Neighbour::Float
                } else {
                    let is_other = quantized.is_some_and(|known| !known.is_same_type(label));
                    is_mixture |= is_other;
                    if quantized.is_none() || (label.is_foreign() && !quantized.is_some_and(Quantization::is_foreign)) {
                        quantized = Some(label);
                    }
                    Neighbour::Other
                }
            }
            Found::Unclear if quantized.is_none() => return Found::Unclear,
            Found::Nothing if is_glued(text) && quantized.or(float).is_none() => return Found::Unclear,
            Found::Nothing if is_bare(text) || is_glued(text) => {
                is_mixture |= right == Neighbour::Float && quantized.is_none();
                Neighbour::Bare
            }
            Found::Unclear | Found::Nothing => Neighbour::Other,
        };
        right = here;
        if start == 0 {
            break;
        }
        end = name[..start].char_indices().next_back().map_or(0, |(at, _)| at);
    }
    match quantized.or(float) {
        Some(label) if !is_mixture || label.is_foreign() => Found::Label(label),
        Some(_) => Found::Unclear,
        None => Found::Nothing,
    }
}

/// The type of token next to a label.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    Float,
    Bare,
    Other,
}

/// Whether a token states only the bits of an unnamed type: `q5`, `Q8`.
fn is_bare(token: &str) -> bool {
    let digit = token.strip_prefix(['q', 'Q']).map(str::as_bytes);
    matches!(digit, Some([b'1'..=b'8']))
}

/// Whether a token joins a type with something else: `w2Q2K`, `AProjQ8`, `55IQ2_XXS`, `Q4KExperts`. Only a capital `Q`
/// counts, because `seq2seq` is a word.
fn is_glued(token: &str) -> bool {
    let is_type = |pair: &[u8]| pair[0] == b'Q' && matches!(pair[1], b'1'..=b'8');
    !is_bare(token) && token.as_bytes().windows(2).any(is_type)
}

/// Whether `before`, which ends with a separator, ends in the token `UD`.
fn is_after_dynamic(before: &str) -> bool {
    let Some(before) = before.strip_suffix('-') else { return false };
    let Some(at) = before.len().checked_sub(2) else { return false };
    before.is_char_boundary(at)
        && before[at..].eq_ignore_ascii_case("UD")
        && !before[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// The label of a token: the whole token, its end after `_` if nothing else is split (`model_q4_k_m`), or its part
/// before `_imatrix` and the like. With any other suffix (`Q3_K_XXL`), or another label before it (`bf16_q4_k`), it is
/// unclear.
fn token(token: &str) -> Found<&'static FileType> {
    if token.len() > 200 {
        return Found::Nothing;
    }
    if let Some(whole) = file_type(token) {
        return Found::Label(whole);
    }
    if !token.contains('_') {
        return Found::Nothing;
    }
    let starts = || std::iter::once(0).chain(token.match_indices('_').map(|(at, _)| at + 1));
    let ends = || std::iter::once(token.len()).chain(token.rmatch_indices('_').map(|(at, _)| at));
    // The longest run of `_`-separated parts that is a label; of equally long ones, the last.
    let mut best: Option<(usize, usize, &FileType)> = None;
    for start in starts() {
        for end in ends().filter(|end| *end > start) {
            if let Some(found) = file_type(&token[start..end])
                && best.is_none_or(|(at, to, _)| end - start >= to - at)
            {
                best = Some((start, end, found));
            }
        }
    }
    let Some((start, end, found)) = best else { return Found::Nothing };
    let has_other = self::token(token[..start].trim_end_matches('_')) != Found::Nothing;
    let is_plain = !has_other && token[end..].split('_').all(says_nothing);
    if is_plain { Found::Label(found) } else { Found::Unclear }
}

/// Whether a part after a label does not change it: how the file was made, its group size, a version, a date.
fn says_nothing(part: &str) -> bool {
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_count = |letter: [char; 2]| part.strip_prefix(letter).is_some_and(is_number);
    let is_date = part.len() >= 6 && is_number(part);
    let words = ["", "imatrix", "imat", "imx", "gguf", "hf"];
    is_date || words.iter().any(|word| word.eq_ignore_ascii_case(part)) || is_count(['v', 'V']) || is_count(['g', 'G'])
}

fn file_type(text: &str) -> Option<&'static FileType> {
    if !SIEVE.passes(text.as_bytes()) {
        return None;
    }
    let labelled = |label: &str| FILE_TYPES.iter().find(|row| row.label.eq_ignore_ascii_case(label));
    let aliased = || ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(text)).map(|(_, label)| *label);
    labelled(text).or_else(|| labelled(aliased()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn label(path: &str) -> String {
        label_in(path).map_or_else(|| "none".to_owned(), |label| label.to_string())
    }

    /// The table of section 4.3 of the reference, with the correct labels instead of those that the Hub reads.
    #[test]
    fn labels_are_read_as_whole_tokens() {
        for (path, expected) in [
            ("X-Q4_K_M", "Q4_K_M"),
            ("sub/X-q4_k_m", "Q4_K_M"),
            ("X", "none"),
            ("X-F32-Q2_K", "Q2_K"),
            ("Q4_K_M/X", "Q4_K_M"),
            ("X-UD-Q4_K_XL", "UD-Q4_K_XL"),
            ("X-UD-IQ1_S", "UD-IQ1_S"),
            ("X-UD-TQ1_0", "UD-TQ1_0"),
            ("X-Q6_K_L", "Q6_K_L"),
            ("X-Q2_K_S", "Q2_K_S"),
            ("X-MXFP4", "MXFP4"),
            ("X-MXFP4_MOE", "MXFP4_MOE"),
            ("X-f16", "F16"),
            ("X-Q4_0_4_4", "Q4_0_4_4"),
            ("X-fp16", "F16"),
            ("X-fp32", "F32"),
            ("X-Q4_K", "Q4_K_M"),
            ("X-Q3_K", "Q3_K_M"),
            ("X-Q5_K", "Q5_K_M"),
            ("X-Q6_K", "Q6_K"),
            ("X-Q4_K_L", "Q4_K_L"),
            ("X-q8", "none"),
            ("X-q4km", "Q4_K_M"),
            ("X-q4_km", "Q4_K_M"),
            ("X-iq4nl", "IQ4_NL"),
            ("X-q6k", "Q6_K"),
            ("X-Q4_1_SOME_F16", "Q4_1_SOME_F16"),
            ("X-IQ2_KS", "IQ2_KS"),
            ("X-IQ4_K", "IQ4_K"),
            ("X-IQ4_KSS", "IQ4_KSS"),
            ("X-Q4_K_M_imatrix", "Q4_K_M"),
            ("X-Q1_0_g128", "Q1_0"),
            ("mistral-7b-v0.1.Q5_K_S", "Q5_K_S"),
            ("model_q4_k_m", "Q4_K_M"),
            ("UD-Q2_K_XL/X", "UD-Q2_K_XL"),
            ("BF16/X-Q8_0", "Q8_0"),
            ("X-Q3_K_XXL", "none"),
            ("X-Q4_K_H", "none"),
            ("X-q4_k_oe", "none"),
            ("X-bf16_q4_k", "none"),
            ("X-Q8_0_L", "none"),
            ("X-IQ4_K_M", "none"),
            ("X-f16-Q3_K_XXL", "none"),
            ("Q4_0/X-Q4_K_H", "none"),
            ("X-Q2_0_g64", "Q2_0"),
            ("lzlv_70b_fp16_hf", "F16"),
            ("X-IQ2_BN", "IQ2_BN"),
            ("X-IQ3_KL", "IQ3_KL"),
            ("UDQ4_K", "none"),
            ("Qwen2.5-0.5B", "none"),
        ] {
            assert_eq!(label(path), expected, "{path}");
        }
    }

    #[test]
    fn several_labels_in_a_name_are_one_only_where_one_of_them_decides() {
        for (path, expected) in [
            ("X-Q4_K_M-f16", "Q4_K_M"),
            ("X.Q4_K_M-f32", "Q4_K_M"),
            ("X-Q5_K_M-F16-Merged", "Q5_K_M"),
            ("X.f16.q8_0", "Q8_0"),
            ("X.f16.q5", "none"),
            ("X.q6-f16", "none"),
            ("Q3.5-9B-Opus.F16", "F16"),
            ("X-Q8_0-FFN-IQ4_XS-IQ4_XS-Q5_0", "none"),
            ("X-iq4_nl-QKOUD-IQ4NL-E-MXFP4-H-Q5K", "none"),
            ("X-Q8_0-IQ4_KS-IQ4_KS-IQ5_KS", "IQ5_KS"),
            ("X-Q4_K-Q4_K", "Q4_K_M"),
            ("X-55IQ2_XXS-34Q2_K-07Q8_0-03F16", "none"),
            ("X-IQ2XXS-w2Q2K-AProjQ8-SExpQ8-OutQ8", "none"),
            ("X-seq2seq-F16", "F16"),
            ("SmallAgentQ2.5-1.1.f16", "F16"),
            ("X-Q4KExperts-F16", "none"),
            ("ggml-model-i2_s", "I2_S"),
            ("X-TQ3_4S", "TQ3_4S"),
            ("X-q4_k_m_20250818_140934", "Q4_K_M"),
            ("TQ3.5-27B-v1-Q4_K_M", "Q4_K_M"),
        ] {
            assert_eq!(label(path), expected, "{path}");
        }
    }

    proptest! {
        #[test]
        fn no_path_panics(path in "\\PC{0,60}") {
            label_in(&path);
        }
    }
}
