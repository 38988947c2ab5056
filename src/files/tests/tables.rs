//! The tables of the small project, read back by another reader of CSV.

use super::generated::small;
use crate::files::export::csv::csv_tables;

#[test]
fn tables_can_be_joined_and_places_count_code_points() {
    let tables = csv_tables(&small()).unwrap();
    let cells = |name: &str| -> Vec<Vec<String>> {
        let (_, bytes) = tables.iter().find(|table| table.0 == name).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let marks = cells("marks.csv");
    assert_eq!(marks[0][5..8], ["start_char", "end_char", "places"]);
    // The quote begins at byte 17; the à before it is two bytes long.
    assert_eq!(marks[1][5..9], ["16", "36", "16-36", "Le ministre \"Ouahbi\""]);
    let crosswalk = cells("crosswalk.csv");
    assert_eq!(
        (&crosswalk[1][0], &crosswalk[1][2], &crosswalk[1][6]),
        (&marks[1][11], &marks[1][1], &"1".to_owned())
    );
    assert_eq!(cells("participants.csv")[1][4..], ["Ouahbi", "", "", "justice minister", "certain"]);
    let values = cells("values.csv");
    assert_eq!(values[0][2..7], ["field", "position", "value", "says", "mark"]);
    let who = values.iter().find(|row| row[2] == "participant").expect("the participant");
    assert_eq!(who[3..6], ["1", "Ouahbi, justice minister", "mark"]);
    assert_eq!((&who[6], &who[10]), (&marks[1][0], &marks[1][8]), "the mark and its words");
    assert!(values.iter().any(|row| row[2..6] == ["name", "1", "Ouahbi", "analyst"]));
    let events = cells("events.csv");
    assert_eq!(events[1][14..17], ["1", "1", "1"]);
    assert_eq!(events[0][16..20], ["origins", "because", "status_history", "relations"]);
    assert!(events.iter().all(|row| row.len() == events[0].len()));
    assert_eq!(cells("entities.csv").len(), 2);
}
