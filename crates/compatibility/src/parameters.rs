//! `Parameters`: the number of weights in a model.

use crate::{
    evidence::{Evidence, Field},
    words::words_with_points,
};
use serde::Serialize;

/// Parameter counts with their evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Parameters {
    /// Number of all weights. `None` if unknown.
    pub total: Option<u64>,
    /// Number of weights used per token, for a mixture of experts that states it.
    pub active: Option<u64>,
    /// The evidence for the total.
    pub evidence: Option<Evidence>,
}

impl Parameters {
    /// Whether the total comes from a name and is therefore rounded.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.evidence.as_ref().is_some_and(|evidence| evidence.field == Field::Name)
    }
}

/// Plausible counts. A count outside this range is an error in the record, and the next evidence is used instead. (Real
/// records have totals of 1 and above 2^53.)
pub(crate) const PLAUSIBLE: std::ops::Range<u64> = 1_000..100_000_000_000_000;

/// The parameter counts stated by a name.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct NamedParameters<'a> {
    /// The total count, and the token that states it.
    pub(crate) total: Option<(u64, &'a str)>,
    /// The active count, from `A3B` and the like.
    pub(crate) active: Option<u64>,
}

/// Parses whole tokens of a name: `8B`, `0.5B`, `360M`, `1_8b`, `A3B`. Two different sizes give no result.
///
/// Neither does `8x7B`: its experts share layers, so the model has fewer weights than the product. In `17B-16E` the
/// size is the number of weights used per token. A lone `1M` is more often a context length than a size.
pub(crate) fn from_name(name: &str) -> NamedParameters<'_> {
    let mut found = NamedParameters::default();
    // Most names have no digit before a unit, and therefore no size.
    let is_unit = |byte: u8| u8::from(byte | 0x20 == b'b') | u8::from(byte | 0x20 == b'm');
    let pairs = name.bytes().zip(name.bytes().skip(1));
    if pairs.fold(0, |any, (digit, unit)| any | (u8::from(digit.is_ascii_digit()) & is_unit(unit))) == 0 {
        return found;
    }
    let mut is_ambiguous = false;
    for token in tokens(name) {
        if !token.ends_with(['b', 'B', 'm', 'M']) {
            is_ambiguous |= is_experts_mark(token) && names_experts(name);
            continue;
        }
        let decimal = decimal_before(name, token);
        let size = match decimal {
            Decimal::Of(whole) => count(token).and_then(|_| decimal_count(whole, token)),
            Decimal::Unclear => None,
            Decimal::None => count(token),
        };
        let size = size.filter(|total| PLAUSIBLE.contains(total));
        if let Some(active) = token.strip_prefix(['A', 'a']).and_then(count) {
            found.active = Some(active);
        } else if is_experts(token) || (decimal == Decimal::Unclear && count(token).is_some()) {
            is_ambiguous = true;
        } else if let Some(active) = size.filter(|_| is_before_experts(name, token)) {
            found.active = Some(active);
            is_ambiguous = true;
        } else if let Some(total) = size {
            match found.total {
                None => found.total = Some((total, with_decimal(name, token, decimal))),
                Some((known, _)) if known == total => {}
                // `7B-Instruct-1M`: next to billions, a number of millions is something else.
                Some((known, _)) if known >= 500_000_000 && is_millions(token) => {}
                Some((_, first)) if is_millions(first) && !is_millions(token) => {
                    found.total = Some((total, with_decimal(name, token, decimal)));
                }
                Some(_) => is_ambiguous = true,
            }
        }
    }
    let is_context = |token: &str| ["1m", "2m", "4m", "10m"].iter().any(|length| length.eq_ignore_ascii_case(token));
    if is_ambiguous || found.total.is_some_and(|(_, token)| is_context(token)) {
        found.total = None;
    }
    found
}

fn tokens(name: &str) -> impl Iterator<Item = &str> {
    words_with_points(name).map(|token| token.trim_matches('.'))
}

