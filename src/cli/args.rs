//! The options, as written in the help. Their effect is on [`Settings`], nowhere else.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Parser;

use crate::axis::{Scale, format_number};
use crate::color::{Classes, NormKind, Rgba};
use crate::export::PictureOptions;
use crate::figure::{
    Aspect, CellTextFormat, Figure, IndexColumn, Layout, Origin, ReadSettings, Settings,
    ShowSettings, XSide, YSide,
};
use crate::grid::Reduction;
use crate::render::PainterChoice;
use crate::view::Theme;

use super::values::{
    self, Pair, Range, Size, choice, colormap, columns_index, delimiter, finite, not_negative,
    positive, yes_no,
};

/// Cellsius opens a table as a heatmap: in a window, or as a picture without one.
#[derive(Debug, Parser)]
#[command(name = "cellsius", version, about, after_help = values::colormap_list(), max_term_width = 100)]
pub(super) struct Args {
    /// Tables, arrays, pictures or figures to open, a tab each; '-' reads standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,

    /// Write a file instead of opening a window: a picture (.png) or Plotly's figure (.json)
    #[arg(short = 'o', long = "export", value_name = "OUT")]
    pub(super) export: Option<PathBuf>,
    /// Print, as JSON, how FILE was read and what would be drawn
    #[arg(long)]
    pub(super) describe: bool,
    /// With --describe: what the tooltip says at this pixel; may be repeated
    #[arg(long, value_name = "X,Y", value_parser = values::pair, allow_hyphen_values = true)]
    pub(super) probe: Vec<Pair>,
    /// Size of the picture in points [default: 900x600; a figure's own]
    #[arg(long, value_name = "WxH", help_heading = "Picture")]
    pub(super) size: Option<Size>,
    /// Pixels per point
    #[arg(long, value_name = "S", default_value = "1", value_parser = positive, allow_hyphen_values = true, help_heading = "Picture")]
    scale: f64,
    /// Which frame is shown, by name or number from 1
    #[arg(long, value_name = "FRAME", help_heading = "Picture")]
    pub(super) frame: Option<String>,
    /// Colours of everything but the data [possible values: light, dark]
    #[arg(long, value_name = "THEME", value_parser = values::theme, help_heading = "Picture")]
    pub(super) theme: Option<Theme>,
    /// What paints [possible values: cpu, gpu]
    #[arg(long, value_name = "PAINTER", value_parser = values::painter, help_heading = "Picture")]
    pub(super) painter: Option<PainterChoice>,

    /// Memory that a matrix's values may take, such as 8G or 500M [default: what is free]
    #[arg(long, value_name = "SIZE", value_parser = values::bytes, help_heading = "Limits")]
    pub(super) memory: Option<u64>,
    /// Memory of the GPU that cells may take [default: as the GPU has]
    #[arg(long, value_name = "SIZE", value_parser = values::bytes, help_heading = "Limits")]
    pub(super) vram: Option<u64>,

    #[command(flatten)]
    read: ReadArgs,
    #[command(flatten)]
    color: ColorArgs,
    #[command(flatten)]
    axes: AxisArgs,
    #[command(flatten)]
    words: WordArgs,
}

