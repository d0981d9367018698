//! The colour maps that come with the program.

use super::{Colormap, Rgba, css};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Perceptually even maps and turbo, as full tables.
const TABLES: &str = include_str!("../../assets/colormaps/tables.txt");
/// Plotly's scales.
const PLOTLY: &str = include_str!("../../assets/colormaps/plotly.txt");

/// Keys in the asset files and titles, in the order shown.
const GROUPS: [(&str, &str); 8] = [
    ("sequential", "Sequential"),
    ("diverging", "Diverging"),
    ("cyclic", "Cyclic"),
    ("plotly-sequential", "Plotly, sequential"),
    ("plotly-diverging", "Plotly, diverging"),
    ("plotly-cyclic", "Plotly, cyclic"),
    ("plotlyjs", "plotly.js, where it differs"),
    ("uneven", "Not even: may mislead"),
];

/// Colour maps of one kind, for a picker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColormapGroup {
    /// What they have in common.
    pub title: &'static str,
    /// Names for [`Colormap::named`].
    pub names: Vec<&'static str>,
}

struct Library {
    maps: Vec<Colormap>,
    by_name: HashMap<String, usize>,
    groups: Vec<ColormapGroup>,
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let mut library = Library {
        maps: Vec::new(),
        by_name: HashMap::new(),
        groups: GROUPS
            .iter()
            .map(|(_, title)| ColormapGroup {
                title,
                names: Vec::new(),
            })
            .collect(),
    };
    library.read(TABLES);
    library.read(PLOTLY);
    library
});

/// The map of this name in any case.
pub(super) fn find(name: &str) -> Option<&'static Colormap> {
    let index = LIBRARY.by_name.get(&name.to_ascii_lowercase())?;
    LIBRARY.maps.get(*index)
}

/// The names by kind.
pub(super) fn groups() -> Vec<ColormapGroup> {
    LIBRARY.groups.clone()
}

impl Library {
    /// Reads an asset file; a broken map is left out, which a test would notice.
    fn read(&mut self, text: &'static str) {
        for block in text.split("\n= ").skip(1) {
            let Some((head, body)) = block.split_once('\n') else {
                continue;
            };
            let Some((name, group)) = head.split_once(" | ") else {
                continue;
            };
            let stops = parse_stops(body).map(|stops| Colormap::build(Cow::Borrowed(name), stops));
            let Some(Ok(map)) = stops else { continue };
            let place = GROUPS.iter().position(|(key, _)| *key == group);
            let Some(group) = place.and_then(|place| self.groups.get_mut(place)) else {
                continue;
            };
            group.names.push(name);
            self.by_name
                .insert(name.to_ascii_lowercase(), self.maps.len());
            self.maps.push(map);
        }
    }
}

/// `RRGGBB` words evenly spaced over 0 to 1, or `POSITION:RRGGBB` words.
fn parse_stops(body: &str) -> Option<Vec<(f64, Rgba)>> {
    let words: Vec<&str> = body.split_whitespace().collect();
    let last = words.len().checked_sub(1).filter(|last| *last > 0)? as f64;
    let stop = |(index, word): (usize, &&str)| match word.split_once(':') {
        Some((position, digits)) => Some((position.parse().ok()?, css::hex(digits)?)),
        None => Some((index as f64 / last, css::hex(word)?)),
    };
    words.iter().enumerate().map(stop).collect()
}
