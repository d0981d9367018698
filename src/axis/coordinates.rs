//! Numbers along an axis, shared, with what is derived from them.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::edges::Edges;

/// Numbers along an axis. Copies share them, and all that is derived from them is made once.
#[derive(Clone, Default)]
pub struct Coordinates(Arc<Shared>);

/// Numbers along an axis, and what is made of them when first asked for.
#[derive(Default)]
pub(super) struct Shared {
    values: Arc<[f64]>,
    /// The numbers themselves as edges.
    as_edges: OnceLock<Edges>,
    /// Edges between the numbers, as centres.
    pub(super) between: OnceLock<Edges>,
    /// The same for log axes.
    pub(super) between_on_log: OnceLock<Edges>,
    /// Whether they are evenly spaced.
    pub(super) even: OnceLock<bool>,
}

impl Coordinates {
    /// The numbers themselves as edges of cells.
    pub(super) fn as_edges(&self) -> Edges {
        let make = || Edges::given(Arc::clone(&self.0.values));
        self.0.as_edges.get_or_init(make).clone()
    }

    pub(super) fn derived(&self) -> &Shared {
        &self.0
    }
}

impl Deref for Coordinates {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.0.values
    }
}

impl<T: Into<Arc<[f64]>>> From<T> for Coordinates {
    fn from(values: T) -> Self {
        Self(Arc::new(Shared {
            values: values.into(),
            ..Shared::default()
        }))
    }
}

impl FromIterator<f64> for Coordinates {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        values.into_iter().collect::<Arc<[f64]>>().into()
    }
}

impl fmt::Debug for Coordinates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.values.fmt(f)
    }
}

impl PartialEq for Coordinates {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.values == other.0.values
    }
}
