//! `Text`: all texts of the pages in one language, from `content/text/<tag>.toml`. Pure.
//!
//! `content/text/en.toml` defines which texts exist. `cargo embed` generates a method for each, named after section and
//! key, with one argument per placeholder, in alphabetical order.

mod message;
mod template;

use arrayvec::ArrayVec;
use compatibility::rule::sentence::{Sentence, Value};
use locale::{Language, Numbers, PLURAL_FORMS as FORMS, Plurals};
use message::Message;
use serde_json::{Map, json};
use std::fmt;
use strict_toml::{Invalid, Kind, Node, Reader, Report, TableReader};
use toml::de::DeValue;

pub use template::template;

/// The built-in English texts.
pub const ENGLISH: &str = include_str!("../embedded/text/en.toml");

/// Longest text around a figure, in bytes.
const FIGURE_LENGTH: usize = 40;

/// The definition of a text.
struct Spec {
    section: &'static str,
    key: &'static str,
    /// Whether it has plural forms.
    is_plural: bool,
    /// Its placeholders in alphabetical order; the number of a plural comes after them.
    names: &'static [&'static str],
}

#[allow(clippy::doc_markdown, clippy::doc_lazy_continuation, reason = "its comments are texts of pages")]
mod accessors {
    use crate::text::{Spec, Text};
    use std::fmt;

    include!("../embedded/text/accessors.rs");
}

use accessors::{FIRST_SENTENCE, SPECS};

/// All texts in one language.
pub struct Text {
    /// Language tag as pages write it: `en`, `pt-BR`.
    tag: Box<str>,
    /// In the order of [`SPECS`].
    texts: Vec<Entry>,
    plurals: Plurals,
    is_right_to_left: bool,
    /// Number formatting.
    pub numbers: Numbers,
}

#[derive(Debug, Clone)]
enum Entry {
    Plain(Message),
    /// By index of the plural form. `None` for forms that the language does not have.
    Counted([Option<Message>; FORMS.len()]),
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({})", self.tag)
    }
}

impl Text {
    /// The built-in English texts.
    ///
    /// # Panics
    ///
    /// Never: the file is part of the program, and a test reads it.
    #[must_use]
    pub fn english() -> Self {
        Self::read("en", "content/text/en.toml", ENGLISH, None).expect("the program's own texts are valid")
    }

    /// Reads a text file. If there is a `base`, it supplies the texts that the file leaves out.
    ///
    /// # Errors
    ///
    /// Lists everything that is wrong with the file: unknown texts, missing texts, plural forms the language does not have,
    /// unknown placeholders. An invalid tag is a problem, too.
    pub fn read(tag: &str, path: &str, source: &str, base: Option<&Self>) -> Result<Self, Invalid> {
        let mut report = Report::new(format!("{path}:"), source);
        let text = Self::from_source(tag, base, &mut report);
        let problems = report.into_problems();
        match text.filter(|_| problems.is_empty()) {
            Some(text) => Ok(text),
            None => Err(Invalid { what: format!("`{path}`"), problems }),
        }
    }

    fn from_source(tag: &str, base: Option<&Self>, report: &mut Report<'_>) -> Option<Self> {
        let Some(language) = Language::parse(tag) else {
            report.add(0, format!("`{tag}` is not a language tag such as `en` or `pt-BR`"));
            return None;
        };
        let plurals = language.plurals()?;
        let forms = plurals.forms();
        let file = strict_toml::read::<Sections>(report)?;
        file.report_unknown(report);
        let mut texts = Vec::with_capacity(SPECS.len());
        for (at, spec) in SPECS.iter().enumerate() {
            let entry = match file.find(spec) {
                Some(written) => written.entry(spec, &forms, report),
                None => base.map(|base| base.texts[at].clone()),
            };
            texts.push(entry);
        }
        file.report_missing(&texts, report);
        let texts = texts.into_iter().collect::<Option<Vec<Entry>>>()?;
        Some(Self {
            tag: tag.into(),
            texts,
            plurals,
            is_right_to_left: language.is_right_to_left(),
            numbers: language.numbers(),
        })
    }

