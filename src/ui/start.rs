//! Opening the window: which project, which settings, which renderer.

use super::action::Action;
use super::keys::Keymap;
use super::theme;
use super::workbench::{Remarks, Which, Workbench};
use crate::base::stamp::Stamp;
use crate::files::store::OpenOptions;
use crate::files::{Disk, RealDisk};
use crate::session::home::Home;
use crate::session::settings::Theme;
use crate::session::{Notice, Session, Settings, sample};
use eframe::{NativeOptions, Renderer};
use egui::{Context, ViewportBuilder};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

/// Opens the window on a project: the one that is named, else the last one, else the sample.
///
/// # Errors
/// In words for a person, if the project cannot be opened or there is no display.
pub fn run(project: Option<PathBuf>) -> Result<(), String> {
    let began = Instant::now();
    let disk: Arc<dyn Disk> = Arc::new(RealDisk);
    let home = Home::find();
    let (mut settings, remark) = match &home {
        Some(home) => Settings::read(&*disk, &home.config),
        None => (Settings::default(), None),
    };
    if settings.coder.is_empty() {
        settings.coder = user_name();
    }
    let (session, mut remarks) = open_first(&disk, home.as_ref(), &settings, project)?;
    if let Some(path) = session.path() {
        settings.opened(path);
    }
    remarks.notice = remark.map(Notice::problem).or(remarks.notice);
    show(session, settings, home, &disk, remarks, began)
}

/// The project that is named; else the last one that is still there; else the sample.
fn open_first(
    disk: &Arc<dyn Disk>,
    home: Option<&Home>,
    settings: &Settings,
    project: Option<PathBuf>,
) -> Result<(Session, Remarks), String> {
    let now: Stamp = chrono::Utc::now().into();
    let options = OpenOptions { by: settings.coder.clone(), now, write: true };
    if let Some(path) = project {
        return super::workbench::open_session(disk, &path, &options, Which::Mine);
    }
    if let Some(last) = settings.recent.first().filter(|path| disk.exists(path))
        && let Ok(opened) = super::workbench::open_session(disk, last, &options, Which::Mine)
    {
        return Ok(opened);
    }
    open_sample(disk, home, settings, &options)
}

fn open_sample(
    disk: &Arc<dyn Disk>,
    home: Option<&Home>,
    settings: &Settings,
    options: &OpenOptions,
) -> Result<(Session, Remarks), String> {
    let Some(home) = home else {
        return Err("There is no home folder to keep the sample in. Nothing was changed. Name a project: entente \
                    PROJECT.ron"
            .to_owned());
    };
    let path = sample::path(home);
    sample::put(&**disk, &path).map_err(|error| error.to_string())?;
    let (session, mut remarks) = super::workbench::open_session(disk, &path, options, Which::Mine)?;
    let key = Keymap::new(&settings.keys).text(Action::Keys);
    let keys = if key.is_empty() { String::new() } else { format!(". {key} lists the keys") };
    let welcome = Notice::note(format!("This is the sample, in a copy of your own: change what you like{keys}"));
    remarks.notice = remarks.notice.or(Some(welcome));
    Ok((session, remarks))
}

/// What records carry until somebody says otherwise.
fn user_name() -> String {
    let named = ["USER", "USERNAME"].into_iter().find_map(|name| std::env::var(name).ok());
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| "analyst".to_owned())
}

fn show(
    session: Session,
    settings: Settings,
    home: Option<Home>,
    disk: &Arc<dyn Disk>,
    remarks: Remarks,
    began: Instant,
) -> Result<(), String> {
    let mut start = Some((session, settings, home, remarks));
    let mut failures = Vec::new();
    for renderer in renderers() {
        // A renderer that fails before it has begun leaves the session for the next one.
        let tried = catch_unwind(AssertUnwindSafe(|| open_window(renderer, &mut start, disk, began)));
        match tried {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => failures.push(error.to_string()),
            Err(_) => failures.push(format!("the {renderer} renderer stopped while starting")),
        }
        if start.is_none() {
            break;
        }
    }
    // The first failure is the telling one: an event loop cannot be made twice.
    let why = if has_display() {
        failures.first().map(|failure| plain(failure).to_owned()).unwrap_or_default()
    } else {
        "there is no display (neither WAYLAND_DISPLAY nor DISPLAY is set)".to_owned()
    };
    Err(format!(
        "The window could not be opened: {why}. The project is unchanged. The README names the system packages that a \
         window needs. The commands import, show, perform, search, activity, export and check work without one: \
         entente --help."
    ))
}

/// Whether something is named that a window could appear on; elsewhere than on Unix there always is.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|value: std::ffi::OsString| !value.is_empty());
    !cfg!(target_os = "linux") || named("WAYLAND_DISPLAY") || named("WAYLAND_SOCKET") || named("DISPLAY")
}

/// The system's own words, without the place in a source file that the window library puts before them.
fn plain(failure: &str) -> &str {
    let after_place = failure.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    after_place.map_or(failure, |(_, words)| words).trim_end_matches('.')
}

fn renderers() -> Vec<Renderer> {
    #[cfg(not(feature = "wgpu"))]
    let all = vec![Renderer::Glow];
    #[cfg(feature = "wgpu")]
    let all = vec![Renderer::Glow, Renderer::Wgpu];
    all
}

type Start = (Session, Settings, Option<Home>, Remarks);

fn open_window(
    renderer: Renderer,
    start: &mut Option<Start>,
    disk: &Arc<dyn Disk>,
    began: Instant,
) -> eframe::Result {
    let viewport = ViewportBuilder::default()
        .with_app_id("entente")
        .with_title("Entente")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([760.0, 480.0])
        .with_icon(icon());
    let options = NativeOptions { viewport, renderer, ..NativeOptions::default() };
    eframe::run_native(
        "entente",
        options,
        Box::new(|cc| {
            let Some((session, settings, home, remarks)) = start.take() else {
                return Err("the project was handed out already".into());
            };
            dress(&cc.egui_ctx, &settings);
            let mut workbench = Workbench::new(session, settings, home, disk.clone());
            workbench.opened_with(remarks);
            if std::env::var_os("ENTENTE_TIME_START").is_some() {
                workbench.time_start(began);
            }
            Ok(Box::new(workbench))
        }),
    )
}

/// Gives a context Entente's fonts and colours, theme and zoom: for a window, and for whoever measures without one.
pub fn dress(ctx: &Context, settings: &Settings) {
    theme::install(ctx);
    apply_look(ctx, settings);
}

/// Theme and zoom, as the settings have them.
pub fn apply_look(ctx: &Context, settings: &Settings) {
    ctx.set_theme(match settings.theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    });
    ctx.set_zoom_factor(settings.zoom);
    // Zooming is an action of ours, which the settings remember.
    ctx.options_mut(|options| options.zoom_with_keyboard = false);
}

/// The picture in the title bar.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/entente-256.png")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_failure_is_told_without_a_place_in_a_source_file() {
        assert_eq!(plain("winit: os error at /a/b/mod.rs:788: No library."), "No library");
        assert_eq!(plain("No matching configuration"), "No matching configuration");
    }
}
