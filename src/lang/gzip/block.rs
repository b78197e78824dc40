//! A block of tokens, written in the shortest of three ways: as it is, with the codes that everybody knows, or with codes
//! of its own.

use super::bits::Bits;
use super::huffman::{Code, codes, total_length};

/// Literals, the end of a block, and lengths.
const LITERALS: usize = 286;
const END: usize = 256;
const DISTANCES: usize = 30;
/// What can be stored as it is.
const MOST_STORED: usize = 65_535;

/// For each length from 3 on that a code of its own begins with: that length less 3.
const LENGTH_STARTS: [usize; 29] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192,
    224, 255,
];
/// The same for distances, less 1.
const DISTANCE_STARTS: [usize; DISTANCES] = [
    0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072,
    4096, 6144, 8192, 12_288, 16_384, 24_576,
];
/// The order in which the lengths of the codes for lengths are written.
const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// A part of a text.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token {
    Literal(u8),
    /// What was there this far back.
    Match {
        length: usize,
        distance: usize,
    },
}

/// Tokens, and what they stand for where that can be stored as it is.
pub(super) struct Block<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) raw: Option<&'t [u8]>,
}

/// A value in a range that starts with a code: the code, and what is said after it in how many bits.
struct Coded {
    code: usize,
    extra: usize,
    extra_bits: u32,
}

fn bits(count: usize) -> u32 {
    u32::try_from(count).expect("internal: at most 13 bits")
}

fn length(length: usize) -> Coded {
    let value = length - 3;
    let code = LENGTH_STARTS.partition_point(|start| *start <= value) - 1;
    // The longest match has a code of its own.
    let extra_bits = if code == 28 { 0 } else { bits(code.saturating_sub(4) / 4) };
    Coded { code: END + 1 + code, extra: value - LENGTH_STARTS[code], extra_bits }
}

fn distance(distance: usize) -> Coded {
    let value = distance - 1;
    let code = DISTANCE_STARTS.partition_point(|start| *start <= value) - 1;
    let extra_bits = bits(code.saturating_sub(2) / 2);
    Coded { code, extra: value - DISTANCE_STARTS[code], extra_bits }
}

/// Codes for literals with lengths, and for distances.
struct Codes {
    literals: Vec<Code>,
    distances: Vec<Code>,
}

impl Codes {
    fn known() -> Self {
        let literal = |symbol: u16| match symbol {
            0..144 => Code::new(symbol + 48, 8),
            144..256 => Code::new(symbol + 256, 9),
            256..280 => Code::new(symbol - 256, 7),
            _ => Code::new(symbol - 88, 8),
        };
        Self {
            literals: (0..286).map(literal).collect(),
            distances: (0..30).map(|code| Code::new(code, 5)).collect(),
        }
    }

    fn total(&self, literals: &[u32], distances: &[u32]) -> usize {
        total_length(&self.literals, literals) + total_length(&self.distances, distances)
    }
}

/// A step of writing the lengths of codes: a length, or a repetition with how often in how many bits.
type Step = (usize, u32, u32);

/// The lengths of codes, repetitions said as such.
fn steps(lengths: &[u8]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for run in lengths.chunk_by(|a, b| a == b) {
        let (length, mut count) = (usize::from(run[0]), run.len());
        let said = |count: usize| u32::try_from(count).expect("internal: there are few lengths");
        if length == 0 {
            while count >= 11 {
                let part = count.min(138);
                steps.push((18, said(part - 11), 7));
                count -= part;
            }
            if count >= 3 {
                steps.push((17, said(count - 3), 3));
                count = 0;
            }
        } else {
            steps.push((length, 0, 0));
            count -= 1;
            while count >= 3 {
                let part = count.min(6);
                steps.push((16, said(part - 3), 2));
                count -= part;
            }
        }
        steps.extend(std::iter::repeat_n((length, 0, 0), count));
    }
    steps
}

