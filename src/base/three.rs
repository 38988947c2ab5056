//! Bringing two changed copies of one text together, line by line.
//!
//! Lines that only one side changed are taken from that side. Where both changed the same lines, or lines that touch
//! each other, to different things, the stretch is a [`Stretch::Clash`]: somebody has to choose. What this does *not* do:
//! it chooses nothing, and it does not see that lines moved.

use super::diff::{Gap, by_line};
use std::ops::Range;

/// A stretch of the result, whole lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch<'t> {
    /// As nobody, one side or both alike have it.
    Agreed(&'t str),
    /// Both changed it to different things.
    Clash {
        /// One side.
        mine: &'t str,
        /// The other.
        theirs: &'t str,
    },
}

/// The stretches that make up the result, in order; none of them is empty on all sides.
#[must_use]
pub fn by_lines<'t>(base: &'t str, mine: &'t str, theirs: &'t str) -> Vec<Stretch<'t>> {
    let mut ours = Edits { gaps: by_line(base, mine), next: 0, grown: 0 };
    let mut others = Edits { gaps: by_line(base, theirs), next: 0, grown: 0 };
    let mut stretches = Vec::new();
    let mut done = 0;
    while let Some(start) = [ours.start(), others.start()].into_iter().flatten().min() {
        push(&mut stretches, Stretch::Agreed(part(base, done..start)));
        // As long as either side changes something that touches what has been gathered so far.
        let (mut end, (from_ours, from_others)) = (start, (ours.next, others.next));
        while let Some(further) = ours.take(end).or_else(|| others.take(end)) {
            end = end.max(further);
        }
        let (m, t) = (ours.text(mine, from_ours, start..end), others.text(theirs, from_others, start..end));
        push(&mut stretches, chosen(part(base, start..end), m, t));
        done = end;
    }
    push(&mut stretches, Stretch::Agreed(part(base, done..base.len())));
    stretches
}

fn chosen<'t>(base: &'t str, mine: &'t str, theirs: &'t str) -> Stretch<'t> {
    if mine == theirs || theirs == base {
        Stretch::Agreed(mine)
    } else if mine == base {
        Stretch::Agreed(theirs)
    } else {
        Stretch::Clash { mine, theirs }
    }
}

fn push<'t>(stretches: &mut Vec<Stretch<'t>>, stretch: Stretch<'t>) {
    if stretch != Stretch::Agreed("") {
        stretches.push(stretch);
    }
}

fn part(text: &str, bytes: Range<usize>) -> &str {
    text.get(bytes).unwrap_or_default()
}

/// What one side changed.
struct Edits {
    gaps: Vec<Gap>,
    /// The first that has not been looked at.
    next: usize,
    /// How much longer than the base this side is behind all that have been looked at.
    grown: isize,
}

impl Edits {
    fn start(&self) -> Option<usize> {
        self.gaps.get(self.next).map(|(base, _)| base.start)
    }

    /// Takes the next change if it touches what ends here; says where it ends in the base.
    fn take(&mut self, end: usize) -> Option<usize> {
        let (base, _) = self.gaps.get(self.next).filter(|(base, _)| base.start <= end)?;
        self.next += 1;
        Some(base.end)
    }

    /// What this side has for these bytes of the base; the changes from number `from` on lie in there.
    fn text<'t>(&mut self, side: &'t str, from: usize, base: Range<usize>) -> &'t str {
        let start = base.start.saturating_add_signed(self.grown);
        for (was, is) in self.gaps.get(from..self.next).unwrap_or_default() {
            self.grown += is.len().cast_signed() - was.len().cast_signed();
        }
        part(side, start..base.end.saturating_add_signed(self.grown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The result, clashes as `<mine|theirs>`.
    fn merged(base: &str, mine: &str, theirs: &str) -> String {
        let lines = |text: &str| text.chars().flat_map(|line| [line, '\n']).collect::<String>();
        let (base, mine, theirs) = (lines(base), lines(mine), lines(theirs));
        let draw = |stretch| match stretch {
            Stretch::Agreed(text) => text.to_owned(),
            Stretch::Clash { mine, theirs } => format!("<{mine}|{theirs}>"),
        };
        by_lines(&base, &mine, &theirs).into_iter().map(draw).collect::<String>().replace('\n', "")
    }

    #[test]
    fn both_change_different_lines() {
        assert_eq!(merged("abc", "Abc", "abC"), "AbC");
        assert_eq!(merged("abc", "abc", "axbc"), "axbc");
        assert_eq!(merged("abcde", "bcde", "abcdex"), "bcdex");
        assert_eq!(merged("abc", "xbc", "xbc"), "xbc");
        assert_eq!(merged("", "", "a"), "a");
    }

    #[test]
    fn both_change_the_same_line_or_lines_that_touch() {
        assert_eq!(merged("abc", "aXc", "aYc"), "a<X|Y>c");
        assert_eq!(merged("abc", "abXc", "abYc"), "ab<X|Y>c");
        assert_eq!(merged("abcd", "acd", "abXd"), "a<c|bX>d");
        assert_eq!(merged("", "a", "b"), "<a|b>");
    }

    fn resolved(base: &str, mine: &str, theirs: &str) -> Result<String, usize> {
        let stretches = by_lines(base, mine, theirs);
        let clashes = stretches.iter().filter(|stretch| matches!(stretch, Stretch::Clash { .. })).count();
        let text = |stretch: &Stretch<'_>| match stretch {
            Stretch::Agreed(text) | Stretch::Clash { mine: text, .. } => (*text).to_owned(),
        };
        if clashes > 0 { Err(clashes) } else { Ok(stretches.iter().map(text).collect()) }
    }

    proptest! {
        #[test]
        fn the_laws(base in "[abé\n]{0,16}", mine in "[abé\n]{0,16}", theirs in "[abé\n]{0,16}") {
            prop_assert_eq!(resolved(&base, &mine, &base), Ok(mine.clone()));
            prop_assert_eq!(resolved(&base, &base, &theirs), Ok(theirs.clone()));
            prop_assert_eq!(resolved(&base, &mine, &mine), Ok(mine.clone()));
            prop_assert_eq!(resolved(&base, &mine, &theirs), resolved(&base, &theirs, &mine));
            // Choosing mine everywhere a clash is loses no line of mine.
            let kept: String = by_lines(&base, &mine, &theirs).iter().map(|stretch| match stretch {
                Stretch::Agreed(text) | Stretch::Clash { mine: text, .. } => *text,
            }).collect();
            if theirs == base { prop_assert_eq!(kept, mine); }
        }
    }
}
