//! "Did you mean": the nearest of the names that exist. Only for messages; nothing is ever chosen by likeness.

/// The candidate nearest to `name`, when it is near enough to be a slip of the hand.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    // A third of the letters, and at least one: more than that is another word. Two single letters are two words.
    let length = name.chars().count();
    let limit = if length < 2 { 0 } else { (length / 3).max(1) };
    let name: Vec<char> = name.to_lowercase().chars().collect();
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST && name.len() <= LONGEST)
        .filter_map(|candidate| {
            let letters: Vec<char> = candidate.to_lowercase().chars().collect();
            // Each letter more or less is a slip of its own.
            let may_be_near = name.len().abs_diff(letters.len()) <= limit;
            may_be_near.then(|| (distance(&name, &letters), candidate))
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Longer names are no slips of the hand, and take long to compare.
const LONGEST: usize = 100;

/// Optimal string alignment distance: letters changed, added, left out, or swapped with their neighbour.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut rows = vec![(0..=right.len()).collect::<Vec<usize>>()];
    for i in 1..=left.len() {
        let mut row = vec![i];
        for j in 1..=right.len() {
            let substitution = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut best = substitution.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_another_word_is_not() {
        assert_eq!(nearest("aws_acount", ["aws_region", "aws_account"]), Some("aws_account"));
        assert_eq!(nearest("Env", ["env"]), Some("env"));
        assert_eq!(nearest("mian", ["main", "test"]), Some("main"));
        assert_eq!(nearest("zone", ["aws_region", "env"]), None);
        assert_eq!(nearest("b", ["a"]), None);
    }
}
