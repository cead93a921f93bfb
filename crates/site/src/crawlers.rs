//! Crawlers of AI companies, by purpose.

/// Crawlers that collect training data.
pub const TRAINING: [&str; 7] =
    ["GPTBot", "ClaudeBot", "Google-Extended", "CCBot", "Bytespider", "Applebot-Extended", "Meta-ExternalAgent"];

/// Crawlers that look up pages to answer a question.
pub const SEARCH: [&str; 5] = ["OAI-SearchBot", "ChatGPT-User", "Claude-User", "Claude-SearchBot", "PerplexityBot"];