    /// Language tag as pages write it.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Writing direction as in HTML: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        if self.is_right_to_left { "rtl" } else { "ltr" }
    }

    /// The text of a key that is only known at run time, such as the code of a rule. The key itself if there is no such
    /// text.
    #[must_use]
    pub fn by_key<'t>(&'t self, section: &str, key: &'t str) -> &'t str {
        match find(section, key).map(|at| &self.texts[at]) {
            Some(Entry::Plain(message)) => message.plain(),
            _ => key,
        }
    }

    /// The sentence of a rule.
    #[must_use]
    pub fn sentence(&self, said: &Sentence<'_>) -> String {
        // The texts of the section are in the order of the crate's table, which a test checks.
        let at = FIRST_SENTENCE + said.place();
        let spec = &SPECS[at];
        debug_assert_eq!(spec.key, said.key());
        let told = |name: &&str| Told { value: said.value(name).unwrap_or(Value::Text("")), text: self };
        let told: ArrayVec<Told<'_>, MAX_VALUES> = spec.names.iter().take(MAX_VALUES).map(told).collect();
        let values: ArrayVec<&dyn fmt::Display, MAX_VALUES> =
            told.iter().map(|value| value as &dyn fmt::Display).collect();
        match said.count() {
            Some(n) => self.counted(at, n, &values),
            None => self.filled(at, &values),
        }
    }

    /// The texts of a section for a script, as JSON: a string or an object of plural forms per key.
    #[must_use]
    pub fn script(&self, section: &str) -> String {
        let of_section = SPECS.iter().zip(&self.texts).filter(|(spec, _)| spec.section == section);
        let texts: Map<String, serde_json::Value> = of_section
            .map(|(spec, entry)| {
                let value = match entry {
                    Entry::Plain(message) => json!(message.source(spec.names)),
                    Entry::Counted(forms) => {
                        let names: Vec<&str> = spec.names.iter().copied().chain(["n"]).collect();
                        let forms = FORMS.iter().zip(forms);
                        let forms = forms.filter_map(|(form, text)| Some((form, text.as_ref()?)));
                        forms.map(|(form, text)| ((*form).to_owned(), json!(text.source(&names)))).collect()
                    }
                };
                (spec.key.to_owned(), value)
            })
            .collect();
        serde_json::Value::Object(texts).to_string()
    }

    fn plain(&self, at: usize) -> &str {
        match &self.texts[at] {
            Entry::Plain(message) => message.plain(),
            Entry::Counted(_) => "",
        }
    }

    /// The text before and after the only placeholder, in the plural form for a number if there is one.
    fn around(&self, at: usize) -> [&str; 2] {
        match &self.texts[at] {
            Entry::Plain(message) => message.around(),
            Entry::Counted(_) => ["", ""],
        }
    }

    fn filled(&self, at: usize, values: &[&dyn fmt::Display]) -> String {
        match &self.texts[at] {
            Entry::Plain(message) => message.filled(values),
            Entry::Counted(_) => String::new(),
        }
    }

    fn counted(&self, at: usize, n: u64, values: &[&dyn fmt::Display]) -> String {
        let Entry::Counted(forms) = &self.texts[at] else { return String::new() };
        let form = self.plurals.form(n);
        let Some(message) = forms[form].as_ref().or(forms[FORMS.len() - 1].as_ref()) else { return String::new() };
        let number = self.numbers.whole(n);
        let mut all: Vec<&dyn fmt::Display> = Vec::with_capacity(values.len() + 1);
        all.extend(values);
        all.push(&number);
        message.filled(&all)
    }
}

/// Maximum number of placeholders in a sentence.
const MAX_VALUES: usize = 4;

/// A value in a sentence, formatted for the language.
struct Told<'t> {
    value: Value<'t>,
    text: &'t Text,
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Value::Text(text) => f.write_str(text),
            Value::Label(label) => label.fmt(f),
            Value::Number(number) => self.text.numbers.whole(number).fmt(f),
            Value::Files(files) => files.fmt(f),
        }
    }
}

fn find(section: &str, key: &str) -> Option<usize> {
    SPECS.binary_search_by(|spec| (spec.section, spec.key).cmp(&(section, key))).ok()
}

/// Whether the tag is a variety of English, whose texts can extend the built-in ones.
#[must_use]
pub fn is_english(tag: &str) -> bool {
    Language::parse(tag).is_some_and(|language| language.is_english())
}

/// A file as written: sections of texts.
struct Sections(Vec<Section>);

struct Section {
    name: String,
    start: usize,
    texts: Vec<Written>,
}

struct Written {
    key: String,
    start: usize,
    /// By plural form; a plain text has the form with the empty name.
    forms: Vec<(String, String)>,
    is_plural: bool,
}

impl Reader for Sections {
    type Value = Self;

    fn kind() -> Kind {
        Kind::Value("a table of texts".to_owned())
    }

    fn read(node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Self> {
        let file = TableReader::open_any(node, report)?;
        let mut sections = Vec::new();
        for (name, node) in file.entries() {
            let start = name.span().start;
            let Some(table) = TableReader::open_any(node, report) else { continue };
            let texts =
                table.entries().filter_map(|(key, node)| written(key.get_ref(), key.span().start, node, report));
            sections.push(Section { name: name.get_ref().to_string(), start, texts: texts.collect() });
        }
        Some(Self(sections))
    }
}

fn written(key: &str, start: usize, node: Node<'_, '_>, report: &mut Report<'_>) -> Option<Written> {
    let written = |forms, is_plural| Written { key: key.to_owned(), start, forms, is_plural };
    match node.value.get_ref() {
        DeValue::Table(_) => {
            let table = TableReader::open_any(node, report)?;
            let form = |(form, node): (&toml::Spanned<toml::de::DeString<'_>>, Node<'_, '_>)| {
                Some((form.get_ref().to_string(), node.text("a text", report)?.to_owned()))
            };
            let forms: Vec<_> = table.entries().filter_map(form).collect();
            Some(written(forms, true))
        }
        _ => Some(written(
            vec![(String::new(), node.text("text, or a table of plural forms", report)?.to_owned())],
            false,
        )),
    }
}

impl Sections {
    fn find(&self, spec: &Spec) -> Option<&Written> {
        let section = self.0.iter().find(|section| section.name == spec.section)?;
        section.texts.iter().find(|text| text.key == spec.key)
    }