/// The text before a token, if an underscore may join both into one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decimal<'a> {
    None,
    /// `1_` of `1_8b`.
    Of(&'a str),
    /// A version or the integer part of the number: `Llama-3_8b`, `Llama-3-1_8b`.
    Unclear,
}

/// Whether the `8b` of a name is the fraction of `1_8b`. If underscores also separate words, it is not: `llama_3_1_8b`.
fn decimal_before<'a>(name: &'a str, token: &str) -> Decimal<'a> {
    let Some(before) = name[..offset(name, token)].strip_suffix('_') else { return Decimal::None };
    let whole = &before[before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count()..];
    let rest = &before[..before.len() - whole.len()];
    let fraction = &token[..token.len() - 1];
    let is_fraction = !is_millions(token) && fraction.len() <= 2 && fraction.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 1 || !is_fraction || rest.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.') {
        return Decimal::None;
    }
    // Versions such as 3.1 are written the same way.
    let is_version = rest.trim_end_matches('-').ends_with('3');
    if matches!(whole, "0" | "1") && !is_version { Decimal::Of(whole) } else { Decimal::Unclear }
}

/// Combines `1` and `8b` into 1.8 billion.
fn decimal_count(whole: &str, fraction: &str) -> Option<u64> {
    const UNIT: u64 = 1_000_000_000;
    let digits = &fraction[..fraction.len() - 1];
    let scale = 10u64.pow(u32::try_from(digits.len()).ok()?);
    Some(whole.parse::<u64>().ok()? * UNIT + digits.parse::<u64>().ok()? * (UNIT / scale))
}

/// The whole number as written in the name.
fn with_decimal<'a>(name: &'a str, token: &'a str, decimal: Decimal<'_>) -> &'a str {
    let at = offset(name, token);
    if matches!(decimal, Decimal::Of(_)) { &name[at - 2..at + token.len()] } else { token }
}

/// The start of a token in `name`, which contains it.
fn offset(name: &str, token: &str) -> usize {
    token.as_ptr() as usize - name.as_ptr() as usize
}

/// Whether a number of experts follows, as in `17B-16E`: the size before it is that used per token. (`4b-3e` means
/// epochs.)
fn is_before_experts(name: &str, token: &str) -> bool {
    let behind = &name[offset(name, token) + token.len()..];
    let next = behind.strip_prefix(['-', '_']).and_then(|behind| tokens(behind).next()).unwrap_or_default();
    let experts = next.strip_suffix(['E', 'e']).unwrap_or_default();
    ["16", "32", "64", "128", "256", "512"].contains(&experts)
}

