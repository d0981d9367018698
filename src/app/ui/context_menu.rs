//! The menu of a right click on a cell.

use egui::{Id, Ui};

use super::pointer::Target;
use crate::app::state::{Command, Navigation, State, Toggle};
use crate::figure::ShowSettings;
use crate::view::{Probe, ProbeCells};

fn id() -> Id {
    Id::unique("cellsius context menu cell")
}

/// Shows the menu while it is open, about the cell where it was opened.
pub(super) fn show(target: &Target<'_>, state: &State, commands: &mut Vec<Command>) {
    let context = &target.response.ctx;
    if target.response.secondary_clicked() {
        let probe = target.pointer().and_then(|at| target.scene.frame.probe(at));
        context.data_mut(|data| data.insert_temp::<Option<Probe>>(id(), probe));
    }
    target.response.context_menu(|ui| {
        ui.set_min_width(200.0);
        let probe = context
            .data(|data| data.get_temp::<Option<Probe>>(id()))
            .flatten();
        if let Some(probe) = probe {
            about_cell(ui, target, &probe, commands);
            ui.separator();
        }
        if ui.button("Show everything").clicked() {
            commands.push(Command::Navigate(Navigation::Fit, None));
        }
        if ui.button("Automatic range").clicked() {
            let mut show = target.document.settings.show.clone();
            (show.range, show.robust) = (None, false);
            push(show, commands);
        }
        let text = if state.shown.crosshair {
            "Hide crosshair"
        } else {
            "Show crosshair"
        };
        if ui.button(text).clicked() {
            commands.push(Command::Toggle(Toggle::Crosshair));
        }
    });
}

fn about_cell(ui: &mut Ui, target: &Target<'_>, probe: &Probe, commands: &mut Vec<Command>) {
    let value = probe.shown.clone();
    if ui.button(format!("Copy value  {value}")).clicked() {
        commands.push(Command::Copy(value));
    }
    if ui.button("Copy description").clicked() {
        commands.push(Command::Copy(probe.lines.join("\n")));
    }
    let number = probe.cells().map_or(f64::NAN, ProbeCells::shown);
    let Some(bar) = target.scene.frame.colorbars.first() else {
        return;
    };
    if !number.is_finite() {
        return;
    }
    ui.separator();
    let [low, high] = bar.range;
    let show = &target.document.settings.show;
    let changes: [(&str, bool, ShowSettings); 3] = [
        (
            "Range starts here",
            number < high,
            ShowSettings {
                range: Some([number, high]),
                ..show.clone()
            },
        ),
        (
            "Range ends here",
            number > low,
            ShowSettings {
                range: Some([low, number]),
                ..show.clone()
            },
        ),
        (
            "Midpoint here",
            true,
            ShowSettings {
                midpoint: Some(number),
                ..show.clone()
            },
        ),
    ];
    for (text, possible, show) in changes {
        if ui.add_enabled(possible, egui::Button::new(text)).clicked() {
            push(show, commands);
        }
    }
}

fn push(show: ShowSettings, commands: &mut Vec<Command>) {
    commands.push(Command::Show {
        show: Box::new(show),
        gesture: None,
    });
}
