//! Encodes an ascending list of models as bytes.
//!
//! For few models, the differences are stored in seven-bit groups, lowest first. For an eighth of all models or more,
//! one bit per model is stored, so no list takes more than that.

/// Whether a list of this length is stored as bits.
fn is_dense(count: usize, all: usize) -> bool {
    count * 8 >= all
}

/// Appends a number in seven-bit groups.
pub(super) fn push_number(mut number: usize, to: &mut Vec<u8>) {
    while number >= 0x80 {
        to.push(u8::try_from(number & 0x7f).unwrap_or_default() | 0x80);
        number >>= 7;
    }
    to.push(u8::try_from(number).unwrap_or_default());
}

/// The list without its length. `models` are ascending and below `all`.
#[must_use]
pub(super) fn encoded(models: &[u32], all: usize) -> Vec<u8> {
    if is_dense(models.len(), all) {
        let mut bits = vec![0u8; all.div_ceil(8)];
        for model in models {
            bits[*model as usize / 8] |= 1 << (model % 8);
        }
        return bits;
    }
    let mut bytes = Vec::with_capacity(models.len() + 8);
    let mut next = 0;
    for model in models {
        push_number((*model - next) as usize, &mut bytes);
        next = model + 1;
    }
    bytes
}

/// The list as a separate file: stamp, length, list.
#[must_use]
pub(super) fn file(stamp: &str, models: &[u32], all: usize) -> Vec<u8> {
    let mut bytes = stamp.as_bytes().to_vec();
    push_number(models.len(), &mut bytes);
    bytes.extend(encoded(models, all));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_models_are_steps_and_many_are_bits() {
        assert_eq!(encoded(&[0, 1, 200, 400], 40_000), [0, 0, 0xc6, 1, 0xc7, 1]);
        assert_eq!(encoded(&[0, 3, 9], 10), [0b1001, 0b10]);
        assert!(encoded(&[], 100).is_empty());
        let half: Vec<u32> = (0..40_000).step_by(2).collect();
        assert_eq!(encoded(&half, 40_000).len(), 5_000);
        assert_eq!(file("12345678", &[5], 100), *b"12345678\x01\x05");
    }
}
