//! Tables that come with the program.

use crate::app::state::Command;
use crate::figure::{Origin, Settings};
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
    /// Where its first row stands, if not as its data suggest.
    pub origin: Option<Origin>,
}

impl Example {
    /// Opens it.
    #[must_use]
    pub fn command(&self) -> Command {
        let mut settings = Settings::default();
        settings.show.origin = self.origin;
        Command::OpenWith {
            input: Input::Bytes {
                name: self.name.to_owned(),
                bytes: self.bytes.to_vec(),
            },
            settings: Box::new(settings),
        }
    }
}

macro_rules! example {
    ($title:literal, $name:literal, $origin:expr) => {
        Example {
            title: $title,
            name: $name,
            bytes: include_bytes!(concat!("../../../assets/examples/", $name)),
            origin: $origin,
        }
    };
}

/// Tables that come with the program.
pub const EXAMPLES: &[Example] = &[
    example!("Volcano Maunga Whau, heights", "volcano.csv", None),
    example!("Flights by month and year", "flights.csv", None),
    example!("Commits of seven programmers", "commits.csv", None),
    example!("Medals by nation", "medals.csv", None),
    example!("Productivity by day and time", "productivity.csv", None),
    example!(
        "Golden ratio, unequal cells",
        "golden.csv",
        Some(Origin::Lower)
    ),
    example!("A missing value", "gaps.csv", Some(Origin::Lower)),
    example!("Nine numbers", "numbers.csv", None),
];
