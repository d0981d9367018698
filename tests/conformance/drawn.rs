//! What Cellsius makes of a figure: the binary is run, its JSON and its picture are read.

use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::Value;

use crate::observed::Observed;
use crate::pictures::Pixels;

/// What Cellsius makes of a figure.
pub(crate) struct Drawn {
    /// What `--describe` says.
    pub(crate) described: Value,
    /// The picture.
    pub(crate) pixels: Option<Pixels>,
    /// What went wrong, and warnings.
    pub(crate) complaints: String,
}

impl Drawn {
    pub(crate) fn of(observed: &Observed) -> Self {
        let probes = observed.hovers().into_iter().map(|(at, _)| at).collect();
        Self::of_figure(&observed.figure, probes, &[])
    }

    pub(crate) fn of_figure(figure: &str, probes: Vec<[f64; 2]>, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let input = folder.path().join("figure.json");
        let picture = folder.path().join("figure.png");
        std::fs::write(&input, figure).expect("the figure is written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_cellsius"));
        command
            .arg(&input)
            .arg("--describe")
            .arg("-o")
            .arg(&picture)
            .args(options);
        for [x, y] in probes {
            command.arg("--probe").arg(format!("{x},{y}"));
        }
        let output = command.output().expect("the program runs");
        Self {
            described: serde_json::from_slice(&output.stdout).unwrap_or(Value::Null),
            pixels: Pixels::read(&picture),
            complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The layers of this kind over all plots, in order.
    pub(crate) fn layers(&self, kind: &str) -> Vec<(&Value, &Value)> {
        let plots = crate::observed::list(&self.described["plots"]);
        plots
            .flat_map(|plot| crate::observed::list(&plot["layers"]).map(move |layer| (plot, layer)))
            .filter(|(_, layer)| layer["kind"] == kind)
            .collect()
    }
}

/// `work` for each item, on as many threads as there are processors, in order.
pub(crate) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((index, item)) = {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    items.get(index).map(|item| (index, item))
                } {
                    let result = work(item);
                    done.lock()
                        .expect("no thread panicked")
                        .push((index, result));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread panicked");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
