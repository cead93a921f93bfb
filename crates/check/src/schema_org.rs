//! The vocabulary of schema.org, version 30.0, as a compact table: `schema_org/vocabulary.txt`. One line per type with
//! its supertypes, then one line per property with its domain and range types. `!` after a name marks a superseded
//! term. Taken from schema.org's release (CC BY-SA 3.0), `schemaorg-all-https.jsonld`. Nothing is fetched at run time,
//! not even a context.

use std::sync::LazyLock;

static TEXT: &str = include_str!("schema_org/vocabulary.txt");

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::read(TEXT));

/// The schema.org vocabulary.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    types: Vec<Term>,
    properties: Vec<Term>,
}

/// A type or a property.
#[derive(Debug)]
pub(crate) struct Term {
    /// The name without prefix.
    pub name: &'static str,
    /// Whether another term supersedes it.
    pub is_superseded: bool,
    /// For a type, its supertypes. For a property, the types that have it.
    above: Vec<&'static str>,
    /// For a property, the types of its values.
    pub ranges: Vec<&'static str>,
}

impl Vocabulary {
    /// The vocabulary, parsed on first use.
    #[must_use]
    pub(crate) fn get() -> &'static Self {
        &VOCABULARY
    }

    fn read(text: &'static str) -> Self {
        let (types, properties) = text.split_once("properties\n").unwrap_or((text, ""));
        let terms = |text: &'static str| {
            let mut terms: Vec<Term> = text.lines().filter(|line| *line != "types").map(Term::read).collect();
            terms.sort_unstable_by_key(|term| term.name);
            terms
        };
        Self { types: terms(types), properties: terms(properties) }
    }

    /// The type with that name.
    #[must_use]
    pub(crate) fn kind(&self, name: &str) -> Option<&Term> {
        find(&self.types, name)
    }

    /// The property with that name.
    #[must_use]
    pub(crate) fn property(&self, name: &str) -> Option<&Term> {
        find(&self.properties, name)
    }

    /// Whether a type is `above` or a subtype of it.
    #[must_use]
    pub(crate) fn is_a(&self, kind: &str, above: &str) -> bool {
        kind == above || self.kind(kind).is_some_and(|term| term.above.iter().any(|next| self.is_a(next, above)))
    }

    /// Whether a type has a property, directly or inherited.
    #[must_use]
    pub(crate) fn has(&self, kind: &str, property: &Term) -> bool {
        property.above.iter().any(|domain| self.is_a(kind, domain))
    }

    /// The names of all types, or of all properties.
    #[must_use]
    pub(crate) fn names(&self, of_types: bool) -> Vec<&'static str> {
        let terms = if of_types { &self.types } else { &self.properties };
        terms.iter().map(|term| term.name).collect()
    }
}

fn find<'a>(terms: &'a [Term], name: &str) -> Option<&'a Term> {
    terms.binary_search_by(|term| term.name.cmp(name)).ok().map(|at| &terms[at])
}

impl Term {
    fn read(line: &'static str) -> Self {
        let mut parts = line.split(' ');
        let name = parts.next().unwrap_or_default();
        let mut list = || match parts.next() {
            None | Some("-" | "") => Vec::new(),
            Some(list) => list.split(',').collect(),
        };
        Self { name: name.trim_end_matches('!'), is_superseded: name.ends_with('!'), above: list(), ranges: list() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_properties_and_what_is_above_are_known() {
        let vocabulary = Vocabulary::get();
        assert!(vocabulary.is_a("SoftwareApplication", "Thing"));
        let memory = vocabulary.property("memoryRequirements").unwrap();
        assert!(vocabulary.has("SoftwareApplication", memory) && vocabulary.has("MobileApplication", memory));
        assert!(!vocabulary.has("CreativeWork", memory));
        assert!(!vocabulary.has("SoftwareApplication", vocabulary.property("additionalProperty").unwrap()));
        assert!(vocabulary.property("fileFormat").unwrap().is_superseded);
        assert!(vocabulary.kind("MachineLearningModel").is_none());
        assert_eq!(vocabulary.types.len(), 937);
        assert_eq!(vocabulary.properties.len(), 1_529);
    }
}
