//! Synthetic records with a fixed seed: 5 to 20 files and 10 to 20 tags each, all of them selectable.

use serde_json::{Value, json};
use std::{
    fs,
    io::{self, BufWriter, Write as _},
    path::Path,
};

/// Model type, class, GGUF architecture, beginning of the name.
const TYPES: [(&str, &str, &str, &str); 8] = [
    ("llama", "LlamaForCausalLM", "llama", "Llama-3.1"),
    ("mistral", "MistralForCausalLM", "llama", "Mistral-v0.3"),
    ("qwen2", "Qwen2ForCausalLM", "qwen2", "Qwen2.5"),
    ("qwen3", "Qwen3ForCausalLM", "qwen3", "Qwen3"),
    ("gemma", "GemmaForCausalLM", "gemma", "gemma-1.1"),
    ("gemma2", "Gemma2ForCausalLM", "gemma2", "gemma-2"),
    ("phi", "PhiForCausalLM", "phi2", "phi-2"),
    ("phi3", "Phi3ForCausalLM", "phi3", "Phi-3"),
];

/// Parameters in hundred millions.
const SIZES: [u64; 12] = [5, 11, 15, 27, 32, 38, 70, 80, 120, 140, 320, 700];

/// Quantization and bits per weight × 100.
const QUANTIZATIONS: [(&str, u64); 14] = [
    ("Q2_K", 316),
    ("Q3_K_S", 364),
    ("Q3_K_M", 400),
    ("Q3_K_L", 430),
    ("Q4_0", 464),
    ("Q4_K_S", 467),
    ("Q4_K_M", 489),
    ("Q5_0", 557),
    ("Q5_K_S", 557),
    ("Q5_K_M", 570),
    ("Q6_K", 656),
    ("Q8_0", 850),
    ("F16", 1600),
    ("IQ4_XS", 446),
];

const LICENSES: [&str; 5] = ["apache-2.0", "mit", "llama3.1", "gemma", "cc-by-nc-4.0"];

const WORDS: [&str; 16] = [
    "aurora", "basalt", "cinder", "dune", "ember", "fjord", "garnet", "harbor", "indigo", "juniper", "krill", "lumen",
    "meadow", "nimbus", "onyx", "prairie",
];

const OTHER_TAGS: [&str; 16] = [
    "conversational",
    "text-generation-inference",
    "endpoints_compatible",
    "region:us",
    "en",
    "de",
    "fr",
    "chat",
    "code",
    "merge",
    "roleplay",
    "autotrain_compatible",
    "dataset:example/alpha",
    "dataset:example/beta",
    "arxiv:2401.00001",
    "math",
];

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[usize::try_from(self.below(list.len() as u64)).unwrap_or_default()]
    }
}

/// Writes the records as JSONL, compressed with zstd.
pub(crate) fn write(file: &Path, count: usize) -> io::Result<()> {
    let out = BufWriter::new(fs::File::create(file)?);
    let mut packed = zstd::Encoder::new(out, 1)?;
    for at in 0..count {
        serde_json::to_writer(&mut packed, &record(at))?;
        packed.write_all(b"\n")?;
    }
    packed.finish()?.flush()
}

fn record(at: usize) -> Value {
    let mut random = Random(0x6d6f_6465_6c70_7265 ^ (at as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
    let (model_type, class, gguf, family) = *random.of(&TYPES);
    let size = *random.of(&SIZES) * 100_000_000 + random.below(50_000_000);
    let owner = format!("{}-{}", random.of(&WORDS), at % (at / 40 + 13));
    let named = size / 100_000_000;
    let name = format!("{family}-{}.{}B-{}-{at}", named / 10, named % 10, random.of(&WORDS));
    let license = *random.of(&LICENSES);
    let is_gguf = random.below(10) < 6;
    let mut tags: Vec<String> = vec!["text-generation".into(), format!("license:{license}")];
    let base = format!("{}-{}/{family}-base-{}", random.of(&WORDS), at % 97, at % 1_000);
    tags.push(format!("base_model:{base}"));
    tags.extend(if is_gguf {
        vec!["gguf".to_owned()]
    } else {
        vec!["transformers".into(), "safetensors".into(), model_type.into()]
    });
    let wanted = 10 + random.below(11);
    for tag in OTHER_TAGS.iter().cycle().skip(at % OTHER_TAGS.len()).take(OTHER_TAGS.len()) {
        if (tags.len() as u64) < wanted {
            tags.push((*tag).to_owned());
        }
    }
    let day = 1 + random.below(28);
    let mut record = json!({
        "id": format!("{owner}/{name}-{}", if is_gguf { "GGUF" } else { "Instruct" }),
        "sha": format!("{:016x}{:016x}{:08x}", random.next(), random.next(), random.below(1 << 32)),
        "author": owner,
        "createdAt": format!("2024-{:02}-{day:02}T08:{:02}:11.000Z", 1 + random.below(12), random.below(60)),
        "lastModified": format!("2025-{:02}-{day:02}T{:02}:{:02}:{:02}.000Z", 1 + random.below(12), random.below(24), random.below(60), random.below(60)),
        "private": false,
        "gated": if random.below(12) == 0 { Value::from("auto") } else { Value::from(false) },
        "downloads": 1u64 << random.below(20),
        "likes": random.below(500),
        "pipeline_tag": "text-generation",
        "library_name": if is_gguf { "gguf" } else { "transformers" },
        "tags": tags,
        "cardData": { "license": license, "base_model": base },
    });
    if is_gguf {
        let context = 1u64 << (11 + random.below(7));
        record["gguf"] = json!({ "total": size, "architecture": gguf, "context_length": context });
        record["siblings"] = gguf_files(&name, size, &mut random);
    } else {
        record["config"] = json!({ "architectures": [class], "model_type": model_type });
        record["safetensors"] = json!({ "parameters": { "BF16": size }, "total": size });
        record["siblings"] = safetensors_files(size, &mut random);
    }
    record
}

fn gguf_files(name: &str, size: u64, random: &mut Random) -> Value {
    let count = 3 + random.below(12);
    let start = random.below(QUANTIZATIONS.len() as u64);
    let mut files = vec![
        json!({ "rfilename": ".gitattributes", "size": 1_519 }),
        json!({ "rfilename": "README.md", "size": 4_213 }),
    ];
    for at in 0..count {
        let place = usize::try_from(start + at).unwrap_or_default() % QUANTIZATIONS.len();
        let (label, bits) = QUANTIZATIONS[place];
        files.push(
            json!({ "rfilename": format!("{name}.{label}.gguf"), "size": size / 800 * bits + random.below(9_000_000) }),
        );
    }
    files.into()
}

fn safetensors_files(size: u64, random: &mut Random) -> Value {
    let mut files: Vec<Value> = [
        ".gitattributes",
        "README.md",
        "config.json",
        "generation_config.json",
        "tokenizer.json",
        "tokenizer_config.json",
    ]
    .iter()
    .map(|file| json!({ "rfilename": file, "size": 500 + random.below(9_000) }))
    .collect();
    let shards = (size * 2).div_ceil(5_000_000_000);
    let shards = shards.clamp(1, 14);
    for at in 1..=shards {
        let file = if shards == 1 {
            "model.safetensors".to_owned()
        } else {
            format!("model-{at:05}-of-{shards:05}.safetensors")
        };
        files.push(json!({ "rfilename": file, "size": size * 2 / shards + 4_096 }));
    }
    files.into()
}
