//! Difference between two manifests.

use super::{OutputFile, OutputManifest, PageRecord};
use std::{cmp::Ordering, collections::BTreeMap};

/// Difference between two manifests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<'a> {
    /// Files, by path.
    pub files: Changes<'a, OutputFile>,
    /// Pages, by key.
    pub pages: Changes<'a, PageRecord>,
}

/// Difference between two ordered maps. Each list is in map order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes<'a, T> {
    /// Entries only in the second map.
    pub added: Vec<(&'a str, &'a T)>,
    /// Entries in both maps with different values.
    pub changed: Vec<Replaced<'a, T>>,
    /// Entries only in the first map.
    pub removed: Vec<(&'a str, &'a T)>,
}

/// An entry whose value differs between the maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replaced<'a, T> {
    /// The path or key.
    pub name: &'a str,
    /// Value in the first map.
    pub before: &'a T,
    /// Value in the second map.
    pub after: &'a T,
}

impl OutputManifest {
    /// The changes from this manifest to `later`.
    #[must_use]
    pub fn difference<'a>(&'a self, later: &'a Self) -> Difference<'a> {
        Difference { files: changes(&self.files, &later.files), pages: changes(&self.pages, &later.pages) }
    }
}

impl<T: Clone> Changes<'_, T> {
    /// Applies the changes to the first map, turning it into the second.
    pub fn apply(&self, map: &mut BTreeMap<Box<str>, T>) {
        for (name, _) in &self.removed {
            map.remove(*name);
        }
        let changed = self.changed.iter().map(|replaced| (replaced.name, replaced.after));
        map.extend(self.added.iter().copied().chain(changed).map(|(name, value)| (name.into(), value.clone())));
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Compares two ordered maps.
#[must_use]
pub fn changes<'a, T: PartialEq>(
    before: &'a BTreeMap<Box<str>, T>,
    after: &'a BTreeMap<Box<str>, T>,
) -> Changes<'a, T> {
    let mut changes = Changes { added: Vec::new(), changed: Vec::new(), removed: Vec::new() };
    let (mut old, mut new) = (before.iter().peekable(), after.iter().peekable());
    loop {
        let order = match (old.peek(), new.peek()) {
            (None, None) => return changes,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((old, _)), Some((new, _))) => old.cmp(new),
        };
        let removed = old.next_if(|_| order.is_le());
        let added = new.next_if(|_| order.is_ge());
        match (removed, added) {
            (Some((name, before)), Some((_, after))) if before != after => {
                changes.changed.push(Replaced { name, before, after });
            }
            (Some((name, value)), None) => changes.removed.push((name, value)),
            (None, Some((name, value))) => changes.added.push((name, value)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::btree_map, prelude::*};

    fn map() -> impl Strategy<Value = BTreeMap<Box<str>, u8>> {
        btree_map("[ab/]{0,3}".prop_map(String::into_boxed_str), 0..3u8, 0..20)
    }

    proptest! {
        #[test]
        fn applied_to_the_first_it_gives_the_second(first in map(), second in map()) {
            let changes = changes(&first, &second);
            let mut applied = first.clone();
            changes.apply(&mut applied);
            prop_assert_eq!(&applied, &second);
            prop_assert_eq!(changes.is_empty(), first == second);
            let touched = changes.added.len() + changes.changed.len();
            let same = second.iter().filter(|(name, value)| first.get(*name) == Some(value)).count();
            prop_assert_eq!(touched + same, second.len());
        }
    }
}
