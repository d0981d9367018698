//! How many agree.

use std::collections::BTreeMap;
use std::fmt;

use crate::groups::{Group, Outcome};
use crate::intended::Intended;

/// How many figures agree, group by group, and every difference.
#[derive(Default)]
pub(crate) struct Tally {
    groups: BTreeMap<Group, [usize; 3]>,
    intended: Vec<String>,
    differences: Vec<String>,
}

impl Tally {
    pub(crate) fn add(&mut self, id: &str, outcomes: Vec<(Group, Outcome)>, intended: &Intended) {
        for (group, outcome) in outcomes {
            let [compared, agree, explained] = self.groups.entry(group).or_default();
            *compared += 1;
            let name = group.name();
            match (outcome, intended.reason(id, name)) {
                (Outcome::Agrees, None) => *agree += 1,
                // A reason that has nothing left to explain.
                (Outcome::Agrees, Some(reason)) => self
                    .differences
                    .push(format!("{id} {name}: agrees, yet is listed: {reason}")),
                (Outcome::Differs(_), Some(reason)) => {
                    *explained += 1;
                    self.intended.push(format!("{id} {name}: {reason}"));
                }
                (Outcome::Differs(how), None) => {
                    self.differences.push(format!("{id} {name}: {how}"));
                }
            }
        }
    }

    pub(crate) fn unexplained(&self) -> usize {
        self.differences.len()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<14}{:>9}{:>9}{:>21}",
            "group", "compared", "agree", "or differ on purpose"
        )?;
        for (group, [compared, agree, explained]) in &self.groups {
            let with = agree + explained;
            writeln!(f, "{:<14}{compared:>9}{agree:>9}{with:>21}", group.name())?;
        }
        for line in &self.intended {
            writeln!(f, "  on purpose: {line}")?;
        }
        for line in &self.differences {
            writeln!(f, "  DIFFERENT: {line}")?;
        }
        Ok(())
    }
}
