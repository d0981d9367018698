//! What is decided about an axis's ticks before they are placed: step, start and rounding.

use super::auto_step::{AVERAGE_MONTH, AutoStep, Kind, WEEK, auto_step};
use super::calendar::{DAY, ORIGIN};
use super::period_labels::{PeriodUnit, at_least_a_unit};
use super::rounding::Rounding;
use super::series::Series;
use super::span::{Span, tick_count};
use super::stops::tick_format;
use super::{Scale, TickMode, TickSpec, TickStep};

/// Plotly's number of minor ticks from one tick to the next.
const MINOR_COUNT: usize = 5;

/// What is decided about ticks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    pub(super) step: TickStep,
    /// Where there is a tick, in the unit of the step.
    pub(super) start: f64,
    /// The step before it was made round.
    pub(super) rough: f64,
    pub(super) rounding: Rounding,
    /// What labels name, where they stand in periods and their format says so.
    pub(super) unit: Option<PeriodUnit>,
}

impl Plan {
    /// For the labelled ticks of an axis.
    pub(super) fn major(spec: &TickSpec<'_>, span: &Span) -> Option<Self> {
        let asked = match spec.rule.mode {
            TickMode::Auto { count } => count,
            _ => None,
        };
        let mut count = tick_count(spec, asked, span.limit);
        let by_hand = |mode: &TickMode| matches!(mode, TickMode::Given { .. });
        let minor_by_step = spec
            .rule
            .minor
            .as_ref()
            .is_some_and(|minor| !by_hand(minor));
        if by_hand(&spec.rule.mode) && !minor_by_step {
            // Places given by hand are written more exactly.
            count *= 100.0;
        }
        let rough = span.rough_step(count);
        match spec.rule.mode {
            TickMode::Every { start, step } => Some(Self::asked(spec, step, start, rough)),
            _ => Self::automatic(spec, span, rough, Kind::Major),
        }
    }

    fn asked(spec: &TickSpec<'_>, step: TickStep, start: Option<f64>, rough: f64) -> Self {
        let step = usable(spec.scale, step);
        let start = start.filter(|start| start.is_finite());
        let auto = AutoStep {
            step,
            start: start.unwrap_or_else(|| default_start(spec.scale, step)),
        };
        Self::of(spec, auto, rough)
    }

    fn automatic(spec: &TickSpec<'_>, span: &Span, rough: f64, kind: Kind) -> Option<Self> {
        let mut auto = auto_step(spec, span, rough, kind)?;
        if let Some(unit) = unit_of(spec, auto.step) {
            auto = at_least_a_unit(auto, unit);
        }
        Some(Self::of(spec, auto, rough))
    }

    fn of(spec: &TickSpec<'_>, auto: AutoStep, rough: f64) -> Self {
        Self {
            step: auto.step,
            start: auto.start,
            rough,
            rounding: Rounding::of(spec, auto),
            unit: unit_of(spec, auto.step),
        }
    }

    /// For the small ticks between others; `first` is the index of the first of these.
    pub(super) fn minor(
        &self,
        spec: &TickSpec<'_>,
        span: &Span,
        mode: &TickMode,
        first: Option<i64>,
    ) -> Option<Self> {
        let count = match mode {
            TickMode::Every { start, step } => {
                return Some(Self::asked(spec, *step, *start, self.rough));
            }
            TickMode::Auto { count } => count.filter(|count| *count > 0),
            TickMode::Given { .. } | TickMode::Synced => None,
        };
        let nearby = first.map(|first| self.one_step(spec.scale, span, first));
        let part = match nearby {
            Some(Some(step)) => step,
            // Before a linear step on a log axis there may be nothing that it has a place for.
            Some(None) if spec.scale == Scale::Log => return Some(self.with_digits()),
            // Without other ticks, a fifth of the axis is as good as a step.
            _ if span.reversed => span.over(span.high - 0.2 * span.width(), span.high),
            _ => span.over(span.low, span.low + 0.2 * span.width()),
        };
        let asked = count.unwrap_or(MINOR_COUNT).min(span.limit);
        #[expect(clippy::cast_precision_loss, reason = "limited")]
        let rough = part.rough_step(asked as f64);
        let mut minor = Self::automatic(spec, &part, rough, Kind::Minor)?;
        if first.is_some() {
            minor.step = fitting(self.step, minor.step, count.is_some());
        }
        minor.start = self.start;
        Some(minor)
    }

