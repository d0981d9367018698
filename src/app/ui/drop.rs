//! Files dropped on the window.

use egui::{Align2, Context, FontId, LayerId, Order, Stroke, StrokeKind};

use crate::app::state::Command;
use crate::load::Input;

/// Dropped files are opened, a tab each.
pub(super) fn commands(context: &Context) -> Option<Command> {
    let files: Vec<Input> = context.input(|input| {
        let dropped = input.raw.dropped_files.iter();
        dropped
            .map(|file| Input::File(file.path().to_path_buf()))
            .collect()
    });
    (!files.is_empty()).then_some(Command::Open(files))
}

/// While files are held over the window: they can be dropped.
pub(super) fn hint(context: &Context) {
    let count = context.input(|input| input.raw.hovered_files.len());
    if count == 0 {
        return;
    }
    let painter = context.layer_painter(LayerId::new(Order::Foreground, egui::Id::unique("drop")));
    let style = context.global_style();
    let room = context.content_rect();
    let accent = style.visuals.selection.stroke.color;
    painter.rect_filled(room, 0.0, style.visuals.panel_fill.gamma_multiply(0.85));
    painter.rect_stroke(
        room.shrink(12.0),
        8.0,
        Stroke::new(2.0, accent),
        StrokeKind::Inside,
    );
    let text = if count == 1 {
        "Drop to open".to_owned()
    } else {
        format!("Drop to open {count} files")
    };
    painter.text(
        room.center(),
        Align2::CENTER_CENTER,
        text,
        FontId::proportional(20.0),
        style.visuals.text_color(),
    );
}
