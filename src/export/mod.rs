//! From a figure to a file: pictures, and the description of what would be drawn.

mod describe;
mod describe_probe;
mod figure_file;
mod file;
mod paged;
mod picture;

pub use describe::Described;
pub use figure_file::{figure_json, save, save_figure};
pub use file::is_same_file;
pub use picture::{ExportError, Format, PictureOptions, save_frame, save_picture};
