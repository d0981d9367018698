//! Medians and the words about the machine that the benches print.

/// True under `cargo bench`; `cargo test --benches` only wants to see it start.
pub(crate) fn is_bench() -> bool {
    std::env::args().any(|argument| argument == "--bench")
}

/// The middle one, once sorted; `None` of none.
pub(crate) fn median(seconds: &[f64]) -> Option<f64> {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

/// What it was measured on, and how busy that was.
pub(crate) fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or_else(
            || "unknown".to_owned(),
            |(_, value)| value.trim().to_owned(),
        )
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = read("/proc/loadavg");
    format!(
        "cellsius {}, {cores} cores, {}, load average at the start {}",
        env!("CARGO_PKG_VERSION"),
        field(&read("/proc/cpuinfo"), "model name"),
        load.split(' ').next().unwrap_or("unknown"),
    )
}
