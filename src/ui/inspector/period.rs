//! A period as it is typed: “2024”, “2022 – September 2024”, “since 2024”; shown as it was understood.

use crate::base::when::When;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::field;
use egui::{Id, RichText, Ui};

/// A field for a period; `name` is what it is called in the accessibility tree. The new period, or none, goes to
/// `store` once it is final and different.
pub fn field(ui: &mut Ui, key: Id, name: &str, value: Option<&When>, store: impl FnOnce(Option<When>)) {
    let shown = value.map(When::human).unwrap_or_default();
    let typed = field::line(ui, key, name, &shown, "2024, 2022 to 2024, since 2024…");
    let problem = key.with("problem");
    if typed.response.has_focus() && typed.now != shown {
        ui.data_mut(|data| data.remove::<String>(problem));
        let palette = Palette::of(ui);
        let (said, colour) = match read(&typed.now) {
            Ok(None) => ("at no particular time".to_owned(), palette.weak),
            Ok(Some(when)) => (format!("= {} ({when})", when.human()), palette.good),
            Err(problem) => (problem, palette.warn),
        };
        ui.label(RichText::new(said).font(theme::small()).color(colour));
    }
    match typed.done.map(|text| read(&text)) {
        Some(Ok(when)) => store(when),
        Some(Err(said)) => {
            ui.data_mut(|data| data.insert_temp(problem, said));
        }
        None => {}
    }
    if let Some(said) = ui.data(|data| data.get_temp::<String>(problem)) {
        ui.label(RichText::new(said).font(theme::small()).color(Palette::of(ui).error));
    }
}

/// Nothing typed is no period. “Last year” counts from no date here: whoever types it means a year.
fn read(text: &str) -> Result<Option<When>, String> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    When::understand(text, None).map(|understood| Some(understood.when)).map_err(|error| error.to_string())
}
