//! Reads JSON whose types cannot be relied on.
//!
//! Card data is YAML written by hand, and even the Hub's own fields change type between responses. A value of the wrong
//! type becomes the field's default instead of an error, so that one bad field never costs the whole record. Invalid
//! JSON is still an error.

use crate::foreign_text;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::{borrow::Cow, collections::BTreeMap, fmt, marker::PhantomData};

/// A type that can be read from any JSON value, using its default for values it does not support.
///
/// Texts are borrowed from the input unless they contain escapes.
pub(crate) trait Lenient<'de>: Default {
    /// Reads a string.
    fn from_text(_text: Cow<'de, str>) -> Self {
        Self::default()
    }

    /// Reads `true` or `false`.
    fn from_bool(_value: bool) -> Self {
        Self::default()
    }

    /// Reads a non-negative integer.
    fn from_u64(_value: u64) -> Self {
        Self::default()
    }

    /// Reads any other number.
    fn from_f64(_value: f64) -> Self {
        Self::default()
    }

    /// Reads a list.
    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Self::default())
    }

    /// Reads an object.
    fn from_object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Self::default())
    }
}

/// Serde seed that reads one value leniently.
pub(crate) struct LenientSeed<T>(PhantomData<T>);

impl<T> LenientSeed<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Lenient<'de>> DeserializeSeed<'de> for LenientSeed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Lenient<'de>> Visitor<'de> for LenientSeed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<T, E> {
        Ok(T::from_bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<T, E> {
        Ok(T::from_u64(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<T, E> {
        Ok(u64::try_from(value).map_or_else(|_| T::default(), T::from_u64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<T, E> {
        Ok(T::from_f64(value))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<T, E> {
        Ok(T::from_text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok(T::from_text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<T, E> {
        Ok(T::from_text(Cow::Owned(text)))
    }

    fn visit_unit<E>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_none<E>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::from_list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        T::from_object(object)
    }
}

/// A struct that is filled in place from an object.
pub(crate) trait Fill<'de> {
    fn fill<A: MapAccess<'de>>(&mut self, object: A) -> Result<(), A::Error>;
}

/// Serde seed that fills a large struct in place. Returning it from function to function would copy it each time.
pub(crate) struct FillSeed<'a, T>(pub(crate) &'a mut T);

impl<'de, T: Fill<'de>> DeserializeSeed<'de> for FillSeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Fill<'de>> Visitor<'de> for FillSeed<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        self.0.fill(object)
    }
}

/// Maps an object's key to a field without keeping the key.
pub(crate) struct KeySeed<N>(pub(crate) N);

impl<'de, F, N: Fn(&str) -> Option<F>> DeserializeSeed<'de> for KeySeed<N> {
    type Value = Option<F>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<F, N: Fn(&str) -> Option<F>> Visitor<'_> for KeySeed<N> {
    type Value = Option<F>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok((self.0)(key))
    }
}

/// Boxed, for large objects that most records lack.
impl<'de, T> Lenient<'de> for Option<Box<T>>
where
    Option<T>: Lenient<'de>,
{
    fn from_object<A: MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
        Ok(Option::<T>::from_object(object)?.map(Box::new))
    }
}

impl Lenient<'_> for Option<bool> {
    fn from_bool(value: bool) -> Self {
        Some(value)
    }
}

impl Lenient<'_> for bool {
    fn from_bool(value: bool) -> Self {
        value
    }
}

/// Integers. A float with an integer value is accepted, because some writers print `7e9`.
impl Lenient<'_> for Option<u64> {
    fn from_u64(value: u64) -> Self {
        Some(value)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a whole number within range"
    )]
    fn from_f64(value: f64) -> Self {
        (value >= 0.0 && value < 2f64.powi(64) && value.fract() == 0.0).then_some(value as u64)
    }
}

impl Lenient<'_> for Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a score, not a count")]
    fn from_u64(value: u64) -> Self {
        Some(value as f64)
    }

    fn from_f64(value: f64) -> Self {
        Some(value)
    }
}

