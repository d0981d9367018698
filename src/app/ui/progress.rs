//! How far a load has come: a bar, and what can be said of it in words.

use std::collections::VecDeque;
use std::sync::Arc;

use egui::{Context, Id, ProgressBar, Response, Ui};

use crate::load::Progress;

/// What the speed is measured over, in seconds: shorter jumps about, longer lags behind.
const WINDOW: f64 = 3.0;
/// Between two measurements, in seconds.
const STEP: f64 = 0.1;
/// Before this, in seconds, nothing is known of the speed.
const FIRST: f64 = 0.4;
/// Before this, in seconds, nothing is foretold.
const FORETOLD: f64 = 1.0;
/// Without a byte for this long, in seconds, the input is being waited for.
const SILENCE: f64 = 1.5;
/// Words that change more often, in seconds, cannot be read.
const READABLE: f64 = 0.4;

/// What is said of a load.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Words {
    /// "34 of 142 MB", or "34 MB" where the end is not known.
    pub(super) amount: String,
    /// "12,345 rows".
    pub(super) rows: Option<String>,
    /// "310 MB/s", or that nothing comes.
    pub(super) rate: Option<String>,
    /// "12 s left".
    pub(super) left: Option<String>,
}

/// The speed of a load, measured by the passes that show it.
#[derive(Clone, Debug)]
struct Meter {
    /// Which load: where its progress lies.
    of: usize,
    began: f64,
    /// Time and bytes, the oldest first.
    samples: VecDeque<(f64, u64)>,
    /// When the bytes have last become more.
    moved: f64,
    /// What is shown, since when.
    said: (f64, [Option<String>; 2]),
}

impl Meter {
    fn new(of: usize, now: f64, bytes: u64) -> Self {
        Self {
            of,
            began: now,
            samples: VecDeque::from([(now, bytes)]),
            moved: now,
            said: (f64::NEG_INFINITY, [None, None]),
        }
    }

    fn measure(&mut self, now: f64, bytes: u64) {
        let Some(&(last, before)) = self.samples.back() else {
            return;
        };
        if bytes < before {
            // It was begun anew, in another encoding.
            *self = Self::new(self.of, now, bytes);
            return;
        }
        if bytes > before {
            self.moved = now;
        }
        if now - last < STEP {
            return;
        }
        self.samples.push_back((now, bytes));
        while self
            .samples
            .get(1)
            .is_some_and(|(time, _)| now - time >= WINDOW)
        {
            self.samples.pop_front();
        }
    }

    /// Bytes in a second; `None` while it is not known.
    fn rate(&self, now: f64, bytes: u64) -> Option<f64> {
        let (time, before) = *self.samples.front()?;
        let seconds = now - time;
        #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
        let more = bytes.saturating_sub(before) as f64;
        (seconds >= FIRST).then(|| more / seconds)
    }

    /// The speed and what time is left, in words.
    fn say(&mut self, now: f64, bytes: u64, total: Option<u64>) -> [Option<String>; 2] {
        if now - self.said.0 < READABLE {
            return self.said.1.clone();
        }
        let said = if now - self.moved >= SILENCE && total != Some(bytes) {
            [Some("waiting for data".to_owned()), None]
        } else {
            let rate = self.rate(now, bytes).filter(|rate| *rate > 0.0);
            let old_enough = now - self.began >= FORETOLD;
            let left = rate.zip(total).filter(|_| old_enough);
            [
                rate.map(|rate| format!("{}/s", size(rate))),
                left.and_then(|(rate, total)| left_text(bytes, total, rate)),
            ]
        };
        self.said = (now, said.clone());
        said
    }
}

/// What can be said of a load now.
pub(super) fn words(context: &Context, progress: &Arc<Progress>) -> Words {
    let now = context.input(|input| input.time);
    let (bytes, total) = (progress.bytes(), progress.total());
    let id = Id::unique("cellsius load meter");
    let of = Arc::as_ptr(progress).addr();
    let known = context.data(|data| data.get_temp::<Meter>(id));
    let mut meter = known
        .filter(|known| known.of == of)
        .unwrap_or_else(|| Meter::new(of, now, bytes));
    meter.measure(now, bytes);
    let [rate, left] = meter.say(now, bytes, total);
    context.data_mut(|data| data.insert_temp(id, meter));
    Words {
        amount: amount(bytes, total),
        rows: rows(progress.rows()),
        rate,
        left,
    }
}

/// The bar; empty where the end is not known.
pub(super) fn bar(ui: &mut Ui, progress: &Progress, width: f32) -> Response {
    // Nothing that moves by itself: the window is painted again when progress is told.
    let share = share(progress).unwrap_or(0.0);
    let bar = ProgressBar::new(share)
        .desired_height(8.0)
        .desired_width(width);
    ui.add(bar)
}

impl Words {
    /// All of it, in the order of its worth.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        let rest = [&self.rows, &self.left, &self.rate].into_iter().flatten();
        std::iter::once(&self.amount)
            .chain(rest)
            .map(String::as_str)
    }
}

fn share(progress: &Progress) -> Option<f32> {
    let total = progress.total().filter(|total| *total > 0)?;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "a bar on the screen"
    )]
    let share = (progress.bytes() as f64 / total as f64) as f32;
    Some(share.clamp(0.0, 1.0))
}

/// "12,345 rows"; `None` before the first.
fn rows(rows: u64) -> Option<String> {
    (rows > 0).then(|| counted_rows(rows))
}

