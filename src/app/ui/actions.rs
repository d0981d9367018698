//! Everything that menus and keys can do, in one table: it makes the menus, the list of keys and
//! the dispatch.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::facts::Facts;
use crate::app::state::{Command, Document, Navigation, Reach, State, Toggle};
use crate::color::NormKind;
use crate::figure::{Origin, ShowSettings};

/// Something that a menu item or a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table's texts say what each does")]
pub enum Action {
    Open,
    Paste,
    Reload,
    SavePicture,
    CloseTab,
    Quit,
    Undo,
    Redo,
    CopyValue,
    CopyDescription,
    Fit,
    ZoomIn,
    ZoomOut,
    CellPerPixel,
    Back,
    Forward,
    Play,
    NextFrame,
    PreviousFrame,
    Panel,
    Crosshair,
    Tooltip,
    NextTab,
    PreviousTab,
    FlipY,
    Warnings,
    AutoRange,
    RobustRange,
    SymmetricRange,
    ReverseColors,
    NextNorm,
    ResetColors,
    Keys,
    About,
    Dismiss,
}

/// The menu that an action stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Files and tabs.
    File,
    /// Undo and copy.
    Edit,
    /// The view and the window.
    View,
    /// How the table is read and laid out.
    Data,
    /// Colours.
    Colour,
    /// Keys and the program.
    Help,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// What it does.
    pub action: Action,
    /// Where it stands; `None`: by key alone.
    pub menu: Option<Menu>,
    /// Its text in the menu and in the list of keys.
    pub text: &'static str,
    /// Keys; the first is shown in the menu.
    pub keys: &'static [KeyboardShortcut],
    /// More about it, shown on hover.
    pub help: &'static str,
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}

const fn alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::ALT, key)
}

const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

const fn row(
    action: Action,
    menu: Menu,
    text: &'static str,
    keys: &'static [KeyboardShortcut],
    help: &'static str,
) -> Entry {
    Entry {
        action,
        menu: Some(menu),
        text,
        keys,
        help,
    }
}

/// All actions, in the order of the menus.
#[rustfmt::skip]
pub const ENTRIES: &[Entry] = &[
    row(Action::Open, Menu::File, "Open…", &[ctrl(Key::O)], "Open a table or figure in a new tab"),
    row(Action::Paste, Menu::File, "Paste table", &[ctrl(Key::V)], "Open the table or figure on the clipboard"),
    row(Action::Reload, Menu::File, "Reload", &[ctrl(Key::R), plain(Key::F5)], "Read the file again; the view stays"),
    row(Action::SavePicture, Menu::File, "Save picture…", &[ctrl_shift(Key::S)], "The same view, colours and words as on screen"),
    row(Action::CloseTab, Menu::File, "Close tab", &[ctrl(Key::W)], "Close the file shown"),
    row(Action::Quit, Menu::File, "Quit", &[ctrl(Key::Q)], "Leave Cellsius"),
    row(Action::Undo, Menu::Edit, "Undo", &[ctrl(Key::Z)], "Settings and views alike"),
    row(Action::Redo, Menu::Edit, "Redo", &[ctrl_shift(Key::Z), ctrl(Key::Y)], "What was undone last"),
    row(Action::CopyValue, Menu::Edit, "Copy value", &[ctrl(Key::C)], "The value under the pointer"),
    row(Action::CopyDescription, Menu::Edit, "Copy description", &[ctrl_shift(Key::C)], "All lines of the tooltip under the pointer"),
    row(Action::Fit, Menu::View, "Show everything", &[plain(Key::Home), plain(Key::F)], "The whole table; double click does it too"),
    row(Action::ZoomIn, Menu::View, "Zoom in", &[plain(Key::Plus)], "At the pointer; the wheel does it too"),
    row(Action::ZoomOut, Menu::View, "Zoom out", &[plain(Key::Minus)], "At the pointer"),
    row(Action::CellPerPixel, Menu::View, "One cell per pixel", &[plain(Key::Num1)], "Each cell is one pixel of the screen"),
    row(Action::Back, Menu::View, "Previous view", &[plain(Key::Backspace), alt(Key::ArrowLeft)], "The view before the last zoom or pan"),
    row(Action::Forward, Menu::View, "Next view", &[alt(Key::ArrowRight)], "Undoes “Previous view”"),
    row(Action::Play, Menu::View, "Play or pause", &[plain(Key::Space)], "The states of a figure that has several"),
    row(Action::NextFrame, Menu::View, "Next frame", &[plain(Key::ArrowRight)], "The figure’s next state"),
    row(Action::PreviousFrame, Menu::View, "Previous frame", &[plain(Key::ArrowLeft)], "The figure’s state before"),
    row(Action::NextTab, Menu::View, "Next tab", &[KeyboardShortcut::new(Modifiers::CTRL, Key::Tab)], "The file in the tab to the right"),
    row(Action::PreviousTab, Menu::View, "Previous tab", &[KeyboardShortcut::new(Modifiers::CTRL.plus(Modifiers::SHIFT), Key::Tab)], "The file in the tab to the left"),
    row(Action::Panel, Menu::View, "Side panel", &[ctrl(Key::B)], "Colours, axes, words and reading"),
    row(Action::Crosshair, Menu::View, "Crosshair", &[plain(Key::H)], "Lines through the pointer"),
    row(Action::Tooltip, Menu::View, "Tooltip", &[plain(Key::T)], "The value under the pointer"),
    row(Action::FlipY, Menu::Data, "Flip y axis", &[plain(Key::Y)], "First row at the top or at the bottom"),
    row(Action::Warnings, Menu::Data, "Warnings", &[plain(Key::W)], "What was not as it should be in the file"),
    row(Action::AutoRange, Menu::Colour, "Automatic range", &[plain(Key::N)], "From the smallest to the largest value; double click on the colour bar does it too"),
    row(Action::RobustRange, Menu::Colour, "Robust range", &[], "From the 2nd to the 98th percentile"),
    row(Action::SymmetricRange, Menu::Colour, "Midpoint at zero", &[], "The middle colour at zero, as far up as down"),
    row(Action::ReverseColors, Menu::Colour, "Reverse colours", &[plain(Key::I)], "The colour map from its other end"),
    row(Action::NextNorm, Menu::Colour, "Next norm", &[plain(Key::L)], "Linear, log, symlog, and round again"),
    row(Action::ResetColors, Menu::Colour, "Reset colours", &[plain(Key::R)], "Map, norm, range and classes as at the start"),
    row(Action::Keys, Menu::Help, "Keys and mouse", &[plain(Key::F1), plain(Key::Questionmark)], "This list"),
    row(Action::About, Menu::Help, "About Cellsius", &[], "Version and licences"),
    Entry { action: Action::Dismiss, menu: None, text: "Close what is on top", keys: &[plain(Key::Escape)], help: "Dialog or list; else what is being read is cancelled" },
];