impl Block<'_> {
    /// Writes the block, which is not the last one.
    pub(super) fn write(&self, bits: &mut Bits) {
        let (mut literals, mut distances) = (vec![0_u32; LITERALS], vec![0_u32; DISTANCES]);
        let mut extra = 0;
        for token in self.tokens {
            match *token {
                Token::Literal(byte) => literals[usize::from(byte)] += 1,
                Token::Match { length: bytes, distance: back } => {
                    let (bytes, back) = (length(bytes), distance(back));
                    literals[bytes.code] += 1;
                    distances[back.code] += 1;
                    extra += (bytes.extra_bits + back.extra_bits) as usize;
                }
            }
        }
        literals[END] += 1;
        let used =
            |frequencies: &[u32]| frequencies.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        if used(&distances) == 0 {
            // There is always one code for distances.
            distances[0] = 1;
        }
        let (literals_used, distances_used) = (used(&literals), used(&distances));
        let own = Codes { literals: codes(&literals, 15), distances: codes(&distances, 15) };

        let all = own.literals[..literals_used].iter().chain(&own.distances[..distances_used]);
        let steps = steps(&all.map(|code| code.length).collect::<Vec<_>>());
        let mut step_counts = vec![0_u32; ORDER.len()];
        for (step, ..) in &steps {
            step_counts[*step] += 1;
        }
        let step_codes = codes(&step_counts, 7);
        let steps_used =
            ORDER.iter().rposition(|step| step_counts[*step] > 0).map_or(4, |last| (last + 1).max(4));
        let header = 3
            + 5
            + 5
            + 4
            + 3 * steps_used
            + total_length(&step_codes, &step_counts)
            + steps.iter().map(|(.., count)| *count as usize).sum::<usize>();

        let known = Codes::known();
        let stored = self.raw.filter(|raw| raw.len() <= MOST_STORED);
        // What is said after codes is the same in both ways, and counts only beside the third.
        let extra = if stored.is_some() { extra } else { 0 };
        let known_size = 3 + known.total(&literals, &distances) + extra;
        let own_size = header + own.total(&literals, &distances) + extra;
        if let Some(raw) = stored.filter(|raw| (raw.len() + 5) * 8 < known_size.min(own_size)) {
            write_stored(bits, raw, false);
        } else if own_size < known_size {
            bits.write(0b100, 3);
            for (count, least, width) in [(literals_used, 257, 5), (distances_used, 1, 5), (steps_used, 4, 4)]
            {
                bits.write(u32::try_from(count - least).expect("internal: there are few codes"), width);
            }
            for step in &ORDER[..steps_used] {
                bits.write(u32::from(step_codes[*step].length), 3);
            }
            for (step, count, width) in steps {
                write_code(bits, step_codes[step]);
                bits.write(count, width);
            }
            self.write_tokens(bits, &own);
        } else {
            bits.write(0b010, 3);
            self.write_tokens(bits, &known);
        }
    }

    fn write_tokens(&self, bits: &mut Bits, codes: &Codes) {
        for token in self.tokens {
            match *token {
                Token::Literal(byte) => write_code(bits, codes.literals[usize::from(byte)]),
                Token::Match { length: bytes, distance: back } => {
                    let (bytes, back) = (length(bytes), distance(back));
                    for (codes, coded) in [(&codes.literals, bytes), (&codes.distances, back)] {
                        write_code(bits, codes[coded.code]);
                        let extra = u32::try_from(coded.extra).expect("internal: at most 13 bits");
                        bits.write(extra, coded.extra_bits);
                    }
                }
            }
        }
        write_code(bits, codes.literals[END]);
    }
}

fn write_code(bits: &mut Bits, code: Code) {
    bits.write(u32::from(code.bits), u32::from(code.length));
}

/// Writes bytes as they are.
pub(super) fn write_stored(bits: &mut Bits, raw: &[u8], is_last: bool) {
    bits.write(u32::from(is_last), 3);
    bits.align();
    let length = u16::try_from(raw.len()).expect("internal: more is not stored");
    bits.write_bytes(&length.to_le_bytes());
    bits.write_bytes(&(!length).to_le_bytes());
    bits.write_bytes(raw);
}