/// How the table is read.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Reading")]
struct ReadArgs {
    /// How fields become a grid [possible values: auto, matrix, tidy, points]
    #[arg(long, value_name = "LAYOUT", value_parser = choice::<Layout>, default_value = "auto", hide_default_value = true)]
    layout: Layout,
    /// Column with the x of tidy data, by name or number from 1
    #[arg(long, value_name = "COL")]
    x: Option<String>,
    /// Column with the y of tidy data
    #[arg(long, value_name = "COL")]
    y: Option<String>,
    /// Column with the values of tidy data; of a .npz archive the array
    #[arg(long, value_name = "COL")]
    z: Option<String>,
    /// Column of tidy data whose values get a plot each, by name or number from 1
    #[arg(long, value_name = "COL")]
    facet: Option<String>,
    /// Column of tidy data whose values are played through one after the other
    #[arg(long, value_name = "COL")]
    frames: Option<String>,
    /// Is the first row a header? [possible values: yes, no]
    #[arg(long, value_name = "YES/NO", value_parser = yes_no)]
    header: Option<bool>,
    /// Column with the row labels, by name or number from 1, or none
    #[arg(long, value_name = "COL", value_parser = columns_index)]
    index: Option<IndexColumn>,
    /// Between fields: a character, tab or space
    #[arg(long, value_name = "C", value_parser = delimiter, allow_hyphen_values = true)]
    delimiter: Option<char>,
    /// Before decimals: . or ,
    #[arg(long, value_name = "C", value_parser = values::decimal)]
    decimal: Option<char>,
}

/// How values become colours.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Colour")]
struct ColorArgs {
    /// Colour map; NAME_r reverses [tables: viridis]
    #[arg(long, value_name = "NAME", value_parser = colormap)]
    colormap: Option<String>,
    /// linear, log, symlog[:LINEAR], power:G or quantile
    #[arg(long, value_name = "NORM", default_value = "linear")]
    norm: NormKind,
    /// Lowest and highest value of the colours; LO, or ,HI: the other is the data's
    #[arg(long, value_name = "LO,HI", value_parser = values::range, allow_hyphen_values = true)]
    range: Option<Range>,
    /// Value in the middle of the colours
    #[arg(long, value_name = "V", value_parser = finite, allow_hyphen_values = true)]
    midpoint: Option<f64>,
    /// Colours reach from the 2nd to the 98th percentile
    #[arg(long)]
    robust: bool,
    /// Discrete classes: their number, or their boundaries
    #[arg(long, value_name = "N or B1,B2,…", allow_hyphen_values = true)]
    classes: Option<Classes>,
    /// Colour of missing cells
    #[arg(long, value_name = "COLOR")]
    missing: Option<Rgba>,
    /// Colour of values under the range
    #[arg(long, value_name = "COLOR")]
    under: Option<Rgba>,
    /// Colour of values over the range
    #[arg(long, value_name = "COLOR")]
    over: Option<Rgba>,
    /// Several cells in one pixel [possible values: mean, min, max, extreme, sum, count, nearest]
    #[arg(long, value_name = "RULE", value_parser = choice::<Reduction>, default_value = "mean")]
    reduce: Reduction,
}

/// Axes and cells.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Axes and cells")]
struct AxisArgs {
    /// How x runs [possible values: linear, log, date, category]
    #[arg(long, value_name = "SCALE", value_parser = choice::<Scale>)]
    xscale: Option<Scale>,
    /// How y runs [possible values: linear, log, date, category]
    #[arg(long, value_name = "SCALE", value_parser = choice::<Scale>)]
    yscale: Option<Scale>,
    /// Where the first row stands [possible values: upper, lower]
    #[arg(long, value_name = "ORIGIN", value_parser = choice::<Origin>)]
    origin: Option<Origin>,
    /// Shape of the cells [possible values: auto, equal] [tables: auto]
    #[arg(long, value_name = "ASPECT", value_parser = choice::<Aspect>)]
    aspect: Option<Aspect>,
    /// Where the x axis stands [possible values: bottom, top] [tables: bottom]
    #[arg(long, value_name = "SIDE", value_parser = choice::<XSide>)]
    xside: Option<XSide>,
    /// Where the y axis stands [possible values: left, right] [tables: left]
    #[arg(long, value_name = "SIDE", value_parser = choice::<YSide>)]
    yside: Option<YSide>,
    /// Points between cells, never a cell's last pixel [tables: 0]
    #[arg(long, value_name = "PT", value_parser = not_negative, allow_hyphen_values = true)]
    gap: Option<f64>,
    /// Columns that are left out, by their labels
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    hide_columns: Vec<String>,
    /// Rows that are left out, by their labels
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    hide_rows: Vec<String>,
    /// Write values into cells, with a number format such as .2f or ~s
    #[arg(long, value_name = "FORMAT", value_parser = values::cell_text, num_args = 0..=1, require_equals = true, default_missing_value = "")]
    text: Option<CellTextFormat>,
}