/// A name ([`foreign_text::name`]). Empty and blank strings count as missing.
impl<'de> Lenient<'de> for Option<Cow<'de, str>> {
    fn from_text(text: Cow<'de, str>) -> Self {
        foreign_text::name(text)
    }

    /// A list instead of a single text: takes the first entry that is a text.
    fn from_list<A: SeqAccess<'de>>(list: A) -> Result<Self, A::Error> {
        Ok(Vec::from_list(list)?.into_iter().next())
    }
}

/// A string, or a list whose non-string entries are skipped.
impl<'de> Lenient<'de> for Vec<Cow<'de, str>> {
    fn from_text(text: Cow<'de, str>) -> Self {
        foreign_text::name(text).into_iter().collect()
    }

    fn from_list<A: SeqAccess<'de>>(list: A) -> Result<Self, A::Error> {
        Ok(Unchanged::<Self>::from_list(list)?.0.cleaned(foreign_text::name))
    }
}

/// Unmodified texts. A function ([`text`]) cleans them for each field, because serde compiles a whole parser for every
/// type it reads: about 7 KB of the WebAssembly module.
#[derive(Default)]
pub(crate) struct Unchanged<T>(pub(crate) T);

impl<'de> Lenient<'de> for Unchanged<Option<Cow<'de, str>>> {
    fn from_text(text: Cow<'de, str>) -> Self {
        Self(Some(text))
    }

    /// Takes the first entry that is a text.
    fn from_list<A: SeqAccess<'de>>(list: A) -> Result<Self, A::Error> {
        Ok(Self(Unchanged::<Vec<Cow<'de, str>>>::from_list(list)?.0.into_iter().next()))
    }
}

impl<'de> Lenient<'de> for Unchanged<Vec<Cow<'de, str>>> {
    fn from_text(text: Cow<'de, str>) -> Self {
        Self(vec![text])
    }

    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        // Avoids reallocation for most lists of tags.
        let mut texts = Vec::with_capacity(8);
        let seed = LenientSeed::<Unchanged<Option<Cow<'de, str>>>>::new;
        while let Some(text) = list.next_element_seed(seed())? {
            texts.extend(text.0);
        }
        Ok(Self(texts))
    }
}

/// Texts that can be changed or dropped by a function of [`foreign_text`].
pub(crate) trait Texts<'de> {
    fn cleaned(self, by: fn(Cow<'de, str>) -> Option<Cow<'de, str>>) -> Self;
}

impl<'de> Texts<'de> for Option<Cow<'de, str>> {
    fn cleaned(self, by: fn(Cow<'de, str>) -> Option<Cow<'de, str>>) -> Self {
        self.and_then(by)
    }
}

impl<'de> Texts<'de> for Vec<Cow<'de, str>> {
    fn cleaned(mut self, by: fn(Cow<'de, str>) -> Option<Cow<'de, str>>) -> Self {
        self.retain_mut(|text| by(std::mem::take(text)).map(|cleaned| *text = cleaned).is_some());
        self
    }
}

/// The text functions selected by the word after `as` in [`lenient_object`].
pub(crate) mod text {
    use super::Cow;
    /// An identifying text; one that would need changes counts as missing.
    pub(crate) use crate::foreign_text::key;
    /// A file path.
    pub(crate) use crate::foreign_text::path;

    /// The text without surrounding white space. [`crate::model_id::ModelId`] reports what is invalid about it.
    pub(crate) fn raw(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
        let trimmed = text.trim();
        match (trimmed.len(), text.len()) {
            (0, _) => None,
            (length, whole) if length == whole => Some(text),
            _ => Some(Cow::Owned(trimmed.to_owned())),
        }
    }
}

/// A list of values; a single value is read as a list of one.
impl<'de, T: LenientItem> Lenient<'de> for Option<Vec<T>>
where
    Option<T>: Lenient<'de>,
{
    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Self, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(LenientSeed::<Option<T>>::new())? {
            items.extend(item);
        }
        Ok(Some(items))
    }
}

/// Marks the types allowed in a list, so that `Option<Vec<T>>` and `Option<T>` do not collide.
pub(crate) trait LenientItem {}

