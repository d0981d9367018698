//! What users, loaders and savers can say ([`Command`]), and what the shell is asked for ([`Effect`]).

use std::path::PathBuf;
use std::sync::Arc;

use super::{DocumentId, ExportForm, RecentChange, RecentFiles, ThemeChoice};
use crate::figure::{AxisId, Content, Figure, ReadSettings, Settings, ShowSettings, Table};
use crate::load::{Input, LoadError, Progress};
use crate::view::{Theme, Viewport};

/// Everything that can happen to the window's state.
#[derive(Clone, Debug)]
pub enum Command {
    /// Opens each in a tab of its own.
    Open(Vec<Input>),
    /// Opens one in a tab of its own, read and shown in its own way.
    OpenWith {
        /// What to open.
        input: Input,
        /// How to read and show it.
        settings: Box<Settings>,
    },
    /// Asks which file to open.
    PickOpen,
    /// Opens the table on the clipboard.
    Paste,
    /// The clipboard's text has arrived.
    Pasted(String),
    /// Reads the shown file again.
    Reload,
    /// Closes a tab, or the shown one.
    Close(Option<DocumentId>),
    /// Shows the tab at this index.
    Select(usize),
    /// Shows the tab so many places further on, round and round.
    Step(isize),
    /// Leaves.
    Quit,
    /// More of a table has been read.
    Arrived(Arrival),
    /// A load has ended.
    Loaded(LoadResult),
    /// Stops reading the shown file.
    CancelLoad,
    /// Shows the table otherwise.
    Show {
        /// The new choices.
        show: Box<ShowSettings>,
        /// Changes of one gesture are undone together.
        gesture: Gesture,
    },
    /// Reads the file otherwise.
    Read(Box<ReadSettings>),
    /// Moves the view.
    Navigate {
        /// What of it.
        reach: Reach,
        /// How.
        navigation: Navigation,
        /// Movements of one gesture are one step of the view's history.
        gesture: Gesture,
    },
    /// What the picture shows where that is not what was asked for (axes whose units are tied
    /// together), so that the next movement begins there. One range for each axis.
    Settle(Vec<[f64; 2]>),
    /// Shows another state of a figure that can be played.
    Frame(usize),
    /// Plays the figure, or pauses it.
    Play(bool),
    /// The view before this one.
    Back,
    /// The view after this one.
    Forward,
    /// The settings and view before the last change.
    Undo,
    /// The settings and view after the last undone change.
    Redo,
    /// Holds colour ranges that come from the picture's own values (while dragging), one for each
    /// colour scale.
    Freeze(Vec<[f64; 2]>),
    /// Lets them follow the picture again.
    Thaw,
    /// Shows or hides a part of the window.
    Toggle(Toggle),
    /// Light, dark or system.
    Theme(ThemeChoice),
    /// Opens the dialog to save a picture; size in points of the picture on screen.
    OpenExport {
        /// Width and height in points.
        size_pt: [f64; 2],
    },
    /// The dialog's fields have changed.
    EditExport(Box<ExportForm>),
    /// Asks where to save.
    PickSavePath,
    /// A place was picked.
    SavePathPicked(PathBuf),
    /// Saves the picture as the dialog says; an existing file is replaced only after a question.
    Export,
    /// A picture was saved, or not.
    Exported {
        /// Where.
        path: PathBuf,
        /// How it went.
        result: Result<(), ExportFailure>,
    },
    /// Closes whatever is open on top: dialog, overlay, list.
    Dismiss,
    /// Puts text on the clipboard.
    Copy(String),
    /// The list of recent files as it stands on disk.
    RecentKnown(RecentFiles),
    /// Takes files off the list of recent files.
    Recent(RecentChange),
    /// Something to say in the status bar, from the shell.
    Notice(String),
    /// Something failed in the shell; said in the status bar.
    Failure(String),
}

/// Steps of one gesture (a drag, a burst of the wheel, typing in one field) are one step of undo
/// and of the view's history. `None`: a step of its own.
pub type Gesture = Option<u64>;

/// What has been read so far of a table.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// For which document.
    pub document: DocumentId,
    /// The progress handed out with [`Effect::Load`].
    pub progress: Arc<Progress>,
    /// The rows so far; later arrivals have more.
    pub table: Arc<Table>,
}

