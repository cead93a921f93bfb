//! The worker catalog: the built-in one agrees with its documents, and mistakes are reported.

use compatibility::{
    model_format::ModelFormat,
    worker_catalog::{CpuArchitecture, LoadType, Platform, Status, Worker},
};
use generator::content;
use std::{fs, io::Write as _, path::Path};
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn status(worker: &Worker, format: ModelFormat, family: &str, model_type: &str) -> Option<Status> {
    let support = worker.format(format)?;
    support.model_types.get(model_type).or_else(|| support.families.get(family)).map(|support| support.status)
}

#[test]
fn the_shipped_catalog_says_what_the_documents_say() {
    let shipped = content::shipped_workers().unwrap();
    let loaded = content::load_workers(&root().join("content/workers")).unwrap();
    assert_eq!(shipped, loaded, "every file of content/workers is shipped");
    let ids: Vec<&str> = shipped.workers.iter().map(|worker| &*worker.id).collect();
    assert_eq!(ids, ["llm-worker-rbee-cpu", "llm-worker-rbee-cuda", "llm-worker-rbee-metal"]);
    for worker in &shipped.workers {
        let formats: Vec<ModelFormat> = worker.formats.iter().map(|support| support.format).collect();
        assert_eq!(formats, [ModelFormat::Gguf, ModelFormat::Safetensors]);
        assert_eq!(worker.max_context, Some(32_768));
        let safetensors = worker.format(ModelFormat::Safetensors).unwrap();
        assert_eq!(safetensors.load_type, LoadType::F32);
        assert_eq!(safetensors.required_files, ["config.json".into(), "tokenizer.json".into()]);
        for (family, model_type, expected) in [
            ("llama", "llama", Some(Status::Tested)),
            ("mistral", "mistral", Some(Status::Expected)),
            ("phi", "phi", Some(Status::Expected)),
            ("qwen", "qwen2", Some(Status::Expected)),
            ("gemma", "gemma", Some(Status::Expected)),
            ("mistral", "mixtral", Some(Status::Planned)),
            ("phi", "phi3", Some(Status::Planned)),
            ("qwen", "qwen3", Some(Status::Planned)),
            ("gemma", "gemma2", Some(Status::Planned)),
            ("gemma", "gemma3_text", Some(Status::Planned)),
            ("gpt2", "gpt2", None),
        ] {
            assert_eq!(status(worker, ModelFormat::Safetensors, family, model_type), expected, "{model_type}");
        }
        for family in ["llama", "mistral", "phi", "qwen", "gemma"] {
            assert_eq!(status(worker, ModelFormat::Gguf, family, "any"), Some(Status::Planned));
        }
    }
    let systems = |id: &str| {
        let worker = shipped.get(id).unwrap();
        (worker.platforms.clone(), worker.architectures.clone())
    };
    let (x86, arm) = (CpuArchitecture::X86_64, CpuArchitecture::Aarch64);
    let (linux, macos, windows) = (Platform::Linux, Platform::Macos, Platform::Windows);
    assert_eq!(systems("llm-worker-rbee-cpu"), (vec![linux, macos, windows], vec![x86, arm]));
    assert_eq!(systems("llm-worker-rbee-cuda"), (vec![linux, windows], vec![x86]));
    assert_eq!(systems("llm-worker-rbee-metal"), (vec![macos], vec![arm]));
}

/// The file format can express what a real loader supports.
#[test]
fn a_second_catalog_states_a_real_loader() {
    let catalog = content::load_workers(&root().join("tests/fixtures/catalogs")).unwrap();
    let candle = catalog.get("candle-0.11").unwrap();
    let gguf = candle.format(ModelFormat::Gguf).unwrap();
    let reads = |label: &str| gguf.quantizations.as_ref().unwrap().contains(&label.parse().unwrap());
    assert!(reads("Q4_K_M") && !reads("IQ4_NL") && !reads("UD-Q4_K_M"));
    assert!(!gguf.accepts_shards);
    assert!(gguf.families.is_empty());
    assert_eq!(status(candle, ModelFormat::Safetensors, "qwen", "qwen3"), Some(Status::Tested));
    assert_eq!(status(candle, ModelFormat::Safetensors, "mistral", "mixtral"), None);
}

fn problems(files: &[(&str, &str)]) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::File::create(folder.path().join(name)).unwrap().write_all(text.as_bytes()).unwrap();
    }
    let Err(content::Error::Invalid(invalid)) = content::load_workers(folder.path()) else { return Vec::new() };
    let text = |problem: &strict_toml::Problem| match &problem.hint {
        Some(hint) => format!("{problem} ({hint})"),
        None => problem.to_string(),
    };
    let place = format!("{}/", folder.path().display());
    invalid.problems.iter().map(|problem| text(problem).replace(&place, "")).collect()
}

