//! One axis: where its cells lie, how its scale runs, which ticks it bears and how they read.
//!
//! Knows nothing of values, colours or pixels; lengths come in as points.

mod auto_step;
mod break_ticks;
mod breaks;
mod calendar;
mod coordinates;
mod date_format;
mod date_label;
mod date_text;
mod decimal;
mod edges;
mod given;
mod groups;
mod label;
mod marks;
mod minor;
mod number;
mod number_format;
mod period;
mod period_labels;
mod plan;
mod positions;
mod rounding;
mod rule;
mod scale;
mod series;
mod sizes;
mod span;
mod stops;
mod tick;
mod value_text;

pub use breaks::{BreakRule, Breaks};
pub use coordinates::Coordinates;
pub use date_format::{format_date, plotly_date};
pub use date_text::{ParsedDate, date_text, parse_date};
pub use edges::Edges;
pub use groups::{GroupLabel, group_labels};
pub use number::{exact_integer, exact_number, hover_number};
pub use number_format::{FormatError, format_number, plotly_number};
pub use period::{Period, PeriodAlign, align_period};
pub use positions::{Positions, Steps};
pub use rule::{
    ExponentFormat, FormatStop, LogDigits, TickMode, TickRule, TickStep, TickText, Which,
};
pub use scale::Scale;
pub use tick::{Orientation, Tick, TickSpec, ticks, ticks_at};
pub use value_text::{ValueWriter, number_text, span_text, value_text};