    fn report_unknown(&self, report: &mut Report<'_>) {
        // A section without texts is ignored, whatever its name.
        for section in self.0.iter().filter(|section| !section.texts.is_empty()) {
            let keys: Vec<&str> =
                SPECS.iter().filter(|spec| spec.section == section.name).map(|spec| spec.key).collect();
            if keys.is_empty() {
                let mut sections: Vec<&str> = SPECS.iter().map(|spec| spec.section).collect();
                sections.dedup();
                report.add_unknown_key(section.start, &section.name, "", &sections);
                continue;
            }
            for text in section.texts.iter().filter(|text| !keys.contains(&&*text.key)) {
                report.add_unknown_key(text.start, &text.key, &section.name, &keys);
            }
        }
    }

    /// Reports texts that neither the file nor its base has. If a whole section is missing, only that is reported.
    fn report_missing(&self, texts: &[Option<Entry>], report: &mut Report<'_>) {
        let mut last = "";
        for (spec, _) in SPECS.iter().zip(texts).filter(|(spec, text)| text.is_none() && self.find(spec).is_none()) {
            match self.0.iter().find(|section| section.name == spec.section) {
                Some(section) => report.add_missing_key(section.start, spec.key, spec.section),
                None if last != spec.section => report.add_missing_key(0, spec.section, ""),
                None => {}
            }
            last = spec.section;
        }
    }
}

impl Written {
    /// The text, or `None` and at least one problem; `forms` are the plural forms of the language.
    fn entry(&self, spec: &Spec, forms: &[usize], report: &mut Report<'_>) -> Option<Entry> {
        let name = format!("`{}` in `[{}]`", spec.key, spec.section);
        if self.is_plural != spec.is_plural {
            let wanted = if spec.is_plural { "a table with one text per plural form" } else { "one text" };
            report.add(self.start, format!("{name} must be {wanted}"));
            return None;
        }
        let mut names = spec.names.to_vec();
        names.extend(spec.is_plural.then_some("n"));
        let mut message = |form: &str, text: &str| {
            let message = Message::parse(text, &names);
            let of_form = if form.is_empty() { String::new() } else { format!(", `{form}`") };
            let is_long = spec.section == "figure" && text.len() > FIGURE_LENGTH;
            if is_long {
                report.add(self.start, format!("{name} is longer than {FIGURE_LENGTH} bytes"));
            }
            if text.trim().is_empty() || text.contains(char::is_control) {
                report.add(self.start, format!("{name}{of_form} must be one line of text"));
            }
            message.map_err(|problem| report.add(self.start, format!("{name}{of_form}: {problem}"))).ok()
        };
        if !spec.is_plural {
            return message("", &self.forms.first()?.1).map(Entry::Plain);
        }
        let mut read: [Option<Message>; FORMS.len()] = Default::default();
        for (form, text) in &self.forms {
            let read_form = message(form, text);
            if let Some(place) = FORMS.iter().position(|known| known == form) {
                read[place] = read_form;
            }
        }
        let wanted: Vec<&str> = forms.iter().map(|place| FORMS[*place]).collect();
        let has: Vec<&str> = self.forms.iter().map(|(form, _)| &**form).collect();
        if wanted.iter().any(|form| !has.contains(form)) || has.iter().any(|form| !wanted.contains(form)) {
            report.add(self.start, format!("{name} must have exactly the plural forms {}", wanted.join(", ")));
            return None;
        }
        Some(Entry::Counted(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use compatibility::rule::{RULES, sentence::SENTENCES};

    #[test]
    fn texts_stand_in_order_and_english_is_valid() {
        assert!(SPECS.is_sorted_by_key(|spec| (spec.section, spec.key)));
        assert_eq!(Text::english().tag(), "en");
    }

    #[test]
    fn the_rules_have_one_english() {
        let text = Text::english();
        let sentences: Vec<(&str, &Entry)> = SPECS
            .iter()
            .zip(&text.texts)
            .filter(|(spec, _)| spec.section == "sentence")
            .map(|(spec, entry)| (spec.key, entry))
            .collect();
        assert_eq!(sentences.len(), SENTENCES.len());
        for ((key, entry), template) in sentences.into_iter().zip(SENTENCES) {
            let spec = &SPECS[find("sentence", key).unwrap()];
            let names: Vec<&str> = spec.names.iter().copied().chain(["n"]).collect();
            let (one, other) = match entry {
                Entry::Plain(message) => (None, message.source(spec.names)),
                Entry::Counted(forms) => {
                    (forms[1].as_ref().map(|form| form.source(&names)), forms[5].as_ref().unwrap().source(&names))
                }
            };
            assert_eq!((key, one.as_deref(), &*other), (template.key, template.one, template.other));
        }
        for rule in RULES {
            assert_eq!(text.by_key("rule", rule.code), rule.summary, "{}", rule.code);
        }
    }
}
