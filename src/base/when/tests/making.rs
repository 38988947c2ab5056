//! Dates made from numbers and from other dates, and their order.

use super::*;

#[test]
fn dates_are_made_from_parts_and_sorted_by_their_days() {
    assert_eq!(When::day(date("2025-03-10")).to_string(), "2025-03-10");
    assert_eq!(When::day(date("+12345-03-10")).to_string(), "Y12345");
    assert_eq!(When::month(2025, 3).map(|when| when.to_string()).as_deref(), Some("2025-03"));
    assert_eq!((When::month(2025, 13), When::month(2025, 0), When::month(12345, 1)), (None, None, None));
    assert_eq!(
        (When::year(-44).to_string(), When::year(i32::MIN).to_string()),
        ("-0044".into(), "Y-2147483648".into())
    );
    let interval = |from, to| When::interval(date(from), date(to)).map(|when| when.to_string());
    assert_eq!(interval("2025-03-10", "2025-03-12").as_deref(), Some("2025-03-10/2025-03-12"));
    assert_eq!(interval("2025-03-12", "2025-03-10"), None);
    assert_eq!(interval("+12345-03-12", "+12345-03-10"), None);

    let mut dates: Vec<When> =
        ["2025", "2025-03", "Y170000002", "2024/..", "../2025", "2025-01-01", "2024"].map(edtf).to_vec();
    dates.sort();
    let sorted: Vec<String> = dates.iter().map(ToString::to_string).collect();
    assert_eq!(sorted, ["../2025", "2024", "2024/..", "2025-01-01", "2025", "2025-03", "Y170000002"]);
}
