//! Differences that are intended, with their reasons.

/// `ID GROUP reason` lines.
const LIST: &str = include_str!("intended.txt");

/// Differences that are intended.
pub(crate) struct Intended(Vec<[&'static str; 3]>);

impl Intended {
    pub(crate) fn read() -> Self {
        let lines = LIST.lines().map(str::trim);
        let entries = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let parts = |line: &'static str| {
            let mut words = line.splitn(3, char::is_whitespace);
            let mut next = || words.next().map(str::trim).unwrap_or_default();
            let entry = [next(), next(), next()];
            assert!(
                !entry[2].is_empty(),
                "a difference without a reason: {line}"
            );
            entry
        };
        Self(entries.map(parts).collect())
    }

    /// Why this figure differs in this group.
    pub(crate) fn reason(&self, id: &str, group: &str) -> Option<&'static str> {
        self.0
            .iter()
            .find(|[figure, known, _]| *figure == id && *known == group)
            .map(|[_, _, reason]| *reason)
    }
}
