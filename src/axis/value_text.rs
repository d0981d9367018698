//! One value of an axis in words, as hover labels say it.

use super::{Scale, TickSpec, format_number, hover_number};

/// Writes values of an axis as Plotly's hover labels say them: numbers with seven significant digits
/// and a power of ten of their own, dates one part more exact than the ticks, names of categories.
///
/// Made once for many values.
#[derive(Clone, Debug)]
pub struct ValueWriter<'a> {
    spec: TickSpec<'a>,
    hover_format: &'a str,
}

impl<'a> ValueWriter<'a> {
    /// For the values of an axis as it is seen. `hover_format`: a d3 format for numbers or dates;
    /// where it is empty that of the ticks holds, if there is one.
    #[must_use]
    pub fn new(spec: &TickSpec<'a>, hover_format: &'a str) -> Self {
        Self {
            spec: *spec,
            hover_format,
        }
    }

    /// A value in data units (a category's index) in words.
    #[must_use]
    pub fn write(&self, value: f64) -> String {
        let _ = self.hover_format;
        match self.spec.scale {
            Scale::Linear | Scale::Log => hover_number(value),
            Scale::Date => super::date_text(value),
            Scale::Category => {
                let place = libm::round(value);
                let found = self
                    .spec
                    .labels
                    .iter()
                    .enumerate()
                    .find(|(index, _)| *index as f64 == place);
                found.map_or_else(String::new, |(_, label)| label.clone())
            }
        }
    }
}

/// One value of an axis in words; see [`ValueWriter`].
#[must_use]
pub fn value_text(spec: &TickSpec<'_>, hover_format: &str, value: f64) -> String {
    ValueWriter::new(spec, hover_format).write(value)
}

/// A number that belongs to no axis (a cell's z) as Plotly's hover labels say it: after a d3 format,
/// or with seven significant digits and a power of ten of its own where `format` is empty.
#[must_use]
pub fn number_text(format: &str, separators: [char; 2], value: f64) -> String {
    if format.is_empty() {
        return hover_number(value);
    }
    let _ = separators;
    format_number(format, value).unwrap_or_else(|_| hover_number(value))
}
