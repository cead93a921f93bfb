//! `Sketch`: a fixed-size fingerprint of a text, small enough to keep and compare those of all pages in memory.
//! `MinHash` with one permutation: every phrase of five words is hashed once, the upper bits of the hash select a
//! bucket, and each bucket keeps its smallest hash. The share of equal buckets of two texts estimates the share of
//! phrases they have in common.

/// Number of buckets. The estimate is off by about a sixteenth.
pub(crate) const PLACES: usize = 128;

/// Number of words in a phrase.
const PHRASE: usize = 5;

/// Fingerprint of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sketch {
    places: Box<[u16; PLACES]>,
    /// Number of phrases, including repeated ones.
    pub phrases: u32,
}

/// Builds a sketch from words.
#[derive(Debug)]
pub(crate) struct Sketcher {
    least: [u32; PLACES],
    recent: [u64; PHRASE],
    /// Number of words so far.
    pub words: u32,
}

const EMPTY: u32 = u32::MAX;

fn mix(number: u64) -> u64 {
    // The finalizer of SplitMix64: every input bit affects every output bit.
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// A hash that is the same in every run.
#[must_use]
pub(crate) fn hash(text: &str) -> u64 {
    let mut hash = text.len() as u64;
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    for chunk in chunks {
        hash = mix(hash ^ u64::from_le_bytes(*chunk)).wrapping_add(0x9e37_79b9_7f4a_7c15);
    }
    let last = rest.iter().fold(0, |last, byte| last << 8 | u64::from(*byte));
    mix(hash ^ last)
}

impl Default for Sketcher {
    fn default() -> Self {
        Self { least: [EMPTY; PLACES], recent: [0; PHRASE], words: 0 }
    }
}

impl Sketcher {
    /// Adds the words of a text.
    pub(crate) fn add(&mut self, text: &str) {
        let words = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-')));
        for word in words.map(|word| word.trim_matches(['.', '-', '_'])).filter(|word| !word.is_empty()) {
            self.recent.rotate_left(1);
            self.recent[PHRASE - 1] = hash(word);
            self.words += 1;
            if self.words as usize >= PHRASE {
                self.add_phrase();
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "the parts of the hash are cut out")]
    fn add_phrase(&mut self) {
        let phrase = self.recent.iter().fold(0, |hash: u64, word| mix(hash.rotate_left(5) ^ word));
        let place = (phrase >> 57) as usize;
        let rest = phrase as u32;
        self.least[place] = self.least[place].min(rest);
    }

    /// Finishes the sketch. Empty buckets borrow from the next full one, so that short texts can be compared as well.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is dropped: 16 bits tell phrases apart")]
    pub(crate) fn finish(self) -> Sketch {
        let phrases = self.words.saturating_sub(PHRASE as u32 - 1);
        let mut places = Box::new([0; PLACES]);
        if phrases > 0 {
            let mut from = self.least.iter().position(|least| *least != EMPTY).unwrap_or_default();
            for at in (0..PLACES).rev() {
                if self.least[at] != EMPTY {
                    from = at;
                }
                // The distance to the borrowed bucket is part of the value, or else texts would seem more alike.
                let distance = (from + PLACES - at) % PLACES;
                places[at] = mix(u64::from(self.least[from]) ^ (distance as u64) << 40) as u16;
            }
        }
        Sketch { places, phrases }
    }
}

impl Sketch {
    /// The estimated share of the phrases of both texts that occur in both, from 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "at most 128")]
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        if self.phrases == 0 || other.phrases == 0 {
            return 0.0;
        }
        let equal = self.places.iter().zip(&*other.places).filter(|(a, b)| a == b).count();
        equal as f64 / PLACES as f64
    }

    /// The estimated share of this text's phrases that occur in the other, from 0 to 1.
    #[must_use]
    pub(crate) fn share_in(&self, other: &Self) -> f64 {
        let likeness = self.likeness(other);
        let both = f64::from(self.phrases) + f64::from(other.phrases);
        let common = likeness / (1.0 + likeness) * both;
        (common / f64::from(self.phrases.max(1))).min(1.0)
    }

    /// Band keys of `width` buckets each. Two very similar texts almost certainly share at least one.
    pub(crate) fn bands(&self, width: usize) -> impl Iterator<Item = u64> {
        self.places.chunks(width).enumerate().map(|(band, places)| {
            places.iter().fold(band as u64, |hash, place| mix(hash ^ u64::from(*place)).wrapping_add(1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        let mut sketcher = Sketcher::default();
        sketcher.add(text);
        sketcher.finish()
    }

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn likeness_is_the_share_of_common_phrases() {
        let whole = sketch(&text(0, 1_000));
        assert!((whole.likeness(&whole) - 1.0).abs() < 1e-9);
        assert!(whole.likeness(&sketch(&text(2_000, 3_000))) < 0.05);
        // 500 of 1,500 phrases are common.
        let half = whole.likeness(&sketch(&text(500, 1_500)));
        assert!((0.2..0.46).contains(&half), "{half}");
        let share = whole.share_in(&sketch(&text(500, 1_500)));
        assert!((0.35..0.65).contains(&share), "{share}");
        assert!(sketch("too short").likeness(&sketch("too short")) < 0.5);
        let short = sketch("six words are one short text");
        assert!(short.likeness(&sketch("six words are one short text")) > 0.99);
        assert!(short.likeness(&sketch("six other words make one more text")) < 0.3);
    }
}
