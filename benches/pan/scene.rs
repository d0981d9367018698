//! Grids to navigate: waves with noise, made quickly.

use std::sync::Arc;

use cellsius::axis::{Positions, Scale};
use cellsius::figure::{Settings, Side, SideKind, Table};
use cellsius::grid::{Block, Cells, Grid};

/// What a cell is stored as.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Numbers {
    U8,
    F32,
    F64,
}

/// How the cells lie.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Edges {
    Even,
    /// Ten times as wide at the end as at the start.
    Unequal,
    /// Three decades, on log axes, with unequal steps there as well.
    LogAxes,
}

/// A square grid.
pub(crate) struct Scene {
    pub(crate) name: String,
    pub(crate) side: usize,
    pub(crate) numbers: Numbers,
    pub(crate) edges: Edges,
}

impl Scene {
    /// The table.
    ///
    /// # Errors
    /// One line, if there is not twice its memory free.
    pub(crate) fn table(&self) -> Result<Table, String> {
        let cells = self.side * self.side;
        let bytes = cells
            * match self.numbers {
                Numbers::U8 => 1,
                Numbers::F32 => 4,
                Numbers::F64 => 8,
            };
        let free = free_memory();
        if free < 2 * bytes as u64 {
            return Err(format!(
                "left out: {:.1} GB of memory free, {:.1} wanted",
                free as f64 / 1e9,
                2.0 * bytes as f64 / 1e9
            ));
        }
        Ok(Table::of_grid(
            &self.name,
            self.grid(),
            self.side(),
            self.side(),
        ))
    }

    fn grid(&self) -> Grid {
        let cells = match self.numbers {
            Numbers::U8 => Cells::U8(self.values(|value| (value * 80.0 + 128.0) as u8)),
            Numbers::F32 => Cells::F32(self.values(|value| value as f32)),
            Numbers::F64 => Cells::F64(self.values(|value| value)),
        };
        let block = Block::new(self.side, self.side, cells).unwrap();
        Grid::from_blocks(self.side, vec![block])
    }

    /// Values of about -1.2 to 1.2, as the measuring scripts make them for the interactive peers.
    fn values<T>(&self, number: impl Fn(f64) -> T) -> Vec<T> {
        let side = self.side as f64;
        let place = |index: usize| -3.0 + 6.0 * index as f64 / side;
        let along: Vec<f64> = (0..self.side).map(|x| (3.0 * place(x)).sin()).collect();
        let mut noise = 0x9e37_79b9_7f4a_7c15_u64;
        let mut values = Vec::with_capacity(self.side * self.side);
        for row in 0..self.side {
            let across = (2.0 * place(row)).cos();
            values.extend(along.iter().map(|wave| {
                noise ^= noise << 13;
                noise ^= noise >> 7;
                noise ^= noise << 17;
                number(wave * across + 0.2 * (noise as f64 / u64::MAX as f64 - 0.5))
            }));
        }
        values
    }

    fn side(&self) -> Side {
        let count = self.side;
        let part = |index: usize| index as f64 / count as f64;
        let made = |edge: &dyn Fn(f64) -> f64| -> Positions {
            let edges: Arc<[f64]> = (0..=count).map(|index| edge(part(index))).collect();
            Positions::Edges(edges.into())
        };
        let (kind, positions) = match self.edges {
            Edges::Even => (SideKind::Index, Positions::index(count)),
            Edges::Unequal => (SideKind::Number, made(&|t| t + 4.5 * t * t)),
            Edges::LogAxes => (
                SideKind::Number,
                made(&|t| 10.0_f64.powf(3.0 * (t + 0.5 * t * t))),
            ),
        };
        Side {
            name: None,
            kind,
            positions,
            labels: Arc::default(),
            grows_upwards: false,
        }
    }

    pub(crate) fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        let scale = (self.edges == Edges::LogAxes).then_some(Scale::Log);
        (settings.show.xscale, settings.show.yscale) = (scale, scale);
        settings
    }
}

/// Bytes of memory that are free; plenty where the system does not tell.
fn free_memory() -> u64 {
    let memory = std::fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemAvailable:"));
    let kibibytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes.map_or(u64::MAX, |kibibytes| kibibytes * 1024)
}
