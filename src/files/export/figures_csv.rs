//! The figures behind charts as CSV (RFC 4180), one file a figure.
//!
//! Dates are ISO 8601, both ends inclusive. Every row says filter and day, and what else is needed so that none is taken
//! for something else. A cell that a spreadsheet would take for a formula is defused with an apostrophe.

mod activity;
mod lag;
mod matrix;
mod network;
mod quantities;
mod timeline;
mod trend;

pub use activity::activity_csv;
pub use lag::lags_csv;
pub use matrix::matrix_csv;
pub use network::network_csv;
pub use quantities::quantities_csv;
pub use timeline::timeline_csv;
pub use trend::trend_csv;

/// At most six decimals, none that say nothing.
fn number(amount: f64) -> String {
    let written = format!("{amount:.6}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

/// One cell: defused, then quoted if it has to be.
#[must_use]
pub fn cell(text: &str) -> String {
    let defused = if is_formula(text) { format!("'{text}") } else { text.to_owned() };
    if defused.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", defused.replace('"', "\"\"")) } else { defused }
}

/// Blanks before the sign do not stop every spreadsheet.
fn is_formula(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_only_words() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell(" @SUM(A1)"), "' @SUM(A1)");
        assert_eq!(cell("-2,5"), "\"'-2,5\"");
        assert_eq!(cell("He said \"no\""), "\"He said \"\"no\"\"\"");
        assert_eq!(cell("Le Monde"), "Le Monde");
    }
}
