//! Checks whether the Hub's own parameter counts are counts of weights.

use super::{
    Views,
    storage::{self, Named, Stored},
};
use crate::{
    artifact::{self, split_ending},
    contradiction::{Contradiction, Disputed},
    evidence::{Evidence, Field},
    hub_model::HubSafetensors,
    model_format::{self, ModelFormat},
    parameters::PLAUSIBLE,
};

/// A count and the field it comes from.
type Count = (u64, Field);

#[derive(Debug, Default)]
pub(super) struct Counted {
    /// The accepted count.
    pub(super) value: Option<Count>,
    /// Whether a count was rejected but still contradicts the name.
    pub(super) is_refuted: bool,
}

/// The first count that the name does not contradict or that the files support.
pub(super) fn counted(
    views: &Views<'_>,
    named: Option<Named<'_>>,
    stored: &Stored,
    found: &mut Vec<Contradiction>,
) -> Counted {
    let mut counted = Counted::default();
    let counts = [safetensors(views, named, stored, found), gguf(views)];
    for (total, field) in counts.into_iter().flatten() {
        let by_count = || Evidence::own(field, total.to_string());
        let Some((named, token)) = named else { return Counted { value: Some((total, field)), is_refuted: false } };
        if field != Field::GgufTotal && looks_packed(views, total, named, stored) {
            let dropped = Evidence::own(field, total.to_string());
            found.push(Contradiction::new(Disputed::Parameters, dropped, Evidence::own(Field::Name, token)));
            return Counted::default();
        }
        let is_near = |times: u64| named / times <= total && total / times <= named;
        let is_believed = is_near(4) || is_borne_out(views, total, field);
        if !is_near(2) {
            let (by_name, by_count) = (Evidence::own(Field::Name, token), by_count());
            let (dropped, against) = if is_believed { (by_name, by_count) } else { (by_count, by_name) };
            found.push(Contradiction::new(Disputed::Parameters, dropped, against));
        }
        if is_believed {
            return Counted { value: Some((total, field)), is_refuted: false };
        }
        counted.is_refuted = true;
    }
    counted
}

/// Whether a count without types, in a set with no declared quantization, counts packed words: the name states two to
/// sixteen weights per counted number, the files are too small to hold that many plain numbers, and no plain type has
/// the stored number of bits per counted number.
fn looks_packed(views: &Views<'_>, count: u64, named: u64, stored: &Stored) -> bool {
    let has_types = views.record.safetensors.as_ref().is_some_and(|block| !block.parameters.is_empty());
    let Some((bytes, _)) = stored.most.filter(|_| !has_types && views.method.is_none()) else { return false };
    let is_multiple = count / 10 < named / 13 && named / 17 < count;
    let of_each = storage::bits(bytes, count);
    is_multiple
        && (20.0..31.0).contains(&of_each)
        && (storage::LEAST_BITS..storage::LEAST_PLAIN_BITS_BY_NAME).contains(&storage::bits(bytes, named))
}

/// Whether the stored bytes can hold `total` weights at one bit to eight bytes each. If no sizes are known, whether the
/// counts by tensor type add up to `total`.
fn is_borne_out(views: &Views<'_>, total: u64, field: Field) -> bool {
    let is_gguf = field == Field::GgufTotal;
    let ending = if is_gguf { "gguf" } else { "safetensors" };
    let of_format = || views.files.iter().filter(|(path, _)| split_ending(path).1.eq_ignore_ascii_case(ending));
    let sizes = || of_format().map(|(_, size)| size.unwrap_or(0));
    let listed = Some(sizes().fold(0, u64::saturating_add)).filter(|sum| *sum > 0);
    // A repository often holds the same model in many GGUF files, each of them complete.
    let most = if is_gguf { sizes().max().filter(|size| *size > 0) } else { listed };
    let fits = |least: u64, most: u64| total / 8 <= most && least / 8 <= total;
    match (listed, most, views.record.used_storage.filter(|bytes| *bytes > 0)) {
        (Some(listed), Some(most), _) => fits(most, listed),
        (_, _, Some(stored)) => fits(stored, stored),
        _ if is_gguf => false,
        _ => views.record.safetensors.as_ref().is_some_and(|block| sum(block) == Some(total)),
    }
}

