//! Codes of bits by how often each symbol occurs, none longer than allowed.

/// The bits that stand for a symbol, the first to be written lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) bits: u16,
    /// How many; none for a symbol that does not occur.
    pub(super) length: u8,
}

impl Code {
    /// The code whose bits are those of `value`, the highest first.
    pub(super) fn new(value: u16, length: u8) -> Self {
        Self { bits: value.reverse_bits() >> (16 - u32::from(length)), length }
    }
}

/// How many bits the symbols take that occur so often.
pub(super) fn total_length(codes: &[Code], frequencies: &[u32]) -> usize {
    codes.iter().zip(frequencies).map(|(code, count)| usize::from(code.length) * *count as usize).sum()
}

/// The shortest codes for symbols that occur so often, each of at most `most_bits`.
pub(super) fn codes(frequencies: &[u32], most_bits: usize) -> Vec<Code> {
    let mut codes = vec![Code::default(); frequencies.len()];
    let mut symbols: Vec<usize> = (0..frequencies.len()).filter(|symbol| frequencies[*symbol] > 0).collect();
    if symbols.len() <= 2 {
        for (value, symbol) in (0_u16..).zip(symbols) {
            codes[symbol] = Code::new(value, 1);
        }
        return codes;
    }
    symbols.sort_by_key(|symbol| (frequencies[*symbol], *symbol));
    let sorted: Vec<u64> = symbols.iter().map(|symbol| u64::from(frequencies[*symbol])).collect();
    let lengths = lengths(&sorted, most_bits.min(symbols.len() - 1));
    // Shorter codes come first; among those of one length, symbols in their own order.
    let mut by_length: Vec<(u8, usize)> = lengths.into_iter().zip(symbols).collect();
    by_length.sort_unstable();
    let (mut value, mut previous) = (0_u16, 0);
    for (length, symbol) in by_length {
        value <<= length - previous;
        previous = length;
        codes[symbol] = Code::new(value, length);
        value = value.wrapping_add(1);
    }
    codes
}

/// The length of each code, by the package-merge method; `sorted` ascends.
///
/// On each of `most_bits` levels the symbols are merged with the pairs of the level below, a pair before a symbol of the
/// same weight. Of the highest level all but the last two are taken, and of each lower one what the pairs above are
/// made of; a symbol's code is as long as the number of levels on which it is taken.
fn lengths(sorted: &[u64], most_bits: usize) -> Vec<u8> {
    let mut levels: Vec<Vec<(u64, bool)>> = Vec::with_capacity(most_bits);
    for _ in 0..most_bits {
        let below = levels.last().map_or(&[][..], Vec::as_slice);
        let mut pairs = below.chunks_exact(2).map(|pair| pair[0].0 + pair[1].0).peekable();
        let mut level = Vec::with_capacity(sorted.len() * 2);
        for weight in sorted {
            while let Some(pair) = pairs.next_if(|pair| pair <= weight) {
                level.push((pair, true));
            }
            level.push((*weight, false));
        }
        level.extend(pairs.map(|pair| (pair, true)));
        levels.push(level);
    }
    let mut lengths = vec![0; sorted.len()];
    let mut taken = 2 * sorted.len() - 2;
    for level in levels.iter().rev() {
        let pairs = level[..taken].iter().filter(|(_, is_pair)| *is_pair).count();
        for length in &mut lengths[..taken - pairs] {
            *length += 1;
        }
        taken = pairs * 2;
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_symbols_have_short_codes() {
        let lengths = |frequencies: &[u32], most| {
            codes(frequencies, most).iter().map(|code| code.length).collect::<Vec<_>>()
        };
        assert_eq!(lengths(&[0, 5, 0], 15), [0, 1, 0]);
        assert_eq!(lengths(&[1, 2, 4, 8, 16], 15), [4, 4, 3, 2, 1]);
        assert_eq!(lengths(&[1, 2, 4, 8, 16], 3), [3, 3, 3, 3, 1]);
        assert_eq!(lengths(&[1, 1, 1, 1], 15), [2, 2, 2, 2]);
    }
}
