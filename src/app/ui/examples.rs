//! Tables that come with the program.

use crate::load::Input;

/// A table that comes with the program.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// In menus.
    pub title: &'static str,
    /// The tab's title.
    pub name: &'static str,
    /// The file.
    pub bytes: &'static [u8],
}

impl Example {
    /// To be opened.
    #[must_use]
    pub fn input(&self) -> Input {
        Input::Bytes {
            name: self.name.to_owned(),
            bytes: self.bytes.to_vec(),
        }
    }
}

macro_rules! example {
    ($title:literal, $name:literal) => {
        Example {
            title: $title,
            name: $name,
            bytes: include_bytes!(concat!("../../../assets/examples/", $name)),
        }
    };
}

/// Tables that come with the program.
pub const EXAMPLES: &[Example] = &[
    example!("Volcano Maunga Whau, heights", "volcano.csv"),
    example!("Flights by month and year", "flights.csv"),
    example!("Commits of seven programmers", "commits.csv"),
    example!("Medals by nation", "medals.csv"),
    example!("Productivity by day and time", "productivity.csv"),
    example!("Golden ratio, unequal cells", "golden.csv"),
    example!("A missing value", "gaps.csv"),
    example!("Nine numbers", "numbers.csv"),
];