impl Action {
    /// Can it do anything now?
    #[must_use]
    pub fn is_available(self, state: &State) -> bool {
        let document = state.active();
        let figure = document.is_some_and(|document| document.figure.is_some());
        let history = document.map(|document| &document.history);
        match self {
            Self::Open | Self::Paste | Self::Quit | Self::Keys | Self::About | Self::Dismiss => {
                true
            }
            Self::Panel | Self::Crosshair | Self::Tooltip => true,
            Self::Reload => document.is_some_and(|document| document.can_reload()),
            Self::CloseTab => document.is_some(),
            Self::NextTab | Self::PreviousTab => state.documents.len() > 1,
            Self::Undo => history.is_some_and(|history| history.can_undo()),
            Self::Redo => history.is_some_and(|history| history.can_redo()),
            Self::Back => history.is_some_and(|history| history.can_go_back()),
            Self::Forward => history.is_some_and(|history| history.can_go_forward()),
            Self::Play | Self::NextFrame | Self::PreviousFrame => {
                document.is_some_and(|open| open.frames() > 1)
            }
            Self::Warnings => document.is_some_and(|open| open.warnings().next().is_some()),
            _ => figure,
        }
    }

    /// Is it something switched on?
    #[must_use]
    pub fn is_on(self, state: &State) -> Option<bool> {
        let show = state.active().map(|document| &document.settings.show);
        match self {
            Self::Panel => Some(state.shown.panel),
            Self::Crosshair => Some(state.has_crosshair()),
            Self::Tooltip => Some(state.shown.tooltip),
            Self::RobustRange => Some(show.is_some_and(|show| show.robust)),
            Self::SymmetricRange => Some(show.is_some_and(|show| show.midpoint == Some(0.0))),
            Self::ReverseColors => Some(
                state
                    .active()
                    .is_some_and(|document| document.colormap().ends_with("_r")),
            ),
            _ => None,
        }
    }

