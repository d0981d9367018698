//! One axis: where its cells lie, how its scale runs, which ticks it bears and how they read.
//!
//! Knows nothing of values, colours or pixels; lengths come in as points.

mod breaks;
mod calendar;
mod date_format;
mod date_label;
mod date_text;
mod dates;
mod decimal;
mod groups;
mod linear;
mod log;
mod number;
mod number_format;
mod period;
mod positions;
mod rule;
mod scale;
mod tick;
mod value_text;

pub use breaks::{BreakRule, Breaks};
pub use date_format::format_date;
pub use date_text::{ParsedDate, date_text, parse_date};
pub use groups::{GroupLabel, group_labels};
pub use number::{exact_integer, exact_number, hover_number};
pub use number_format::{FormatError, format_number};
pub use period::{Period, PeriodAlign, align_period};
pub use positions::{Edges, Positions};
pub use rule::{
    ExponentFormat, FormatStop, LogDigits, TickMode, TickRule, TickStep, TickText, Which,
};
pub use scale::Scale;
pub use tick::{Orientation, Tick, TickSpec, ticks, ticks_at};
pub use value_text::{ValueWriter, number_text, value_text};
