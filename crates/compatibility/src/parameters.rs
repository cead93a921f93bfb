//! `Parameters`: how many weights a model has.

use crate::{
    artifact::{FileList, split_ending},
    evidence::Evidence,
    hub_model::HubModel,
    model_id::ModelId,
};
use serde::Serialize;

/// Parameter counts, with what says so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Parameters {
    /// All weights.
    pub total: Option<u64>,
    /// The weights used for one token, of a mixture of experts that says so.
    pub active: Option<u64>,
    /// What gives the total.
    pub evidence: Option<Evidence>,
}

impl Parameters {
    /// Whether the total is what a name says, which is a round one.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.evidence.as_ref().is_some_and(|evidence| evidence.field == "name")
    }
}

/// A count outside of this cannot be a language model: it is a mistake in the record, and the next evidence
/// is asked. (Real records have totals of 1 and above 2^53.)
const PLAUSIBLE: std::ops::Range<u64> = 1_000..100_000_000_000_000;

/// The parameters: `safetensors.total`, else `gguf.total`, else the name. A count that the name contradicts and
/// nothing else bears out leaves them unknown.
pub(crate) fn parameters(record: &HubModel<'_>, id: &ModelId, files: &FileList<'_>) -> Parameters {
    let name = from_name(id.name());
    let named = name.total.map(|(total, _)| total);
    let counts = [counted_safetensors(record), counted_gguf(record)];
    let is_credible = |(total, field): &(u64, &'static str)| {
        let is_near = named.is_none_or(|named| named / 4 <= *total && *total / 4 <= named);
        is_near || is_borne_out(record, files, *total, field)
    };
    let counted = counts.into_iter().flatten().find(is_credible);
    let by_name = name.total.filter(|_| counts.iter().all(Option::is_none));
    let total = counted.map(|(total, _)| total).or(by_name.map(|(total, _)| total));
    let evidence = counted
        .map(|(total, field)| Evidence::own(field, total.to_string()))
        .or_else(|| by_name.map(|(_, token)| Evidence::own("name", token)));
    let active = name.active.filter(|active| total.is_none_or(|total| *active < total));
    Parameters { total, active, evidence }
}

/// Whether so many weights can lie in the bytes that are stored, at one bit to eight bytes each; where no bytes
/// are known, whether the counts by tensor type add up to them.
fn is_borne_out(record: &HubModel<'_>, files: &FileList<'_>, total: u64, field: &str) -> bool {
    let is_gguf = field == "gguf.total";
    let ending = if is_gguf { "gguf" } else { "safetensors" };
    let of_format = || files.iter().filter(|(path, _)| split_ending(path).1.eq_ignore_ascii_case(ending));
    let sizes = || of_format().map(|(_, size)| size.unwrap_or(0));
    let listed = Some(sizes().fold(0, u64::saturating_add)).filter(|sum| *sum > 0);
    // The same model lies in a repository in many GGUF files, each of them a whole one.
    let most = if is_gguf { sizes().max().filter(|size| *size > 0) } else { listed };
    let fits = |least: u64, most: u64| total / 8 <= most && least / 8 <= total;
    match (listed, most, record.used_storage.filter(|bytes| *bytes > 0)) {
        (Some(listed), Some(most), _) => fits(most, listed),
        (_, _, Some(stored)) => fits(stored, stored),
        _ if is_gguf => false,
        _ => record.safetensors.as_ref().is_some_and(|block| {
            block.parameters.values().fold(0u64, |sum, count| sum.saturating_add(*count)) == total
        }),
    }
}

fn counted_safetensors(record: &HubModel<'_>) -> Option<(u64, &'static str)> {
    let block = record.safetensors.as_ref()?;
    let total = block.total.filter(|total| PLAUSIBLE.contains(total))?;
    let sum = block.parameters.values().fold(0u64, |sum, count| sum.saturating_add(*count));
    let is_packed =
        ["U32", "I32", "U8"].iter().any(|packed| block.parameters.get(*packed).is_some_and(|n| *n > sum / 100));
    // Several weights lie in one packed number; a total that equals the sum did not unpack them.
    (!is_packed || total != sum).then_some((total, "safetensors.total"))
}

fn counted_gguf(record: &HubModel<'_>) -> Option<(u64, &'static str)> {
    let total = record.gguf.as_ref()?.total.filter(|total| PLAUSIBLE.contains(total))?;
    Some((total, "gguf.total"))
}

/// What a name says about the number of parameters.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct NamedParameters<'a> {
    /// Count, and the token that gives it.
    pub(crate) total: Option<(u64, &'a str)>,
    /// Of `A3B` and the like.
    pub(crate) active: Option<u64>,
}

/// Reads whole tokens of a name: `8B`, `0.5B`, `360M`, `A3B`. Two different sizes decide nothing.
///
/// Nor does `8x7B`: its experts share layers, and the model has fewer weights than the product, nobody says how
/// many.
pub(crate) fn from_name(name: &str) -> NamedParameters<'_> {
    let mut found = NamedParameters::default();
    // Most names have no digit before a unit, and so no size.
    let is_unit = |byte: u8| u8::from(byte | 0x20 == b'b') | u8::from(byte | 0x20 == b'm');
    let pairs = name.bytes().zip(name.bytes().skip(1));
    if pairs.fold(0, |any, (digit, unit)| any | (u8::from(digit.is_ascii_digit()) & is_unit(unit))) == 0 {
        return found;
    }
    let mut is_ambiguous = false;
    for token in name.split(|c: char| !c.is_ascii_alphanumeric() && c != '.').map(|token| token.trim_matches('.')) {
        if !token.ends_with(['b', 'B', 'm', 'M']) {
            continue;
        }
        if let Some(active) = token.strip_prefix(['A', 'a']).and_then(count) {
            found.active = Some(active);
        } else if is_experts(token) {
            is_ambiguous = true;
        } else if let Some(total) = count(token).filter(|total| PLAUSIBLE.contains(total)) {
            match found.total {
                None => found.total = Some((total, token)),
                Some((known, _)) if known == total => {}
                // `7B-Instruct-1M`: beside billions, millions count something else.
                Some((known, _)) if known >= 500_000_000 && is_millions(token) => {}
                Some((_, first)) if is_millions(first) && !is_millions(token) => found.total = Some((total, token)),
                Some(_) => is_ambiguous = true,
            }
        }
    }
    if is_ambiguous {
        found.total = None;
    }
    found
}

/// Whether a name says mixture of experts: `8x7B`, `MoE`.
pub(crate) fn names_experts(name: &str) -> bool {
    let mut tokens = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '.');
    tokens.any(|token| token.eq_ignore_ascii_case("moe") || is_experts(token))
}

fn is_millions(token: &str) -> bool {
    token.ends_with(['m', 'M'])
}

/// `7b`, `0.5B`, `360M`: a number with at most one point, and its unit.
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

/// `8x7B`.
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
