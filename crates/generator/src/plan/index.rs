//! Indexes of models and topics in the plan, as separate types that cannot be mixed up.

use super::{PlannedModel, Topic, relations::Relations};
use crate::select::AssessedModel;
use std::ops::{Index, IndexMut};

macro_rules! place {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// All indexes in order, to zip with a list.
            pub fn all() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone {
                (0..u32::MAX).map(Self)
            }
        }

        impl From<usize> for $name {
            fn from(place: usize) -> Self {
                Self(u32::try_from(place).expect("fewer than four billion"))
            }
        }

        impl From<$name> for usize {
            fn from(place: $name) -> Self {
                place.0 as Self
            }
        }
    };
}

place! {
    /// The index of a model in [`SitePlan::models`](super::SitePlan::models), and in the list of selected models they
    /// are made from.
    ModelIdx
}

place! {
    /// The index of a topic in [`Topics::all`](super::Topics::all).
    TopicIdx
}

macro_rules! indexed {
    ($($of:ty: $by:ty),*) => {$(
        impl Index<$by> for [$of] {
            type Output = $of;

            fn index(&self, place: $by) -> &$of {
                &self[usize::from(place)]
            }
        }

        impl Index<$by> for Vec<$of> {
            type Output = $of;

            fn index(&self, place: $by) -> &$of {
                &self[usize::from(place)]
            }
        }

        impl IndexMut<$by> for Vec<$of> {
            fn index_mut(&mut self, place: $by) -> &mut $of {
                &mut self[usize::from(place)]
            }
        }
    )*};
}

indexed! { PlannedModel: ModelIdx, Box<[TopicIdx]>: ModelIdx, AssessedModel: ModelIdx, Relations: ModelIdx, Topic: TopicIdx }