    /// The command that it stands for now.
    #[must_use]
    pub fn command(self, state: &State, facts: &Facts) -> Option<Command> {
        let navigate = |navigation| {
            let everything = matches!(navigation, Navigation::Fit);
            let reach = if everything {
                Reach::Everything
            } else {
                facts.reach
            };
            Some(Command::Navigate {
                reach,
                navigation,
                gesture: None,
            })
        };
        let zoom = |factor: f64| {
            navigate(Navigation::Zoom {
                at: facts.at,
                factor: [factor; 2],
            })
        };
        match self {
            Self::Open => Some(Command::PickOpen),
            Self::Paste => Some(Command::Paste),
            Self::Reload => Some(Command::Reload),
            Self::SavePicture => Some(Command::OpenExport {
                size_pt: facts.canvas_pt,
            }),
            Self::CloseTab => Some(Command::Close(None)),
            Self::Quit => Some(Command::Quit),
            Self::Undo => Some(Command::Undo),
            Self::Redo => Some(Command::Redo),
            Self::CopyValue => facts.value.clone().map(Command::Copy),
            Self::CopyDescription => facts.lines.as_ref().map(|l| Command::Copy(l.join("\n"))),
            Self::Fit => navigate(Navigation::Fit),
            Self::ZoomIn => zoom(1.5),
            Self::ZoomOut => zoom(1.0 / 1.5),
            Self::CellPerPixel => navigate(Navigation::CellPerPixel {
                at: facts.at,
                plot_px: facts.plot_px,
            }),
            Self::Back => Some(Command::Back),
            Self::Forward => Some(Command::Forward),
            Self::Play => state.active().map(|open| Command::Play(!open.playing)),
            Self::NextFrame => state.active().and_then(|open| frame_after(open, true)),
            Self::PreviousFrame => state.active().and_then(|open| frame_after(open, false)),
            Self::Panel => Some(Command::Toggle(Toggle::Panel)),
            Self::Crosshair => Some(Command::Toggle(Toggle::Crosshair)),
            Self::Tooltip => Some(Command::Toggle(Toggle::Tooltip)),
            Self::NextTab => Some(Command::Step(1)),
            Self::PreviousTab => Some(Command::Step(-1)),
            Self::Warnings => Some(Command::Toggle(Toggle::Warnings)),
            Self::Keys => Some(Command::Toggle(Toggle::Keys)),
            Self::About => Some(Command::Toggle(Toggle::About)),
            Self::Dismiss => Some(Command::Dismiss),
            _ => self.show_command(state),
        }
    }

    /// The command of an action that changes how the table is shown.
    fn show_command(self, state: &State) -> Option<Command> {
        let document = state.active()?;
        let mut show = document.settings.show.clone();
        match self {
            Self::FlipY => show.origin = Some(flipped_origin(document)?),
            Self::AutoRange => {
                show.free_range(false);
                show.ranges.clear();
            }
            Self::RobustRange => {
                show.free_range(!show.robust);
                show.ranges.clear();
            }
            Self::SymmetricRange => {
                let zero = show.midpoint == Some(0.0);
                show.midpoint = if zero { None } else { Some(0.0) };
            }
            Self::ReverseColors => show.colormap = Some(reversed_name(&document.colormap())),
            Self::NextNorm => show.norm = next_norm(show.norm),
            Self::ResetColors => reset_colors(&mut show),
            _ => return None,
        }
        Some(Command::Show {
            show: Box::new(show),
            gesture: None,
        })
    }
}

/// The other end of y, as the figure stands now.
fn flipped_origin(document: &Document) -> Option<Origin> {
    let figure = document.figure.as_deref()?;
    let plot = figure.plots.first()?;
    let [bottom, top] = figure.axes.get(plot.y.0)?.range;
    let heatmap = plot.layers.iter().find_map(crate::figure::Layer::heatmap)?;
    let scale = figure.axes.get(plot.y.0)?.scale;
    let [first, last] = heatmap.y.edges(scale).extent(scale)?;
    let first_at_bottom = (first <= last) == (bottom <= top);
    Some(if first_at_bottom {
        Origin::Upper
    } else {
        Origin::Lower
    })
}

/// Shows the state after or before the one shown.
fn frame_after(document: &Document, forwards: bool) -> Option<Command> {
    let now = document.settings.show.frame.unwrap_or(0);
    let next = if forwards {
        Some(now + 1).filter(|next| *next < document.frames())
    } else {
        now.checked_sub(1)
    };
    next.map(Command::Frame)
}

/// A shortcut as menus show it.
pub(super) fn key_text(context: &egui::Context, shortcut: &KeyboardShortcut) -> String {
    let sign = match shortcut.logical_key {
        Key::Plus => "+",
        Key::Minus => "\u{2212}",
        Key::Questionmark => "?",
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        _ => return context.format_shortcut(shortcut),
    };
    let plain = KeyboardShortcut::new(shortcut.modifiers, Key::A);
    let held = context.format_shortcut(&plain);
    format!("{}{sign}", held.strip_suffix('A').unwrap_or(""))
}

/// A colour map's name from its other end.
#[must_use]
pub(super) fn reversed_name(name: &str) -> String {
    match name.strip_suffix("_r") {
        Some(base) => base.to_owned(),
        None => format!("{name}_r"),
    }
}

fn next_norm(norm: NormKind) -> NormKind {
    match norm {
        NormKind::Linear => NormKind::Log,
        NormKind::Log => NormKind::SymLog { linear: None },
        _ => NormKind::Linear,
    }
}

fn reset_colors(show: &mut ShowSettings) {
    let fresh = ShowSettings::default();
    show.colormap = fresh.colormap;
    show.norm = fresh.norm;
    show.range = fresh.range;
    show.range_end = fresh.range_end;
    show.ranges = fresh.ranges;
    show.robust = fresh.robust;
    show.midpoint = fresh.midpoint;
    show.classes = fresh.classes;
    show.missing = fresh.missing;
    show.under = fresh.under;
    show.over = fresh.over;
}
