//! Records that anyone could publish to break a site: every payload in every field, odd ids, odd numbers.

use serde_json::{Value, json};

/// Payloads by name.
pub(super) const PAYLOADS: &[(&str, &str)] = &[
    ("script", "\"><script>alert(1)</script>"),
    ("img", "'><img src=x onerror=alert(2)>"),
    ("endscript", "</script><script>alert(3)</script>"),
    ("endstyle", "</style><svg/onload=alert(4)>"),
    ("endtitle", "</title></head><body onload=alert(5)>"),
    ("textarea", "</textarea><iframe srcdoc=\"<script>alert(6)</script>\">"),
    ("js", "javascript:alert(7)"),
    ("jsnl", "java\nscript:alert(8)"),
    ("js2", " \u{1}javascript:alert(9)"),
    ("data", "data:text/html,<script>alert(10)</script>"),
    ("http", "http://evil.example/\"onmouseover=\"alert(11)"),
    ("httpsq", "https://evil.example/' onmouseover='alert(12)"),
    ("https2", "https://user:pw@evil.example/<b>"),
    ("proto", "//evil.example/x"),
    ("cdata", "]]><x/>"),
    ("comment", "--><b>"),
    ("comment2", "<!--<script>"),
    ("commentjs", "<!--<script></script>-->"),
    ("nl", "x\n/* /evil 200\n/models/* https://evil.example/:splat 301\n"),
    ("crlf", "x\r\n  X-Evil: 1\r\n/*\r\n  Set-Cookie: a=b\r\n"),
    (
        "md",
        "[click](javascript:alert(13)) ![i](https://evil.example/p.png) `code` **b** | cell | <b>x</b> \n# head\n\n- li\n\n```\nfence\n",
    ),
    ("mdlink", "](https://evil.example) [x"),
    ("mdauto", "<https://evil.example>"),
    ("backticks", "``` x ``` `` ` "),
    ("pipe", "a|b||c\\|d"),
    ("mdref", "[a]: https://evil.example \"x\"\n"),
    ("html-in-md", "<script>alert(14)</script>\n\n<div onclick=alert(15)>"),
    ("bidi", "abc\u{202e}gnp.exe\u{2066}x\u{2069}"),
    ("zw", "a\u{200b}b\u{200e}\u{feff}c"),
    ("ls", "a\u{2028}b\u{2029}c"),
    ("esc", "\u{1b}[31mRED\u{1b}[0m\u{1b}]0;pwned\u{7}\u{1b}]8;;http://evil\u{7}link\u{1b}]8;;\u{7}\u{1b}[2J\u{1b}[H"),
    ("c1", "\u{9b}31mX\u{9d}0;t\u{9c}\u{85}"),
    ("bs", "good\u{8}\u{8}\u{8}\u{8}evil\rOVER"),
    ("nul", "a\u{0}b"),
    ("nonchar", "a\u{fffe}\u{ffff}\u{fdd0}b"),
    ("emoji", "👩‍👩‍👧‍👦 ﷽ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢"),
    ("tpl", "{{7*7}} ${7*7} #{7*7} <%=7*7%> {% raw %}"),
    ("tplname", "{{name}}"),
    ("ent", "&lt;b&gt; &amp; &#60;script&#62; &#0; &notin; &lt"),
    ("quote", "\"'`=<>&"),
    ("shell", "'; rm -rf / #`id`$(id)\n"),
    ("long", "LONG"),
    ("longw", "LONG WORDS"),
    ("pct", "%3Cscript%3E %00 %0d%0a %"),
    ("slash", "../../../../etc/passwd"),
    ("bslash", "..\\..\\x"),
    ("colon", "C:\\x:y"),
    ("sp", "   "),
    ("tab", "\t\t"),
    ("blanks", " two  blanks "),
    ("uplus", "\u{10ffff}"),
    ("ssml", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>&a;"),
    ("jsonld", "\"},{\"@type\":\"Evil\""),
    ("sql", "' OR 1=1 --"),
    ("fmt", "%s%n%x"),
    ("lang", "en\" onload=\"x"),
    ("del", "a\u{7f}b"),
    ("soft", "a\u{ad}b"),
    ("command", "mit\n::error title=pwned::x\n::stop-commands::y ##[error]z"),
    ("undefined", "undefined"),
    ("null", "null"),
    ("nan", "NaN"),
    ("none", "None"),
    ("object", "[object Object]"),
    ("mojibake", "Licence propriÃ©taire â€™"),
    ("replaced", "a\u{fffd}b"),
    ("size", "900 TB"),
    ("nosize", "0 bytes"),
];

/// The fields that receive a payload, one at a time. `all` puts it into every field at once.
pub(super) const FIELDS: [&str; 15] = [
    "all",
    "license",
    "license_name",
    "license_link",
    "language",
    "rfilename",
    "rdir",
    "arch",
    "model_type",
    "quant_method",
    "pipeline",
    "date",
    "gated",
    "relation",
    "base_model",
];

/// A payload as text. Two of them are expanded to extreme lengths.
pub(super) fn text(payload: &str) -> String {
    match payload {
        "LONG" => "L".repeat(30_000),
        "LONG WORDS" => "W ".repeat(15_000),
        text => text.to_owned(),
    }
}

/// The number of weights of the model at a position: 2 to 42 billion, so that lists by size differ from lists by
/// family.
fn weights(at: u64) -> u64 {
    (2_000 + at * 37 % 40_000) * 1_000_000
}

/// The size in bytes of this many weights at about four and a half bits each.
fn bytes(at: u64) -> u64 {
    weights(at) / 7 * 4
}

/// A model that all workers run, with unique sizes.
fn base(id: &str, at: u64) -> Value {
    json!({
        "id": id,
        "author": id.split_once('/').map(|(owner, _)| owner),
        "sha": "0".repeat(40),
        "createdAt": "2024-01-01T00:00:00.000Z",
        "lastModified": "2025-01-02T00:00:00.000Z",
        "private": false,
        "gated": false,
        "downloads": 2_000 + at,
        "likes": 3,
        "tags": ["gguf", "text-generation"],
        "pipeline_tag": "text-generation",
        "library_name": "gguf",
        "gguf": { "total": weights(at), "architecture": "llama", "context_length": 4096 },
        "cardData": { "license": "mit", "language": ["en"] },
        "siblings": [
            { "rfilename": "README.md", "size": 10 },
            { "rfilename": "m-Q4_K_M.gguf", "size": bytes(at) },
        ],
    })
}

fn with_payload(field: &str, name: &str, payload: &str, at: u64) -> Value {
    let text = text(payload);
    let v = json!(text);
    let size = bytes(at);
    let mut record = base(&format!("acme/{}-{name}", field.replace('_', "-")), at);
    let gguf = |file: String| json!([{ "rfilename": file, "size": size }]);
    match field {
        "all" => everywhere(&mut record, &text, weights(at), size),
        "license" => {
            record["cardData"]["license"] = v;
            record["tags"] = json!(["gguf", "text-generation", format!("license:{text}")]);
        }
        "license_name" => record["cardData"] = json!({ "license": "other", "license_name": v }),
        "license_link" => {
            record["cardData"] = json!({ "license": "other", "license_name": "my", "license_link": v });
        }
        "language" => {
            record["cardData"]["language"] = json!([v]);
            record["tags"] = json!(["gguf", "text-generation", v]);
        }
        "rfilename" => {
            record["siblings"] = json!([
                { "rfilename": format!("{text}-Q4_K_M.gguf"), "size": size },
                { "rfilename": format!("{text}.Q8_0.gguf"), "size": size * 2 },
            ]);
        }
        "rdir" => record["siblings"] = gguf(format!("{text}/x-Q4_K_M.gguf")),
        "arch" => {
            record["gguf"]["architecture"] = v;
            record["config"] = json!({ "model_type": "llama", "architectures": ["LlamaForCausalLM"] });
        }
        "model_type" => record["config"] = json!({ "model_type": v, "architectures": [v] }),
        "quant_method" => {
            record["siblings"] = json!([{ "rfilename": "model.safetensors", "size": size }]);
            record["gguf"] = Value::Null;
            record["config"] = json!({
                "model_type": "llama",
                "architectures": ["LlamaForCausalLM"],
                "quantization_config": { "quant_method": v, "bits": v },
            });
            record["tags"] = json!(["safetensors", "llama"]);
        }
        "pipeline" => {
            record["pipeline_tag"] = v.clone();
            record["cardData"]["pipeline_tag"] = v;
        }
        "date" => {
            record["createdAt"] = v.clone();
            record["lastModified"] = v;
        }
        "gated" => record["gated"] = v,
        "relation" => {
            record["cardData"]["base_model"] = json!("acme/all-script");
            record["cardData"]["base_model_relation"] = v;
        }
        "base_model" => record["cardData"]["base_model"] = json!([v, "acme/all-script"]),
        _ => unreachable!("{field}"),
    }
    record
}

fn everywhere(record: &mut Value, text: &str, weights: u64, size: u64) {
    let v = json!(text);
    record["author"] = v.clone();
    record["sha"] = v.clone();
    record["library_name"] = v.clone();
    let tags = ["", "license:", "base_model:", "region:", "dataset:", "arxiv:"].map(|tag| format!("{tag}{text}"));
    record["tags"] = json!(["gguf", "text-generation"]);
    record["tags"].as_array_mut().unwrap().extend(tags.map(Value::from));
    record["cardData"] = json!({
        "license": "other", "license_name": v, "license_link": v, "language": [v, "en"],
        "base_model": [v, "acme/all-script"], "pipeline_tag": v, "library_name": v, "base_model_relation": v,
        "tags": [v], "datasets": [v], "model_name": v,
    });
    record["gguf"] = json!({
        "total": weights, "architecture": "llama", "context_length": 4096, "chat_template": v,
        "eos_token": v, "bos_token": v, "quantize_imatrix_file": v,
    });
    record["siblings"] = json!([
        { "rfilename": format!("{text}-Q4_K_M.gguf"), "size": size },
        { "rfilename": format!("d/{text}.gguf"), "size": 1000 },
        { "rfilename": format!("{text}/model-Q8_0.gguf"), "size": size * 2 },
        { "rfilename": "ok-Q5_K_M.gguf", "size": size + 1_000_000_000 },
        { "rfilename": text },
        { "rfilename": format!("{text}.safetensors"), "size": 5 },
    ]);
    record["config"] = json!({
        "model_type": "llama", "architectures": [v, "LlamaForCausalLM"], "tokenizer_config": { "chat_template": v },
        "auto_map": { text: v }, "quantization_config": null,
    });
    record["transformersInfo"] = json!({ "auto_model": v, "processor": v, "custom_class": v, "pipeline_tag": v });
    record["safetensors"] = json!({ "parameters": { text: weights, "BF16": weights }, "total": weights });
    record["baseModels"] = json!({ "relation": v, "models": [{ "id": v }, { "id": "acme/all-script" }] });
}

/// Ids that mean something to file systems, hosts or our own pages.
fn odd_ids() -> Vec<String> {
    let names = [
        "index.html",
        "index.json",
        "index.md",
        "index",
        "page",
        "2",
        "10",
        "con",
        "aux.x",
        "nul",
        "..x",
        "x..",
        "x.",
        ".x",
        "-",
        "_",
        "--",
        "a.b.c",
        "models",
        "assets",
        ".modelpress",
        "_headers",
        "404.html",
        "404",
        "sitemap.xml",
        "A",
        "a",
        "Foo",
        "foo",
        "FOO",
        "null",
        "undefined",
    ];
    let owners = [
        ".git",
        ".well-known",
        "_next",
        "con",
        "CON",
        "index.html",
        "models",
        "-",
        "..x",
        "ACME",
        "Acme",
        "data",
        "search",
        "index",
        "authors",
        "404.html",
        "null",
    ];
    let bare = ["bare", "index.html", "index", "models", "about", "page", "404", ".modelpress", "gpt2", "null", "NaN"];
    let mut ids: Vec<String> = names.iter().map(|name| format!("acme/{name}")).collect();
    ids.extend(owners.iter().map(|owner| format!("{owner}/m")));
    ids.extend(bare.iter().map(ToString::to_string));
    for length in [96, 200, 241, 249, 250, 251, 255, 256, 300, 498, 990] {
        ids.extend([
            format!("acme/{}", "n".repeat(length)),
            format!("acme/{}m", "n".repeat(length - 1)),
            format!("{}/m", "o".repeat(length)),
        ]);
    }
    ids
}

/// Numbers, dates and JSON values that no honest record has: the text to replace, and its replacement.
const ODD_VALUES: &[(&str, &str, &str)] = &[
    ("size-1e400", "\"size\":SIZE", "\"size\":1e400"),
    ("size-negative", "\"size\":SIZE", "\"size\":-5"),
    ("size-one", "\"size\":SIZE", "\"size\":1"),
    ("size-1000", "\"size\":SIZE", "\"size\":1000"),
    ("size-200-tb", "\"size\":SIZE", "\"size\":200000000000000"),
    ("size-99-tb", "\"size\":SIZE", "\"size\":99000000000000"),
    ("size-i64", "\"size\":SIZE", "\"size\":9223372036854775807"),
    ("size-u64", "\"size\":SIZE", "\"size\":18446744073709551615"),
    ("size-beyond", "\"size\":SIZE", "\"size\":18446744073709551616"),
    ("size-float", "\"size\":SIZE", "\"size\":4.5e9"),
    ("size-text", "\"size\":SIZE", "\"size\":\"4000000000\""),
    ("downloads-u64", "\"downloads\":2900", "\"downloads\":18446744073709551615"),
    ("downloads-negative", "\"downloads\":2900", "\"downloads\":-1"),
    ("downloads-1e400", "\"downloads\":2900", "\"downloads\":1e400"),
    ("likes-1e309", "\"likes\":3", "\"likes\":1e309"),
    ("total-0", "\"total\":TOTAL", "\"total\":0"),
    ("total-negative", "\"total\":TOTAL", "\"total\":-7"),
    ("total-u64", "\"total\":TOTAL", "\"total\":18446744073709551615"),
    ("total-99t", "\"total\":TOTAL", "\"total\":99000000000000"),
    ("context-u64", "\"context_length\":4096", "\"context_length\":18446744073709551615"),
    ("context-0", "\"context_length\":4096", "\"context_length\":0"),
    ("year-9000", "\"2025-01-02T00:00:00.000Z\"", "\"9000-01-01T00:00:00Z\""),
    ("year-9999", "\"2024-01-01T00:00:00.000Z\"", "\"9999-12-30T22:00:00.999Z\""),
    ("year-0", "\"2024-01-01T00:00:00.000Z\"", "\"0001-01-01T00:00:00Z\""),
    ("year-negative", "\"2025-01-02T00:00:00.000Z\"", "\"-009999-01-02T01:59:59Z\""),
    ("epoch", "\"2025-01-02T00:00:00.000Z\"", "\"1970-01-01T00:00:00Z\""),
    ("leap", "\"2025-01-02T00:00:00.000Z\"", "\"2018-12-31T23:59:60Z\""),
    ("twice", "\"likes\":3", "\"likes\":3,\"tags\":5,\"siblings\":[],\"id\":\"evil/other\""),
    ("surrogate-author", "\"author\":\"acme\"", "\"author\":\"a\\ud800b\""),
    ("surrogate-library", "\"library_name\":\"gguf\"", "\"library_name\":\"a\\udc00\\ud800b\""),
    ("surrogate-key", "\"likes\":3", "\"likes\":3,\"\\ud800\":1"),
    ("surrogate-file", "m-Q4_K_M.gguf", "m\\ud83d-Q4_K_M.gguf"),
    ("surrogate-license", "\"license\":\"mit\"", "\"license\":\"mi\\ud83dt\""),
];

/// Every record as a line of JSON, with its name.
pub(super) fn all() -> Vec<(String, String)> {
    let mut records = Vec::new();
    for (at, (name, payload)) in PAYLOADS.iter().enumerate() {
        for (place, field) in FIELDS.iter().enumerate() {
            let record = with_payload(field, name, payload, (at * FIELDS.len() + place) as u64 * 5);
            records.push((format!("{field} {name}"), record.to_string()));
        }
    }
    for (at, id) in odd_ids().into_iter().enumerate() {
        let record = base(&id, 6_000 + at as u64 * 5);
        records.push((format!("id {}", &id[..id.len().min(40)]), record.to_string()));
    }
    for (at, (name, from, to)) in ODD_VALUES.iter().enumerate() {
        let mut record = base(&format!("acme/odd-{name}"), 900 + at as u64 * 7);
        record["downloads"] = json!(2900);
        let size = record["siblings"][1]["size"].to_string();
        let total = record["gguf"]["total"].to_string();
        let from = from.replace("SIZE", &size).replace("TOTAL", &total);
        let text = record.to_string();
        assert!(text.contains(&from), "{name}: no {from}");
        records.push((format!("value {name}"), text.replace(&from, to)));
    }
    records
}

/// A selection from [`all`]: one of each kind that has ever stopped the pipeline.
pub(super) fn few() -> Vec<(String, String)> {
    const NAMES: &[&str] = &[
        "license_name undefined",
        "license_name null",
        "license_name nan",
        "license_name object",
        "license_name tpl",
        "license_name replaced",
        "license_name mojibake",
        "license_name ls",
        "license_name long",
        "license_name size",
        "license nosize",
        "license command",
        "license bidi",
        "language del",
        "rfilename tplname",
        "rfilename blanks",
        "all longw",
        "all undefined",
        "base_model null",
        "value size-1000",
        "value size-one",
        "value size-200-tb",
        "value size-99-tb",
        "value total-99t",
        "value year-9000",
        "value epoch",
        "value size-1e400",
        "id index",
        "id NaN",
    ];
    let few: Vec<_> = all().into_iter().filter(|(name, _)| NAMES.contains(&&**name)).collect();
    assert_eq!(few.len(), NAMES.len());
    few
}