#[test]
fn all_problems_of_all_files_come_together() {
    let good = fs::read_to_string(root().join("content/workers/llm-worker-rbee-cpu.toml")).unwrap();
    assert_eq!(problems(&[("llm-worker-rbee-cpu.toml", &good)]), [""; 0]);
    let line = |text: &str, of: &str| 1 + text.lines().position(|line| line.starts_with(of)).unwrap();

    let bad = good
        .replace("max-context = 32768", "max-contxt = \"32k\"")
        .replace("\"macos\"", "\"mac\"")
        .replace("load-type = \"f32\"", "load-type = 32")
        .replace("[formats.gguf]", "[formats.ggfu]")
        .replace("[formats.gguf.families]", "[formats.ggfu.families]")
        .replace("qwen2 = \"expected\"", "qwen2-moe = \"expcted\"")
        .replace("date = \"2025-10-09\"", "date = \"October\"")
        .replace("license = ", "# license = ");
    let found = problems(&[("a.toml", "id = \"llm-worker-rbee-cpu\nname = \n"), ("llm-worker-rbee-cpu.toml", &bad)]);
    let starts = [
        "a.toml:1: ".to_owned(),
        "a.toml:2: ".to_owned(),
        "llm-worker-rbee-cpu.toml:1: `license` is missing".to_owned(),
        format!("llm-worker-rbee-cpu.toml:{}: unknown platform `mac` for `platforms`", line(&bad, "platforms")),
        format!("llm-worker-rbee-cpu.toml:{}: unknown key `max-contxt`", line(&bad, "max-contxt")),
        format!(
            "llm-worker-rbee-cpu.toml:{}: `load-type` in `[formats.safetensors]` is 32, but must be the name of a load type",
            line(&bad, "load-type = 32")
        ),
        format!(
            "llm-worker-rbee-cpu.toml:{}: `date` in `[formats.safetensors.model-types.llama.claim]` is \"October\", but must be a date: YYYY-MM-DD",
            line(&bad, "llama = {")
        ),
        format!("llm-worker-rbee-cpu.toml:{}: unknown status `expcted` for `qwen2-moe`", line(&bad, "qwen2-moe")),
        format!("llm-worker-rbee-cpu.toml:{}: unknown format `ggfu` in `[formats]`", line(&bad, "[formats.ggfu]")),
    ];
    assert_eq!(found.len(), starts.len(), "{found:#?}");
    for (found, start) in found.iter().zip(&starts) {
        assert!(found.starts_with(start.as_str()), "{found}\nis not\n{start}");
    }
    assert!(found[4].ends_with("did you mean `max-context`?)"), "{}", found[4]);
    assert!(found[7].ends_with("(a status is one of `planned`, `expected` and `tested`; did you mean `expected`?)"));
    assert!(found[8].ends_with("(did you mean `gguf`?)"));
}

#[test]
fn names_that_would_never_match_are_mistakes() {
    let good = fs::read_to_string(root().join("content/workers/llm-worker-rbee-cpu.toml")).unwrap();
    let of = |from: &str, to: &str| problems(&[("llm-worker-rbee-cpu.toml", &good.replace(from, to))]).join("\n");
    assert!(
        of("\nqwen2 =", "\nqwen2moe =").contains(
            "unknown model type `qwen2moe` in `[formats.safetensors.model-types]` (did you mean `qwen2_moe`?)"
        )
    );
    let gguf = of("load-type = \"as-stored\"", "load-type = \"as-stored\"\nmodel-types = { qwen2_moe = \"planned\" }");
    assert!(gguf.contains("unknown GGUF architecture `qwen2_moe`"), "{gguf}");
    assert!(gguf.ends_with("(did you mean `qwen2moe`?)"), "{gguf}");
    assert!(
        of("\nllama = \"planned\"", "\nlama = \"planned\"")
            .contains("unknown family `lama` in `[formats.gguf.families]`")
    );
    let labels = of("load-type = \"as-stored\"", "load-type = \"as-stored\"\nquantizations = [\"Q4_K_N\"]");
    assert!(labels.contains("unknown quantization `Q4_K_N`") && labels.contains("did you mean `Q4_K_M`?"), "{labels}");
    let command = of("max-context", "run-command = \"run {path}\"\nmax-context");
    assert!(
        command.contains("has the placeholder `{path}`, but only `{repo}` and `{file}` are available"),
        "{command}"
    );
}

#[test]
fn an_id_is_its_files_name_and_used_once() {
    let good = fs::read_to_string(root().join("content/workers/llm-worker-rbee-cpu.toml")).unwrap();
    let found = problems(&[("llm-worker-rbee-cpu.toml", &good), ("other.toml", &good)]);
    let line = 1 + good.lines().position(|line| line.starts_with("id = ")).unwrap();
    assert_eq!(
        found,
        [
            format!(
                "other.toml:{line}: `id` is \"llm-worker-rbee-cpu\", but the file is `other.toml` (name the file `llm-worker-rbee-cpu.toml`, or write `id = \"other\"`)"
            ),
            format!("other.toml:{line}: `id` is already used in `llm-worker-rbee-cpu.toml`"),
        ]
    );
    let shouting = good.replace("id = \"llm", "id = \"LLM");
    assert!(problems(&[("x.toml", &shouting)])[0].contains("but must be lower-case words"));
    let kept = good.replace("id = \"llm-worker-rbee-cpu\"", "id = \"con\"");
    assert_eq!(
        problems(&[("con.toml", &kept)]),
        [format!("con.toml:{line}: `id` is \"con\", but `con` is reserved and cannot name a page")]
    );
    let empty = TempDir::new().unwrap();
    assert!(matches!(content::load_workers(empty.path()), Err(content::Error::NoWorkers(_))));
    assert!(matches!(content::load_workers(&empty.path().join("none")), Err(content::Error::Read { .. })));
}

#[test]
fn a_project_without_workers_uses_the_programs_own() {
    let empty = TempDir::new().unwrap();
    let own = content::project_workers(empty.path()).unwrap();
    assert_eq!(own.catalog, content::shipped_workers().unwrap());
    assert_eq!(own.label, "the built-in catalog");
    let project = content::project_workers(root()).unwrap();
    assert!(project.label.ends_with("content/workers"), "{}", project.label);
}
