pub(super) const SPECS: &[Spec] = &[
    Spec { section: "chart", key: "by-bytes", is_plural: false, names: &[] },
    Spec { section: "chart", key: "by-parameters", is_plural: false, names: &[] },
    Spec { section: "chart", key: "class", is_plural: false, names: &["class", "count"] },
    Spec { section: "chart", key: "gigabytes-between", is_plural: false, names: &["least", "most"] },
    Spec { section: "chart", key: "gigabytes-from", is_plural: false, names: &["least"] },
    Spec { section: "chart", key: "histogram", is_plural: false, names: &["parts", "title"] },
    Spec { section: "chart", key: "models-by-verdict", is_plural: false, names: &["parts"] },
    Spec { section: "chart", key: "part", is_plural: false, names: &["count", "percent", "verdict"] },
    Spec { section: "confidence", key: "high", is_plural: false, names: &[] },
    Spec { section: "confidence", key: "low", is_plural: false, names: &[] },
    Spec { section: "confidence", key: "medium", is_plural: false, names: &[] },
    Spec { section: "confidence", key: "none", is_plural: false, names: &[] },
    Spec { section: "context", key: "cut", is_plural: false, names: &["limit", "trained"] },
    Spec { section: "context", key: "no-limit", is_plural: false, names: &["trained"] },
    Spec { section: "context", key: "not-said", is_plural: false, names: &["limit"] },
    Spec { section: "context", key: "unknown", is_plural: false, names: &[] },
    Spec { section: "context", key: "within", is_plural: false, names: &["limit", "trained"] },
    Spec { section: "count", key: "files", is_plural: true, names: &[] },
    Spec { section: "count", key: "models", is_plural: true, names: &[] },
    Spec { section: "count", key: "more-files", is_plural: true, names: &[] },
    Spec { section: "count", key: "tokens", is_plural: true, names: &[] },
    Spec { section: "count", key: "workers", is_plural: true, names: &[] },
    Spec { section: "data", key: "atom", is_plural: false, names: &[] },
    Spec { section: "data", key: "caption", is_plural: false, names: &[] },
    Spec { section: "data", key: "compiled", is_plural: false, names: &["models", "site"] },
    Spec { section: "data", key: "description", is_plural: false, names: &["fields", "models", "workers"] },
    Spec { section: "data", key: "field", is_plural: false, names: &[] },
    Spec { section: "data", key: "heading", is_plural: false, names: &[] },
    Spec { section: "data", key: "json-feed", is_plural: false, names: &[] },
    Spec { section: "data", key: "license", is_plural: false, names: &[] },
    Spec { section: "data", key: "license-of-models", is_plural: false, names: &[] },
    Spec { section: "data", key: "llms-txt", is_plural: false, names: &[] },
    Spec { section: "data", key: "meaning", is_plural: false, names: &[] },
    Spec { section: "data", key: "null", is_plural: false, names: &[] },
    Spec { section: "data", key: "or-null", is_plural: false, names: &["kind"] },
    Spec { section: "data", key: "others", is_plural: false, names: &[] },
    Spec { section: "data", key: "schema", is_plural: false, names: &[] },
    Spec { section: "data", key: "schema-says", is_plural: false, names: &[] },
    Spec { section: "data", key: "sitemap", is_plural: false, names: &[] },
    Spec { section: "data", key: "table", is_plural: false, names: &[] },
    Spec { section: "data", key: "title", is_plural: false, names: &[] },
    Spec { section: "data", key: "type", is_plural: false, names: &[] },
    Spec { section: "data", key: "workers", is_plural: false, names: &[] },
    Spec { section: "fact", key: "access-auto", is_plural: false, names: &[] },
    Spec { section: "fact", key: "access-gated", is_plural: false, names: &[] },
    Spec { section: "fact", key: "access-manual", is_plural: false, names: &[] },
    Spec { section: "fact", key: "access-open", is_plural: false, names: &[] },
    Spec { section: "fact", key: "active", is_plural: false, names: &["size"] },
    Spec { section: "fact", key: "and-more", is_plural: true, names: &["names"] },
    Spec { section: "fact", key: "before-day", is_plural: false, names: &["date"] },
    Spec { section: "fact", key: "list-absent", is_plural: false, names: &[] },
    Spec { section: "fact", key: "list-complete", is_plural: false, names: &[] },
    Spec { section: "fact", key: "list-partial", is_plural: false, names: &[] },
    Spec { section: "fact", key: "list-unknown", is_plural: false, names: &[] },
    Spec { section: "fact", key: "this-site", is_plural: false, names: &[] },
    Spec { section: "facts", key: "access", is_plural: false, names: &[] },
    Spec { section: "facts", key: "active-parameters", is_plural: false, names: &[] },
    Spec { section: "facts", key: "caption", is_plural: false, names: &[] },
    Spec { section: "facts", key: "changed-on-hub", is_plural: false, names: &[] },
    Spec { section: "facts", key: "context", is_plural: false, names: &[] },
    Spec { section: "facts", key: "created", is_plural: false, names: &[] },
    Spec { section: "facts", key: "downloads", is_plural: false, names: &[] },
    Spec { section: "facts", key: "evidence", is_plural: false, names: &[] },
    Spec { section: "facts", key: "fact", is_plural: false, names: &[] },
    Spec { section: "facts", key: "facts-changed", is_plural: false, names: &[] },
    Spec { section: "facts", key: "family", is_plural: false, names: &[] },
    Spec { section: "facts", key: "file-list", is_plural: false, names: &[] },
    Spec { section: "facts", key: "formats", is_plural: false, names: &[] },
    Spec { section: "facts", key: "heading", is_plural: false, names: &[] },
    Spec { section: "facts", key: "kind", is_plural: false, names: &[] },
    Spec { section: "facts", key: "languages", is_plural: false, names: &[] },
    Spec { section: "facts", key: "license", is_plural: false, names: &[] },
    Spec { section: "facts", key: "license-text", is_plural: false, names: &[] },
    Spec { section: "facts", key: "likes", is_plural: false, names: &[] },
    Spec { section: "facts", key: "model-type", is_plural: false, names: &[] },
    Spec { section: "facts", key: "on-the-hub", is_plural: false, names: &["id"] },
    Spec { section: "facts", key: "parameters", is_plural: false, names: &[] },
    Spec { section: "facts", key: "quantizations", is_plural: false, names: &[] },
    Spec { section: "facts", key: "value", is_plural: false, names: &[] },
    Spec { section: "feed", key: "title", is_plural: false, names: &[] },
    Spec { section: "field", key: "access", is_plural: false, names: &[] },
    Spec { section: "field", key: "changed", is_plural: false, names: &[] },
    Spec { section: "field", key: "confidence", is_plural: false, names: &[] },
    Spec { section: "field", key: "context", is_plural: false, names: &[] },
    Spec { section: "field", key: "family", is_plural: false, names: &[] },
    Spec { section: "field", key: "formats", is_plural: false, names: &[] },
    Spec { section: "field", key: "id", is_plural: false, names: &[] },
    Spec { section: "field", key: "kind", is_plural: false, names: &[] },
    Spec { section: "field", key: "licenses", is_plural: false, names: &[] },
    Spec { section: "field", key: "model_type", is_plural: false, names: &[] },
    Spec { section: "field", key: "parameters", is_plural: false, names: &[] },
    Spec { section: "field", key: "parameters_evidence", is_plural: false, names: &[] },
    Spec { section: "field", key: "url", is_plural: false, names: &[] },
    Spec { section: "field", key: "verdict", is_plural: false, names: &[] },
    Spec { section: "field", key: "workers", is_plural: false, names: &[] },
    Spec { section: "figure", key: "about", is_plural: false, names: &["figure"] },
    Spec { section: "figure", key: "billions", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "gigabytes", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "kilobytes", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "megabytes", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "millions", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "none", is_plural: false, names: &[] },
    Spec { section: "figure", key: "or-more", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "percent", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "percent-over-99", is_plural: false, names: &[] },
    Spec { section: "figure", key: "percent-under-one", is_plural: false, names: &[] },
    Spec { section: "figure", key: "roughly", is_plural: false, names: &["figure"] },
    Spec { section: "figure", key: "thousands", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "trillions", is_plural: false, names: &["number"] },
    Spec { section: "figure", key: "unknown", is_plural: false, names: &[] },
    Spec { section: "files", key: "all-on-hub", is_plural: false, names: &[] },
    Spec { section: "files", key: "bits", is_plural: false, names: &[] },
    Spec { section: "files", key: "caption", is_plural: false, names: &["files", "sets"] },
    Spec { section: "files", key: "caption-no-files", is_plural: false, names: &["sets"] },
    Spec { section: "files", key: "confidence-high", is_plural: false, names: &[] },
    Spec { section: "files", key: "confidence-low", is_plural: false, names: &[] },
    Spec { section: "files", key: "confidence-medium", is_plural: false, names: &[] },
    Spec { section: "files", key: "file", is_plural: false, names: &[] },
    Spec { section: "files", key: "heading", is_plural: false, names: &[] },
    Spec { section: "files", key: "here", is_plural: false, names: &["caption"] },
    Spec { section: "files", key: "hidden", is_plural: true, names: &[] },
    Spec { section: "files", key: "none", is_plural: false, names: &[] },
    Spec { section: "files", key: "not-listed", is_plural: false, names: &[] },
    Spec { section: "files", key: "of-all", is_plural: false, names: &["note"] },
    Spec { section: "files", key: "parts-missing", is_plural: false, names: &[] },
    Spec { section: "files", key: "perhaps-not-all", is_plural: false, names: &[] },
    Spec { section: "files", key: "run-it-on", is_plural: false, names: &["worker"] },
    Spec { section: "files", key: "set", is_plural: false, names: &[] },
    Spec { section: "files", key: "sets", is_plural: true, names: &[] },
    Spec { section: "files", key: "size", is_plural: false, names: &[] },
    Spec { section: "files", key: "verdict", is_plural: false, names: &[] },
    Spec { section: "files", key: "weights-in-memory", is_plural: false, names: &[] },
    Spec { section: "frame", key: "all-pages", is_plural: false, names: &[] },
    Spec { section: "frame", key: "breadcrumb", is_plural: false, names: &[] },
    Spec { section: "frame", key: "data", is_plural: false, names: &[] },
    Spec { section: "frame", key: "heading-of-page", is_plural: false, names: &["heading", "number"] },
    Spec { section: "frame", key: "home", is_plural: false, names: &[] },
    Spec { section: "frame", key: "languages", is_plural: false, names: &[] },
    Spec { section: "frame", key: "methodology", is_plural: false, names: &[] },
    Spec { section: "frame", key: "models", is_plural: false, names: &[] },
    Spec { section: "frame", key: "more", is_plural: false, names: &[] },
    Spec { section: "frame", key: "origin", is_plural: false, names: &[] },
    Spec { section: "frame", key: "page", is_plural: false, names: &["number"] },
    Spec { section: "frame", key: "pages", is_plural: false, names: &[] },
    Spec { section: "frame", key: "pages-below", is_plural: false, names: &[] },
    Spec { section: "frame", key: "site", is_plural: false, names: &[] },
    Spec { section: "frame", key: "skip", is_plural: false, names: &[] },
    Spec { section: "frame", key: "workers", is_plural: false, names: &[] },
    Spec { section: "home", key: "all-models", is_plural: false, names: &[] },
    Spec { section: "home", key: "all-models-by-use", is_plural: false, names: &["models"] },
    Spec { section: "home", key: "all-of-them", is_plural: false, names: &["count"] },
    Spec { section: "home", key: "as-of", is_plural: false, names: &["date"] },
    Spec { section: "home", key: "began", is_plural: false, names: &[] },
    Spec { section: "home", key: "browse", is_plural: false, names: &[] },
    Spec { section: "home", key: "browse-caption", is_plural: false, names: &[] },
    Spec { section: "home", key: "by", is_plural: false, names: &[] },
    Spec { section: "home", key: "description", is_plural: false, names: &["expected", "models", "planned", "runs", "workers"] },
    Spec { section: "home", key: "feed", is_plural: false, names: &[] },
    Spec { section: "home", key: "heading", is_plural: false, names: &[] },
    Spec { section: "home", key: "how", is_plural: false, names: &[] },
    Spec { section: "home", key: "lists", is_plural: false, names: &[] },
    Spec { section: "home", key: "most-used", is_plural: false, names: &[] },
    Spec { section: "home", key: "newest", is_plural: false, names: &[] },
    Spec { section: "home", key: "pages", is_plural: false, names: &[] },
    Spec { section: "home", key: "words", is_plural: false, names: &[] },
    Spec { section: "home", key: "workers", is_plural: false, names: &[] },
    Spec { section: "language", key: "name", is_plural: false, names: &[] },
    Spec { section: "list", key: "description", is_plural: false, names: &["first", "last", "models"] },
    Spec { section: "list", key: "description-of-page", is_plural: false, names: &["first", "last", "models", "number", "pages"] },
    Spec { section: "list", key: "empty", is_plural: false, names: &[] },
    Spec { section: "list", key: "from-other-files", is_plural: false, names: &["verdict"] },
    Spec { section: "list", key: "heading", is_plural: false, names: &[] },
    Spec { section: "list", key: "title", is_plural: false, names: &["first", "heading", "last", "models"] },
    Spec { section: "llms-txt", key: "all-models", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "all-models-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "alternates", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "as-json", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "as-markdown", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "data", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "feed-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "fields", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "fields-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "language-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "languages", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "methodology-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "one-model", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "pages", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "sitemap", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "sitemap-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "summary", is_plural: false, names: &["counts", "models", "workers"] },
    Spec { section: "llms-txt", key: "table", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "table-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "topics-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "verdict", is_plural: false, names: &["count", "verdict"] },
    Spec { section: "llms-txt", key: "workers-as-json", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "workers-as-json-note", is_plural: false, names: &[] },
    Spec { section: "llms-txt", key: "workers-note", is_plural: false, names: &[] },
    Spec { section: "machine", key: "doubt", is_plural: true, names: &[] },
    Spec { section: "machine", key: "fits", is_plural: false, names: &[] },
    Spec { section: "machine", key: "fits-by-estimate", is_plural: false, names: &[] },
    Spec { section: "machine", key: "heading", is_plural: false, names: &[] },
    Spec { section: "machine", key: "memory", is_plural: false, names: &[] },
    Spec { section: "machine", key: "none-fits", is_plural: false, names: &["doubt", "memory", "sets", "worker"] },
    Spec { section: "machine", key: "none-usable", is_plural: false, names: &[] },
    Spec { section: "machine", key: "note", is_plural: false, names: &[] },
    Spec { section: "machine", key: "one-fits", is_plural: false, names: &["memory", "worker"] },
    Spec { section: "machine", key: "one-is-too-large", is_plural: false, names: &["memory", "worker"] },
    Spec { section: "machine", key: "one-may-fit", is_plural: false, names: &["memory", "worker"] },
    Spec { section: "machine", key: "some-fit", is_plural: true, names: &["doubt", "memory", "sets", "usable", "worker"] },
    Spec { section: "machine", key: "too-large", is_plural: false, names: &[] },
    Spec { section: "machine", key: "too-large-by-estimate", is_plural: false, names: &[] },
    Spec { section: "machine", key: "unknown", is_plural: false, names: &[] },
    Spec { section: "machine", key: "usable", is_plural: true, names: &[] },
    Spec { section: "machine", key: "worker", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "code", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "confidence", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "confidence-of-expected", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "description", is_plural: false, names: &["rules", "workers"] },
    Spec { section: "methodology", key: "evidence", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "evidence-1", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "evidence-2", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "evidence-3", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "heading", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "limits", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "limits-1", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "limits-2", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "limits-3", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "limits-4", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "meaning", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "memory", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "memory-1", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "memory-2", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "memory-3", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "rule-count", is_plural: true, names: &[] },
    Spec { section: "methodology", key: "rules", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "rules-1", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "rules-caption", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "short", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "short-1", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "short-2", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "what-it-says", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "word", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "words", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "words-1", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "words-2", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "words-caption", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "workers", is_plural: false, names: &[] },
    Spec { section: "methodology", key: "workers-1", is_plural: false, names: &[] },
    Spec { section: "model", key: "adapter", is_plural: false, names: &[] },
    Spec { section: "model", key: "before", is_plural: false, names: &[] },
    Spec { section: "model", key: "best-set", is_plural: false, names: &[] },
    Spec { section: "model", key: "confidence", is_plural: false, names: &[] },
    Spec { section: "model", key: "finetune", is_plural: false, names: &[] },
    Spec { section: "model", key: "instead", is_plural: false, names: &[] },
    Spec { section: "model", key: "made-from", is_plural: false, names: &[] },
    Spec { section: "model", key: "made-from-it", is_plural: false, names: &["count"] },
    Spec { section: "model", key: "made-from-it-part", is_plural: false, names: &["count", "shown"] },
    Spec { section: "model", key: "merge", is_plural: false, names: &[] },
    Spec { section: "model", key: "nearly-the-same", is_plural: false, names: &[] },
    Spec { section: "model", key: "no-page", is_plural: false, names: &[] },
    Spec { section: "model", key: "no-set", is_plural: false, names: &[] },
    Spec { section: "model", key: "on-the-hub", is_plural: false, names: &[] },
    Spec { section: "model", key: "page", is_plural: false, names: &[] },
    Spec { section: "model", key: "quantized", is_plural: false, names: &[] },
    Spec { section: "model", key: "related", is_plural: false, names: &[] },
    Spec { section: "model", key: "sets-note", is_plural: false, names: &[] },
    Spec { section: "model", key: "similar", is_plural: false, names: &["family"] },
    Spec { section: "model", key: "similar-of-size", is_plural: false, names: &["family", "size"] },
    Spec { section: "model", key: "summary", is_plural: false, names: &["description"] },
    Spec { section: "model", key: "the-worker", is_plural: false, names: &[] },
    Spec { section: "model", key: "title-by-owner", is_plural: false, names: &["name", "owner"] },
    Spec { section: "model", key: "verdict", is_plural: false, names: &[] },
    Spec { section: "model", key: "weights-in-memory", is_plural: false, names: &[] },
    Spec { section: "model", key: "why", is_plural: false, names: &[] },
    Spec { section: "model", key: "with-size", is_plural: false, names: &["name", "size", "verdict"] },
    Spec { section: "model", key: "without-size", is_plural: false, names: &["name", "verdict"] },
    Spec { section: "model", key: "worker", is_plural: false, names: &[] },
    Spec { section: "model", key: "workers", is_plural: false, names: &[] },
    Spec { section: "model", key: "workers-caption", is_plural: false, names: &[] },
    Spec { section: "model-files", key: "none", is_plural: false, names: &[] },
    Spec { section: "model-files", key: "of-size", is_plural: false, names: &["files", "size"] },
    Spec { section: "model-files", key: "one", is_plural: false, names: &["format"] },
    Spec { section: "model-files", key: "several", is_plural: true, names: &["format"] },
    Spec { section: "model-kind", key: "by-owner", is_plural: false, names: &["name", "owner"] },
    Spec { section: "model-kind", key: "has", is_plural: false, names: &["files"] },
    Spec { section: "model-kind", key: "is", is_plural: false, names: &["model"] },
    Spec { section: "model-kind", key: "lede", is_plural: false, names: &["files", "model"] },
    Spec { section: "model-kind", key: "license", is_plural: false, names: &["license"] },
    Spec { section: "model-kind", key: "of-family", is_plural: false, names: &["family"] },
    Spec { section: "model-kind", key: "of-size", is_plural: false, names: &["size"] },
    Spec { section: "model-kind", key: "of-size-and-family", is_plural: false, names: &["family", "size"] },
    Spec { section: "model-kind", key: "plain", is_plural: false, names: &[] },
    Spec { section: "model-kind", key: "then-verdict", is_plural: false, names: &["verdict"] },
    Spec { section: "model-kind", key: "with-type", is_plural: false, names: &["model", "name"] },
    Spec { section: "model-verdict", key: "all-workers", is_plural: false, names: &[] },
    Spec { section: "model-verdict", key: "expected-on-all", is_plural: true, names: &[] },
    Spec { section: "model-verdict", key: "expected-on-some", is_plural: true, names: &["some"] },
    Spec { section: "model-verdict", key: "expected-on-the-worker", is_plural: false, names: &[] },
    Spec { section: "model-verdict", key: "for-every", is_plural: false, names: &[] },
    Spec { section: "model-verdict", key: "for-some", is_plural: true, names: &["some"] },
    Spec { section: "model-verdict", key: "no", is_plural: false, names: &[] },
    Spec { section: "model-verdict", key: "planned-for-all", is_plural: true, names: &[] },
    Spec { section: "model-verdict", key: "planned-for-some", is_plural: true, names: &["some"] },
    Spec { section: "model-verdict", key: "planned-for-the-worker", is_plural: false, names: &[] },
    Spec { section: "model-verdict", key: "runs-on-all", is_plural: true, names: &[] },
    Spec { section: "model-verdict", key: "runs-on-some", is_plural: true, names: &["some"] },
    Spec { section: "model-verdict", key: "runs-on-the-worker", is_plural: false, names: &[] },
    Spec { section: "model-verdict", key: "unknown", is_plural: false, names: &[] },
    Spec { section: "model-verdict", key: "with-confidence", is_plural: false, names: &["confidence", "who"] },
    Spec { section: "narrow", key: "best-set", is_plural: false, names: &[] },
    Spec { section: "narrow", key: "bits", is_plural: false, names: &[] },
    Spec { section: "narrow", key: "confidence", is_plural: false, names: &[] },
    Spec { section: "narrow", key: "in-memory", is_plural: false, names: &[] },
    Spec { section: "narrow", key: "size", is_plural: false, names: &[] },
    Spec { section: "not-found", key: "description", is_plural: false, names: &[] },
    Spec { section: "not-found", key: "heading", is_plural: false, names: &[] },
    Spec { section: "not-found", key: "home", is_plural: false, names: &[] },
    Spec { section: "not-found", key: "models", is_plural: false, names: &[] },
    Spec { section: "not-found", key: "text", is_plural: false, names: &[] },
    Spec { section: "picture", key: "data", is_plural: false, names: &[] },
    Spec { section: "range", key: "between", is_plural: false, names: &["least", "most"] },
    Spec { section: "range", key: "from", is_plural: false, names: &["least"] },
    Spec { section: "range", key: "under", is_plural: false, names: &["most"] },
    Spec { section: "rule", key: "architecture-expected", is_plural: false, names: &[] },
    Spec { section: "rule", key: "architecture-inherited", is_plural: false, names: &[] },
    Spec { section: "rule", key: "architecture-not-supported", is_plural: false, names: &[] },
    Spec { section: "rule", key: "architecture-planned", is_plural: false, names: &[] },
    Spec { section: "rule", key: "architecture-tested", is_plural: false, names: &[] },
    Spec { section: "rule", key: "architecture-unknown", is_plural: false, names: &[] },
    Spec { section: "rule", key: "context-cut", is_plural: false, names: &[] },
    Spec { section: "rule", key: "files-not-listed", is_plural: false, names: &[] },
    Spec { section: "rule", key: "foreign-quantization", is_plural: false, names: &[] },
    Spec { section: "rule", key: "fork-unclear", is_plural: false, names: &[] },
    Spec { section: "rule", key: "format-not-loaded", is_plural: false, names: &[] },
    Spec { section: "rule", key: "gated", is_plural: false, names: &[] },
    Spec { section: "rule", key: "incomplete-shards", is_plural: false, names: &[] },
    Spec { section: "rule", key: "kind-adapter", is_plural: false, names: &[] },
    Spec { section: "rule", key: "kind-embedding", is_plural: false, names: &[] },
    Spec { section: "rule", key: "kind-multimodal", is_plural: false, names: &[] },
    Spec { section: "rule", key: "kind-other", is_plural: false, names: &[] },
    Spec { section: "rule", key: "kind-reward", is_plural: false, names: &[] },
    Spec { section: "rule", key: "kind-tokenizer", is_plural: false, names: &[] },
    Spec { section: "rule", key: "kind-unknown", is_plural: false, names: &[] },
    Spec { section: "rule", key: "missing-required-file", is_plural: false, names: &[] },
    Spec { section: "rule", key: "multimodal-architecture", is_plural: false, names: &[] },
    Spec { section: "rule", key: "no-files-known", is_plural: false, names: &[] },
    Spec { section: "rule", key: "no-weight-files", is_plural: false, names: &[] },
    Spec { section: "rule", key: "not-a-text-architecture", is_plural: false, names: &[] },
    Spec { section: "rule", key: "not-public", is_plural: false, names: &[] },
    Spec { section: "rule", key: "parts-unclear", is_plural: false, names: &[] },
    Spec { section: "rule", key: "quantization-mixed", is_plural: false, names: &[] },
    Spec { section: "rule", key: "quantization-not-accepted", is_plural: false, names: &[] },
    Spec { section: "rule", key: "quantization-unknown", is_plural: false, names: &[] },
    Spec { section: "rule", key: "required-file-unseen", is_plural: false, names: &[] },
    Spec { section: "rule", key: "shards-not-accepted", is_plural: false, names: &[] },
    Spec { section: "rule", key: "shards-unseen", is_plural: false, names: &[] },
    Spec { section: "rule", key: "size-estimated", is_plural: false, names: &[] },
    Spec { section: "rule", key: "take-base-model", is_plural: false, names: &[] },
    Spec { section: "rule", key: "take-other-artifact", is_plural: false, names: &[] },
    Spec { section: "search", key: "among", is_plural: false, names: &["all", "models"] },
    Spec { section: "search", key: "any", is_plural: false, names: &[] },
    Spec { section: "search", key: "best-worker", is_plural: false, names: &[] },
    Spec { section: "search", key: "clear", is_plural: false, names: &[] },
    Spec { section: "search", key: "failed", is_plural: false, names: &["reason"] },
    Spec { section: "search", key: "filters", is_plural: false, names: &[] },
    Spec { section: "search", key: "filters-chosen", is_plural: true, names: &[] },
    Spec { section: "search", key: "found", is_plural: true, names: &["among", "order", "whose"] },
    Spec { section: "search", key: "found-first", is_plural: true, names: &["among", "order", "shown", "whose"] },
    Spec { section: "search", key: "hint", is_plural: false, names: &[] },
    Spec { section: "search", key: "instead", is_plural: false, names: &["other", "word"] },
    Spec { section: "search", key: "label", is_plural: false, names: &[] },
    Spec { section: "search", key: "less-used", is_plural: false, names: &[] },
    Spec { section: "search", key: "loading", is_plural: false, names: &[] },
    Spec { section: "search", key: "more", is_plural: true, names: &[] },
    Spec { section: "search", key: "no-such-filter", is_plural: false, names: &["filters"] },
    Spec { section: "search", key: "no-word", is_plural: false, names: &["word"] },
    Spec { section: "search", key: "order", is_plural: false, names: &[] },
    Spec { section: "search", key: "other-word", is_plural: false, names: &["other", "word"] },
    Spec { section: "search", key: "results", is_plural: false, names: &[] },
    Spec { section: "search", key: "try-again", is_plural: false, names: &[] },
    Spec { section: "search", key: "usable", is_plural: false, names: &[] },
    Spec { section: "search", key: "verdict", is_plural: false, names: &[] },
    Spec { section: "search", key: "verdict-of", is_plural: false, names: &[] },
    Spec { section: "search", key: "whose", is_plural: false, names: &["worker"] },
    Spec { section: "sentence", key: "architecture-inherited", is_plural: false, names: &["base"] },
    Spec { section: "sentence", key: "context-cut", is_plural: false, names: &["limit", "trained", "worker"] },
    Spec { section: "sentence", key: "expected-family", is_plural: false, names: &["family", "format", "worker"] },
    Spec { section: "sentence", key: "expected-type", is_plural: false, names: &["format", "name", "worker"] },
    Spec { section: "sentence", key: "files-not-listed", is_plural: false, names: &["format"] },
    Spec { section: "sentence", key: "foreign-quantization", is_plural: false, names: &["label", "worker"] },
    Spec { section: "sentence", key: "fork-unclear", is_plural: false, names: &["tag"] },
    Spec { section: "sentence", key: "format-not-loaded", is_plural: false, names: &["format", "worker"] },
    Spec { section: "sentence", key: "gated", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "gated-manual", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "hollow-required-file", is_plural: false, names: &["file", "worker"] },
    Spec { section: "sentence", key: "incomplete-shards", is_plural: true, names: &[] },
    Spec { section: "sentence", key: "kind-adapter", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "kind-embedding", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "kind-multimodal", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "kind-other", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "kind-reward", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "kind-text-generation", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "kind-tokenizer", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "kind-unknown", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "missing-required-file", is_plural: false, names: &["files", "worker"] },
    Spec { section: "sentence", key: "multimodal-architecture", is_plural: false, names: &["name", "worker"] },
    Spec { section: "sentence", key: "no-architecture", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "no-files-known", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "no-weight-files", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "not-listed", is_plural: false, names: &["name", "worker"] },
    Spec { section: "sentence", key: "not-listed-format", is_plural: false, names: &["format", "name", "worker"] },
    Spec { section: "sentence", key: "not-public", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "other-vocabulary", is_plural: false, names: &["format", "name"] },
    Spec { section: "sentence", key: "parts-unclear", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "planned-family", is_plural: false, names: &["family", "format", "worker"] },
    Spec { section: "sentence", key: "planned-type", is_plural: false, names: &["format", "name", "worker"] },
    Spec { section: "sentence", key: "quantization-mixed", is_plural: false, names: &["label", "worker"] },
    Spec { section: "sentence", key: "quantization-not-accepted", is_plural: false, names: &["label", "worker"] },
    Spec { section: "sentence", key: "quantization-unknown", is_plural: false, names: &["worker"] },
    Spec { section: "sentence", key: "required-file-unlisted", is_plural: false, names: &["files", "worker"] },
    Spec { section: "sentence", key: "required-file-unseen", is_plural: false, names: &["files", "worker"] },
    Spec { section: "sentence", key: "role-decoder", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "role-drafter", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "role-encoder", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "role-other", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "role-seq2seq", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "role-wrapper", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "shards-not-accepted", is_plural: false, names: &["format", "worker"] },
    Spec { section: "sentence", key: "shards-unseen", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "size-estimated", is_plural: false, names: &[] },
    Spec { section: "sentence", key: "take-base-model", is_plural: false, names: &["base", "worker"] },
    Spec { section: "sentence", key: "take-other-artifact", is_plural: false, names: &["format", "worker"] },
    Spec { section: "sentence", key: "take-other-artifact-label", is_plural: false, names: &["format", "label", "worker"] },
    Spec { section: "sentence", key: "tested-family", is_plural: false, names: &["family", "format", "worker"] },
    Spec { section: "sentence", key: "tested-type", is_plural: false, names: &["format", "name", "worker"] },
    Spec { section: "topic", key: "all-models", is_plural: false, names: &[] },
    Spec { section: "topic", key: "author", is_plural: false, names: &[] },
    Spec { section: "topic", key: "authors", is_plural: false, names: &[] },
    Spec { section: "topic", key: "families", is_plural: false, names: &[] },
    Spec { section: "topic", key: "family", is_plural: false, names: &[] },
    Spec { section: "topic", key: "format", is_plural: false, names: &[] },
    Spec { section: "topic", key: "formats", is_plural: false, names: &[] },
    Spec { section: "topic", key: "license", is_plural: false, names: &[] },
    Spec { section: "topic", key: "licenses", is_plural: false, names: &[] },
    Spec { section: "topic", key: "like", is_plural: false, names: &[] },
    Spec { section: "topic", key: "model-type", is_plural: false, names: &[] },
    Spec { section: "topic", key: "model-types", is_plural: false, names: &[] },
    Spec { section: "topic", key: "models", is_plural: false, names: &[] },
    Spec { section: "topic", key: "most-used", is_plural: false, names: &[] },
    Spec { section: "topic", key: "overview", is_plural: false, names: &[] },
    Spec { section: "topic", key: "quantization", is_plural: false, names: &[] },
    Spec { section: "topic", key: "quantizations", is_plural: false, names: &[] },
    Spec { section: "topic", key: "size", is_plural: false, names: &[] },
    Spec { section: "topic", key: "sizes", is_plural: false, names: &[] },
    Spec { section: "topic", key: "smallest-first", is_plural: false, names: &[] },
    Spec { section: "topic", key: "smallest-first-part", is_plural: false, names: &["all", "first", "last"] },
    Spec { section: "topic-description", key: "each", is_plural: false, names: &[] },
    Spec { section: "topic-description", key: "first-page", is_plural: false, names: &["subject", "verdicts", "workers"] },
    Spec { section: "topic-description", key: "first-page-of-files", is_plural: false, names: &["subject", "verdicts", "workers"] },
    Spec { section: "topic-description", key: "further-page", is_plural: false, names: &["first", "last", "subject"] },
    Spec { section: "topic-description", key: "further-page-of-sizes", is_plural: false, names: &["first", "last", "range", "subject"] },
    Spec { section: "topic-description", key: "run-otherwise", is_plural: true, names: &[] },
    Spec { section: "topic-description", key: "sizes", is_plural: false, names: &["range"] },
    Spec { section: "topic-heading", key: "author", is_plural: false, names: &["name"] },
    Spec { section: "topic-heading", key: "family", is_plural: false, names: &["name"] },
    Spec { section: "topic-heading", key: "format", is_plural: false, names: &["name"] },
    Spec { section: "topic-heading", key: "license", is_plural: false, names: &["name"] },
    Spec { section: "topic-heading", key: "model-type", is_plural: false, names: &["name"] },
    Spec { section: "topic-heading", key: "own-terms", is_plural: false, names: &[] },
    Spec { section: "topic-heading", key: "quantization", is_plural: false, names: &["name"] },
    Spec { section: "topic-heading", key: "size", is_plural: false, names: &["name"] },
    Spec { section: "topic-heading", key: "unnamed-method", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "author-note", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "caption", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "caption-of-files", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "description", is_plural: false, names: &["count", "kind", "models", "names"] },
    Spec { section: "topic-index", key: "description-of-page", is_plural: false, names: &["kind", "models", "names", "number"] },
    Spec { section: "topic-index", key: "family-note", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "format-note", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "largest", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "license-note", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "model-type-note", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "models", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "quantization-note", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "size-note", is_plural: false, names: &[] },
    Spec { section: "topic-index", key: "title", is_plural: false, names: &["count", "kind"] },
    Spec { section: "topic-index", key: "title-of-page", is_plural: false, names: &["kind", "number", "pages"] },
    Spec { section: "topic-overview", key: "best-set", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "caption", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "context", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "half-of-them", is_plural: false, names: &["median", "range"] },
    Spec { section: "topic-overview", key: "main-authors", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "main-families", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "main-formats", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "main-licenses", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "main-model-types", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "main-quantizations", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "main-sizes", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "parameters", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "range-or-most-common", is_plural: false, names: &[] },
    Spec { section: "topic-overview", key: "unknown-for", is_plural: false, names: &["count", "text"] },
    Spec { section: "topic-overview", key: "what", is_plural: false, names: &[] },
    Spec { section: "topic-subject", key: "author", is_plural: true, names: &["name"] },
    Spec { section: "topic-subject", key: "family", is_plural: true, names: &["name"] },
    Spec { section: "topic-subject", key: "format", is_plural: true, names: &["name"] },
    Spec { section: "topic-subject", key: "license", is_plural: true, names: &["name"] },
    Spec { section: "topic-subject", key: "model-type", is_plural: true, names: &["name"] },
    Spec { section: "topic-subject", key: "own-terms", is_plural: true, names: &[] },
    Spec { section: "topic-subject", key: "quantization", is_plural: true, names: &["name"] },
    Spec { section: "topic-subject", key: "size", is_plural: true, names: &["name"] },
    Spec { section: "topic-subject", key: "unnamed-method", is_plural: true, names: &[] },
    Spec { section: "topic-verdict", key: "all-expected", is_plural: false, names: &[] },
    Spec { section: "topic-verdict", key: "all-not-loaded", is_plural: false, names: &[] },
    Spec { section: "topic-verdict", key: "all-planned", is_plural: false, names: &[] },
    Spec { section: "topic-verdict", key: "all-run", is_plural: false, names: &[] },
    Spec { section: "topic-verdict", key: "all-unknown", is_plural: false, names: &[] },
    Spec { section: "topic-verdict", key: "expected", is_plural: true, names: &[] },
    Spec { section: "topic-verdict", key: "no", is_plural: true, names: &[] },
    Spec { section: "topic-verdict", key: "planned", is_plural: true, names: &[] },
    Spec { section: "topic-verdict", key: "runs", is_plural: true, names: &[] },
    Spec { section: "topic-verdict", key: "unknown", is_plural: true, names: &[] },
    Spec { section: "verdict", key: "expected", is_plural: false, names: &[] },
    Spec { section: "verdict", key: "no", is_plural: false, names: &[] },
    Spec { section: "verdict", key: "planned", is_plural: false, names: &[] },
    Spec { section: "verdict", key: "runs", is_plural: false, names: &[] },
    Spec { section: "verdict", key: "unknown", is_plural: false, names: &[] },
    Spec { section: "verdict-meaning", key: "expected", is_plural: false, names: &[] },
    Spec { section: "verdict-meaning", key: "no", is_plural: false, names: &[] },
    Spec { section: "verdict-meaning", key: "planned", is_plural: false, names: &[] },
    Spec { section: "verdict-meaning", key: "runs", is_plural: false, names: &[] },
    Spec { section: "verdict-meaning", key: "unknown", is_plural: false, names: &[] },
    Spec { section: "verdict-short", key: "expected", is_plural: false, names: &[] },
    Spec { section: "verdict-short", key: "no", is_plural: false, names: &[] },
    Spec { section: "verdict-short", key: "planned", is_plural: false, names: &[] },
    Spec { section: "verdict-short", key: "runs", is_plural: false, names: &[] },
    Spec { section: "verdict-short", key: "unknown", is_plural: false, names: &[] },
    Spec { section: "verdict-word", key: "expected", is_plural: false, names: &[] },
    Spec { section: "verdict-word", key: "no", is_plural: false, names: &[] },
    Spec { section: "verdict-word", key: "planned", is_plural: false, names: &[] },
    Spec { section: "verdict-word", key: "runs", is_plural: false, names: &[] },
    Spec { section: "verdict-word", key: "unknown", is_plural: false, names: &[] },
    Spec { section: "worker", key: "about", is_plural: false, names: &[] },
    Spec { section: "worker", key: "about-caption", is_plural: false, names: &[] },
    Spec { section: "worker", key: "all-as-json", is_plural: false, names: &[] },
    Spec { section: "worker", key: "as-json", is_plural: false, names: &[] },
    Spec { section: "worker", key: "at-once", is_plural: false, names: &[] },
    Spec { section: "worker", key: "code", is_plural: false, names: &[] },
    Spec { section: "worker", key: "description", is_plural: false, names: &["expected", "models", "planned", "runs", "worker"] },
    Spec { section: "worker", key: "fact", is_plural: false, names: &[] },
    Spec { section: "worker", key: "family-or-type", is_plural: false, names: &[] },
    Spec { section: "worker", key: "format-caption", is_plural: false, names: &["format"] },
    Spec { section: "worker", key: "heading", is_plural: false, names: &[] },
    Spec { section: "worker", key: "held-as-16-bit", is_plural: false, names: &[] },
    Spec { section: "worker", key: "held-as-32-bit", is_plural: false, names: &[] },
    Spec { section: "worker", key: "held-as-stored", is_plural: false, names: &[] },
    Spec { section: "worker", key: "identifier", is_plural: false, names: &[] },
    Spec { section: "worker", key: "index-caption", is_plural: false, names: &[] },
    Spec { section: "worker", key: "index-description", is_plural: false, names: &["models", "workers"] },
    Spec { section: "worker", key: "inference-workers", is_plural: true, names: &[] },
    Spec { section: "worker", key: "license", is_plural: false, names: &[] },
    Spec { section: "worker", key: "longest-context", is_plural: false, names: &[] },
    Spec { section: "worker", key: "models", is_plural: false, names: &[] },
    Spec { section: "worker", key: "models-caption", is_plural: false, names: &[] },
    Spec { section: "worker", key: "most-used", is_plural: false, names: &[] },
    Spec { section: "worker", key: "needed", is_plural: false, names: &["files"] },
    Spec { section: "worker", key: "no", is_plural: false, names: &[] },
    Spec { section: "worker", key: "one-file", is_plural: false, names: &[] },
    Spec { section: "worker", key: "other-types", is_plural: false, names: &["name"] },
    Spec { section: "worker", key: "quantizations", is_plural: false, names: &["labels"] },
    Spec { section: "worker", key: "read-on", is_plural: false, names: &["date", "source"] },
    Spec { section: "worker", key: "runs-on", is_plural: false, names: &[] },
    Spec { section: "worker", key: "several-files", is_plural: false, names: &[] },
    Spec { section: "worker", key: "source", is_plural: false, names: &[] },
    Spec { section: "worker", key: "source-of-facts", is_plural: false, names: &[] },
    Spec { section: "worker", key: "title", is_plural: false, names: &["id", "worker"] },
    Spec { section: "worker", key: "type", is_plural: false, names: &["name"] },
    Spec { section: "worker", key: "value", is_plural: false, names: &[] },
    Spec { section: "worker", key: "verdict", is_plural: false, names: &[] },
    Spec { section: "worker", key: "version", is_plural: false, names: &[] },
    Spec { section: "worker", key: "what-it-is", is_plural: false, names: &[] },
    Spec { section: "worker", key: "word-by-word", is_plural: false, names: &[] },
    Spec { section: "worker", key: "worker", is_plural: false, names: &[] },
    Spec { section: "worker", key: "yes", is_plural: false, names: &[] },
];

