//! The crawlers of AI companies, by what they read a site for.

/// Crawlers that collect texts for training models.
pub const TRAINING: [&str; 7] =
    ["GPTBot", "ClaudeBot", "Google-Extended", "CCBot", "Bytespider", "Applebot-Extended", "Meta-ExternalAgent"];

/// Crawlers that look something up to answer a question.
pub const SEARCH: [&str; 5] = ["OAI-SearchBot", "ChatGPT-User", "Claude-User", "Claude-SearchBot", "PerplexityBot"];