/// Whether a token is a number of experts (`x8`, `8x`), which multiplies the size next to it.
fn is_experts_mark(token: &str) -> bool {
    let times = token.strip_prefix(['x', 'X']).or_else(|| token.strip_suffix(['x', 'X'])).unwrap_or_default();
    (1..=2).contains(&times.len()) && times.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a name indicates a mixture of experts: `8x7B`, `MoE`.
pub(crate) fn names_experts(name: &str) -> bool {
    words_with_points(name).any(|token| token.eq_ignore_ascii_case("moe") || is_experts(token))
}

fn is_millions(token: &str) -> bool {
    token.ends_with(['m', 'M'])
}

/// Parses a number with at most one point and a unit: `7b`, `0.5B`, `360M`.
fn count(token: &str) -> Option<u64> {
    let unit = match token.bytes().last()? {
        b'b' | b'B' => 1_000_000_000,
        b'm' | b'M' => 1_000_000,
        _ => return None,
    };
    let (whole, fraction) = token[..token.len() - 1].split_once('.').unwrap_or((&token[..token.len() - 1], "0"));
    let is_number = |digits: &str| (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let scale = 10u64.pow(u32::try_from(fraction.len()).ok()?);
    Some(whole.parse::<u64>().ok()? * unit + fraction.parse::<u64>().ok()? * (unit / scale))
}

/// Whether a token has the form `8x7B`.
fn is_experts(token: &str) -> bool {
    let Some((experts, each)) = token.split_once(['x', 'X']) else { return false };
    let is_count = (1..=3).contains(&experts.len()) && experts.bytes().all(|byte| byte.is_ascii_digit());
    is_count && count(each).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_whole_tokens_are_sizes() {
        for (name, total, active) in [
            ("Qwen2.5-0.5B-Instruct", Some(500_000_000), None),
            ("SmolLM2-360M", Some(360_000_000), None),
            ("Mixtral-8x7B-v0.1", None, None),
            ("MoE-4x8B-24B", None, None),
            ("Qwen3-30B-A3B", Some(30_000_000_000), Some(3_000_000_000)),
            ("smollm-1.7b", Some(1_700_000_000), None),
            ("DeepSeek-R1-671B", Some(671_000_000_000), None),
            ("Qwen2.5-7B-Instruct-1M", Some(7_000_000_000), None),
            ("TinyStories-33M", Some(33_000_000), None),
            ("Llama-3-8B-Qwen-7B", None, None),
            ("phi-2", None, None),
            ("Llama-3.1", None, None),
            ("model-4bit", None, None),
            ("v1b2", None, None),
            ("gemma-3n-E4B-it", None, None),
            ("stablelm-2-1_6b-chat", Some(1_600_000_000), None),
            ("Qwen-1_8B-Chat-Int4", Some(1_800_000_000), None),
            ("Qwen2_5-0_5B-sft", Some(500_000_000), None),
            ("Qwen2_5-1_5B_2", Some(1_500_000_000), None),
            ("OpenELM-1_1B", Some(1_100_000_000), None),
            ("meta_llama_3_1_8b_instruct", Some(8_000_000_000), None),
            ("orca_mini_v8_0_70b", Some(70_000_000_000), None),
            ("Llama_3.1_8B", Some(8_000_000_000), None),
            ("qwen_2_5_7b", Some(7_000_000_000), None),
            ("gpt-YA-1-1_160M", Some(160_000_000), None),
            ("Llama-3_8B_4bit", None, None),
            ("Llama3-2_3B_dora", None, None),
            ("Llama-3-1_8b", None, None),
            ("codegen2-3_7B", None, None),
            ("Llama-4-Scout-17B-16E-Instruct", None, Some(17_000_000_000)),
            ("Llama-4-Maverick-17B-128E", None, Some(17_000_000_000)),
            ("gemma-3-4b-3e", Some(4_000_000_000), None),
            ("qwen-3-1.7B-8e", Some(1_700_000_000), None),
            ("sonya-7B-x8-MoE-GGUF", None, None),
            ("Llama-2-70b-x8-MoE-clown-truck", None, None),
            ("70B-L3.3-Cirrus-x1", Some(70_000_000_000), None),
            ("Qwen2.5-1M-RP-Context-Merge", None, None),
            ("internlm2_5-chat-1m", None, None),
            ("pythia-14m", Some(14_000_000), None),
            ("b", None, None),
            ("0B", None, None),
        ] {
            let found = from_name(name);
            assert_eq!((found.total.map(|(total, _)| total), found.active), (total, active), "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_size_in_a_name_is_found(whole in 1u64..1000, tenth in 0u64..10, prefix in "[A-Za-z]{3,8}", upper: bool) {
            let unit = if upper { 'B' } else { 'b' };
            let name = format!("{prefix}-{whole}.{tenth}{unit}-chat");
            let expected = whole * 1_000_000_000 + tenth * 100_000_000;
            prop_assert_eq!(from_name(&name).total.map(|(total, _)| total), Some(expected));
        }

        #[test]
        fn no_name_panics(name in "\\PC{0,60}") {
            from_name(&name);
        }
    }
}