/// Counts by arbitrary names (`{"BF16": 8030261248}`), sorted by name.
impl<'de> Lenient<'de> for BTreeMap<Cow<'de, str>, u64> {
    fn from_object<A: MapAccess<'de>>(mut object: A) -> Result<Self, A::Error> {
        let mut counts = Self::new();
        while let Some(name) = object.next_key::<Cow<'de, str>>()? {
            let count = object.next_value_seed(LenientSeed::<Option<u64>>::new())?;
            if let (Some(name), Some(count)) = (foreign_text::name(name), count) {
                counts.insert(name, count);
            }
        }
        Ok(counts)
    }
}

/// Declares a struct that is read leniently from an object: every field is optional, unknown keys are skipped, and of a
/// repeated key the last value is used. Its lifetime, if any, must be called `'de`. `as key`, `as path` and `as raw`
/// select how a field's text is read ([`text`]).
macro_rules! lenient_object {
    (@read $object:ident, $type:ty) => {
        $object.next_value_seed($crate::lenient::LenientSeed::<$type>::new())?
    };
    (@read $object:ident, $type:ty, $kind:ident) => {
        $crate::lenient::Texts::cleaned(
            $object.next_value_seed($crate::lenient::LenientSeed::<$crate::lenient::Unchanged<$type>>::new())?.0,
            $crate::lenient::text::$kind,
        )
    };
    ($(#[$meta:meta])* $visibility:vis struct $name:ident $(<$life:lifetime>)? {
        $($(#[$field_meta:meta])* $key:literal => $field:ident: $type:ty $(as $kind:ident)?,)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Default, Clone, PartialEq)]
        $visibility struct $name $(<$life>)? {
            $($(#[$field_meta])* pub $field: $type,)+
        }

        impl<'de> $crate::lenient::Fill<'de> for $name $(<$life>)? {
            fn fill<A: serde::de::MapAccess<'de>>(&mut self, mut object: A) -> Result<(), A::Error> {
                #[allow(non_camel_case_types, reason = "named after the fields")]
                #[derive(Clone, Copy)]
                enum Field {
                    $($field,)+
                }
                let name = |key: &str| match key {
                    $($key => Some(Field::$field),)+
                    _ => None,
                };
                while let Some(field) = object.next_key_seed($crate::lenient::KeySeed(name))? {
                    match field {
                        $(Some(Field::$field) => {
                            self.$field = $crate::lenient::lenient_object!(@read object, $type $(, $kind)?);
                        })+
                        None => {
                            object.next_value::<serde::de::IgnoredAny>()?;
                        }
                    }
                }
                Ok(())
            }
        }

        impl<'de> $crate::lenient::Lenient<'de> for $name $(<$life>)? {
            fn from_object<A: serde::de::MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
                let mut value = Self::default();
                $crate::lenient::Fill::fill(&mut value, object)?;
                Ok(value)
            }
        }

        impl<'de> $crate::lenient::Lenient<'de> for Option<$name $(<$life>)?> {
            fn from_object<A: serde::de::MapAccess<'de>>(object: A) -> Result<Self, A::Error> {
                $name::from_object(object).map(Some)
            }
        }
    };
}
pub(crate) use lenient_object;

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'de, T: Lenient<'de>>(json: &'de str) -> T {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        LenientSeed::<T>::new().deserialize(&mut deserializer).unwrap()
    }

    #[test]
    fn a_value_of_the_wrong_type_is_the_default() {
        for json in ["null", "true", "-1", "1.5", "{\"a\": [1, {}]}", "\"7\""] {
            assert_eq!(read::<Option<u64>>(json), None, "{json}");
        }
        assert_eq!(read::<Option<u64>>("7e9"), Some(7_000_000_000));
        assert_eq!(read::<Option<u64>>("18446744073709551615"), Some(u64::MAX));
        assert_eq!(read::<Option<u64>>("18446744073709551616"), None);
    }

    #[test]
    fn texts_take_a_string_or_the_strings_of_a_list() {
        assert_eq!(read::<Vec<Cow<'_, str>>>("\" mit \""), ["mit"]);
        assert_eq!(read::<Vec<Cow<'_, str>>>("[\"mit\", false, 1.0, null, [\"x\"], \"\"]"), ["mit", "x"]);
        assert_eq!(read::<Vec<Cow<'_, str>>>("{\"mit\": 1}"), [""; 0]);
    }
}
