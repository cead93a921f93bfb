//! Feeds damaged and invented records to the reader for a given time.
//!
//! `cargo run --release -p modelpress-benches --bin fuzz_records -- [SECONDS] [SEED]` (default 600). Cuts, swaps,
//! repeats and replaces parts of the records in `content/models/starter.jsonl`, and invents others from the field names
//! and words that the reader knows. A panic ends the program with the record that caused it.

use compatibility::{hub_model::HubModel, inheritance::BaseIndex, model_metadata::ModelMetadata};
use std::time::{Duration, Instant};

fn main() {
    let mut args = std::env::args().skip(1);
    let seconds: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(600);
    let seed: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let starter = std::fs::read("content/models/starter.jsonl").expect("run it in the project's folder");
    let corpus: Vec<&[u8]> = starter.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();

    let mut random = Random(seed);
    let mut understood = 0u64;
    let mut total = 0u64;
    let end = deadline(seconds);
    while !has_passed(end) {
        for _ in 0..1_000 {
            let json =
                if random.below(3) == 0 { invent(&mut random).into_bytes() } else { damage(&mut random, &corpus) };
            understood += u64::from(try_record(&json));
            total += 1;
        }
    }
    say(&format!("{total} records in {seconds} s, {understood} of them usable, no finding (seed {seed})\n"));
}

/// Runs one record through everything; returns whether it was usable.
fn try_record(json: &[u8]) -> bool {
    let result = std::panic::catch_unwind(|| {
        let record = HubModel::from_json(json).ok()?;
        let mut model = ModelMetadata::from_huggingface(&record).expect("a record that was read has an id");
        let again = ModelMetadata::from_huggingface(&record).expect("a record that was read has an id");
        assert_eq!(model, again, "the same record is understood in the same way");
        let others = [again];
        model.take_over(BaseIndex::new(&others).inherit(&model));
        let text = serde_json::to_string(&model).expect("a model can be written");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        Some(())
    });
    let Ok(usable) = result else {
        say(&format!("finding: {}\n", String::from_utf8_lossy(json)));
        std::process::exit(1);
    };
    usable.is_some()
}

/// Makes one to eight changes to a record of the corpus.
fn damage(random: &mut Random, corpus: &[&[u8]]) -> Vec<u8> {
    let mut json = random.pick(corpus).to_vec();
    for _ in 0..=random.below(8) {
        if json.is_empty() {
            break;
        }
        let at = random.below(json.len());
        let to = (at + random.below(40)).min(json.len());
        match random.below(6) {
            0 => json[at] = u8::try_from(random.below(256)).unwrap_or(b'"'),
            1 => drop(json.drain(at..to)),
            2 => {
                let part = json[at..to].to_vec();
                let place = random.below(json.len());
                json.splice(place..place, part);
            }
            3 => {
                let word = *random.pick(WORDS);
                json.splice(at..to, word.bytes());
            }
            4 => json.truncate(at),
            _ => {
                let other = random.pick(corpus);
                let from = random.below(other.len());
                let until = (from + random.below(60)).min(other.len());
                json.splice(at..to, other[from..until].iter().copied());
            }
        }
    }
    json
}

/// A record with known keys and values of any type.
fn invent(random: &mut Random) -> String {
    let mut fields = vec![r#""id":"a/b""#.to_owned()];
    for _ in 0..random.below(10) {
        fields.push(format!("\"{}\":{}", random.pick(KEYS), value(random, 3)));
    }
    format!("{{{}}}", fields.join(","))
}

fn value(random: &mut Random, depth: usize) -> String {
    match random.below(if depth == 0 { 5 } else { 8 }) {
        0 => "null".to_owned(),
        1 => (*random.pick(&["true", "false"])).to_owned(),
        2 => (*random.pick(&["0", "-1", "1.5", "1e300", "18446744073709551615", "9007199254740993"])).to_owned(),
        3 | 4 => format!("\"{}{}\"", random.pick(WORDS), random.pick(WORDS)),
        5 => {
            let items: Vec<String> = (0..random.below(4)).map(|_| value(random, depth - 1)).collect();
            format!("[{}]", items.join(","))
        }
        _ => {
            let count = random.below(4);
            let fields = (0..count).map(|_| format!("\"{}\":{}", random.pick(KEYS), value(random, depth - 1)));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
    }
}

#[rustfmt::skip]
const KEYS: &[&str] = &[
    "id", "modelId", "author", "createdAt", "gated", "downloads", "tags", "pipeline_tag", "library_name", "cardData", "config",
    "safetensors", "gguf", "siblings", "baseModels", "transformersInfo", "license", "licence", "base_model", "language",
    "architectures", "model_type", "quantization_config", "quant_method", "bits", "parameters", "total", "architecture",
    "context_length", "rfilename", "size", "lfs", "relation", "models", "BF16", "U32", "_siblings_partial",
];

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "", "-", "_", "/", ".", "\u{e9}", "\u{202e}", "\u{1f600}", "llama", "mistral", "qwen2", "LlamaForCausalLM", "MistralModel",
    "base_model:quantized:", "license:", "gguf", "safetensors", "gptq", "4-bit", "Q4_K_M", "UD-", "IQ2_XXS", "8x7B", "A3B", "0.5b",
    "00001-of-00002", "-00002-of-00002", ".gguf", ".safetensors", ".part1of2", "mmproj", "imatrix", "model", "adapter_config.json",
    "text-generation", "feature-extraction", "a/b", "../", "2022-03-02T23:29:04.000Z", "99999999999999999999b", "\\ud83d\\ude00",
];

/// A small generator; the same seed gives the same records (xorshift64*, Vigna 2016).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap_or(0) % end.max(1)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

#[expect(clippy::disallowed_methods, reason = "runs for a given time")]
fn deadline(seconds: u64) -> Instant {
    Instant::now() + Duration::from_secs(seconds)
}

#[expect(clippy::disallowed_methods, reason = "runs for a given time")]
fn has_passed(end: Instant) -> bool {
    Instant::now() >= end
}

#[expect(clippy::print_stdout, reason = "a program whose output is its purpose")]
fn say(text: &str) {
    print!("{text}");
}
