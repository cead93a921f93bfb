//! GGUF files: one artifact per quantization, with all of its shards.

use super::{
    Artifact, Completeness, Context, FileList,
    file_list::split_ending,
    purpose::{self, GgufFile, Neighbours, Sign},
    shard::{self, FileSet},
};
use crate::{
    hub_model::HubModel,
    model_format::ModelFormat,
    quantization::{self, Found, Quantization, read},
    sieve::Sieve,
    words::words,
};

pub(super) fn collect(context: &Context<'_>, artifacts: &mut Vec<Artifact>) {
    let files = model_files(context);
    if files.is_empty() {
        return;
    }
    let first = artifacts.len();
    if files.iter().filter(|file| file.sign == Sign::Layer).count() > 1 {
        artifacts.push(taken_apart(context, &files));
    } else {
        whole_models(context, &files, artifacts);
    }
    let added = &mut artifacts[first..];
    if let [artifact] = added
        && artifact.quantization.is_none()
        && artifact.files.first().is_some_and(|file| read(split_ending(file).0) == Found::Nothing)
    {
        artifact.quantization = label_of_repository(context.record);
    }
    if is_big_endian(context) {
        let is_plain = |artifact: &&mut Artifact| artifact.format == ModelFormat::Gguf;
        added.iter_mut().filter(is_plain).for_each(|artifact| artifact.format = ModelFormat::GgufBigEndian);
    }
}

/// The GGUF files of the record that contain a model or a part of one, sorted by path.
fn model_files<'a>(context: &Context<'a>) -> Vec<GgufFile<'a>> {
    let mut files: Vec<GgufFile<'a>> = Vec::new();
    let mut is_certain = true;
    for (path, size) in context.files.iter() {
        let Some((format, stem)) = gguf_stem(path) else { continue };
        let sign = purpose::sign(stem);
        is_certain &= matches!(sign, Sign::Model | Sign::Beside | Sign::Layer);
        if sign != Sign::Beside {
            files.push(GgufFile { path, stem, size, format, sign });
        }
    }
    if !is_certain {
        let counted = context.record.gguf.as_ref().and_then(|gguf| gguf.total);
        let neighbours = Neighbours::new(&files, repository_name(context.record), counted);
        files.retain(|file| !neighbours.rule_out(file));
    }
    files
}

fn whole_models<'a>(context: &Context<'a>, files: &[GgufFile<'a>], artifacts: &mut Vec<Artifact>) {
    // Two models with the same label are two artifacts: their files are not parts of each other.
    let mut sets: Vec<(Key<'_>, FileSet<'_>)> = Vec::new();
    for GgufFile { path, stem, size, format, .. } in files.iter().copied() {
        let shard = shard::parse(stem).filter(|_| format == ModelFormat::Gguf);
        let open = if shard.is_none() { shard::parse_without_total(stem) } else { None };
        let (format, prefix) = match (shard, open) {
            (Some(shard), _) => (format, shard.prefix),
            // `gguf-split` always writes the total, so these were split by another tool.
            (None, Some((prefix, _))) => (ModelFormat::GgufParts, prefix),
            (None, None) => (format, stem),
        };
        let key = (format, prefix, shard.map(|shard| shard.total));
        let has_parts = shard.is_some() || format == ModelFormat::GgufParts;
        // Paths are sorted, so the sets with the same prefix are the last ones.
        let of_prefix = sets.iter().rev().take_while(|(known, _)| has_parts && known.1 == key.1).count();
        let known = (sets.len() - of_prefix..sets.len()).find(|at| sets[*at].0 == key);
        let at = known.unwrap_or_else(|| {
            sets.push((key, FileSet::default()));
            sets.len() - 1
        });
        match open {
            Some((_, number)) => sets[at].1.add_open(path, size, number),
            None => sets[at].1.add(path, size, shard),
        }
    }
    for ((format, prefix, _), set) in sets {
        if set.is_apart() {
            let alone = set.apart();
            artifacts.extend(alone.map(|(prefix, set)| one_model(context, ModelFormat::Gguf, prefix, set)));
        } else {
            artifacts.push(one_model(context, format, prefix, set));
        }
    }
}

fn one_model(context: &Context<'_>, format: ModelFormat, prefix: &str, set: FileSet<'_>) -> Artifact {
    let quantization = read(prefix).label();
    let mut artifact = Artifact { quantization, ..set.into_artifact(format, context.files.kind) };
    if is_hollow(&artifact, prefix, context.record) {
        artifact.complete = Completeness::Incomplete;
    }
    artifact
}

/// Format, prefix and number of parts: the key shared by the files of one set.
type Key<'a> = (ModelFormat, &'a str, Option<u32>);

/// One model with a file per layer. Nothing shows whether all files are present.
fn taken_apart(context: &Context<'_>, files: &[GgufFile<'_>]) -> Artifact {
    let mut set = FileSet::default();
    set.is_doubtful = true;
    for file in files {
        set.add(file.path, file.size, None);
    }
    set.into_artifact(ModelFormat::Gguf, context.files.kind)
}

/// Whether a file holds a vocabulary without weights: it has a few megabytes, and less than half a bit for each weight
/// that the name promises.
fn is_hollow(artifact: &Artifact, prefix: &str, record: &HubModel<'_>) -> bool {
    /// The largest vocabularies have some 16 MB.
    const MOST_BYTES: u64 = 32 << 20;
    let named = || purpose::named(prefix).or_else(|| purpose::named(repository_name(record)));
    artifact.bytes.is_some_and(|bytes| bytes < MOST_BYTES && named().is_some_and(|weights| bytes < weights / 16))
}