    /// With every digit of a log axis.
    fn with_digits(self) -> Self {
        Self {
            step: TickStep::LogDigits { all: true },
            ..self
        }
    }

    /// The range of a step, a hundredth less than whole.
    fn one_step(&self, scale: Scale, span: &Span, first: i64) -> Option<Span> {
        let series = Series::new(scale, self.step, self.start);
        let place = |index: i64| series.at(index).map(|place| place.at);
        let high = place(first)?;
        let low = place(first.checked_sub(1)?)?;
        Some(span.over(0.99 * low + 0.01 * high, high))
    }
}

/// The unit of time that labels in periods name.
fn unit_of(spec: &TickSpec<'_>, step: TickStep) -> Option<PeriodUnit> {
    if !spec.rule.in_periods || spec.scale != Scale::Date {
        return None;
    }
    PeriodUnit::of_format(tick_format(spec.rule, spec.scale, step))
}

/// A step that was asked for, or the scale's own where it cannot be taken.
fn usable(scale: Scale, step: TickStep) -> TickStep {
    let own = TickStep::Even(if scale == Scale::Date { DAY } else { 1.0 });
    match (scale, step) {
        (_, TickStep::Even(size)) if !(size.is_finite() && size > 0.0) => own,
        (Scale::Category, TickStep::Even(size)) => TickStep::Even(libm::round(size).max(1.0)),
        (Scale::Date, TickStep::Even(size)) => TickStep::Even(size.max(0.1)),
        (_, TickStep::Even(_)) => step,
        (Scale::Date, TickStep::Months(months)) if months > 0 => step,
        (Scale::Log, TickStep::LogLinear(size)) if size.is_finite() && size > 0.0 => step,
        (Scale::Log, TickStep::LogDigits { .. }) => step,
        _ => own,
    }
}

fn default_start(scale: Scale, step: TickStep) -> f64 {
    match (scale, step) {
        (Scale::Date, TickStep::Even(size)) if size % WEEK == 0.0 => ORIGIN + DAY,
        (Scale::Date, _) => ORIGIN,
        _ => 0.0,
    }
}

/// A step for minor ticks of which the other ticks' step is a multiple.
fn fitting(major: TickStep, minor: TickStep, counted: bool) -> TickStep {
    use TickStep::{Even, LogDigits, LogLinear, Months};
    match (major, minor) {
        (Even(wide), Even(narrow)) if !is_multiple(wide, narrow) => Even(match () {
            () if wide == 2.0 * WEEK && narrow == 3.0 * DAY => WEEK,
            () if wide == WEEK && !counted => DAY,
            () if is_close(wide / narrow, 2.5) => wide / 2.0,
            () => wide,
        }),
        (Even(wide), Even(narrow)) if wide == 2.0 * WEEK && narrow == 2.0 * DAY => Even(WEEK),
        (Months(_), Even(_)) => Months(1),
        (Months(wide), Months(narrow)) if !is_multiple(wide.into(), narrow.into()) => Months(wide),
        (Months(12..), Months(2)) => Months(3),
        (LogLinear(wide), LogLinear(narrow)) if !is_multiple(wide, narrow) => {
            LogLinear(if is_close(wide / narrow, 2.5) {
                wide / 2.0
            } else {
                wide
            })
        }
        (LogLinear(_), LogLinear(_)) => minor,
        (_, LogLinear(_)) => LogDigits { all: true },
        (Even(decades), LogDigits { all: false }) if decades > 1.0 => Even(1.0),
        _ => minor,
    }
}

fn is_multiple(wide: f64, narrow: f64) -> bool {
    ((wide / narrow + 0.5).rem_euclid(1.0) - 0.5).abs() < 0.001
}

fn is_close(a: f64, b: f64) -> bool {
    (a / b - 1.0).abs() < 0.001
}

/// About how long a step is in scale space, by which its ticks are numbered.
pub(super) fn length_of(plan: &Plan) -> f64 {
    match plan.step {
        TickStep::Even(size) => size,
        TickStep::Months(months) => AVERAGE_MONTH * f64::from(months),
        TickStep::LogLinear(_) | TickStep::LogDigits { .. } => plan.rough,
    }
}
