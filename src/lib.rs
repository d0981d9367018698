//! Cellsius opens a table as a heatmap: in a native window, or as a picture without one.
//!
//! The rooms, from the ground up: [`grid`], [`axis`] and [`color`] are pure tables;
//! [`figure`] says what is to be seen; [`view`] resolves it to pixels; [`render`] paints,
//! [`plotly`] knows Plotly's figures, [`load`] reads, [`export`] writes; [`app`] is the window and [`cli`] the command line.
//! A room knows only the rooms below it (`tests/architecture.rs` checks this).
//!
//! The way from bytes to what lies under a pixel, without a window:
//!
//! ```
//! use cellsius::export::PictureOptions;
//! use cellsius::figure::{Settings, build};
//! use cellsius::load::{Input, Progress, load};
//! use cellsius::view::Viewport;
//!
//! let bytes = b"nation,gold,silver\nSouth Korea,24,13\nChina,10,15\n".to_vec();
//! let input = Input::Bytes { name: "medals.csv".to_owned(), bytes };
//! let settings = Settings::default();
//! let table = load(&input, &settings.read, &Progress::new())?;
//! let figure = build(&table, &settings);
//! let frame = PictureOptions::default().frame(&figure, &Viewport::whole(&figure))?;
//! let plot = frame.plots[0].rect;
//! let corner = [f64::from(plot.x) + 1.0, f64::from(plot.y) + 1.0];
//! let probe = frame.probe(corner).ok_or("a cell lies in the corner")?;
//! assert_eq!(probe.lines, ["x: gold", "nation: South Korea", "z: 24"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod app;
pub mod axis;
pub mod cli;
pub mod color;
pub mod export;
pub mod figure;
pub mod grid;
pub mod load;
pub mod plotly;
pub mod render;
pub mod view;