/// The label in the repository's name, used as the last source: a fork's label anywhere in it, or another label at its
/// end. In a repository for a fork, only the fork's own labels are certain.
pub(super) fn label_of_repository(record: &HubModel<'_>) -> Option<Quantization> {
    let name = repository_name(record);
    let foreign = || read(name).label().filter(|label| label.is_foreign());
    let plain = || quantization::label_of_repository(name).filter(|_| fork(record).is_none());
    foreign().or_else(plain)
}

/// The tag that names a fork of llama.cpp with its own tensor types.
pub(crate) fn fork<'a>(record: &'a HubModel<'_>) -> Option<&'a str> {
    const FORKS: &[&str] = &["ik_llama.cpp", "ik_llama", "bitnet.cpp", "bitnet", "rocmfpx", "rocmfp4"];
    const SIEVE: Sieve = Sieve::of(FORKS);
    // If there are several, the first in `FORKS` wins, because the order of tags has no meaning.
    let tags = record.tags.iter().filter(|tag| SIEVE.passes(tag.as_bytes()));
    let found = tags.filter_map(|tag| Some((FORKS.iter().position(|fork| fork.eq_ignore_ascii_case(tag))?, &**tag)));
    found.min().map(|(_, tag)| tag)
}

fn repository_name<'a>(record: &'a HubModel<'_>) -> &'a str {
    let id = record.id.as_deref().or(record.model_id.as_deref()).unwrap_or_default();
    id.rsplit('/').next().unwrap_or(id)
}

/// Whether the files are for big-endian processors. Two signs are needed, because `be` is also a language code.
pub(super) fn is_big_endian(context: &Context<'_>) -> bool {
    let is_processor = |tag: &str| tag.eq_ignore_ascii_case("s390x") || tag.eq_ignore_ascii_case("big-endian");
    let is_tagged = context.record.tags.iter().any(|tag| is_processor(tag));
    let has_word = |text: &'_ str, word: &str| words(text).any(|own| own == word);
    let in_name = has_word(repository_name(context.record), "BE");
    if !is_tagged && !in_name {
        return false;
    }
    let mut stems = context.files.iter().filter_map(|(path, _)| gguf_stem(path)).map(|(_, stem)| stem);
    let in_files = stems.any(|stem| has_word(stem, "be") || has_word(stem, "BE"));
    [is_tagged, in_name, in_files].into_iter().filter(|sign| *sign).count() > 1
}

/// Whether the list has both GGUF files of models and GGUF files that are used together with a model.
pub(super) fn lists_both(files: &FileList<'_>) -> bool {
    let signs = || files.iter().filter_map(|(path, _)| gguf_stem(path)).map(|(_, stem)| purpose::sign(stem));
    let is_model = |sign: Sign| matches!(sign, Sign::Model | Sign::Draft(_));
    signs().any(is_model) && signs().any(|sign| matches!(sign, Sign::Beside | Sign::Draft(_) | Sign::Vision))
}

/// Whether the list has a model with one GGUF file per layer.
pub(crate) fn is_taken_apart(files: &FileList<'_>) -> bool {
    let is_layer = |path: &str| {
        // Nearly all names end in a letter, so check that first.
        let is_numbered = path.as_bytes().iter().rev().nth(".gguf".len()).is_some_and(u8::is_ascii_digit);
        is_numbered && gguf_stem(path).is_some_and(|(_, stem)| purpose::sign(stem) == Sign::Layer)
    };
    files.iter().filter(|(path, _)| is_layer(path)).nth(1).is_some()
}

/// The format and the path without `.gguf`, or without `.gguf` and the suffix of a manually split part.
fn gguf_stem(path: &str) -> Option<(ModelFormat, &str)> {
    let (stem, ending) = split_ending(path);
    if ending.eq_ignore_ascii_case("gguf") {
        return Some((ModelFormat::Gguf, stem));
    }
    if ["gguf-split-", "gguf-part"].iter().any(|start| ending.starts_with(start)) {
        return Some((ModelFormat::GgufParts, stem));
    }
    let is_part = ["part", "split"].iter().any(|start| ending.starts_with(start)) || is_suffix(ending.as_bytes());
    let stem = stem.strip_suffix(".gguf").filter(|_| is_part)?;
    Some((ModelFormat::GgufParts, stem))
}

/// Whether an extension is a suffix written by `split`: `a`, `aa`, `00`.
fn is_suffix(ending: &[u8]) -> bool {
    match ending {
        [b'a'..=b'l'] | [b'a'..=b'c', b'a'..=b'z'] => true,
        digits => (1..=3).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cut_by_hand_are_no_gguf() {
        let parts = |stem| Some((ModelFormat::GgufParts, stem));
        for ending in ["part1of2", "part-aa", "a", "c", "aa", "00", "1"] {
            assert_eq!(gguf_stem(&format!("X.Q8_0.gguf.{ending}")), parts("X.Q8_0"), "{ending}");
        }
        assert_eq!(gguf_stem("X.Q8_0.gguf-split-a"), parts("X.Q8_0"));
        assert_eq!(gguf_stem("X.Q8_0.gguf-part-aa"), parts("X.Q8_0"));
        assert_eq!(gguf_stem("X.Q8_0.GGUF"), Some((ModelFormat::Gguf, "X.Q8_0")));
        for path in
            ["X.gguf?download=true", "X.gguf.partners/readme.md", "X.gguf.md", "X.gguf.sig", "X.gguf.tmp", "a.a"]
        {
            assert_eq!(gguf_stem(path), None, "{path}");
        }
    }
}
