//! What a text repeats of itself: literal bytes and references to earlier ones, looked for as Go looks for them.

use super::block::{Block, Token};

/// How far back a reference may go.
const WINDOW: usize = 1 << 15;
const SHORTEST: usize = 4;
const LONGEST: usize = 258;
/// While more input is to come, so much of it is kept ahead.
const AHEAD: usize = SHORTEST + LONGEST;
/// A block ends with so many tokens.
const MOST_TOKENS: usize = 1 << 14;

/// With a match of this length the next byte is not tried.
const LAZY: usize = 16;
/// A match of this length is taken at once.
const NICE: usize = 128;
/// So many earlier places are tried.
const TRIES: usize = 128;

const HASH_BITS: u32 = 17;

/// Finds matches in a text. Places are counted from 1, so that 0 is none.
pub(super) struct Finder<'t> {
    text: &'t [u8],
    /// The last place with each hash.
    head: Vec<usize>,
    /// The place before each place that has the same hash.
    previous: Vec<usize>,
    /// What came before this is no longer looked at: input is taken in by halves of twice the window.
    base: usize,
    end: usize,
}

impl<'t> Finder<'t> {
    pub(super) fn new(text: &'t [u8]) -> Self {
        Self {
            text,
            head: vec![0; 1 << HASH_BITS],
            previous: vec![0; WINDOW],
            base: 0,
            end: text.len().min(2 * WINDOW),
        }
    }

    /// Gives the whole text, block by block.
    pub(super) fn run(mut self, mut emit: impl FnMut(&Block<'_>)) {
        let mut tokens: Vec<Token> = Vec::with_capacity(MOST_TOKENS);
        let mut block_start = 0;
        let (mut index, mut chain) = (0, 0);
        let (mut length, mut distance) = (SHORTEST - 1, 0);
        // Whether the byte before `index` is still to be said: a match at `index` may be better than one there.
        let mut is_pending = false;
        let text = self.text;
        let mut finish = |tokens: &mut Vec<Token>, base: usize, until: usize| {
            // What has left the window cannot be stored as it is.
            let raw = (block_start >= base).then(|| &text[block_start..until]);
            block_start = until;
            emit(&Block { tokens, raw });
            tokens.clear();
        };
        loop {
            while self.end - index < AHEAD && self.end < text.len() {
                self.base += WINDOW;
                self.end = text.len().min(self.base + 2 * WINDOW);
            }
            let ahead = self.end - index;
            if ahead == 0 {
                break;
            }
            if let Some(found) = self.insert(index) {
                chain = found;
            }
            let (previous_length, previous_distance) = (length, distance);
            (length, distance) = (SHORTEST - 1, 0);
            let oldest = self.oldest(index);
            if chain > oldest
                && ahead > previous_length
                && previous_length < LAZY
                && let Some(found) = self.find(index, chain - 1)
            {
                (length, distance) = found;
            }
            if previous_length >= SHORTEST && length <= previous_length {
                tokens.push(Token::Match { length: previous_length, distance: previous_distance });
                let next = index + previous_length - 1;
                for place in index + 1..next {
                    self.insert(place);
                }
                index = next;
                is_pending = false;
                length = SHORTEST - 1;
                if tokens.len() == MOST_TOKENS {
                    finish(&mut tokens, self.base, index);
                }
            } else {
                if is_pending {
                    tokens.push(Token::Literal(text[index - 1]));
                    if tokens.len() == MOST_TOKENS {
                        finish(&mut tokens, self.base, index);
                    }
                }
                index += 1;
                is_pending = true;
            }
        }
        if is_pending {
            tokens.push(Token::Literal(text[index - 1]));
        }
        if !tokens.is_empty() {
            finish(&mut tokens, self.base, index);
        }
    }

    /// The first place that may be looked at from `index`.
    fn oldest(&self, index: usize) -> usize {
        index.saturating_sub(WINDOW).max(self.base)
    }

    /// Remembers a place and gives the last one with the same hash; `None` where too little follows.
    fn insert(&mut self, index: usize) -> Option<usize> {
        if index + SHORTEST > self.end {
            return None;
        }
        let bytes = self.text[index..].first_chunk::<SHORTEST>()?;
        let hash = u32::from_be_bytes(*bytes).wrapping_mul(0x1e35_a7bd) >> (32 - HASH_BITS);
        let head = &mut self.head[hash as usize];
        let found = *head;
        self.previous[index % WINDOW] = found;
        *head = index + 1;
        Some(found)
    }

    /// The longest match at `index` among the places from `candidate` back: its length and how far back it is.
    fn find(&self, index: usize, candidate: usize) -> Option<(usize, usize)> {
        let longest = LONGEST.min(self.end - index);
        let here = &self.text[index..index + longest];
        let nice = NICE.min(longest);
        let mut best = None;
        let mut length = SHORTEST - 1;
        let mut place = candidate;
        for _ in 0..TRIES {
            let there = &self.text[place..place + longest];
            if there[length] == here[length] {
                let same = there.iter().zip(here).take_while(|(a, b)| a == b).count();
                // A short match far back costs more than its bytes.
                if same > length && (same > SHORTEST || index - place <= 4096) {
                    length = same;
                    best = Some((length, index - place));
                    if same >= nice {
                        break;
                    }
                }
            }
            if place + WINDOW == index {
                break;
            }
            match self.previous[place % WINDOW].checked_sub(1) {
                Some(before) if before >= self.oldest(index) => place = before,
                _ => break,
            }
        }
        best
    }
}
