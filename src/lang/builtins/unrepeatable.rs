//! Builtins that give another result each time. The one that an apply will see cannot be told before, so each is unknown
//! where unknowns are possible; where the result is printed, it is made.

use super::support::{integer, number, string};
use crate::lang::bcrypt;
use crate::lang::builtin::{Builtin, Call, CallError};
use crate::lang::kind::Type;
use crate::lang::reason::Reason;
use crate::lang::shape::Shape;
use crate::lang::time::Timestamp;
use crate::lang::value::Value;
use crate::lang::world::Mode;

/// The family's builtins.
pub(super) const TABLE: &[Builtin] = &[
    Builtin::new("bcrypt", &[string("str")], Shape::String, |call| made(call, "bcrypt()", bcrypt))
        .variadic(number("cost")),
    Builtin::new("timestamp", &[], Shape::String, |call| made(call, "timestamp()", timestamp)),
    Builtin::new("uuid", &[], Shape::String, |call| made(call, "uuid()", uuid)),
];

/// Whether a builtin of this name gives another result each time that it is evaluated.
pub fn is_unrepeatable(name: &str, mode: Mode) -> bool {
    mode == Mode::Render && TABLE.iter().any(|builtin| builtin.name == name)
}

/// The rounds of `bcrypt` where none are said, as a power of two.
const DEFAULT_COST: u32 = 10;
/// Fewer than this means the default.
const LEAST_COST: i64 = 4;
/// More would take minutes.
const MOST_COST: i64 = 17;
/// What a round of `bcrypt` takes, which is made to be slow.
const STEPS_OF_ROUND: usize = 128;

fn made(
    call: &Call<'_>,
    name: &str,
    make: fn(&Call<'_>) -> Result<String, CallError>,
) -> Result<Value, CallError> {
    match call.context.mode {
        Mode::Render => make(call).map(Value::string),
        Mode::Plan => {
            let reason =
                Reason::Effect { call: name.into(), why: "which gives another result each time".into() };
            Ok(Value::unknown(reason, Type::String))
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of all that are made")]
fn timestamp(call: &Call<'_>) -> Result<String, CallError> {
    Ok(Timestamp::since_1970(call.context.world.unix_time()).to_string())
}

/// Sixteen random bytes: no version is written into them.
#[expect(clippy::unnecessary_wraps, reason = "the signature of all that are made")]
fn uuid(call: &Call<'_>) -> Result<String, CallError> {
    let mut bytes = [0; 16];
    call.context.world.random(&mut bytes);
    let digits = format!("{:032x}", u128::from_be_bytes(bytes));
    Ok(format!(
        "{}-{}-{}-{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..]
    ))
}

fn bcrypt(call: &Call<'_>) -> Result<String, CallError> {
    if call.arguments.len() > 2 {
        return Err(CallError::argument(2, "it takes no more than two arguments"));
    }
    let cost = if call.arguments.len() > 1 { integer(call, 1)? } else { 0 };
    if cost > MOST_COST {
        return Err(CallError::argument(1, format!("a cost of more than {MOST_COST} is not computed")));
    }
    let password = call.text(0);
    if password.len() > bcrypt::MAX_PASSWORD {
        return Err(CallError::argument(0, format!("it is longer than {} bytes", bcrypt::MAX_PASSWORD)));
    }
    let mut salt = [0; 16];
    call.context.world.random(&mut salt);
    let cost = u32::try_from(cost).ok().filter(|_| cost >= LEAST_COST).unwrap_or(DEFAULT_COST);
    call.pay(STEPS_OF_ROUND << cost)?;
    Ok(bcrypt::hash(password, cost, salt))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{gives, gives_in_render, refuses_in_render};

    #[test]
    fn they_are_unknown_where_that_is_possible() {
        gives(&[
            ("timestamp()", "unknown.string"),
            ("uuid()", "unknown.string"),
            (r#"bcrypt("x", 4)"#, "unknown.string"),
        ]);
    }

    #[test]
    fn they_are_made_where_the_result_is_printed() {
        gives_in_render(&[
            ("timestamp()", r#""2023-11-14T22:13:20Z""#),
            ("uuid()", r#""00010203-0405-0607-0809-0a0b0c0d0e0f""#),
            (r#"bcrypt("abc", 4)"#, r#""$2a$04$..CA.uOD/eaGAOmJB.yMBufJvSTjTdkBYlZeYThHDpJ4wbwLwg8EG""#),
            (r#"substr(bcrypt("abc", 3), 0, 7)"#, r#""$2a$10$""#),
        ]);
        refuses_in_render(&[
            (r#"bcrypt("abc", 4, 5)"#, "no more than two arguments"),
            (r#"bcrypt("abc", 31)"#, "a cost of more than 17"),
            (r#"bcrypt(join("", [for i in range(73) : "x"]), 4)"#, "longer than 72 bytes"),
        ]);
    }
}