/// The end of a load.
#[derive(Clone, Debug)]
pub struct LoadResult {
    /// For which document.
    pub document: DocumentId,
    /// The progress handed out with [`Effect::Load`]; tells a late answer from the awaited one.
    pub progress: Arc<Progress>,
    /// What the file holds, or why there is nothing.
    pub result: Result<Content, LoadError>,
}

/// What of the view a movement is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Every plot.
    #[default]
    Everything,
    /// The plot at this index, with those laid over it.
    Plot(usize),
    /// One axis.
    Axis(AxisId),
}

/// A movement of the view. Places are fractions of the plot: x from the left, y from the top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Navigation {
    /// Shows `1 / factor` of what was shown of each axis; what lies at `at` stays there.
    Zoom {
        /// The fixed place.
        at: [f64; 2],
        /// For x and for y; above 1 zooms in.
        factor: [f64; 2],
    },
    /// Moves the content by fractions of the plot, to the right and down.
    Pan([f64; 2]),
    /// Shows what lies between these fractions; `None` keeps the axis as it is.
    Box {
        /// Left and right.
        x: Option<[f64; 2]>,
        /// Top and bottom.
        y: Option<[f64; 2]>,
    },
    /// Shows everything.
    Fit,
    /// One cell for each pixel, around `at`.
    CellPerPixel {
        /// The fixed place.
        at: [f64; 2],
        /// Size of the plot in pixels.
        plot_px: [u32; 2],
    },
}

/// Parts of the window to show or hide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggle {
    /// The side panel.
    Panel,
    /// The crosshair.
    Crosshair,
    /// The tooltip.
    Tooltip,
    /// The list of keys.
    Keys,
    /// The list of warnings.
    Warnings,
    /// What the program is.
    About,
}

/// A table or figure to be read.
#[derive(Clone, Debug)]
pub struct LoadRequest {
    /// For which document.
    pub document: DocumentId,
    /// What to read.
    pub input: Input,
    /// How to read it; how it will be shown, so that this can be made ready.
    pub settings: Box<Settings>,
    /// Answer with [`Command::Arrived`], too, as long as it is read.
    pub parts: bool,
    /// Shown while it is read, and handed back.
    pub progress: Arc<Progress>,
}

impl LoadRequest {
    /// The answer, for [`Command::Loaded`].
    #[must_use]
    pub fn answered(self, result: Result<Content, LoadError>) -> LoadResult {
        LoadResult {
            document: self.document,
            progress: self.progress,
            result,
        }
    }
}

/// What the shell is asked for.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read a file on another thread; answer with [`Command::Loaded`].
    Load(LoadRequest),
    /// Stop reading for a document (its [`Progress::cancel`] has been called already).
    CancelLoad(DocumentId),
    /// Make a picture; answer with [`Command::Exported`].
    Export(Box<ExportRequest>),
    /// Ask for a file; answer with [`Command::Open`].
    PickOpenFile,
    /// Ask where to save; answer with [`Command::SavePathPicked`].
    PickSavePath {
        /// The path that stands in the dialog.
        suggested: PathBuf,
    },
    /// Read the clipboard; answer with [`Command::Pasted`].
    PasteFromClipboard,
    /// Put text on the clipboard.
    CopyText(String),
    /// Read the list of recent files from disk, change it, write it back; answer with
    /// [`Command::RecentKnown`].
    SaveRecent(RecentChange),
    /// Close the window.
    Quit,
}

/// A picture to be made.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// Where to.
    pub path: PathBuf,
    /// May an existing file be replaced? If not, answer [`ExportFailure::Exists`].
    pub replace: bool,
    /// Width and height in points.
    pub size_pt: [f64; 2],
    /// Pixels per point.
    pub scale: f64,
    /// Colours of everything but the data.
    pub theme: Theme,
    /// True to leave out the paper.
    pub transparent: bool,
    /// What to draw.
    pub figure: Arc<Figure>,
    /// The visible ranges.
    pub viewport: Viewport,
    /// The file that the figure was read from, never to be overwritten.
    pub source: Option<PathBuf>,
}

/// Why a picture was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportFailure {
    /// There is a file already, and replacing it was not allowed.
    Exists,
    /// Anything else, in one line.
    Failed(String),
}
