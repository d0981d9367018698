//! The axes of a figure by name.

use crate::figure::AxisId;

/// The axes of a figure by name: `x`, `x2`, `y`, ... Their order is that of
/// [`crate::figure::Figure::axes`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AxisIds {
    names: Vec<String>,
}

impl AxisIds {
    /// No axes yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The axis of this name, new if it is not there yet.
    pub fn add(&mut self, name: &str) -> AxisId {
        self.id(name).unwrap_or_else(|| {
            self.names
                .push(clean(name).unwrap_or_else(|| name.to_owned()));
            AxisId(self.names.len() - 1)
        })
    }

    /// The axis of this name.
    #[must_use]
    pub fn id(&self, name: &str) -> Option<AxisId> {
        let name = clean(name)?;
        let found = self.names.iter().position(|known| *known == name);
        found.map(AxisId)
    }

    /// The name of an axis; empty where there is none.
    #[must_use]
    pub fn name(&self, id: AxisId) -> &str {
        self.names.get(id.0).map_or("", String::as_str)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Ids and names in order.
    pub fn iter(&self) -> impl Iterator<Item = (AxisId, &str)> {
        self.names
            .iter()
            .enumerate()
            .map(|(index, name)| (AxisId(index), name.as_str()))
    }

    /// The axes of a letter, by their numbers: the first is where things stand by default.
    #[must_use]
    pub fn of_letter(&self, letter: char) -> Vec<AxisId> {
        let mut found: Vec<AxisId> = self
            .iter()
            .filter(|(_, name)| name.starts_with(letter))
            .map(|(id, _)| id)
            .collect();
        found.sort_by_key(|id| number(self.name(*id)));
        found
    }
}

/// The number of an axis: 1 for `x`, 2 for `x2`.
fn number(name: &str) -> u32 {
    name.get(1..)
        .and_then(|digits| digits.parse().ok())
        .unwrap_or(1)
}

/// The usual form of an axis's name: `x` for `x1`; none for what is no axis's name.
#[must_use]
pub fn clean(name: &str) -> Option<String> {
    let digits = name.strip_prefix(['x', 'y'])?;
    let letter = name.get(..1)?;
    match digits {
        "" | "1" => Some(letter.to_owned()),
        _ => {
            let valid = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
            (valid && digits.len() < 9).then(|| name.to_owned())
        }
    }
}

/// The name of an axis's container in the layout: `xaxis2` for `x2`.
#[must_use]
pub fn container(name: &str) -> String {
    let (letter, digits) = name.split_at_checked(1).unwrap_or((name, ""));
    format!("{letter}axis{digits}")
}
