//! Timestamps and durations as texts, the way Go reads and writes them. Reads no clock.

mod duration;
mod layout;
mod timestamp;

pub(super) use duration::parse_duration;
pub(super) use layout::format_date;
pub(super) use timestamp::Timestamp;