/// The sum of the counts by tensor type. `None` if there are none.
fn sum(block: &HubSafetensors<'_>) -> Option<u64> {
    let sum = block.parameters.values().fold(0u64, |sum, count| sum.saturating_add(*count));
    (!block.parameters.is_empty()).then_some(sum)
}

/// The count of safetensors files, unless it counts the words that weights are packed into.
fn safetensors(
    views: &Views<'_>,
    named: Option<Named<'_>>,
    stored: &Stored,
    found: &mut Vec<Contradiction>,
) -> Option<Count> {
    let block = views.record.safetensors.as_ref()?;
    let types = sum(block);
    let by_types = types.filter(|sum| PLAUSIBLE.contains(sum)).map(|sum| (sum, Field::SafetensorsParameters));
    let total = block.total.filter(|total| PLAUSIBLE.contains(total)).map(|total| (total, Field::SafetensorsTotal));
    let count = match (total, by_types) {
        // Unpacking makes a total larger than the sum of its types; nothing makes it smaller.
        (Some((total, field)), Some((sum, types))) if total < sum => {
            let dropped = Evidence::own(field, total.to_string());
            found.push(Contradiction::new(Disputed::Parameters, dropped, Evidence::own(types, sum.to_string())));
            (sum, types)
        }
        (total, _) => total?,
    };
    let is_of_words = match types {
        Some(sum) => model_format::packed_words(block) > sum / 100 && count.0 == sum,
        // Eight-bit floats have their own type, one value per weight.
        None => method(views).is_some_and(|method| method != ModelFormat::Fp8),
    };
    if is_of_words && !counts_weights(views, block, count.0, named, stored) {
        if let Some((_, token)) = named {
            let dropped = Evidence::own(count.1, count.0.to_string());
            found.push(Contradiction::new(Disputed::Parameters, dropped, Evidence::own(Field::Name, token)));
        }
        return None;
    }
    Some(count)
}

fn method(views: &Views<'_>) -> Option<ModelFormat> {
    views.method.or_else(|| artifact::named_method(views.record))
}

/// Whether the count of a packed set is one of weights, because the Hub unpacked it, and not one of words.
fn counts_weights(
    views: &Views<'_>,
    block: &HubSafetensors<'_>,
    count: u64,
    named: Option<Named<'_>>,
    stored: &Stored,
) -> bool {
    // Sizes in names are rounded, but not by as much as a factor of two. A word holds at most sixteen weights: beyond
    // that, the name is that of another model, as with draft heads.
    if let Some((named, _)) = named.filter(|(named, _)| named / 17 < count) {
        return count / 10 >= named / 13;
    }
    if let Some(sum) = sum(block) {
        // Packed words come with scales, at least one for 128 weights. The Hub omits scales if it unpacks.
        return sum - model_format::packed_words(block) < sum / 50;
    }
    // A word has 32 bits, in ExLlamaV3 16. MLX stores unquantized models too, and a method suggested only by a word or
    // a relation may be wrong.
    let most = if matches!(views.method, None | Some(ModelFormat::Mlx)) { 17.5 } else { 12.5 };
    stored.most.is_some_and(|(bytes, _)| storage::bits(bytes, count) <= most)
}

/// The count of a GGUF file, unless the block describes a projector next to the model.
fn gguf(views: &Views<'_>) -> Option<Count> {
    let block = views.record.gguf.as_ref()?;
    let is_projector = block.architecture.as_deref() == Some("clip");
    let total = block.total.filter(|total| PLAUSIBLE.contains(total) && !is_projector)?;
    Some((total, Field::GgufTotal))
}
