//! Options that are one of a few names: written once, for the command line and the panels.

use super::{Aspect, Layout, Origin, XSide, YSide};
use crate::axis::Scale;
use crate::grid::Reduction;

/// One of a few named values.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every value with its name, in the order of help texts and menus.
    const ALL: &'static [(Self, &'static str)];

    /// The value's name.
    #[must_use]
    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(value, _)| *value == self)
            .map_or("", |(_, name)| name)
    }

    /// The value of this name.
    #[must_use]
    fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(value, _)| *value)
    }
}

impl Choice for Layout {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Auto, "auto"),
        (Self::Matrix, "matrix"),
        (Self::Tidy, "tidy"),
        (Self::Points, "points"),
    ];
}

impl Choice for Scale {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Linear, "linear"),
        (Self::Log, "log"),
        (Self::Date, "date"),
        (Self::Category, "category"),
    ];
}

impl Choice for Origin {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Upper, "upper"), (Self::Lower, "lower")];
}

impl Choice for Aspect {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Auto, "auto"), (Self::Equal, "equal")];
}

impl Choice for XSide {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Bottom, "bottom"), (Self::Top, "top")];
}

impl Choice for YSide {
    const ALL: &'static [(Self, &'static str)] = &[(Self::Left, "left"), (Self::Right, "right")];
}

impl Choice for Reduction {
    const ALL: &'static [(Self, &'static str)] = &[
        (Self::Mean, "mean"),
        (Self::Min, "min"),
        (Self::Max, "max"),
        (Self::Extreme, "extreme"),
        (Self::Sum, "sum"),
        (Self::Count, "count"),
        (Self::Nearest, "nearest"),
    ];
}
