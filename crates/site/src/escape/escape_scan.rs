//! Fast test for text that needs no escaping, which is nearly all of it. Every escaper calls it first.

/// Whether no byte is special. Tests sixteen bytes at a time, so `is_special` should not short-circuit.
#[inline]
#[must_use]
pub fn is_plain(bytes: &[u8], is_special: impl Fn(u8) -> bool + Copy) -> bool {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
        // Bytes after the last whole block are covered by the final sixteen bytes.
        let (blocks, _) = bytes.as_chunks::<16>();
        return blocks.iter().skip(1).chain([first, last]).all(|block| is_plain_block(block, is_special));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        return is_plain_block(first, is_special) && is_plain_block(last, is_special);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        return is_plain_block(first, is_special) && is_plain_block(last, is_special);
    }
    !bytes.iter().any(|byte| is_special(*byte))
}

#[inline]
fn is_plain_block<const N: usize>(block: &[u8; N], is_special: impl Fn(u8) -> bool) -> bool {
    !block.iter().fold(false, |found, byte| found | is_special(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_special_byte_is_found_wherever_it_stands() {
        for length in 0..70 {
            let mut bytes = vec![b'a'; length];
            assert!(is_plain(&bytes, |byte| byte == b'<'));
            for at in 0..length {
                bytes[at] = b'<';
                assert!(!is_plain(&bytes, |byte| byte == b'<'), "{at} of {length}");
                bytes[at] = b'a';
            }
        }
    }
}
