//! A pattern's tree put together to a matcher, as the original does it: its glueing decides what matches.

use super::matcher::{Around, Matcher};
use super::parse::{Node, parse};

/// The matcher of a pattern.
///
/// # Errors
/// When it is no pattern, with what is wrong.
pub(in crate::lang::glob) fn compile(pattern: &str) -> Result<Matcher, String> {
    Ok(of_node(&parse(pattern)?))
}

fn of_node(node: &Node) -> Matcher {
    match node {
        Node::Nothing => Matcher::Nothing,
        Node::Sequence(parts) if parts.is_empty() => Matcher::Nothing,
        Node::Sequence(parts) => simpler(joined(glued(of_nodes(parts)))),
        Node::Alternatives(alternatives) => match factored(alternatives) {
            Some(node) => of_node(&node),
            None => Matcher::AnyOf(of_nodes(alternatives)),
        },
        Node::List { letters, is_negated } => {
            simpler(Matcher::List { letters: letters.clone(), is_negated: *is_negated })
        }
        Node::Range { low, high, is_negated } => {
            Matcher::Range { low: *low, high: *high, is_negated: *is_negated }
        }
        Node::Text(text) => Matcher::Text(text.clone()),
        Node::Step => Matcher::Step,
        Node::Anything => Matcher::Anything,
        Node::Letter => Matcher::Letter,
    }
}

fn of_nodes(nodes: &[Node]) -> Vec<Matcher> {
    nodes.iter().map(|node| simpler(of_node(node))).collect()
}

/// A matcher that is quicker, and at times matches more.
fn simpler(matcher: Matcher) -> Matcher {
    match matcher {
        Matcher::AnyOf(mut parts) if parts.len() == 1 => parts.remove(0),
        Matcher::List { letters, is_negated: false } if letters.len() == 1 => {
            Matcher::Text(letters.into_iter().collect())
        }
        Matcher::Around(mut around) => {
            around.left = around.left.map(simpler);
            around.right = around.right.map(simpler);
            let Matcher::Text(text) = &around.value else { return Matcher::Around(around) };
            let text = text.clone();
            match (&around.left, &around.right) {
                (None, None) => Matcher::Text(text),
                (Some(Matcher::Anything), Some(Matcher::Anything)) => {
                    Matcher::Contains { needle: text, is_negated: false }
                }
                (Some(Matcher::Anything), None) => Matcher::Suffix(text),
                (None, Some(Matcher::Anything)) => Matcher::Prefix(text),
                (None, Some(Matcher::Suffix(suffix))) => Matcher::PrefixSuffix(text, suffix.clone()),
                (Some(Matcher::Prefix(prefix)), None) => Matcher::PrefixSuffix(prefix.clone(), text),
                (Some(Matcher::Step), None) => Matcher::SuffixStep(text),
                (None, Some(Matcher::Step)) => Matcher::PrefixStep(text),
                _ => Matcher::Around(around),
            }
        }
        other => other,
    }
}

/// Parts one behind the other as one matcher: around the last of the longest parts of fixed length.
fn joined(mut parts: Vec<Matcher>) -> Matcher {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    if let Some(one) = glue(&parts) {
        return one;
    }
    let fixed = parts.iter().enumerate().filter_map(|(index, part)| Some((part.length()?, index)));
    let index = fixed.max().map_or(0, |(_, index)| index);
    let right = parts.split_off(index + 1);
    let value = parts.remove(index);
    let side = |parts: Vec<Matcher>| (!parts.is_empty()).then(|| joined(parts));
    Matcher::Around(Box::new(Around::new(value, side(parts), side(right))))
}

/// The parts with the best run of them glued to one, again and again until nothing more is to be glued.
fn glued(mut parts: Vec<Matcher>) -> Vec<Matcher> {
    loop {
        let mut best: Option<(Matcher, std::ops::Range<usize>)> = None;
        for left in 0..parts.len() {
            for right in (left + 1..=parts.len()).rev() {
                let Some(one) = glue(&parts[left..right]) else { continue };
                let is_better = best.as_ref().is_none_or(|(done, range)| {
                    let is_longer = done.length().zip(one.length()).is_some_and(|(done, one)| one > done);
                    is_longer || range.len() < right - left
                });
                if is_better {
                    best = Some((one, left..right));
                }
            }
        }
        let Some((one, range)) = best else { return parts };
        parts.splice(range, [one]);
    }
}

