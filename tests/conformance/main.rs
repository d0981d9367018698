//! What Cellsius makes of Plotly's figures against what plotly.js 4.1.1 was observed to draw.
//!
//! Runs the binary on every case, seed figure and mock of `../shared/plotly` and prints how many
//! agree, group by group, with and without the differences that are intended
//! (`tests/conformance/intended.txt`), and each difference. Says so and passes where those files are
//! missing. `cargo test --test conformance -- --nocapture` prints the tables.

#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]

mod drawn;
mod groups;
mod intended;
mod mocks;
mod numbers;
mod observed;
mod pictures;
mod tally;
mod words;

use std::path::{Path, PathBuf};

use serde_json::Value;

use drawn::{Drawn, in_parallel};
use intended::Intended;
use observed::Observed;
use tally::Tally;

/// What was observed of Plotly; `None` where it is not at hand.
fn shared(below: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/plotly")
        .join(below);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: no {}", path.display());
    None
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    serde_json::from_str(&text).expect("the file is JSON")
}

/// Compares all figures with what was observed of them and prints the table.
fn compare(title: &str, observed: &[Observed]) {
    let intended = Intended::read();
    let outcomes = in_parallel(observed, |observed| {
        let drawn = Drawn::of(observed);
        groups::compare(observed, &drawn)
    });
    let mut tally = Tally::default();
    for (observed, outcomes) in observed.iter().zip(outcomes) {
        tally.add(&observed.id, &outcomes, &intended);
    }
    eprintln!("\n{title}, {} figures\n{tally}", observed.len());
    assert_eq!(tally.unexplained(), 0, "differences that are not intended");
}

#[test]
fn cases_agree() {
    let Some(path) = shared("cases.json") else {
        return;
    };
    let cases = json(&path);
    let cases = cases["cases"].as_array().expect("a list of cases");
    let cases: Vec<Observed> = cases.iter().map(Observed::of_case).collect();
    compare("cases", &cases);
}

#[test]
fn seed_figures_agree() {
    let Some(path) = shared("seed_figures/oracle.json") else {
        return;
    };
    let oracle = json(&path);
    let figures = oracle["figures"].as_array().expect("a list of figures");
    let figures: Vec<Observed> = figures.iter().map(Observed::of_seed).collect();
    compare("seed figures", &figures);
}
