//! Constraints on a version: `>= 1.2, < 2.0`, `~> 1.4`.

use std::sync::LazyLock;

use regex::Regex;

use super::version::{LENIENT, Version};

static CONSTRAINT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern =
        format!(r"^[\t\n\f\r ]*(<=|>=|!=|~>|<|>|=|)[\t\n\f\r ]*(?P<version>{LENIENT})[\t\n\f\r ]*$");
    Regex::new(&pattern).expect("internal: a valid pattern")
});

/// Constraints that hold together.
#[derive(Clone, Debug)]
pub struct Constraints(Vec<(Operator, Version)>);

#[derive(Clone, Copy, Debug)]
enum Operator {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    /// At least this, and the same up to the last number that was written but one.
    Pessimistic,
}

impl Constraints {
    /// Reads constraints with commas between them.
    pub fn parse(text: &str) -> Option<Self> {
        text.split(',').map(parse_one).collect::<Option<_>>().map(Self)
    }

    /// Whether a version meets all of them.
    pub fn are_met_by(&self, version: &Version) -> bool {
        self.0.iter().all(|(operator, bound)| operator.holds(version, bound))
    }
}

fn parse_one(text: &str) -> Option<(Operator, Version)> {
    let parts = CONSTRAINT.captures(text)?;
    let operator = match parts.get(1)?.as_str() {
        "!=" => Operator::NotEqual,
        ">" => Operator::Greater,
        "<" => Operator::Less,
        ">=" => Operator::GreaterOrEqual,
        "<=" => Operator::LessOrEqual,
        "~>" => Operator::Pessimistic,
        _ => Operator::Equal,
    };
    Some((operator, Version::parse_leniently(parts.name("version")?.as_str())?))
}

impl Operator {
    fn holds(self, version: &Version, bound: &Version) -> bool {
        let order = version.compare(bound);
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Greater => suits(version, bound) && order.is_gt(),
            Self::Less => suits(version, bound) && order.is_lt(),
            Self::GreaterOrEqual => suits(version, bound) && order.is_ge(),
            Self::LessOrEqual => suits(version, bound) && order.is_le(),
            Self::Pessimistic => {
                let last = bound.segments.len() - 1;
                let same = bound.written - 1;
                suits(version, bound)
                    && (version.is_pre_release() || !bound.is_pre_release())
                    && order.is_ge()
                    && version.segments.len() > last
                    && version.segments[..same] == bound.segments[..same]
                    && version.segments[last] >= bound.segments[last]
            }
        }
    }
}

/// A pre-release suits only a bound that is one of the same numbers.
fn suits(version: &Version, bound: &Version) -> bool {
    !version.is_pre_release() || (bound.is_pre_release() && version.segments == bound.segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(constraints: &str, version: &str) -> bool {
        Constraints::parse(constraints).unwrap().are_met_by(&Version::parse(version).unwrap())
    }

    #[test]
    fn operators_compare_numbers_and_then_pre_releases() {
        for (constraints, version, expected) in [
            (">= 1.2, < 2.0", "1.9.9", true),
            (">= 1.2, < 2.0", "2.0", false),
            ("1.2", "v1.2.0", true),
            ("= 1.2.0.0", "1.2", true),
            ("!= 1.2", "1.2.0+build", false),
            ("~> 1.4", "1.9", true),
            ("~> 1.4", "2.0", false),
            ("~> 1.4.2", "1.4.9", true),
            ("~> 1.4.2", "1.5", false),
            ("~> 1", "1.9", true),
            ("~> 1.0.9.5", "1.0.9.5.1", true),
            ("> 2.0", "2.1.0-beta", false),
            (">= 2.1.0-a", "2.1.0-beta", true),
            (">= 2.1.0-a", "2.1.1-beta", false),
            ("~> 2.1.0-a", "2.1.0", false),
            (">=1.2beta", "1.2", true),
            ("> 1.0-2", "1.0-10", true),
            ("> 1.0-a.2", "1.0-a", false),
        ] {
            assert_eq!(check(constraints, version), expected, "{version} against {constraints}");
        }
    }

    #[test]
    fn what_is_no_constraint_or_version_is_none() {
        for text in ["", "> ", "1.2 3", ">> 1", "1.x", "^1.2", "99999999999999999999"] {
            assert!(Constraints::parse(text).is_none(), "{text}");
        }
        for text in ["1.2beta", "", " 1", "1.2.", "one", "99999999999999999999"] {
            assert!(Version::parse(text).is_none(), "{text}");
        }
    }
}
