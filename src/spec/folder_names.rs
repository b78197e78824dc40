//! Names that are the same but for how they are written: case, `-` and `_`, the environment's name and the prefix that all
//! names of an estate have. A match has to be whole; likeness is none. Pure.

use std::collections::BTreeSet;

/// A name in the one form that all ways to write it have.
pub(super) fn normalised(name: &str) -> String {
    let mut words = String::with_capacity(name.len());
    let mut previous = None;
    for c in name.chars() {
        // `fooBar` is `foo-bar`; `HTTPServer` is not taken apart.
        if c.is_uppercase()
            && previous.is_some_and(|before: char| before.is_lowercase() || before.is_numeric())
        {
            words.push('-');
        }
        match c {
            '-' | '_' | ' ' | '.' => words.push('-'),
            _ => words.extend(c.to_lowercase()),
        }
        previous = Some(c);
    }
    words.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// The forms that a folder of a function with this name may have: the name, without the environment's name at either end,
/// and each without the prefix of the estate.
pub(super) fn forms(name: &str, environment: &str, prefix: Option<&str>) -> BTreeSet<String> {
    let name = normalised(name);
    let environment = normalised(environment);
    let mut forms = BTreeSet::from([name]);
    // Either may stand before the other: `acme-dev-orders`, `dev-acme-orders`.
    for _ in 0..2 {
        let more: Vec<String> = forms
            .iter()
            .flat_map(|form| {
                let without_prefix = prefix.and_then(|prefix| without_start(form, prefix));
                [without_prefix, without_start(form, &environment), without_end(form, &environment)]
            })
            .flatten()
            .collect();
        forms.extend(more);
    }
    forms
}

fn without_start(name: &str, start: &str) -> Option<String> {
    let rest = name.strip_prefix(start).filter(|_| !start.is_empty())?.strip_prefix('-')?;
    Some(rest.to_owned())
}

fn without_end(name: &str, end: &str) -> Option<String> {
    let rest = name.strip_suffix(end).filter(|_| !end.is_empty())?.strip_suffix('-')?;
    Some(rest.to_owned())
}

/// The words that all of these names begin with, as one name. Of fewer than two different names it cannot be told.
pub fn common_prefix<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let names: BTreeSet<String> = names.into_iter().map(normalised).collect();
    let mut names = names.iter().map(|name| name.split('-').collect::<Vec<_>>());
    let first = names.next()?;
    // The last word of a name is its own.
    let mut length = first.len().saturating_sub(1);
    let mut is_alone = true;
    for name in names {
        is_alone = false;
        let same = first.iter().zip(&name).take_while(|(one, other)| one == other).count();
        length = length.min(same).min(name.len().saturating_sub(1));
    }
    (length > 0 && !is_alone).then(|| first[..length].join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_written_in_many_ways() {
        for name in ["order-events", "order_events", "Order_Events", "OrderEvents", "orderEvents"] {
            assert_eq!(normalised(name), "order-events", "{name}");
        }
        assert_eq!(normalised("orders"), "orders");
        assert_ne!(normalised("order-event"), normalised("order-events"));
    }

    #[test]
    fn the_environment_and_the_prefix_of_the_estate_may_be_left_out() {
        let forms = forms("acme-dev-order_events", "dev", Some("acme"));
        let expected = ["acme-dev-order-events", "dev-order-events", "order-events"];
        assert_eq!(forms.iter().map(String::as_str).collect::<Vec<_>>(), expected);
        assert!(super::forms("dev", "dev", None).iter().all(|form| form == "dev"));
        assert!(!super::forms("orders", "dev", Some("ord")).contains("ers"));
    }

    #[test]
    fn a_prefix_is_what_all_names_begin_with() {
        assert_eq!(common_prefix(["acme-dev-a", "acme_dev_b"]), Some("acme-dev".to_owned()));
        assert_eq!(common_prefix(["acme-a", "acme-a-b"]), Some("acme".to_owned()));
        assert_eq!(common_prefix(["orders"]), None);
        assert_eq!(common_prefix(["orders-a", "orders-a"]), None);
        assert_eq!(common_prefix(["a", "b"]), None);
    }
}
