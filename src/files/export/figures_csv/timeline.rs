//! A timeline as CSV (RFC 4180): one row for each event and lane, then one for each event that has no place on the axis.
//!
//! Dates are ISO 8601, both ends inclusive; what is open or not known is empty. Links between events are in the JSON of
//! `entente timeline`, not here. A cell that a spreadsheet would take for a formula is defused.

use super::cell;
use crate::model::EventId;
use crate::project::Project;
use crate::query::timeline::Timeline;
use chrono::NaiveDate;
use std::fmt::Write;

/// The events, with a header:
/// `kind,lane,event,title,when,from,certain_from,certain_to,to,status,type,part_of,overdue,unit,filter,date,chart`. The kind
/// is `event`; rows of events that are not on the axis are of the kind `undated` or `set aside` and have neither lane nor
/// days.
#[must_use]
pub fn timeline_csv(project: &Project, timeline: &Timeline, date: NaiveDate) -> String {
    let mut rows = String::from(
        "kind,lane,event,title,when,from,certain_from,certain_to,to,status,type,part_of,overdue,unit,filter,date,chart\r\n",
    );
    let said = format!("events,{},{date},{}", cell(&timeline.filter), cell(&timeline.title));
    for lane in &timeline.lanes {
        for item in lane.items.iter().filter_map(|at| timeline.items.get(*at)) {
            let (certain_from, certain_to) = item.certain.unzip();
            let whole = item.whole.and_then(|at| timeline.items.get(at)).map(|whole| whole.event.to_string());
            let kind = timeline.kinds.get(item.kind).filter(|kind| kind.code.is_some());
            let days = [item.from, certain_from, certain_to, item.to].map(day).join(",");
            // Writing to a String cannot fail.
            let _ = write!(
                rows,
                "event,{},{},{days},{},{},{},{},{said}\r\n",
                cell(&lane.name),
                named(project, item.event),
                item.status,
                cell(kind.map_or("", |kind| &kind.name)),
                whole.unwrap_or_default(),
                item.is_overdue
            );
        }
    }
    for (name, events) in [("undated", &timeline.undated), ("set aside", &timeline.set_aside)] {
        for id in events {
            let status = project.events().get(*id).map(|event| event.status.to_string()).unwrap_or_default();
            let _ = write!(rows, "{name},,{},,,,,{status},,,,{said}\r\n", named(project, *id));
        }
    }
    rows
}

/// Id, title and date as it is stored.
fn named(project: &Project, id: EventId) -> String {
    let when = project.events().get(id).and_then(|event| event.when()).map(ToString::to_string);
    format!("{id},{},{}", cell(project.label(id.into())), cell(&when.unwrap_or_default()))
}

/// An open end is as empty as one that is not known.
fn day(day: Option<NaiveDate>) -> String {
    let day = day.filter(|day| *day != NaiveDate::MIN && *day != NaiveDate::MAX);
    day.map(|day| day.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ChartSpec, Filter};
    use crate::project::testing::World;
    use crate::query::timeline::timeline;

    #[test]
    fn each_event_has_a_row_in_each_lane() {
        let mut world = World::new();
        let visit = world.event_type("Visit, state");
        let event = world.event("=Talks", "2025-01/2025-03", Some(visit), &[]);
        let open = world.event("Patrols", "2024-05-02/..", None, &[]);
        let undated = world.event("Some day", "", None, &[]);
        let spec = ChartSpec { filter: Filter::everything(), ..ChartSpec::default() };
        let found = timeline(&world.project, &spec, NaiveDate::default());
        let rows = timeline_csv(&world.project, &found, NaiveDate::default());
        let lines: Vec<&str> = rows.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                format!(
                    "event,\"Visit, state\",{event},'=Talks,2025-01/2025-03,2025-01-01,2025-01-31,2025-03-01,2025-03-31,\
                     happened,\"Visit, state\",,false,events,any status,1970-01-01,\"Timeline of events by type, any status\""
                ),
                format!(
                    "event,No type,{open},Patrols,2024-05-02/..,2024-05-02,2024-05-02,,,happened,,,false,events,any status,1970-01-01,\"Timeline of events by type, any status\""
                ),
                format!(
                    "undated,,{undated},Some day,,,,,,happened,,,,events,any status,1970-01-01,\"Timeline of events by type, any status\""
                ),
            ]
        );
    }
}