pub(super) const FIRST_SENTENCE: usize = 384;

impl Text {
    /// Models by size of the best variant
    #[must_use]
    pub fn chart_by_bytes(&self) -> &str { self.plain(0) }
    /// Models by parameters
    #[must_use]
    pub fn chart_by_parameters(&self) -> &str { self.plain(1) }
    /// {count} of {class}
    #[must_use]
    pub fn chart_class(&self, class: impl fmt::Display, count: impl fmt::Display) -> String { self.filled(2, &[&class, &count]) }
    /// {least} to {most} GB
    #[must_use]
    pub fn chart_gigabytes_between(&self, least: impl fmt::Display, most: impl fmt::Display) -> String { self.filled(3, &[&least, &most]) }
    /// {least} GB or more
    #[must_use]
    pub fn chart_gigabytes_from(&self, least: impl fmt::Display) -> String { self.filled(4, &[&least]) }
    /// {title}: {parts}.
    #[must_use]
    pub fn chart_histogram(&self, parts: impl fmt::Display, title: impl fmt::Display) -> String { self.filled(5, &[&parts, &title]) }
    /// Models by verdict: {parts}.
    #[must_use]
    pub fn chart_models_by_verdict(&self, parts: impl fmt::Display) -> String { self.filled(6, &[&parts]) }
    /// {count} {verdict} ({percent})
    #[must_use]
    pub fn chart_part(&self, count: impl fmt::Display, percent: impl fmt::Display, verdict: impl fmt::Display) -> String { self.filled(7, &[&count, &percent, &verdict]) }
    /// high
    #[must_use]
    pub fn confidence_high(&self) -> &str { self.plain(8) }
    /// low
    #[must_use]
    pub fn confidence_low(&self) -> &str { self.plain(9) }
    /// medium
    #[must_use]
    pub fn confidence_medium(&self) -> &str { self.plain(10) }
    /// none
    #[must_use]
    pub fn confidence_none(&self) -> &str { self.plain(11) }
    /// Context length: {trained} tokens; worker limit: {limit}.
    #[must_use]
    pub fn context_cut(&self, limit: impl fmt::Display, trained: impl fmt::Display) -> String { self.filled(12, &[&limit, &trained]) }
    /// Context length: {trained} tokens; no worker limit is stated.
    #[must_use]
    pub fn context_no_limit(&self, trained: impl fmt::Display) -> String { self.filled(13, &[&trained]) }
    /// Context length: not stated; worker limit: {limit} tokens.
    #[must_use]
    pub fn context_not_said(&self, limit: impl fmt::Display) -> String { self.filled(14, &[&limit]) }
    /// Context length: unknown.
    #[must_use]
    pub fn context_unknown(&self) -> &str { self.plain(15) }
    /// Context length: {trained} tokens, within the worker limit of {limit}.
    #[must_use]
    pub fn context_within(&self, limit: impl fmt::Display, trained: impl fmt::Display) -> String { self.filled(16, &[&limit, &trained]) }
    /// {n} file / {n} files
    #[must_use]
    pub fn count_files(&self, n: usize) -> String { self.counted(17, n as u64, &[]) }
    /// {n} model / {n} models
    #[must_use]
    pub fn count_models(&self, n: usize) -> String { self.counted(18, n as u64, &[]) }
    /// and {n} more file / and {n} more files
    #[must_use]
    pub fn count_more_files(&self, n: usize) -> String { self.counted(19, n as u64, &[]) }
    /// {n} token / {n} tokens
    #[must_use]
    pub fn count_tokens(&self, n: usize) -> String { self.counted(20, n as u64, &[]) }
    /// {n} worker / {n} workers
    #[must_use]
    pub fn count_workers(&self, n: usize) -> String { self.counted(21, n as u64, &[]) }
    /// Newly supported models (Atom feed)
    #[must_use]
    pub fn data_atom(&self) -> &str { self.plain(22) }
    /// Fields of a row
    #[must_use]
    pub fn data_caption(&self) -> &str { self.plain(23) }
    /// Compiled by {site}: {models}, one line of JSON each, sorted by id, compressed with gzip.
    #[must_use]
    pub fn data_compiled(&self, models: impl fmt::Display, site: impl fmt::Display) -> String { self.filled(24, &[&models, &site]) }
    /// Compatibility of {models} on the Hugging Face Hub with {workers}, as one table to download, with its {fields} fields explained.
    #[must_use]
    pub fn data_description(&self, fields: impl fmt::Display, models: impl fmt::Display, workers: impl fmt::Display) -> String { self.filled(25, &[&fields, &models, &workers]) }
    /// Field
    #[must_use]
    pub fn data_field(&self) -> &str { self.plain(26) }
    /// Data
    #[must_use]
    pub fn data_heading(&self) -> &str { self.plain(27) }
    /// Newly supported models (JSON Feed)
    #[must_use]
    pub fn data_json_feed(&self) -> &str { self.plain(28) }
    /// License of the table:
    #[must_use]
    pub fn data_license(&self) -> &str { self.plain(29) }
    /// Each model has a license of its own.
    #[must_use]
    pub fn data_license_of_models(&self) -> &str { self.plain(30) }
    /// Overview for programs and agents (llms.txt)
    #[must_use]
    pub fn data_llms_txt(&self) -> &str { self.plain(31) }
    /// Meaning
    #[must_use]
    pub fn data_meaning(&self) -> &str { self.plain(32) }
    /// Null means unknown. Download and like counts are left out: they change daily, while a row changes only when a fact does.
    #[must_use]
    pub fn data_null(&self) -> &str { self.plain(33) }
    /// {kind} or null
    #[must_use]
    pub fn data_or_null(&self, kind: impl fmt::Display) -> String { self.filled(34, &[&kind]) }
    /// Other formats
    #[must_use]
    pub fn data_others(&self) -> &str { self.plain(35) }
    /// JSON Schema of a row
    #[must_use]
    pub fn data_schema(&self) -> &str { self.plain(36) }
    /// It says the same as the table below.
    #[must_use]
    pub fn data_schema_says(&self) -> &str { self.plain(37) }
    /// The sitemap, with the compatibility of each model
    #[must_use]
    pub fn data_sitemap(&self) -> &str { self.plain(38) }
    /// The table of models
    #[must_use]
    pub fn data_table(&self) -> &str { self.plain(39) }
    /// Model compatibility as a data table
    #[must_use]
    pub fn data_title(&self) -> &str { self.plain(40) }
    /// Type
    #[must_use]
    pub fn data_type(&self) -> &str { self.plain(41) }
    /// Workers as JSON
    #[must_use]
    pub fn data_workers(&self) -> &str { self.plain(42) }
    /// gated: accept the owner’s terms
    #[must_use]
    pub fn fact_access_auto(&self) -> &str { self.plain(43) }
    /// gated: the metadata does not say how to get access
    #[must_use]
    pub fn fact_access_gated(&self) -> &str { self.plain(44) }
    /// gated: the owner must approve each request
    #[must_use]
    pub fn fact_access_manual(&self) -> &str { self.plain(45) }
    /// open to anyone
    #[must_use]
    pub fn fact_access_open(&self) -> &str { self.plain(46) }
    /// {size} per token (all parameters must fit in memory)
    #[must_use]
    pub fn fact_active(&self, size: impl fmt::Display) -> String { self.filled(47, &[&size]) }
    /// {names} and {n} more / {names} and {n} more
    #[must_use]
    pub fn fact_and_more(&self, n: usize, names: impl fmt::Display) -> String { self.counted(48, n as u64, &[&names]) }
    /// before {date}
    #[must_use]
    pub fn fact_before_day(&self, date: impl fmt::Display) -> String { self.filled(49, &[&date]) }
    /// not in the metadata
    #[must_use]
    pub fn fact_list_absent(&self) -> &str { self.plain(50) }
    /// complete
    #[must_use]
    pub fn fact_list_complete(&self) -> &str { self.plain(51) }
    /// partial: weight files only
    #[must_use]
    pub fn fact_list_partial(&self) -> &str { self.plain(52) }
    /// weight files only, possibly not all files
    #[must_use]
    pub fn fact_list_unknown(&self) -> &str { self.plain(53) }
    /// this site
    #[must_use]
    pub fn fact_this_site(&self) -> &str { self.plain(54) }
    /// Access
    #[must_use]
    pub fn facts_access(&self) -> &str { self.plain(55) }
    /// Active parameters
    #[must_use]
    pub fn facts_active_parameters(&self) -> &str { self.plain(56) }
    /// Metadata from the Hub, with the field each value comes from
    #[must_use]
    pub fn facts_caption(&self) -> &str { self.plain(57) }
    /// Last modified on the Hub
    #[must_use]
    pub fn facts_changed_on_hub(&self) -> &str { self.plain(58) }
    /// Context length
    #[must_use]
    pub fn facts_context(&self) -> &str { self.plain(59) }
    /// Created
    #[must_use]
    pub fn facts_created(&self) -> &str { self.plain(60) }
    /// Downloads in 30 days
    #[must_use]
    pub fn facts_downloads(&self) -> &str { self.plain(61) }
    /// Source
    #[must_use]
    pub fn facts_evidence(&self) -> &str { self.plain(62) }
    /// Fact
    #[must_use]
    pub fn facts_fact(&self) -> &str { self.plain(63) }
    /// Facts last changed
    #[must_use]
    pub fn facts_facts_changed(&self) -> &str { self.plain(64) }
    /// Family
    #[must_use]
    pub fn facts_family(&self) -> &str { self.plain(65) }
    /// File list
    #[must_use]
    pub fn facts_file_list(&self) -> &str { self.plain(66) }
    /// Formats
    #[must_use]
    pub fn facts_formats(&self) -> &str { self.plain(67) }
    /// Facts
    #[must_use]
    pub fn facts_heading(&self) -> &str { self.plain(68) }
    /// Kind
    #[must_use]
    pub fn facts_kind(&self) -> &str { self.plain(69) }
    /// Languages
    #[must_use]
    pub fn facts_languages(&self) -> &str { self.plain(70) }
    /// License
    #[must_use]
    pub fn facts_license(&self) -> &str { self.plain(71) }
    /// License text
    #[must_use]
    pub fn facts_license_text(&self) -> &str { self.plain(72) }
    /// Likes
    #[must_use]
    pub fn facts_likes(&self) -> &str { self.plain(73) }
    /// Model type
    #[must_use]
    pub fn facts_model_type(&self) -> &str { self.plain(74) }
    /// {id} on the Hugging Face Hub
    #[must_use]
    pub fn facts_on_the_hub(&self, id: impl fmt::Display) -> String { self.filled(75, &[&id]) }
    /// Parameters
    #[must_use]
    pub fn facts_parameters(&self) -> &str { self.plain(76) }
    /// Quantizations
    #[must_use]
    pub fn facts_quantizations(&self) -> &str { self.plain(77) }
    /// Value
    #[must_use]
    pub fn facts_value(&self) -> &str { self.plain(78) }
    /// Newly supported models
    #[must_use]
    pub fn feed_title(&self) -> &str { self.plain(79) }
    /// about {figure}
    #[must_use]
    pub fn figure_about(&self) -> [&str; 2] { self.around(95) }
    /// {number}B
    #[must_use]
    pub fn figure_billions(&self) -> [&str; 2] { self.around(96) }
    /// {number} GB
    #[must_use]
    pub fn figure_gigabytes(&self) -> [&str; 2] { self.around(97) }
    /// {number} kB
    #[must_use]
    pub fn figure_kilobytes(&self) -> [&str; 2] { self.around(98) }
    /// {number} MB
    #[must_use]
    pub fn figure_megabytes(&self) -> [&str; 2] { self.around(99) }
    /// {number}M
    #[must_use]
    pub fn figure_millions(&self) -> [&str; 2] { self.around(100) }
    /// none
    #[must_use]
    pub fn figure_none(&self) -> &str { self.plain(101) }
    /// {number} or more
    #[must_use]
    pub fn figure_or_more(&self) -> [&str; 2] { self.around(102) }
    /// {number} %
    #[must_use]
    pub fn figure_percent(&self) -> [&str; 2] { self.around(103) }
    /// over 99 %
    #[must_use]
    pub fn figure_percent_over_99(&self) -> &str { self.plain(104) }
    /// under 1 %
    #[must_use]
    pub fn figure_percent_under_one(&self) -> &str { self.plain(105) }
    /// ~{figure}
    #[must_use]
    pub fn figure_roughly(&self) -> [&str; 2] { self.around(106) }
    /// {number}k
    #[must_use]
    pub fn figure_thousands(&self) -> [&str; 2] { self.around(107) }
    /// {number}T
    #[must_use]
    pub fn figure_trillions(&self) -> [&str; 2] { self.around(108) }
    /// unknown
    #[must_use]
    pub fn figure_unknown(&self) -> &str { self.plain(109) }
    /// All files on the Hub
    #[must_use]
    pub fn files_all_on_hub(&self) -> &str { self.plain(110) }
    /// Bits per weight
    #[must_use]
    pub fn files_bits(&self) -> &str { self.plain(111) }
    /// {sets} in {files}
    #[must_use]
    pub fn files_caption(&self, files: impl fmt::Display, sets: impl fmt::Display) -> String { self.filled(112, &[&files, &sets]) }
    /// {sets}; the Hub metadata lists no files
    #[must_use]
    pub fn files_caption_no_files(&self, sets: impl fmt::Display) -> String { self.filled(113, &[&sets]) }
    /// high confidence
    #[must_use]
    pub fn files_confidence_high(&self) -> &str { self.plain(114) }
    /// low confidence
    #[must_use]
    pub fn files_confidence_low(&self) -> &str { self.plain(115) }
    /// medium confidence
    #[must_use]
    pub fn files_confidence_medium(&self) -> &str { self.plain(116) }
    /// File
    #[must_use]
    pub fn files_file(&self) -> &str { self.plain(117) }
    /// Files
    #[must_use]
    pub fn files_heading(&self) -> &str { self.plain(118) }
    /// Shown here: {caption}.
    #[must_use]
    pub fn files_here(&self, caption: impl fmt::Display) -> String { self.filled(119, &[&caption]) }
    /// {n} more variant not shown here. / {n} more variants not shown here.
    #[must_use]
    pub fn files_hidden(&self, n: usize) -> String { self.counted(120, n as u64, &[]) }
    /// The Hub metadata lists no weight files.
    #[must_use]
    pub fn files_none(&self) -> &str { self.plain(121) }
    /// files not listed
    #[must_use]
    pub fn files_not_listed(&self) -> &str { self.plain(122) }
    /// In total: {note}
    #[must_use]
    pub fn files_of_all(&self, note: impl fmt::Display) -> String { self.filled(123, &[&note]) }
    /// some parts are missing
    #[must_use]
    pub fn files_parts_missing(&self) -> &str { self.plain(124) }
    /// some parts may be missing
    #[must_use]
    pub fn files_perhaps_not_all(&self) -> &str { self.plain(125) }
    /// Run it on {worker}
    #[must_use]
    pub fn files_run_it_on(&self, worker: impl fmt::Display) -> String { self.filled(126, &[&worker]) }
    /// Variant
    #[must_use]
    pub fn files_set(&self) -> &str { self.plain(127) }
    /// {n} variant / {n} variants
    #[must_use]
    pub fn files_sets(&self, n: usize) -> String { self.counted(128, n as u64, &[]) }
    /// Size
    #[must_use]
    pub fn files_size(&self) -> &str { self.plain(129) }
    /// Verdict
    #[must_use]
    pub fn files_verdict(&self) -> &str { self.plain(130) }
    /// Weights in memory
    #[must_use]
    pub fn files_weights_in_memory(&self) -> &str { self.plain(131) }
    /// All pages
    #[must_use]
    pub fn frame_all_pages(&self) -> &str { self.plain(132) }
    /// Breadcrumb
    #[must_use]
    pub fn frame_breadcrumb(&self) -> &str { self.plain(133) }
    /// Data
    #[must_use]
    pub fn frame_data(&self) -> &str { self.plain(134) }
    /// {heading}, page {number}
    #[must_use]
    pub fn frame_heading_of_page(&self, heading: impl fmt::Display, number: impl fmt::Display) -> String { self.filled(135, &[&heading, &number]) }
    /// Home
    #[must_use]
    pub fn frame_home(&self) -> &str { self.plain(136) }
    /// Languages
    #[must_use]
    pub fn frame_languages(&self) -> &str { self.plain(137) }
    /// Methodology
    #[must_use]
    pub fn frame_methodology(&self) -> &str { self.plain(138) }
    /// Models
    #[must_use]
    pub fn frame_models(&self) -> &str { self.plain(139) }
    /// More
    #[must_use]
    pub fn frame_more(&self) -> &str { self.plain(140) }
    /// Based on metadata from the Hugging Face Hub.
    #[must_use]
    pub fn frame_origin(&self) -> &str { self.plain(141) }
    /// Page {number}
    #[must_use]
    pub fn frame_page(&self, number: impl fmt::Display) -> String { self.filled(142, &[&number]) }
    /// Pages
    #[must_use]
    pub fn frame_pages(&self) -> &str { self.plain(143) }
    /// Pages, below the list
    #[must_use]
    pub fn frame_pages_below(&self) -> &str { self.plain(144) }
    /// Site
    #[must_use]
    pub fn frame_site(&self) -> &str { self.plain(145) }
    /// Skip to content
    #[must_use]
    pub fn frame_skip(&self) -> &str { self.plain(146) }
    /// Workers
    #[must_use]
    pub fn frame_workers(&self) -> &str { self.plain(147) }
    /// All models
    #[must_use]
    pub fn home_all_models(&self) -> &str { self.plain(148) }
    /// All {models}, most popular first
    #[must_use]
    pub fn home_all_models_by_use(&self, models: impl fmt::Display) -> String { self.filled(149, &[&models]) }
    /// all {count}
    #[must_use]
    pub fn home_all_of_them(&self, count: impl fmt::Display) -> String { self.filled(150, &[&count]) }
    /// As of {date}.
    #[must_use]
    pub fn home_as_of(&self, date: impl fmt::Display) -> String { self.filled(151, &[&date]) }
    /// Newly supported
    #[must_use]
    pub fn home_began(&self) -> &str { self.plain(152) }
    /// Browse
    #[must_use]
    pub fn home_browse(&self) -> &str { self.plain(153) }
    /// Models by family, size, type, format, quantization, license and author
    #[must_use]
    pub fn home_browse_caption(&self) -> &str { self.plain(154) }
    /// Category
    #[must_use]
    pub fn home_by(&self) -> &str { self.plain(155) }
    /// Compatibility of {models} on the Hugging Face Hub with {workers}: {runs} run, {expected} are expected to, and {planned} are planned. Every verdict shows its reasons.
    #[must_use]
    pub fn home_description(&self, expected: impl fmt::Display, models: impl fmt::Display, planned: impl fmt::Display, runs: impl fmt::Display, workers: impl fmt::Display) -> String { self.filled(156, &[&expected, &models, &planned, &runs, &workers]) }
    /// Atom feed
    #[must_use]
    pub fn home_feed(&self) -> &str { self.plain(157) }
    /// Which Hugging Face models run on your workers?
    #[must_use]
    pub fn home_heading(&self) -> &str { self.plain(158) }
    /// How compatibility is determined
    #[must_use]
    pub fn home_how(&self) -> &str { self.plain(159) }
    /// Lists
    #[must_use]
    pub fn home_lists(&self) -> &str { self.plain(160) }
    /// Most popular
    #[must_use]
    pub fn home_most_used(&self) -> &str { self.plain(161) }
    /// Newest
    #[must_use]
    pub fn home_newest(&self) -> &str { self.plain(162) }
    /// Pages of this list
    #[must_use]
    pub fn home_pages(&self) -> &str { self.plain(163) }
    /// What the verdicts mean
    #[must_use]
    pub fn home_words(&self) -> &str { self.plain(164) }
    /// Workers
    #[must_use]
    pub fn home_workers(&self) -> &str { self.plain(165) }
    /// English
    #[must_use]
    pub fn language_name(&self) -> &str { self.plain(166) }
    /// {models} that a worker of this site supports or plans to support, most popular first: {first} to {last}, each with its verdict.
    #[must_use]
    pub fn list_description(&self, first: impl fmt::Display, last: impl fmt::Display, models: impl fmt::Display) -> String { self.filled(167, &[&first, &last, &models]) }
    /// {models} that a worker of this site supports or plans to support, most popular first, page {number} of {pages}: {first} to {last}.
    #[must_use]
    pub fn list_description_of_page(&self, first: impl fmt::Display, last: impl fmt::Display, models: impl fmt::Display, number: impl fmt::Display, pages: impl fmt::Display) -> String { self.filled(168, &[&first, &last, &models, &number, &pages]) }
    /// No model in this snapshot is supported by any worker on this site, or planned for one. The methodology page explains how that is decided.
    #[must_use]
    pub fn list_empty(&self) -> &str { self.plain(169) }
    /// with other files: {verdict}
    #[must_use]
    pub fn list_from_other_files(&self, verdict: impl fmt::Display) -> String { self.filled(170, &[&verdict]) }
    /// Models
    #[must_use]
    pub fn list_heading(&self) -> &str { self.plain(171) }
    /// {heading}: {first} to {last} of {models}
    #[must_use]
    pub fn list_title(&self, first: impl fmt::Display, heading: impl fmt::Display, last: impl fmt::Display, models: impl fmt::Display) -> String { self.filled(172, &[&first, &heading, &last, &models]) }
    /// All models
    #[must_use]
    pub fn llms_txt_all_models(&self) -> &str { self.plain(173) }
    /// the full list, most popular first
    #[must_use]
    pub fn llms_txt_all_models_note(&self) -> &str { self.plain(174) }
    /// Every model page is also available as JSON and Markdown, for example:
    #[must_use]
    pub fn llms_txt_alternates(&self) -> &str { self.plain(175) }
    /// as JSON
    #[must_use]
    pub fn llms_txt_as_json(&self) -> &str { self.plain(176) }
    /// as Markdown
    #[must_use]
    pub fn llms_txt_as_markdown(&self) -> &str { self.plain(177) }
    /// Data
    #[must_use]
    pub fn llms_txt_data(&self) -> &str { self.plain(178) }
    /// Atom feed
    #[must_use]
    pub fn llms_txt_feed_note(&self) -> &str { self.plain(179) }
    /// Field reference
    #[must_use]
    pub fn llms_txt_fields(&self) -> &str { self.plain(180) }
    /// the meaning of every field
    #[must_use]
    pub fn llms_txt_fields_note(&self) -> &str { self.plain(181) }
    /// the same pages in this language
    #[must_use]
    pub fn llms_txt_language_note(&self) -> &str { self.plain(182) }
    /// Other languages
    #[must_use]
    pub fn llms_txt_languages(&self) -> &str { self.plain(183) }
    /// verdicts, evidence and rules
    #[must_use]
    pub fn llms_txt_methodology_note(&self) -> &str { self.plain(184) }
    /// One model
    #[must_use]
    pub fn llms_txt_one_model(&self) -> &str { self.plain(185) }
    /// Pages
    #[must_use]
    pub fn llms_txt_pages(&self) -> &str { self.plain(186) }
    /// Sitemap
    #[must_use]
    pub fn llms_txt_sitemap(&self) -> &str { self.plain(187) }
    /// every page, with the compatibility of each model
    #[must_use]
    pub fn llms_txt_sitemap_note(&self) -> &str { self.plain(188) }
    /// Compatibility of {models} on the Hugging Face Hub with {workers}. {counts}. Every claim names its source; what no source states is given as unknown.
    #[must_use]
    pub fn llms_txt_summary(&self, counts: impl fmt::Display, models: impl fmt::Display, workers: impl fmt::Display) -> String { self.filled(189, &[&counts, &models, &workers]) }
    /// All models as JSON Lines
    #[must_use]
    pub fn llms_txt_table(&self) -> &str { self.plain(190) }
    /// one line per model, compressed with gzip
    #[must_use]
    pub fn llms_txt_table_note(&self) -> &str { self.plain(191) }
    /// models grouped by this property
    #[must_use]
    pub fn llms_txt_topics_note(&self) -> &str { self.plain(192) }
    /// {verdict}: {count}
    #[must_use]
    pub fn llms_txt_verdict(&self, count: impl fmt::Display, verdict: impl fmt::Display) -> String { self.filled(193, &[&count, &verdict]) }
    /// Workers as JSON
    #[must_use]
    pub fn llms_txt_workers_as_json(&self) -> &str { self.plain(194) }
    /// formats, families and limits of each worker
    #[must_use]
    pub fn llms_txt_workers_as_json_note(&self) -> &str { self.plain(195) }
    /// what each worker supports, with sources
    #[must_use]
    pub fn llms_txt_workers_note(&self) -> &str { self.plain(196) }
    /// Code
    #[must_use]
    pub fn methodology_code(&self) -> &str { self.plain(214) }
    /// Confidence
    #[must_use]
    pub fn methodology_confidence(&self) -> &str { self.plain(215) }
    /// medium or low
    #[must_use]
    pub fn methodology_confidence_of_expected(&self) -> &str { self.plain(216) }
    /// The five verdicts, the evidence behind them, how memory is computed, and the {rules} that decide whether a model runs on {workers}.
    #[must_use]
    pub fn methodology_description(&self, rules: impl fmt::Display, workers: impl fmt::Display) -> String { self.filled(217, &[&rules, &workers]) }
    /// Evidence
    #[must_use]
    pub fn methodology_evidence(&self) -> &str { self.plain(218) }
    /// Every fact names the metadata field it comes from, such as 'config.model_type'. If a model’s own metadata leaves something out, the metadata of its base model may be used, and the page names that model. If the architecture is only known that way, confidence drops one step.
    #[must_use]
    pub fn methodology_evidence_1(&self) -> &str { self.plain(219) }
    /// Names prove little. A repository called “Llama” may hold anything, so the architecture is never taken from a name. A few other facts are, if no field states them. A size such as “7B” or an active size such as “A3B” is shown with “about” or “~”. “GPTQ” or “4bit” says that the weights are quantized. “Reward”, “embedding” or “DFlash” says that the model does not generate text. A quantization such as 'Q4_K_M' is read from the file name, or else from the repository name. “MoE” or “8x7B” means that the architecture of a base model without experts does not apply. “LoRA”, “adapter” or “MTP” means that the repository is not a whole model, if its files are too small for one. Tags count as metadata, although authors write some of them.
    #[must_use]
    pub fn methodology_evidence_2(&self) -> &str { self.plain(220) }
    /// If neither the metadata nor a name states a fact, the page says “unknown”.
    #[must_use]
    pub fn methodology_evidence_3(&self) -> &str { self.plain(221) }
    /// How compatibility is determined
    #[must_use]
    pub fn methodology_heading(&self) -> &str { self.plain(222) }
    /// Limits
    #[must_use]
    pub fn methodology_limits(&self) -> &str { self.plain(223) }
    /// A verdict says whether a worker can load and run the files. It says nothing about the speed or quality of the answers.
    #[must_use]
    pub fn methodology_limits_1(&self) -> &str { self.plain(224) }
    /// Metadata can be wrong, and files can be damaged. A verdict is only as good as the metadata behind it.
    #[must_use]
    pub fn methodology_limits_2(&self) -> &str { self.plain(225) }
    /// Check for yourself whether the license allows what you plan and whether the owner grants you access. The page shows both.
    #[must_use]
    pub fn methodology_limits_3(&self) -> &str { self.plain(226) }
    /// The Hub changes every hour; this site shows one snapshot of it. Downloads and likes are rounded. They order some lists and never decide a verdict.
    #[must_use]
    pub fn methodology_limits_4(&self) -> &str { self.plain(227) }
    /// Meaning
    #[must_use]
    pub fn methodology_meaning(&self) -> &str { self.plain(228) }
    /// Memory
    #[must_use]
    pub fn methodology_memory(&self) -> &str { self.plain(229) }
    /// “Weights in memory” is the size of the weights after the worker has loaded them. For example, 7 billion parameters of 16 bits take 14 GB on disk. A worker that keeps them as they are needs 14 GB of RAM or VRAM. One that converts them to 32 bits needs 28 GB. The same model in Q4_K_M, at about 4.9 bits per weight, needs about 4.3 GB.
    #[must_use]
    pub fn methodology_memory_1(&self) -> &str { self.plain(230) }
    /// Running a model takes more than that. The conversation needs memory too, and more of it as it grows. The Hub metadata does not say enough to compute that part, so it is left out. Leave some room.
    #[must_use]
    pub fn methodology_memory_2(&self) -> &str { self.plain(231) }
    /// A figure without “about” is exact: the sum of the file sizes if the worker keeps the weights as stored, or the Hub’s parameter count times four bytes if it converts them to 32 bits. Every other figure says “about”. It comes from a size in a name, or from the usual bits per weight of a quantization. 1 GB is 1,000,000,000 bytes.
    #[must_use]
    pub fn methodology_memory_3(&self) -> &str { self.plain(232) }
    /// {n} rule / {n} rules
    #[must_use]
    pub fn methodology_rule_count(&self, n: usize) -> String { self.counted(233, n as u64, &[]) }
    /// Rules
    #[must_use]
    pub fn methodology_rules(&self) -> &str { self.plain(234) }
    /// Every verdict follows from these rules and from nothing else. A model’s page names the rules that decided its verdict.
    #[must_use]
    pub fn methodology_rules_1(&self) -> &str { self.plain(235) }
    /// All rules, by code
    #[must_use]
    pub fn methodology_rules_caption(&self) -> &str { self.plain(236) }
    /// In short
    #[must_use]
    pub fn methodology_short(&self) -> &str { self.plain(237) }
    /// A language model is published as files full of numbers: its weights. A worker is a program that loads those files and runs the model on a CPU or GPU. No worker is compatible with every model. This site reads the metadata of each model on the Hugging Face Hub and compares it with what each worker supports.
    #[must_use]
    pub fn methodology_short_1(&self) -> &str { self.plain(238) }
    /// Nobody has run every model here. So each page says how sure its verdict is and what it is based on. If no source has the answer, it says “unknown”.
    #[must_use]
    pub fn methodology_short_2(&self) -> &str { self.plain(239) }
    /// Meaning
    #[must_use]
    pub fn methodology_what_it_says(&self) -> &str { self.plain(240) }
    /// Verdict
    #[must_use]
    pub fn methodology_word(&self) -> &str { self.plain(241) }
    /// What the verdicts mean
    #[must_use]
    pub fn methodology_words(&self) -> &str { self.plain(242) }
    /// A repository often offers one model in several variants: sets of files in different formats, sizes or quantizations. A worker’s verdict on a model is the best verdict of any variant, and the model’s verdict is that of its best worker. When several variants get the same verdict, the page names the one with the fewest bits per weight, in the first format that has it. It is the smallest variant, not a recommendation: fewer bits cost quality. Lists by format or quantization show the verdict for those files only.
    #[must_use]
    pub fn methodology_words_1(&self) -> &str { self.plain(243) }
    /// Confidence is about the verdict, not about the model. High: a test run is on record. Medium: the worker’s own code says it supports the type. Low: the worker’s makers have announced it. If only the base model’s metadata names the architecture, confidence drops one step, so “expected” can be low, too.
    #[must_use]
    pub fn methodology_words_2(&self) -> &str { self.plain(244) }
    /// The five verdicts, and how sure each can be
    #[must_use]
    pub fn methodology_words_caption(&self) -> &str { self.plain(245) }
    /// Workers
    #[must_use]
    pub fn methodology_workers(&self) -> &str { self.plain(246) }
    /// What each worker supports is listed with a source and a date:
    #[must_use]
    pub fn methodology_workers_1(&self) -> &str { self.plain(247) }
    /// , as an adapter
    #[must_use]
    pub fn model_adapter(&self) -> &str { self.plain(248) }
    /// Caveats
    #[must_use]
    pub fn model_before(&self) -> &str { self.plain(249) }
    /// Variant
    #[must_use]
    pub fn model_best_set(&self) -> &str { self.plain(250) }
    /// Confidence
    #[must_use]
    pub fn model_confidence(&self) -> &str { self.plain(251) }
    /// , by fine-tuning
    #[must_use]
    pub fn model_finetune(&self) -> &str { self.plain(252) }
    /// Alternatives to try today
    #[must_use]
    pub fn model_instead(&self) -> &str { self.plain(253) }
    /// Based on
    #[must_use]
    pub fn model_made_from(&self) -> &str { self.plain(254) }
    /// Derived models ({count})
    #[must_use]
    pub fn model_made_from_it(&self, count: impl fmt::Display) -> String { self.filled(255, &[&count]) }
    /// Derived models ({shown} of {count})
    #[must_use]
    pub fn model_made_from_it_part(&self, count: impl fmt::Display, shown: impl fmt::Display) -> String { self.filled(256, &[&count, &shown]) }
    /// , by merging
    #[must_use]
    pub fn model_merge(&self) -> &str { self.plain(257) }
    /// Almost identical metadata, more popular:
    #[must_use]
    pub fn model_nearly_the_same(&self) -> &str { self.plain(258) }
    /// (no page here)
    #[must_use]
    pub fn model_no_page(&self) -> &str { self.plain(259) }
    /// none
    #[must_use]
    pub fn model_no_set(&self) -> &str { self.plain(260) }
    /// On the Hub:
    #[must_use]
    pub fn model_on_the_hub(&self) -> &str { self.plain(261) }
    /// Page:
    #[must_use]
    pub fn model_page(&self) -> &str { self.plain(262) }
    /// , by quantization
    #[must_use]
    pub fn model_quantized(&self) -> &str { self.plain(263) }
    /// Related models
    #[must_use]
    pub fn model_related(&self) -> &str { self.plain(264) }
    /// When several variants in one format get the same verdict, the one with the fewest bits per weight is shown. It is the smallest, not the one with the best quality.
    #[must_use]
    pub fn model_sets_note(&self) -> &str { self.plain(265) }
    /// {family} models
    #[must_use]
    pub fn model_similar(&self, family: impl fmt::Display) -> String { self.filled(266, &[&family]) }
    /// {family} models of about {size}
    #[must_use]
    pub fn model_similar_of_size(&self, family: impl fmt::Display, size: impl fmt::Display) -> String { self.filled(267, &[&family, &size]) }
    /// Summary: {description}
    #[must_use]
    pub fn model_summary(&self, description: impl fmt::Display) -> String { self.filled(268, &[&description]) }
    /// the worker
    #[must_use]
    pub fn model_the_worker(&self) -> &str { self.plain(269) }
    /// {name} by {owner}
    #[must_use]
    pub fn model_title_by_owner(&self, name: impl fmt::Display, owner: impl fmt::Display) -> String { self.filled(270, &[&name, &owner]) }
    /// Verdict
    #[must_use]
    pub fn model_verdict(&self) -> &str { self.plain(271) }
    /// Weights in memory
    #[must_use]
    pub fn model_weights_in_memory(&self) -> &str { self.plain(272) }
    /// Why
    #[must_use]
    pub fn model_why(&self) -> &str { self.plain(273) }
    /// {name}: {size}, {verdict}
    #[must_use]
    pub fn model_with_size(&self, name: impl fmt::Display, size: impl fmt::Display, verdict: impl fmt::Display) -> String { self.filled(274, &[&name, &size, &verdict]) }
    /// {name}: {verdict}
    #[must_use]
    pub fn model_without_size(&self, name: impl fmt::Display, verdict: impl fmt::Display) -> String { self.filled(275, &[&name, &verdict]) }
    /// Worker
    #[must_use]
    pub fn model_worker(&self) -> &str { self.plain(276) }
    /// Workers
    #[must_use]
    pub fn model_workers(&self) -> &str { self.plain(277) }
    /// Compatibility by worker
    #[must_use]
    pub fn model_workers_caption(&self) -> &str { self.plain(278) }
    /// no weight files listed
    #[must_use]
    pub fn model_files_none(&self) -> &str { self.plain(279) }
    /// {files} of {size}
    #[must_use]
    pub fn model_files_of_size(&self, files: impl fmt::Display, size: impl fmt::Display) -> String { self.filled(280, &[&files, &size]) }
    /// {format} files
    #[must_use]
    pub fn model_files_one(&self, format: impl fmt::Display) -> String { self.filled(281, &[&format]) }
    /// {n} {format} variant / {n} {format} variants
    #[must_use]
    pub fn model_files_several(&self, n: usize, format: impl fmt::Display) -> String { self.counted(282, n as u64, &[&format]) }
    /// {name} by {owner}
    #[must_use]
    pub fn model_kind_by_owner(&self, name: impl fmt::Display, owner: impl fmt::Display) -> String { self.filled(283, &[&name, &owner]) }
    /// , {files}
    #[must_use]
    pub fn model_kind_has(&self, files: impl fmt::Display) -> String { self.filled(284, &[&files]) }
    /// : {model}
    #[must_use]
    pub fn model_kind_is(&self, model: impl fmt::Display) -> String { self.filled(285, &[&model]) }
    /// {model}, {files}.
    #[must_use]
    pub fn model_kind_lede(&self, files: impl fmt::Display, model: impl fmt::Display) -> String { self.filled(286, &[&files, &model]) }
    ///  License: {license}.
    #[must_use]
    pub fn model_kind_license(&self, license: impl fmt::Display) -> String { self.filled(287, &[&license]) }
    /// {family} model
    #[must_use]
    pub fn model_kind_of_family(&self, family: impl fmt::Display) -> String { self.filled(288, &[&family]) }
    /// {size}-parameter model
    #[must_use]
    pub fn model_kind_of_size(&self, size: impl fmt::Display) -> String { self.filled(289, &[&size]) }
    /// {size}-parameter {family} model
    #[must_use]
    pub fn model_kind_of_size_and_family(&self, family: impl fmt::Display, size: impl fmt::Display) -> String { self.filled(290, &[&family, &size]) }
    /// model
    #[must_use]
    pub fn model_kind_plain(&self) -> &str { self.plain(291) }
    /// . {verdict}.
    #[must_use]
    pub fn model_kind_then_verdict(&self, verdict: impl fmt::Display) -> String { self.filled(292, &[&verdict]) }
    /// {model} ({name})
    #[must_use]
    pub fn model_kind_with_type(&self, model: impl fmt::Display, name: impl fmt::Display) -> String { self.filled(293, &[&model, &name]) }
    /// All workers
    #[must_use]
    pub fn model_verdict_all_workers(&self) -> &str { self.plain(294) }
    /// Expected to run on all {n} workers, not tested / Expected to run on all {n} workers, not tested
    #[must_use]
    pub fn model_verdict_expected_on_all(&self, n: usize) -> String { self.counted(295, n as u64, &[]) }
    /// Expected to run on {some} of {n} workers, not tested / Expected to run on {some} of {n} workers, not tested
    #[must_use]
    pub fn model_verdict_expected_on_some(&self, n: usize, some: impl fmt::Display) -> String { self.counted(296, n as u64, &[&some]) }
    /// Expected to run on the worker, not tested
    #[must_use]
    pub fn model_verdict_expected_on_the_worker(&self) -> &str { self.plain(297) }
    /// all workers
    #[must_use]
    pub fn model_verdict_for_every(&self) -> &str { self.plain(298) }
    /// {some} of {n} workers / {some} of {n} workers
    #[must_use]
    pub fn model_verdict_for_some(&self, n: usize, some: impl fmt::Display) -> String { self.counted(299, n as u64, &[&some]) }
    /// Not supported by any worker
    #[must_use]
    pub fn model_verdict_no(&self) -> &str { self.plain(300) }
    /// Planned for all {n} workers, not supported yet / Planned for all {n} workers, not supported yet
    #[must_use]
    pub fn model_verdict_planned_for_all(&self, n: usize) -> String { self.counted(301, n as u64, &[]) }
    /// Planned for {some} of {n} workers, not supported by any yet / Planned for {some} of {n} workers, not supported by any yet
    #[must_use]
    pub fn model_verdict_planned_for_some(&self, n: usize, some: impl fmt::Display) -> String { self.counted(302, n as u64, &[&some]) }
    /// Planned for the worker, not supported yet
    #[must_use]
    pub fn model_verdict_planned_for_the_worker(&self) -> &str { self.plain(303) }
    /// Runs on all {n} workers / Runs on all {n} workers
    #[must_use]
    pub fn model_verdict_runs_on_all(&self, n: usize) -> String { self.counted(304, n as u64, &[]) }
    /// Runs on {some} of {n} workers / Runs on {some} of {n} workers
    #[must_use]
    pub fn model_verdict_runs_on_some(&self, n: usize, some: impl fmt::Display) -> String { self.counted(305, n as u64, &[&some]) }
    /// Runs on the worker
    #[must_use]
    pub fn model_verdict_runs_on_the_worker(&self) -> &str { self.plain(306) }
    /// Compatibility unknown
    #[must_use]
    pub fn model_verdict_unknown(&self) -> &str { self.plain(307) }
    /// {who} ({confidence} confidence)
    #[must_use]
    pub fn model_verdict_with_confidence(&self, confidence: impl fmt::Display, who: impl fmt::Display) -> String { self.filled(308, &[&confidence, &who]) }
    /// Variant
    #[must_use]
    pub fn narrow_best_set(&self) -> &str { self.plain(309) }
    /// Bits per weight
    #[must_use]
    pub fn narrow_bits(&self) -> &str { self.plain(310) }
    /// Confidence
    #[must_use]
    pub fn narrow_confidence(&self) -> &str { self.plain(311) }
    /// In memory
    #[must_use]
    pub fn narrow_in_memory(&self) -> &str { self.plain(312) }
    /// Size
    #[must_use]
    pub fn narrow_size(&self) -> &str { self.plain(313) }
    /// There is no page at this address.
    #[must_use]
    pub fn not_found_description(&self) -> &str { self.plain(314) }
    /// Page not found
    #[must_use]
    pub fn not_found_heading(&self) -> &str { self.plain(315) }
    /// Home
    #[must_use]
    pub fn not_found_home(&self) -> &str { self.plain(316) }
    /// All models
    #[must_use]
    pub fn not_found_models(&self) -> &str { self.plain(317) }
    /// The address may be mistyped, the model may have left the Hub, or no worker on this site supports it or plans to.
    #[must_use]
    pub fn not_found_text(&self) -> &str { self.plain(318) }
    /// The table of all models
    #[must_use]
    pub fn picture_data(&self) -> &str { self.plain(319) }
    /// {least} to {most}
    #[must_use]
    pub fn range_between(&self, least: impl fmt::Display, most: impl fmt::Display) -> String { self.filled(320, &[&least, &most]) }
    /// {least} or more
    #[must_use]
    pub fn range_from(&self, least: impl fmt::Display) -> String { self.filled(321, &[&least]) }
    /// under {most}
    #[must_use]
    pub fn range_under(&self, most: impl fmt::Display) -> String { self.filled(322, &[&most]) }
    /// All models
    #[must_use]
    pub fn topic_all_models(&self) -> &str { self.plain(435) }
    /// Author
    #[must_use]
    pub fn topic_author(&self) -> &str { self.plain(436) }
    /// Authors
    #[must_use]
    pub fn topic_authors(&self) -> &str { self.plain(437) }
    /// Families
    #[must_use]
    pub fn topic_families(&self) -> &str { self.plain(438) }
    /// Architecture family
    #[must_use]
    pub fn topic_family(&self) -> &str { self.plain(439) }
    /// File format
    #[must_use]
    pub fn topic_format(&self) -> &str { self.plain(440) }
    /// Formats
    #[must_use]
    pub fn topic_formats(&self) -> &str { self.plain(441) }
    /// License
    #[must_use]
    pub fn topic_license(&self) -> &str { self.plain(442) }
    /// Licenses
    #[must_use]
    pub fn topic_licenses(&self) -> &str { self.plain(443) }
    /// Almost the same models:
    #[must_use]
    pub fn topic_like(&self) -> &str { self.plain(444) }
    /// Model type
    #[must_use]
    pub fn topic_model_type(&self) -> &str { self.plain(445) }
    /// Model types
    #[must_use]
    pub fn topic_model_types(&self) -> &str { self.plain(446) }
    /// Models
    #[must_use]
    pub fn topic_models(&self) -> &str { self.plain(447) }
    /// Most popular
    #[must_use]
    pub fn topic_most_used(&self) -> &str { self.plain(448) }
    /// Overview
    #[must_use]
    pub fn topic_overview(&self) -> &str { self.plain(449) }
    /// Quantization
    #[must_use]
    pub fn topic_quantization(&self) -> &str { self.plain(450) }
    /// Quantizations
    #[must_use]
    pub fn topic_quantizations(&self) -> &str { self.plain(451) }
    /// Parameters
    #[must_use]
    pub fn topic_size(&self) -> &str { self.plain(452) }
    /// Sizes
    #[must_use]
    pub fn topic_sizes(&self) -> &str { self.plain(453) }
    /// Smallest first
    #[must_use]
    pub fn topic_smallest_first(&self) -> &str { self.plain(454) }
    /// Smallest first: {first} to {last} of {all}
    #[must_use]
    pub fn topic_smallest_first_part(&self, all: impl fmt::Display, first: impl fmt::Display, last: impl fmt::Display) -> String { self.filled(455, &[&all, &first, &last]) }
    ///  Each model’s page has the reasons.
    #[must_use]
    pub fn topic_description_each(&self) -> &str { self.plain(456) }
    /// {subject}, checked for compatibility with {workers}: {verdicts}.
    #[must_use]
    pub fn topic_description_first_page(&self, subject: impl fmt::Display, verdicts: impl fmt::Display, workers: impl fmt::Display) -> String { self.filled(457, &[&subject, &verdicts, &workers]) }
    /// {subject}; compatibility of those files with {workers}: {verdicts}.
    #[must_use]
    pub fn topic_description_first_page_of_files(&self, subject: impl fmt::Display, verdicts: impl fmt::Display, workers: impl fmt::Display) -> String { self.filled(458, &[&subject, &verdicts, &workers]) }
    /// {subject}, smallest first: {first} to {last}, each with its verdict for every worker.
    #[must_use]
    pub fn topic_description_further_page(&self, first: impl fmt::Display, last: impl fmt::Display, subject: impl fmt::Display) -> String { self.filled(459, &[&first, &last, &subject]) }
    /// {subject}, smallest first: {first} to {last} ({range}), each with its verdict for every worker.
    #[must_use]
    pub fn topic_description_further_page_of_sizes(&self, first: impl fmt::Display, last: impl fmt::Display, range: impl fmt::Display, subject: impl fmt::Display) -> String { self.filled(460, &[&first, &last, &range, &subject]) }
    ///  With other files, {n} runs or is expected to. /  With other files, {n} run or are expected to.
    #[must_use]
    pub fn topic_description_run_otherwise(&self, n: usize) -> String { self.counted(461, n as u64, &[]) }
    ///  Sizes: {range} parameters.
    #[must_use]
    pub fn topic_description_sizes(&self, range: impl fmt::Display) -> String { self.filled(462, &[&range]) }
    /// Models by {name}
    #[must_use]
    pub fn topic_heading_author(&self, name: impl fmt::Display) -> String { self.filled(463, &[&name]) }
    /// {name} models
    #[must_use]
    pub fn topic_heading_family(&self, name: impl fmt::Display) -> String { self.filled(464, &[&name]) }
    /// {name} models
    #[must_use]
    pub fn topic_heading_format(&self, name: impl fmt::Display) -> String { self.filled(465, &[&name]) }
    /// Models licensed under {name}
    #[must_use]
    pub fn topic_heading_license(&self, name: impl fmt::Display) -> String { self.filled(466, &[&name]) }
    /// Models of type {name}
    #[must_use]
    pub fn topic_heading_model_type(&self, name: impl fmt::Display) -> String { self.filled(467, &[&name]) }
    /// Models with a custom license
    #[must_use]
    pub fn topic_heading_own_terms(&self) -> &str { self.plain(468) }
    /// {name} models
    #[must_use]
    pub fn topic_heading_quantization(&self, name: impl fmt::Display) -> String { self.filled(469, &[&name]) }
    /// Models with {name} parameters
    #[must_use]
    pub fn topic_heading_size(&self, name: impl fmt::Display) -> String { self.filled(470, &[&name]) }
    /// Models with unspecified quantization
    #[must_use]
    pub fn topic_heading_unnamed_method(&self) -> &str { self.plain(471) }
    /// Who published the models on the Hub. Authors with a single model here are left out.
    #[must_use]
    pub fn topic_index_author_note(&self) -> &str { self.plain(472) }
    /// Models by the best verdict of any worker
    #[must_use]
    pub fn topic_index_caption(&self) -> &str { self.plain(473) }
    /// Models by the best verdict of any worker for these files
    #[must_use]
    pub fn topic_index_caption_of_files(&self) -> &str { self.plain(474) }
    /// {kind} of {models}, with counts by verdict: {count} in total, such as {names}.
    #[must_use]
    pub fn topic_index_description(&self, count: impl fmt::Display, kind: impl fmt::Display, models: impl fmt::Display, names: impl fmt::Display) -> String { self.filled(475, &[&count, &kind, &models, &names]) }
    /// {kind} of {models}, with counts by verdict, page {number}: from {names} on.
    #[must_use]
    pub fn topic_index_description_of_page(&self, kind: impl fmt::Display, models: impl fmt::Display, names: impl fmt::Display, number: impl fmt::Display) -> String { self.filled(476, &[&kind, &models, &names, &number]) }
    /// Models of a family share an architecture, so a worker that supports one usually supports the others.
    #[must_use]
    pub fn topic_index_family_note(&self) -> &str { self.plain(477) }
    /// The file format of the weights. Each worker supports some formats and not others.
    #[must_use]
    pub fn topic_index_format_note(&self) -> &str { self.plain(478) }
    /// largest
    #[must_use]
    pub fn topic_index_largest(&self) -> &str { self.plain(479) }
    /// As stated on the Hub. Read the license before you use a model.
    #[must_use]
    pub fn topic_index_license_note(&self) -> &str { self.plain(480) }
    /// The exact type in a model’s configuration. Workers list the types they support, so the type matters more than the family.
    #[must_use]
    pub fn topic_index_model_type_note(&self) -> &str { self.plain(481) }
    /// Models
    #[must_use]
    pub fn topic_index_models(&self) -> &str { self.plain(482) }
    /// How the weights are compressed. Fewer bits per weight need less memory but cost some quality. A model counts under every quantization it offers.
    #[must_use]
    pub fn topic_index_quantization_note(&self) -> &str { self.plain(483) }
    /// Grouped by parameter count, which decides how much memory (RAM or VRAM) a model needs.
    #[must_use]
    pub fn topic_index_size_note(&self) -> &str { self.plain(484) }
    /// {kind}: {count}, with model compatibility
    #[must_use]
    pub fn topic_index_title(&self, count: impl fmt::Display, kind: impl fmt::Display) -> String { self.filled(485, &[&count, &kind]) }
    /// {kind}, page {number} of {pages}, with model compatibility
    #[must_use]
    pub fn topic_index_title_of_page(&self, kind: impl fmt::Display, number: impl fmt::Display, pages: impl fmt::Display) -> String { self.filled(486, &[&kind, &number, &pages]) }
    /// Size of the best variant
    #[must_use]
    pub fn topic_overview_best_set(&self) -> &str { self.plain(487) }
    /// Summary of all models in this list, with counts
    #[must_use]
    pub fn topic_overview_caption(&self) -> &str { self.plain(488) }
    /// Context length
    #[must_use]
    pub fn topic_overview_context(&self) -> &str { self.plain(489) }
    /// {range} (median {median})
    #[must_use]
    pub fn topic_overview_half_of_them(&self, median: impl fmt::Display, range: impl fmt::Display) -> String { self.filled(490, &[&median, &range]) }
    /// Top authors
    #[must_use]
    pub fn topic_overview_main_authors(&self) -> &str { self.plain(491) }
    /// Top families
    #[must_use]
    pub fn topic_overview_main_families(&self) -> &str { self.plain(492) }
    /// Top formats
    #[must_use]
    pub fn topic_overview_main_formats(&self) -> &str { self.plain(493) }
    /// Top licenses
    #[must_use]
    pub fn topic_overview_main_licenses(&self) -> &str { self.plain(494) }
    /// Top model types
    #[must_use]
    pub fn topic_overview_main_model_types(&self) -> &str { self.plain(495) }
    /// Top quantizations
    #[must_use]
    pub fn topic_overview_main_quantizations(&self) -> &str { self.plain(496) }
    /// Top sizes
    #[must_use]
    pub fn topic_overview_main_sizes(&self) -> &str { self.plain(497) }
    /// Parameters
    #[must_use]
    pub fn topic_overview_parameters(&self) -> &str { self.plain(498) }
    /// Range, or most common values
    #[must_use]
    pub fn topic_overview_range_or_most_common(&self) -> &str { self.plain(499) }
    /// {text}; unknown for {count}
    #[must_use]
    pub fn topic_overview_unknown_for(&self, count: impl fmt::Display, text: impl fmt::Display) -> String { self.filled(500, &[&count, &text]) }
    /// Property
    #[must_use]
    pub fn topic_overview_what(&self) -> &str { self.plain(501) }
    /// {n} model by {name} / {n} models by {name}
    #[must_use]
    pub fn topic_subject_author(&self, n: usize, name: impl fmt::Display) -> String { self.counted(502, n as u64, &[&name]) }
    /// {n} model of the {name} family / {n} models of the {name} family
    #[must_use]
    pub fn topic_subject_family(&self, n: usize, name: impl fmt::Display) -> String { self.counted(503, n as u64, &[&name]) }
    /// {n} model with {name} files / {n} models with {name} files
    #[must_use]
    pub fn topic_subject_format(&self, n: usize, name: impl fmt::Display) -> String { self.counted(504, n as u64, &[&name]) }
    /// {n} model licensed under {name} / {n} models licensed under {name}
    #[must_use]
    pub fn topic_subject_license(&self, n: usize, name: impl fmt::Display) -> String { self.counted(505, n as u64, &[&name]) }
    /// {n} model of type {name} / {n} models of type {name}
    #[must_use]
    pub fn topic_subject_model_type(&self, n: usize, name: impl fmt::Display) -> String { self.counted(506, n as u64, &[&name]) }
    /// {n} model with a custom license / {n} models with a custom license
    #[must_use]
    pub fn topic_subject_own_terms(&self, n: usize) -> String { self.counted(507, n as u64, &[]) }
    /// {n} model with {name} files / {n} models with {name} files
    #[must_use]
    pub fn topic_subject_quantization(&self, n: usize, name: impl fmt::Display) -> String { self.counted(508, n as u64, &[&name]) }
    /// {n} model with {name} parameters / {n} models with {name} parameters
    #[must_use]
    pub fn topic_subject_size(&self, n: usize, name: impl fmt::Display) -> String { self.counted(509, n as u64, &[&name]) }
    /// {n} model whose quantization is not specified / {n} models whose quantization is not specified
    #[must_use]
    pub fn topic_subject_unnamed_method(&self, n: usize) -> String { self.counted(510, n as u64, &[]) }
    /// all expected to run
    #[must_use]
    pub fn topic_verdict_all_expected(&self) -> &str { self.plain(511) }
    /// none supported
    #[must_use]
    pub fn topic_verdict_all_not_loaded(&self) -> &str { self.plain(512) }
    /// all planned
    #[must_use]
    pub fn topic_verdict_all_planned(&self) -> &str { self.plain(513) }
    /// all run
    #[must_use]
    pub fn topic_verdict_all_run(&self) -> &str { self.plain(514) }
    /// all unknown
    #[must_use]
    pub fn topic_verdict_all_unknown(&self) -> &str { self.plain(515) }
    /// {n} expected to run / {n} expected to run
    #[must_use]
    pub fn topic_verdict_expected(&self, n: usize) -> String { self.counted(516, n as u64, &[]) }
    /// {n} not supported / {n} not supported
    #[must_use]
    pub fn topic_verdict_no(&self, n: usize) -> String { self.counted(517, n as u64, &[]) }
    /// {n} planned / {n} planned
    #[must_use]
    pub fn topic_verdict_planned(&self, n: usize) -> String { self.counted(518, n as u64, &[]) }
    /// {n} runs / {n} run
    #[must_use]
    pub fn topic_verdict_runs(&self, n: usize) -> String { self.counted(519, n as u64, &[]) }
    /// {n} unknown / {n} unknown
    #[must_use]
    pub fn topic_verdict_unknown(&self, n: usize) -> String { self.counted(520, n as u64, &[]) }
    /// Expected to run, not tested
    #[must_use]
    pub fn verdict_expected(&self) -> &str { self.plain(521) }
    /// Does not run
    #[must_use]
    pub fn verdict_no(&self) -> &str { self.plain(522) }
    /// Planned
    #[must_use]
    pub fn verdict_planned(&self) -> &str { self.plain(523) }
    /// Runs
    #[must_use]
    pub fn verdict_runs(&self) -> &str { self.plain(524) }
    /// Unknown
    #[must_use]
    pub fn verdict_unknown(&self) -> &str { self.plain(525) }
    /// Should run: the worker supports this type and format, but no test run is on record, or only the base model’s metadata names the type.
    #[must_use]
    pub fn verdict_meaning_expected(&self) -> &str { self.plain(526) }
    /// Not supported by the worker.
    #[must_use]
    pub fn verdict_meaning_no(&self) -> &str { self.plain(527) }
    /// Announced for the worker, but not supported yet.
    #[must_use]
    pub fn verdict_meaning_planned(&self) -> &str { self.plain(528) }
    /// Tested: a model of exactly this type and format has run on the worker.
    #[must_use]
    pub fn verdict_meaning_runs(&self) -> &str { self.plain(529) }
    /// The Hub metadata does not say enough to tell.
    #[must_use]
    pub fn verdict_meaning_unknown(&self) -> &str { self.plain(530) }
    /// expected to run
    #[must_use]
    pub fn verdict_short_expected(&self) -> &str { self.plain(531) }
    /// does not run
    #[must_use]
    pub fn verdict_short_no(&self) -> &str { self.plain(532) }
    /// planned
    #[must_use]
    pub fn verdict_short_planned(&self) -> &str { self.plain(533) }
    /// runs
    #[must_use]
    pub fn verdict_short_runs(&self) -> &str { self.plain(534) }
    /// unknown
    #[must_use]
    pub fn verdict_short_unknown(&self) -> &str { self.plain(535) }
    /// Expected
    #[must_use]
    pub fn verdict_word_expected(&self) -> &str { self.plain(536) }
    /// No
    #[must_use]
    pub fn verdict_word_no(&self) -> &str { self.plain(537) }
    /// Planned
    #[must_use]
    pub fn verdict_word_planned(&self) -> &str { self.plain(538) }
    /// Runs
    #[must_use]
    pub fn verdict_word_runs(&self) -> &str { self.plain(539) }
    /// Unknown
    #[must_use]
    pub fn verdict_word_unknown(&self) -> &str { self.plain(540) }
    /// About
    #[must_use]
    pub fn worker_about(&self) -> &str { self.plain(541) }
    /// About this worker
    #[must_use]
    pub fn worker_about_caption(&self) -> &str { self.plain(542) }
    /// All workers as JSON
    #[must_use]
    pub fn worker_all_as_json(&self) -> &str { self.plain(543) }
    /// This page as JSON
    #[must_use]
    pub fn worker_as_json(&self) -> &str { self.plain(544) }
    /// Batching
    #[must_use]
    pub fn worker_at_once(&self) -> &str { self.plain(545) }
    /// Source code
    #[must_use]
    pub fn worker_code(&self) -> &str { self.plain(546) }
    /// {worker}: of {models} on this site {runs} run, {expected} are expected to, and {planned} are planned. Supported formats, model families, memory use and sources.
    #[must_use]
    pub fn worker_description(&self, expected: impl fmt::Display, models: impl fmt::Display, planned: impl fmt::Display, runs: impl fmt::Display, worker: impl fmt::Display) -> String { self.filled(547, &[&expected, &models, &planned, &runs, &worker]) }
    /// Fact
    #[must_use]
    pub fn worker_fact(&self) -> &str { self.plain(548) }
    /// Family or type
    #[must_use]
    pub fn worker_family_or_type(&self) -> &str { self.plain(549) }
    /// {format} support
    #[must_use]
    pub fn worker_format_caption(&self, format: impl fmt::Display) -> String { self.filled(550, &[&format]) }
    /// Workers
    #[must_use]
    pub fn worker_heading(&self) -> &str { self.plain(551) }
    /// Weights are converted to 16 bits in memory.
    #[must_use]
    pub fn worker_held_as_16_bit(&self) -> &str { self.plain(552) }
    /// Weights are converted to 32 bits in memory: a 16-bit file needs twice its size.
    #[must_use]
    pub fn worker_held_as_32_bit(&self) -> &str { self.plain(553) }
    /// Weights stay in memory as stored.
    #[must_use]
    pub fn worker_held_as_stored(&self) -> &str { self.plain(554) }
    /// Identifier
    #[must_use]
    pub fn worker_identifier(&self) -> &str { self.plain(555) }
    /// Workers and how many of this site’s models they support
    #[must_use]
    pub fn worker_index_caption(&self) -> &str { self.plain(556) }
    /// {workers}: how many of this site’s {models} run, are expected to run or are planned.
    #[must_use]
    pub fn worker_index_description(&self, models: impl fmt::Display, workers: impl fmt::Display) -> String { self.filled(557, &[&models, &workers]) }
    /// {n} inference worker / {n} inference workers
    #[must_use]
    pub fn worker_inference_workers(&self, n: usize) -> String { self.counted(558, n as u64, &[]) }
    /// License
    #[must_use]
    pub fn worker_license(&self) -> &str { self.plain(559) }
    /// Maximum context length
    #[must_use]
    pub fn worker_longest_context(&self) -> &str { self.plain(560) }
    /// Models
    #[must_use]
    pub fn worker_models(&self) -> &str { self.plain(561) }
    /// Models on this site by verdict for this worker
    #[must_use]
    pub fn worker_models_caption(&self) -> &str { self.plain(562) }
    /// Most popular supported models
    #[must_use]
    pub fn worker_most_used(&self) -> &str { self.plain(563) }
    /// Also requires: {files}.
    #[must_use]
    pub fn worker_needed(&self, files: impl fmt::Display) -> String { self.filled(564, &[&files]) }
    /// no
    #[must_use]
    pub fn worker_no(&self) -> &str { self.plain(565) }
    /// All weights must be in one file.
    #[must_use]
    pub fn worker_one_file(&self) -> &str { self.plain(566) }
    /// {name} (other types of the family)
    #[must_use]
    pub fn worker_other_types(&self, name: impl fmt::Display) -> String { self.filled(567, &[&name]) }
    /// Quantizations: {labels}.
    #[must_use]
    pub fn worker_quantizations(&self, labels: impl fmt::Display) -> String { self.filled(568, &[&labels]) }
    /// {source} (read {date})
    #[must_use]
    pub fn worker_read_on(&self, date: impl fmt::Display, source: impl fmt::Display) -> String { self.filled(569, &[&date, &source]) }
    /// Runs on
    #[must_use]
    pub fn worker_runs_on(&self) -> &str { self.plain(570) }
    /// Supports sharded weights (one model in several files).
    #[must_use]
    pub fn worker_several_files(&self) -> &str { self.plain(571) }
    /// Source
    #[must_use]
    pub fn worker_source(&self) -> &str { self.plain(572) }
    /// Source of these facts
    #[must_use]
    pub fn worker_source_of_facts(&self) -> &str { self.plain(573) }
    /// {worker} ({id}): compatible models
    #[must_use]
    pub fn worker_title(&self, id: impl fmt::Display, worker: impl fmt::Display) -> String { self.filled(574, &[&id, &worker]) }
    /// {name} (type)
    #[must_use]
    pub fn worker_type(&self, name: impl fmt::Display) -> String { self.filled(575, &[&name]) }
    /// Value
    #[must_use]
    pub fn worker_value(&self) -> &str { self.plain(576) }
    /// Verdict
    #[must_use]
    pub fn worker_verdict(&self) -> &str { self.plain(577) }
    /// Version
    #[must_use]
    pub fn worker_version(&self) -> &str { self.plain(578) }
    /// What it is
    #[must_use]
    pub fn worker_what_it_is(&self) -> &str { self.plain(579) }
    /// Streaming
    #[must_use]
    pub fn worker_word_by_word(&self) -> &str { self.plain(580) }
    /// Worker
    #[must_use]
    pub fn worker_worker(&self) -> &str { self.plain(581) }
    /// yes
    #[must_use]
    pub fn worker_yes(&self) -> &str { self.plain(582) }
}
