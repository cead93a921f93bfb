//! `Language`: a language tag with its number format, plural forms and direction.

use crate::numbers::Numbers;
use icu_locale::LocaleDirectionality;
use icu_locale_core::{LanguageIdentifier, Locale};
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

/// The names of the plural forms, in the order of the indices that [`Plurals::forms`] returns.
pub const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// A language.
#[derive(Debug, Clone)]
pub struct Language(Locale);

impl Language {
    /// Parses a tag such as `en` or `pt-BR`. `None` if the text is not a language tag.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        Locale::try_from_str(tag).ok().map(Self)
    }

    /// Whether it is a variety of English.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.0.id.language.as_str() == "en"
    }

    /// Whether it is written from right to left.
    #[must_use]
    pub fn is_right_to_left(&self) -> bool {
        LocaleDirectionality::new_extended().is_right_to_left(&self.0.id)
    }

    /// The number format.
    #[must_use]
    pub fn numbers(&self) -> Numbers {
        Numbers::of(&self.0)
    }

    /// The plural rules. `None` if Unicode has no data for the language.
    #[must_use]
    pub fn plurals(&self) -> Option<Plurals> {
        PluralRules::try_new((&self.0).into(), PluralRulesOptions::default()).ok().map(Plurals)
    }
}

/// The plural rules of one language.
#[derive(Debug)]
pub struct Plurals(PluralRules);

impl Plurals {
    /// The plural forms the language uses: indices into [`PLURAL_FORMS`], ascending.
    #[must_use]
    pub fn forms(&self) -> Vec<usize> {
        let mut forms: Vec<usize> = self.0.categories().map(index).collect();
        forms.sort_unstable();
        forms
    }

    /// The plural form for a number: an index into [`PLURAL_FORMS`].
    #[must_use]
    pub fn form(&self, number: u64) -> usize {
        index(self.0.category_for(number))
    }
}

/// The index of a form in [`PLURAL_FORMS`].
fn index(category: PluralCategory) -> usize {
    match category {
        PluralCategory::Zero => 0,
        PluralCategory::One => 1,
        PluralCategory::Two => 2,
        PluralCategory::Few => 3,
        PluralCategory::Many => 4,
        PluralCategory::Other => 5,
    }
}

/// The number format of a language tag. `None` if the text is not a language tag, and for English, whose numbers need
/// no conversion.
#[must_use]
pub fn foreign_numbers(tag: &str) -> Option<Numbers> {
    Language::parse(tag).filter(|language| !language.is_english()).map(|language| language.numbers())
}

/// The canonical spelling of a language tag: `pt-BR` for `pt-br`. `None` if the text is not the tag of a known
/// language.
#[must_use]
pub fn canonical_tag(text: &str) -> Option<String> {
    let known = LanguageIdentifier::try_from_str(text).ok().filter(|known| !known.language.is_unknown());
    known.map(|known| known.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_forms_and_direction_follow_unicode() {
        let forms = |tag: &str| {
            let plurals = Language::parse(tag).unwrap().plurals().unwrap();
            plurals.forms().into_iter().map(|form| PLURAL_FORMS[form]).collect::<Vec<_>>()
        };
        assert_eq!(forms("en"), ["one", "other"]);
        assert_eq!(forms("pl"), ["one", "few", "many", "other"]);
        let polish = Language::parse("pl").unwrap();
        assert_eq!([1, 2, 5].map(|n| PLURAL_FORMS[polish.plurals().unwrap().form(n)]), ["one", "few", "many"]);
        assert_eq!(["ar", "he", "pl"].map(|tag| Language::parse(tag).unwrap().is_right_to_left()), [true, true, false]);
        assert!(foreign_numbers("en-GB").is_none() && foreign_numbers("pl").is_some());
        assert_eq!((canonical_tag("pt-br").as_deref(), canonical_tag("no tag")), (Some("pt-BR"), None));
    }
}
