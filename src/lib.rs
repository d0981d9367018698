//! Cellsius opens a table as a heatmap: in a native window, or as a picture without one.
//!
//! The rooms, from the ground up: [`grid`], [`axis`] and [`color`] are pure tables;
//! [`figure`] says what is to be seen; [`view`] resolves it to pixels; [`render`] paints,
//! [`load`] reads, [`export`] writes; [`app`] is the window and [`cli`] the command line.
//! A room knows only the rooms below it (`tests/architecture.rs` checks this).

pub mod app;
pub mod axis;
pub mod cli;
pub mod color;
pub mod export;
pub mod figure;
pub mod grid;
pub mod load;
pub mod render;
pub mod view;