/// "1 row", "12,345 rows".
pub(super) fn counted_rows(rows: impl ToString) -> String {
    let rows = grouped(&rows.to_string());
    let ending = if rows == "1" { "" } else { "s" };
    format!("{rows} row{ending}")
}

/// Digits with a comma before each three.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// "34 of 142 MB", "34 MB".
fn amount(bytes: u64, total: Option<u64>) -> String {
    #[expect(clippy::cast_precision_loss, reason = "three digits are shown")]
    let number = |bytes: u64| bytes as f64;
    match total {
        Some(total) => {
            let unit = Unit::of(number(total));
            let (some, all) = (unit.number(number(bytes)), unit.number(number(total)));
            format!("{some} of {all} {}", unit.name)
        }
        None => size(number(bytes)),
    }
}

/// A unit of bytes, and how many decimals are worth showing.
struct Unit {
    name: &'static str,
    bytes: f64,
    decimals: usize,
}

impl Unit {
    /// The one in which this number has three digits.
    fn of(bytes: f64) -> Self {
        let units = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)];
        // What is rounded up to a thousand belongs to the next unit.
        let fits = |(_, unit): &(&str, f64)| bytes >= unit * 0.9995;
        let Some((name, unit)) = units.into_iter().find(fits) else {
            return Self {
                name: "bytes",
                bytes: 1.0,
                decimals: 0,
            };
        };
        let decimals = match bytes / unit {
            count if count < 9.995 => 2,
            count if count < 99.95 => 1,
            _ => 0,
        };
        Self {
            name,
            bytes: unit,
            decimals,
        }
    }

    fn number(&self, bytes: f64) -> String {
        format!("{:.*}", self.decimals, bytes / self.bytes)
    }
}

/// "12.4 MB".
pub(super) fn size(bytes: f64) -> String {
    let unit = Unit::of(bytes);
    format!("{} {}", unit.number(bytes), unit.name)
}

/// "12 s left"; `None` where it is not worth saying.
fn left_text(bytes: u64, total: u64, rate: f64) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "seconds are shown")]
    let seconds = total.saturating_sub(bytes) as f64 / rate;
    match seconds {
        s if s < 1.0 => None,
        s if s < 60.0 => Some(format!("{s:.0} s left")),
        s if s < 5400.0 => Some(format!("{:.0} min left", (s / 60.0).max(1.0))),
        s if s < 360_000.0 => Some(format!("{:.0} h left", s / 3600.0)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_three_digits_and_one_unit() {
        let check = |bytes, total, expected: &str| assert_eq!(amount(bytes, total), expected);
        check(0, None, "0 bytes");
        check(999, None, "999 bytes");
        check(1000, None, "1.00 kB");
        check(12_400_000, None, "12.4 MB");
        check(999_960_000, None, "1.00 GB");
        check(34_200_000, Some(142_000_000), "34 of 142 MB");
        check(340_000_000, Some(1_020_000_000), "0.34 of 1.02 GB");
        check(5, Some(12), "5 of 12 bytes");
        check(3, Some(0), "3 of 0 bytes");
        assert_eq!(rows(0), None);
        assert_eq!(rows(1).as_deref(), Some("1 row"));
        assert_eq!(rows(1_234_567).as_deref(), Some("1,234,567 rows"));
        assert_eq!(rows(100_000).as_deref(), Some("100,000 rows"));
    }

    #[test]
    fn time_is_foretold_where_it_means_something() {
        let check = |bytes, total, rate, expected: Option<&str>| {
            assert_eq!(left_text(bytes, total, rate).as_deref(), expected);
        };
        check(0, 1000, 2000.0, None);
        check(0, 1000, 100.0, Some("10 s left"));
        check(500, 1000, 100.0, Some("5 s left"));
        check(0, 1_000_000, 100.0, Some("3 h left"));
        check(0, 60_000, 100.0, Some("10 min left"));
        check(0, u64::MAX, 1.0, None);
        check(2000, 1000, 100.0, None);
    }

    #[test]
    fn the_speed_is_that_of_the_last_seconds() {
        let mut meter = Meter::new(1, 10.0, 0);
        assert_eq!(meter.say(10.0, 0, Some(1000)), [None, None]);
        // 100 bytes a second, then 10 a second.
        let mut bytes = 0.0;
        let mut now = 10.0;
        let mut said = [None, None];
        for step in 0..150 {
            now += 0.1;
            bytes += if step < 50 { 10.0 } else { 1.0 };
            meter.measure(now, bytes as u64);
            said = meter.say(now, bytes as u64, Some(1000));
            if step == 49 {
                let expected = ["100 bytes/s", "5 s left"].map(|text| Some(text.to_owned()));
                assert_eq!(said, expected);
            }
        }
        let expected = ["10 bytes/s", "40 s left"].map(|text| Some(text.to_owned()));
        assert_eq!(said, expected);
        // Silence.
        now += 2.0;
        meter.measure(now, bytes as u64);
        let [rate, left] = meter.say(now, bytes as u64, Some(1000));
        assert_eq!((rate.as_deref(), left), (Some("waiting for data"), None));
        // Begun anew.
        meter.measure(now + 0.1, 5);
        assert_eq!(meter.samples.len(), 1);
        assert!(meter.say(now + 0.1, 5, None)[0].is_none());
    }
}
