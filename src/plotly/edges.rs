//! Cell edges from coordinates: centres or edges, too few or too many, as Plotly takes them.

use crate::axis::{Coordinates, Positions};

/// Where the cells of one side lie.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) positions: Positions,
    /// The order of the cells, where they had to be sorted: for each the one that was there before.
    pub(super) order: Option<Vec<usize>>,
}

/// Cells around centres or between edges; `coordinates` are finite, two or more. As many as `cells`
/// or fewer are centres, more are edges.
pub(super) fn placed(coordinates: &[f64], cells: usize, log: bool) -> Placed {
    let centres = coordinates.len() <= cells;
    let strict = is_strictly_monotone(coordinates);
    if centres && coordinates.len() == cells && strict {
        return unsorted(Positions::Centres(coordinates.into()));
    }
    let edges = edges(coordinates, cells, log);
    if is_monotone(&edges) {
        return unsorted(if centres && coordinates.len() == cells {
            Positions::Placed {
                centres: coordinates.into(),
                edges: edges.into(),
            }
        } else {
            Positions::Edges(edges.into())
        });
    }
    if centres {
        sorted_centres(coordinates, &edges, cells, log)
    } else {
        sorted_cells(&edges)
    }
}

fn unsorted(positions: Positions) -> Placed {
    Placed {
        positions,
        order: None,
    }
}

/// Cells whose centres were in no order, in order.
fn sorted_centres(coordinates: &[f64], edges: &[f64], cells: usize, log: bool) -> Placed {
    let middle = |cell: usize| match coordinates.get(cell) {
        Some(centre) => *centre,
        None => middle(edges, cell),
    };
    let mut order: Vec<usize> = (0..cells).collect();
    order.sort_by(|a, b| middle(*a).total_cmp(&middle(*b)));
    let centres: Coordinates = order.iter().map(|cell| middle(*cell)).collect();
    let mut edges = self::edges(&centres, cells, log);
    edges.sort_by(f64::total_cmp);
    Placed {
        positions: if is_strictly_monotone(&centres) {
            Positions::Centres(centres)
        } else {
            Positions::Placed {
                centres,
                edges: edges.into(),
            }
        },
        order: Some(order),
    }
}

/// Cells whose edges were in no order, by their middles, between the same edges in order.
fn sorted_cells(edges: &[f64]) -> Placed {
    let mut order: Vec<usize> = (0..edges.len().saturating_sub(1)).collect();
    order.sort_by(|a, b| middle(edges, *a).total_cmp(&middle(edges, *b)));
    let mut edges = edges.to_vec();
    edges.sort_by(f64::total_cmp);
    Placed {
        positions: Positions::Edges(edges.into()),
        order: Some(order),
    }
}

fn middle(edges: &[f64], cell: usize) -> f64 {
    match (edges.get(cell), edges.get(cell + 1)) {
        (Some(low), Some(high)) => low / 2.0 + high / 2.0,
        _ => f64::NAN,
    }
}

/// The edges of `cells` cells: halfway between centres (by the geometric mean on a log axis), the
/// outer ones mirrored; where centres are missing the last step is repeated; edges are taken as they
/// are.
pub(super) fn edges(coordinates: &[f64], cells: usize, log: bool) -> Vec<f64> {
    let given = coordinates.len();
    if given > cells {
        return coordinates[..=cells.min(given - 1)].to_vec();
    }
    let between = |a: f64, b: f64| {
        if log && a > 0.0 && b > 0.0 {
            (libm::sqrt(a) * libm::sqrt(b)).clamp(a.min(b), a.max(b))
        } else {
            a / 2.0 + b / 2.0
        }
    };
    let beyond = |near: f64, far: f64| {
        if log && near > 0.0 && far > 0.0 {
            near * libm::sqrt(near / far)
        } else {
            1.5 * near - 0.5 * far
        }
    };
    let ([first, second, ..], [.., before, last]) = (coordinates, coordinates) else {
        return Vec::new();
    };
    let mut edges = Vec::with_capacity(cells + 1);
    edges.push(beyond(*first, *second));
    edges.extend(coordinates.windows(2).map(|pair| between(pair[0], pair[1])));
    edges.push(beyond(*last, *before));
    let [low, high] = [edges[given - 1], edges[given]];
    let mut end = high;
    for _ in given..cells {
        end = if log && low > 0.0 && high > 0.0 {
            end * (high / low)
        } else {
            end + (high - low)
        };
        edges.push(end);
    }
    for edge in &mut edges {
        *edge = edge.clamp(-f64::MAX, f64::MAX);
    }
    edges
}

pub(super) fn is_strictly_monotone(values: &[f64]) -> bool {
    values.is_sorted_by(|a, b| a < b) || values.is_sorted_by(|a, b| a > b)
}

fn is_monotone(values: &[f64]) -> bool {
    values.is_sorted_by(|a, b| a <= b) || values.is_sorted_by(|a, b| a >= b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_of_centres_and_of_edges() {
        let check = |given: &[f64], cells, log, expected: &[f64]| {
            let found = edges(given, cells, log);
            assert_eq!(found.len(), expected.len(), "{given:?}");
            for (found, expected) in found.iter().zip(expected) {
                let close = (found - expected).abs() <= 1e-12 * expected.abs();
                assert!(close, "{given:?}: {found} for {expected}");
            }
        };
        check(&[0.0, 1.0, 3.0, 7.0], 4, false, &[-0.5, 0.5, 2.0, 5.0, 9.0]);
        check(&[0.0, 1.0, 3.0], 5, false, &[-0.5, 0.5, 2.0, 4.0, 6.0, 8.0]);
        check(&[1.0, 2.0, 3.0, 4.0], 3, false, &[1.0, 2.0, 3.0, 4.0]);
        check(&[0.0, 1.0, 2.0, 9.0], 2, false, &[0.0, 1.0, 2.0]);
        let outer = libm::sqrt(10.0);
        check(&[1.0, 10.0], 2, true, &[1.0 / outer, outer, 10.0 * outer]);
        check(
            &[1.0, 10.0],
            3,
            true,
            &[1.0 / outer, outer, 10.0 * outer, 100.0 * outer],
        );
    }

    #[test]
    fn cells_in_no_order_are_sorted() {
        let found = placed(&[0.0, 5.0, 2.0], 3, false);
        assert_eq!(found.positions, Positions::Centres([0.0, 2.0, 5.0].into()));
        assert_eq!(found.order, Some(vec![0, 2, 1]));
        let found = placed(&[0.0, 3.0, 1.0], 2, false);
        assert_eq!(found.positions, Positions::Edges([0.0, 1.0, 3.0].into()));
        let equal = placed(&[0.0, 0.0, 1.0], 3, false);
        assert!(matches!(equal.positions, Positions::Placed { .. }));
        assert_eq!(equal.order, None);
    }
}
