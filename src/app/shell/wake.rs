//! How threads reach the event loop, which sleeps otherwise.

use winit::event_loop::EventLoopProxy;

use crate::app::state::Command;

/// What a thread has to say to the event loop.
#[derive(Debug)]
pub(super) enum Wake {
    /// Something happened: for the state.
    Command(Command),
    /// Something is new on the stage: paint.
    Repaint,
    /// The desktop asks for light or dark.
    SystemTheme(egui::Theme),
}

/// Wakes the event loop from any thread.
#[derive(Clone)]
pub(super) enum Waker {
    /// The window's.
    Loop(EventLoopProxy<Wake>),
    /// For tests without a window.
    #[cfg(test)]
    Channel(std::sync::mpsc::Sender<Wake>),
}

impl Waker {
    /// Wakes the event loop. After its end, nobody is left to hear.
    pub(super) fn wake(&self, wake: Wake) {
        match self {
            Self::Loop(proxy) => drop(proxy.send_event(wake)),
            #[cfg(test)]
            Self::Channel(sender) => drop(sender.send(wake)),
        }
    }
}
