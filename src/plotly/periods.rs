//! Dates that stand for the period in which they lie.

use super::Attrs;
use super::datum::{Item, numeric_text};
use crate::axis::{Period, PeriodAlign, align_period};

/// Places along an axis.
#[derive(Clone, Debug, Default)]
pub(super) struct Aligned {
    /// Where things lie; NaN: nowhere.
    pub(super) places: Vec<f64>,
    /// What they are called, where it is not where they lie; empty: where they lie.
    pub(super) named: Vec<f64>,
}

/// Moments moved to the start, middle or end of their periods, as a trace asks (`xperiod`).
pub(super) fn aligned(attrs: Attrs<'_>, side: usize, moments: Vec<f64>) -> Aligned {
    let [length, base, align] = [
        ["xperiod", "yperiod"][side],
        ["xperiod0", "yperiod0"][side],
        ["xperiodalignment", "yperiodalignment"][side],
    ];
    let Some(period) = period(attrs, length) else {
        return Aligned {
            places: moments,
            named: Vec::new(),
        };
    };
    let words = [
        ("start", PeriodAlign::Start),
        ("middle", PeriodAlign::Middle),
        ("end", PeriodAlign::End),
    ];
    let align = attrs.word(align, &words).unwrap_or_default();
    let base = attrs
        .get(base)
        .and_then(|node| Item::of(node).moment())
        .unwrap_or_else(|| period.default_base());
    let places = moments
        .iter()
        .map(|ms| align_period(*ms, period, base, align))
        .collect();
    Aligned {
        places,
        named: moments,
    }
}

fn period(attrs: Attrs<'_>, key: &str) -> Option<Period> {
    let item = Item::of(attrs.get(key)?);
    if let Some(length) = item.numeric() {
        return (length > 0.0).then_some(Period::Even(length));
    }
    let Item::Text(text) = item else { return None };
    let months = numeric_text(text.strip_prefix('M')?)?;
    let whole = months >= 1.0 && months.fract() == 0.0 && months < 1e6;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked above"
    )]
    whole.then_some(Period::Months(months as u32))
}
