//! Which ticks an axis's author asks for, and how their labels are written.
//!
//! The words and defaults are Plotly's (`tickmode`, `dtick`, `exponentformat`, ...), resolved: every
//! choice that its reference calls computed has been made by whoever fills in a [`TickRule`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Breaks;

/// Which ticks an axis or colour bar bears and how they read. The default is automatic.
#[derive(Clone, Debug, PartialEq)]
pub struct TickRule {
    /// Where the ticks stand.
    pub mode: TickMode,
    /// How their numbers or dates are written.
    pub text: TickText,
    /// Label every so manieth tick; 0 and 1: every one.
    pub label_step: usize,
    /// Of a category axis: marks and grid lines stand between categories, labels at them.
    pub on_boundaries: bool,
    /// Of a date axis: labels stand in the middle of the period that begins at their tick.
    pub in_periods: bool,
    /// Small ticks between the others; `None`: none. Automatic ones without a count: about five
    /// from one tick to the next.
    pub minor: Option<TickMode>,
    /// Labels of the digits between the decades of a log axis.
    pub log_digits: LogDigits,
    /// Parts of a date axis that are left out.
    pub breaks: Option<Arc<Breaks>>,
    /// The outer names of a multicategory axis, one for each category; empty on other axes.
    pub groups: Arc<[String]>,
    /// Size of the labels in points, which decides how many names of categories have room.
    pub font_pt: f64,
    /// Where a date's second line is not repeated an empty one takes its place, so that the first
    /// lines stay level on labels that grow upwards.
    pub keeps_lines: bool,
}

impl Default for TickRule {
    fn default() -> Self {
        Self {
            mode: TickMode::default(),
            text: TickText::default(),
            label_step: 1,
            on_boundaries: false,
            in_periods: false,
            minor: None,
            log_digits: LogDigits::default(),
            breaks: None,
            groups: Arc::default(),
            font_pt: 12.0,
            keeps_lines: false,
        }
    }
}

/// Where ticks stand.
#[derive(Clone, Debug, PartialEq)]
pub enum TickMode {
    /// At round places, as many as the length allows.
    Auto {
        /// At most about so many (Plotly's `nticks`); `None`: as the length allows.
        count: Option<usize>,
    },
    /// Every so far.
    Every {
        /// One of them, in data units (on a log axis the exponent but for linear steps, on a date axis
        /// milliseconds, on a category axis an index); `None`: Plotly's default.
        start: Option<f64>,
        /// From one to the next.
        step: TickStep,
    },
    /// At given places.
    Given {
        /// In data units (a category's index), in the order given.
        values: Arc<[f64]>,
        /// What is written there; where there is none, the value.
        texts: Arc<[String]>,
    },
    /// Where those of the axis below stand on the screen ([`super::ticks_at`]); by itself as
    /// automatic.
    Synced,
}

impl Default for TickMode {
    fn default() -> Self {
        Self::Auto { count: None }
    }
}

/// From one tick to the next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TickStep {
    /// In data units; on a log axis in decades, on a date axis in milliseconds.
    Even(f64),
    /// Months of a date axis (`M3`).
    Months(u32),
    /// Data units of a log axis (`L0.5`).
    LogLinear(f64),
    /// Digits of each decade of a log axis: all (`D1`), or 1, 2 and 5 (`D2`).
    LogDigits {
        /// True for all digits.
        all: bool,
    },
}

/// How numbers and dates are written.
#[derive(Clone, Debug, PartialEq)]
pub struct TickText {
    /// A d3 number format, or a d3 time format on a date axis; empty: automatic.
    pub format: String,
    /// The format of those labels that are written like hovered values: given places without a text,
    /// decades of a log axis (Plotly's `hoverformat`); empty: `format`.
    pub exact_format: String,
    /// Formats that hold for a span of tick steps, the first that fits; before `format`.
    pub stops: Arc<[FormatStop]>,
    /// In front of a label.
    pub prefix: String,
    /// Behind a label.
    pub suffix: String,
    /// Which ticks show the prefix.
    pub show_prefix: Which,
    /// Which ticks show the suffix.
    pub show_suffix: Which,
    /// How a power of ten is written.
    pub exponent: ExponentFormat,
    /// Which ticks show it.
    pub show_exponent: Which,
    /// Powers of ten up to this are written out.
    pub min_exponent: f64,
    /// Group the digits of four-digit numbers, too.
    pub separate_thousands: bool,
    /// Decimal mark and mark between groups of digits; `'\0'` for none.
    pub separators: [char; 2],
    /// Other texts for labels.
    pub aliases: Arc<BTreeMap<String, String>>,
}

impl Default for TickText {
    fn default() -> Self {
        Self {
            format: String::new(),
            exact_format: String::new(),
            stops: Arc::default(),
            prefix: String::new(),
            suffix: String::new(),
            show_prefix: Which::All,
            show_suffix: Which::All,
            exponent: ExponentFormat::Billions,
            show_exponent: Which::All,
            min_exponent: 3.0,
            separate_thousands: false,
            separators: ['.', ','],
            aliases: Arc::default(),
        }
    }
}

/// A format that holds where ticks stand so far apart.
#[derive(Clone, Debug, PartialEq)]
pub struct FormatStop {
    /// Smallest and largest step; `None`: no bound.
    pub steps: [Option<TickStep>; 2],
    /// The format.
    pub format: String,
}

/// Which ticks show something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Every one.
    #[default]
    All,
    /// The first.
    First,
    /// The last.
    Last,
    /// None.
    None,
}

/// How a power of ten is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExponentFormat {
    /// All digits.
    None,
    /// `1e+9`.
    SmallE,
    /// `1E+9`.
    CapitalE,
    /// `10` with a raised exponent.
    Power,
    /// SI prefixes (`G`), a power beyond them.
    Si,
    /// SI prefixes, but `B` for 10^9.
    #[default]
    Billions,
    /// SI prefixes from quecto to quetta.
    SiExtended,
}

/// Labels of the digits between the decades of a log axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogDigits {
    /// The digit, set small.
    #[default]
    Small,
    /// The whole number.
    Complete,
    /// Nothing.
    None,
}
