//! Format strings as `format` has them: like Go's `Sprintf` on the surface, with cty's conversions below.

mod number;
mod parse;
mod print;

pub(super) use print::format;
