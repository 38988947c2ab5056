//! A picture of the window, made by the window itself.

use super::Workbench;
use egui::Context;
use std::path::PathBuf;

/// A picture that is wanted.
pub(super) struct Picture {
    path: PathBuf,
    /// Frames to wait, so that no dialog is in it.
    wait: u8,
}

impl Workbench {
    /// Takes a picture once the dialogs are gone.
    pub(super) fn take_picture(&mut self, path: PathBuf) {
        self.notice = None;
        self.picture = Some(Picture { path, wait: 3 });
    }

    /// Counts the frames until the picture is taken.
    pub(super) fn follow_picture(&mut self, ctx: &Context) {
        let Some(picture) = &mut self.picture else { return };
        ctx.request_repaint();
        if picture.wait > 0 {
            picture.wait -= 1;
        } else if let Some(Picture { path, .. }) = self.picture.take() {
            self.jobs.picture(ctx, path);
        }
    }
}
