//! Contestants take turns, so that a busy minute of the machine is shared by all.

use super::median;

/// One contestant's runs.
pub(crate) struct Row {
    /// Its name in the table.
    pub(crate) name: String,
    /// Its runs, one a turn.
    pub(crate) runs: Vec<Sample>,
    /// Why it has no (more) runs.
    pub(crate) failure: Option<String>,
}

/// One run.
#[derive(Clone, Copy)]
pub(crate) struct Sample {
    /// What counts.
    pub(crate) seconds: f64,
    /// Told beside it.
    pub(crate) also_seconds: f64,
    /// Peak of its resident memory.
    pub(crate) peak_mb: f64,
}

/// A name, and one run of it.
pub(crate) type Contestant<'a> = (String, Box<dyn Fn() -> Result<Sample, String> + 'a>);

/// Every contestant runs once a turn; who fails is left out of the turns that follow.
pub(crate) fn take(contestants: &[Contestant<'_>], turns: usize) -> Vec<Row> {
    let empty = |(name, _): &Contestant<'_>| Row {
        name: name.clone(),
        runs: Vec::new(),
        failure: None,
    };
    let mut rows: Vec<Row> = contestants.iter().map(empty).collect();
    for _ in 0..turns {
        for (row, (_, run)) in rows.iter_mut().zip(contestants) {
            if row.failure.is_some() {
                continue;
            }
            match run() {
                Ok(sample) => row.runs.push(sample),
                Err(failure) => row.failure = Some(failure),
            }
        }
    }
    rows
}

/// A table for `RESULTS.md`, where `also` says what the second time is. The first row is ours: the
/// last column says how many times as long each took, turn by turn.
pub(crate) fn table(rows: &[Row], also: &str, megabytes: f64) -> String {
    let mut text = format!(
        "| what | n | median [fastest-slowest], s | MB/s | {also}, s | peak, MB | times as long as Cellsius |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    );
    for row in rows {
        let seconds: Vec<f64> = row.runs.iter().map(|run| run.seconds).collect();
        let also: Vec<f64> = row.runs.iter().map(|run| run.also_seconds).collect();
        let cells = match (&row.failure, median(&seconds), median(&also)) {
            (None, Some(middle), Some(also)) => {
                let turns = row.runs.iter().zip(&rows[0].runs);
                let ratios: Vec<f64> = turns
                    .map(|(theirs, mine)| theirs.seconds / mine.seconds)
                    .collect();
                let peaks = row.runs.iter().map(|run| run.peak_mb);
                format!(
                    "{} | {} | {:.0} | {also:.3} | {:.0} | {}",
                    row.runs.len(),
                    spread(&seconds, 3),
                    megabytes / middle,
                    peaks.fold(0.0, f64::max),
                    spread(&ratios, 2)
                )
            }
            (failure, ..) => {
                format!("0 | {} | | | |", failure.as_deref().unwrap_or("no turns"))
            }
        };
        text.push_str(&format!("| {} | {cells} |\n", row.name));
    }
    text
}

/// Median, fastest and slowest.
pub(crate) fn spread(values: &[f64], digits: usize) -> String {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    median(values).map_or_else(
        || "-".to_owned(),
        |middle| format!("{middle:.digits$} [{low:.digits$}-{high:.digits$}]"),
    )
}
