//! Pairs of axes that things are drawn over, in the order in which they lie.

use super::trace::{Kind, LETTERS, Trace};
use super::{Attrs, AxisIds, axis_ids, template};
use crate::figure::AxisId;

/// All pairs of axes, those that are laid over others last. Axes that only annotations, shapes or
/// images name are added to `ids`.
pub(super) fn pairs(
    layout: Attrs<'_>,
    traces: &[Trace<'_>],
    ids: &mut AxisIds,
) -> Vec<[AxisId; 2]> {
    let mut pairs: Vec<[AxisId; 2]> = Vec::new();
    for trace in traces.iter().filter(|trace| trace.kind != Kind::Elsewhere) {
        if !pairs.contains(&trace.axes) {
            pairs.push(trace.axes);
        }
    }
    add_named(layout, ids, &mut pairs);
    add_of_grid(layout, ids);
    pair_lone_axes(layout, ids, &mut pairs);
    let laid_over = |id: AxisId| {
        let attrs = template::axis(layout, ids.name(id));
        let over = attrs.text("overlaying").and_then(|name| ids.id(&name));
        over.is_some_and(|other| other != id)
    };
    let number = |id: AxisId| {
        ids.of_letter(first_letter(ids.name(id)))
            .iter()
            .position(|known| *known == id)
    };
    pairs.sort_by_key(|[x, y]| (laid_over(*x) || laid_over(*y), number(*x), number(*y)));
    pairs
}

fn first_letter(name: &str) -> char {
    name.chars().next().unwrap_or('x')
}

/// Axes that annotations, shapes and images stand on.
fn add_named(layout: Attrs<'_>, ids: &mut AxisIds, pairs: &mut Vec<[AxisId; 2]>) {
    let lists = ["annotations", "shapes", "images"];
    for item in lists.iter().flat_map(|list| template::items(layout, list)) {
        let [x, y] = LETTERS.map(|letter| {
            let name = item.text(&format!("{letter}ref"))?;
            let name = axis_ids::clean(name.strip_suffix(" domain").unwrap_or(&name))?;
            name.starts_with(letter).then_some(name)
        });
        let new = |name: &Option<String>| name.as_ref().is_some_and(|name| ids.id(name).is_none());
        let any_new = new(&x) || new(&y);
        let x = x.map(|name| ids.add(&name));
        let y = y.map(|name| ids.add(&name));
        if let (true, Some(x), Some(y)) = (any_new, x, y) {
            pairs.push([x, y]);
        }
    }
}

/// Axes that the layout's grid places.
fn add_of_grid(layout: Attrs<'_>, ids: &mut AxisIds) {
    let grid = layout.child("grid");
    for letter in LETTERS {
        for node in grid.list(&format!("{letter}axes")) {
            if let Some(name) = node.text().and_then(axis_ids::clean) {
                ids.add(&name);
            }
        }
    }
}

/// A partner for each axis without one: the one that it is anchored to.
fn pair_lone_axes(layout: Attrs<'_>, ids: &mut AxisIds, pairs: &mut Vec<[AxisId; 2]>) {
    for (side, letter) in LETTERS.iter().enumerate() {
        let other = LETTERS[1 - side];
        for id in ids.of_letter(first_letter(letter)) {
            if pairs.iter().any(|pair| pair[side] == id) {
                continue;
            }
            let anchor = template::axis(layout, ids.name(id)).text("anchor");
            let anchor = anchor
                .and_then(|name| axis_ids::clean(&name))
                .filter(|name| name.starts_with(other));
            let partner = ids.add(anchor.as_deref().unwrap_or(other));
            pairs.push(if side == 0 {
                [id, partner]
            } else {
                [partner, id]
            });
        }
    }
    if pairs.is_empty() {
        pairs.push([ids.add("x"), ids.add("y")]);
    }
}