fn glue(parts: &[Matcher]) -> Option<Matcher> {
    if parts.len() < 2 { None } else { glue_as_one(parts).or_else(|| glue_as_row(parts)) }
}

/// Parts of fixed length.
fn glue_as_row(parts: &[Matcher]) -> Option<Matcher> {
    let length = parts.iter().map(Matcher::length).sum::<Option<usize>>()?;
    Some(Matcher::Row(length, parts.to_vec()))
}

/// Parts that take any letters but the same few.
fn glue_as_one(parts: &[Matcher]) -> Option<Matcher> {
    let (mut has_step, mut has_anything, mut letters_at_least) = (false, false, 0);
    let mut excluded: Option<Vec<char>> = None;
    for part in parts {
        let own = match part {
            Matcher::Anything => {
                has_anything = true;
                Vec::new()
            }
            Matcher::Step => {
                has_step = true;
                vec!['/']
            }
            Matcher::Letter => {
                letters_at_least += 1;
                vec!['/']
            }
            Matcher::List { letters, is_negated: true } => {
                letters_at_least += 1;
                letters.clone()
            }
            _ => return None,
        };
        if *excluded.get_or_insert_with(|| own.clone()) != own {
            return None;
        }
    }
    let excluded: String = excluded?.into_iter().collect();
    let has_letter = letters_at_least > 0;
    if has_anything && !has_step && !has_letter {
        return Some(Matcher::Anything);
    }
    if has_step && !has_anything && !has_letter {
        return Some(Matcher::Step);
    }
    if (has_step || has_anything) && has_letter && excluded.is_empty() {
        return Some(Matcher::AtLeast(letters_at_least));
    }
    let mut all = Vec::new();
    if has_letter {
        all.push(Matcher::AtLeast(letters_at_least));
        if !has_step && !has_anything {
            all.push(Matcher::AtMost(letters_at_least));
        }
    }
    if !excluded.is_empty() {
        all.push(Matcher::Contains { needle: excluded, is_negated: true });
    }
    Some(Matcher::All(all))
}

/// Alternatives with what all of them begin and end with taken out; `None` when they share nothing.
fn factored(alternatives: &[Node]) -> Option<Node> {
    let parts: Vec<&[Node]> = alternatives
        .iter()
        .map(|alternative| match alternative {
            Node::Sequence(parts) => &**parts,
            _ => std::slice::from_ref(alternative),
        })
        .collect();
    let (left, right) = shared(&parts);
    if left == 0 && right == 0 {
        return None;
    }
    let mut result = Vec::new();
    if left > 0 {
        result.push(Node::Sequence(parts[0][..left].to_vec()));
    }
    let mut rests: Vec<Node> = Vec::new();
    for part in &parts {
        let rest = &part[left..part.len() - right];
        let rest = if rest.is_empty() { Node::Nothing } else { Node::Sequence(rest.to_vec()) };
        if !rests.contains(&rest) {
            rests.push(rest);
        }
    }
    match &*rests {
        [Node::Nothing] => {}
        [_] => result.extend(rests),
        _ => result.push(Node::Alternatives(rests)),
    }
    if right > 0 {
        let first = parts[0];
        result.push(Node::Sequence(first[first.len() - right..].to_vec()));
    }
    Some(Node::Sequence(result))
}

/// How many parts all begin and end with. The beginning has the first pick where both could take a part, as far as the
/// alternatives that were compared by then agree on it.
fn shared(all: &[&[Node]]) -> (usize, usize) {
    let Some((index, shortest)) = all.iter().enumerate().min_by_key(|(_, parts)| parts.len()) else {
        return (0, 0);
    };
    let others = || all.iter().enumerate().filter(|(other, _)| *other != index).map(|(_, parts)| parts);
    let length = shortest.len();
    let (mut left, mut right) = (0, 0);
    let (mut left_ends, mut right_ends) = (false, false);
    for step in 0..if all.len() > 1 { length } else { 0 } {
        if left + right >= length || (left_ends && right_ends) {
            break;
        }
        let from_end = length - 1 - step;
        for other in others() {
            if left_ends && right_ends {
                break;
            }
            left_ends |= shortest[step] != other[step];
            right_ends |= !left_ends && from_end <= step;
            right_ends |= shortest[from_end] != other[from_end + other.len() - length];
        }
        left += usize::from(!left_ends);
        right += usize::from(!right_ends);
    }
    (left, right)
}
