//! Finding the quantization label in a file name.
//!
//! A label counts only as a whole token: the name is cut at `-`, `.`, blanks and the like, never at `_`.
//! The Hub's own rule searches for parts instead and reads `IQ2_KS` as `Q2_K` and `fp16` as nothing.

use super::{FILE_TYPES, FileType, Quantization};

/// Spellings in use that are not llama.cpp's. `Q3_K` to `Q5_K` alone mean the medium mixture, as in
/// llama.cpp's `quantize`.
const ALIASES: &[(&str, &str)] =
    &[("FP64", "F64"), ("FP32", "F32"), ("FP16", "F16"), ("Q3_K", "Q3_K_M"), ("Q4_K", "Q4_K_M"), ("Q5_K", "Q5_K_M")];

/// Reads a whole label.
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

/// The label of a GGUF file: the last token of the base name that is one, else the last of its folders.
///
/// `path` is the file's path without shard suffix and extension. A token that is a label and something more,
/// which nobody knows, leaves the label unknown, whatever stands before it.
pub(crate) fn label_in(path: &str) -> Option<Quantization> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let names = std::iter::once(name).chain(folder.rsplit('/'));
    names.map(last_label).find(|found| *found != Found::Nothing).and_then(|found| match found {
        Found::Label(label) => Some(label),
        Found::Nothing | Found::Unclear => None,
    })
}

/// What a text has of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found<T> {
    Nothing,
    Label(T),
    /// One with a part that makes another of it.
    Unclear,
}

fn last_label(name: &str) -> Found<Quantization> {
    let is_separator = |c: char| matches!(c, '-' | '.' | ' ' | '(' | ')' | '[' | ']' | '+' | ',' | '~' | '@' | '=');
    let mut end = name.len();
    loop {
        let start =
            name[..end].rfind(is_separator).map_or(0, |at| at + name[at..].chars().next().map_or(1, char::len_utf8));
        match token(&name[start..end]) {
            Found::Label(file_type) => {
                let is_dynamic = is_after_dynamic(&name[..start]);
                return Found::Label(Quantization::FileType { file_type, is_dynamic });
            }
            Found::Unclear => return Found::Unclear,
            Found::Nothing if start == 0 => return Found::Nothing,
            Found::Nothing => {}
        }
        end = name[..start].char_indices().next_back().map_or(0, |(at, _)| at);
    }
}

/// Whether `before`, which ends at a separator, ends in the token `UD`.
fn is_after_dynamic(before: &str) -> bool {
    let Some(before) = before.strip_suffix('-') else { return false };
    let Some(at) = before.len().checked_sub(2) else { return false };
    before.is_char_boundary(at)
        && before[at..].eq_ignore_ascii_case("UD")
        && !before[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// A token that is a label, or ends in one behind `_` where nothing else is cut (`model_q4_k_m`), or carries
/// `_imatrix` and the like behind it. With anything else behind it (`Q3_K_XXL`), or another label before it
/// (`bf16_q4_k`), it is one that no table has.
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
    // The longest run of `_`-parts that is a label; of equally long ones the last.
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

/// A part behind a label that changes nothing about it: how the file was made, in which group size, which try.
fn says_nothing(part: &str) -> bool {
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_count = |letter: [char; 2]| part.strip_prefix(letter).is_some_and(is_number);
    let words = ["", "imatrix", "imat", "imx", "gguf", "hf"];
    words.iter().any(|word| word.eq_ignore_ascii_case(part)) || is_count(['v', 'V']) || is_count(['g', 'G'])
}

fn file_type(text: &str) -> Option<&'static FileType> {
    if text.len() < 3
        || text.len() > 13
        || !text.starts_with(['Q', 'q', 'I', 'i', 'F', 'f', 'B', 'b', 'T', 't', 'M', 'm', 'N', 'n'])
    {
        return None;
    }
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(text));
    let label = alias.map_or(text, |(_, label)| label);
    FILE_TYPES.iter().find(|row| row.label.eq_ignore_ascii_case(label))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn label(path: &str) -> String {
        label_in(path).map_or_else(|| "none".to_owned(), |label| label.to_string())
    }

    /// The table of section 4.3 of the reference, with what should come out instead of what the Hub reads.
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
            ("X-q4km", "none"),
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

    proptest! {
        #[test]
        fn no_path_panics(path in "\\PC{0,60}") {
            label_in(&path);
        }
    }
}