/// Titles.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Words")]
struct WordArgs {
    /// Title of the figure
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    title: Option<String>,
    /// Title of the x axis
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    xlabel: Option<String>,
    /// Title of the y axis
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    ylabel: Option<String>,
    /// Title of the colour bar
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    zlabel: Option<String>,
}

impl Args {
    /// What the options ask for.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            read: self.read.settings(),
            show: self.show(),
        }
    }

    /// How a picture of this figure is made.
    pub(super) fn picture(&self, figure: &Figure) -> PictureOptions {
        let usual = PictureOptions::of_figure(figure);
        PictureOptions {
            size_pt: self
                .size
                .map_or(usual.size_pt, |size| [size.width, size.height]),
            scale: self.scale,
            theme: self.theme.unwrap_or_default(),
            painter: self.painter.unwrap_or_default(),
        }
    }

    fn show(&self) -> ShowSettings {
        let (color, axes, words) = (&self.color, &self.axes, &self.words);
        ShowSettings {
            colormap: color.colormap.clone(),
            norm: color.norm,
            range: color.range.and_then(Range::both),
            range_end: color.range.and_then(Range::end),
            midpoint: color.midpoint,
            robust: color.robust,
            classes: color.classes.clone(),
            missing: color.missing.unwrap_or(Rgba::TRANSPARENT),
            under: color.under,
            over: color.over,
            reduction: color.reduce,
            xscale: axes.xscale,
            yscale: axes.yscale,
            origin: axes.origin,
            aspect: axes.aspect,
            xside: axes.xside,
            yside: axes.yside,
            gap: axes.gap,
            text: axes.text.clone(),
            hidden_columns: hidden(&axes.hide_columns),
            hidden_rows: hidden(&axes.hide_rows),
            title: words.title.clone(),
            xlabel: words.xlabel.clone(),
            ylabel: words.ylabel.clone(),
            zlabel: words.zlabel.clone(),
            ..ShowSettings::default()
        }
    }
}

fn hidden(labels: &[String]) -> Arc<BTreeSet<String>> {
    Arc::new(labels.iter().cloned().collect())
}

impl ReadArgs {
    fn settings(&self) -> ReadSettings {
        ReadSettings {
            layout: self.layout,
            x: self.x.clone(),
            y: self.y.clone(),
            z: self.z.clone(),
            header: self.header,
            index: self.index.clone().unwrap_or_default(),
            delimiter: self.delimiter,
            decimal: self.decimal,
            facet: self.facet.clone(),
            frames: self.frames.clone(),
        }
    }
}

/// `--text [FORMAT]` may stand right before a file or another option: the next argument is its
/// format only if it is a number format and begins with no hyphen (`-o` would be one: octal digits).
pub(super) fn with_text_format_joined(
    arguments: impl IntoIterator<Item = OsString>,
) -> Vec<OsString> {
    let mut joined: Vec<OsString> = Vec::new();
    let mut arguments = arguments.into_iter().peekable();
    while let Some(argument) = arguments.next() {
        let is_format = |next: &OsString| {
            next.to_str()
                .filter(|next| !next.is_empty() && !next.starts_with('-'))
                .is_some_and(|next| format_number(next, 1.0).is_ok())
        };
        if argument == "--text"
            && let Some(format) = arguments.next_if(is_format)
        {
            let mut whole = OsString::from("--text=");
            whole.push(format);
            joined.push(whole);
        } else {
            joined.push(argument);
        }
    }
    joined
}
