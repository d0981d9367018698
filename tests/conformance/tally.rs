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
    pub(crate) fn add(&mut self, id: &str, outcomes: &[(Group, Outcome)], intended: &Intended) {
        for group in Group::ALL {
            let (name, reason) = (group.name(), intended.reason(id, group.name()));
            let of_group = outcomes.iter().filter(|(other, _)| *other == group);
            let mut differ = 0;
            for (_, outcome) in of_group {
                let [compared, agree, explained] = self.groups.entry(group).or_default();
                *compared += 1;
                let Outcome::Differs(how) = outcome else {
                    *agree += 1;
                    continue;
                };
                differ += 1;
                match reason {
                    Some(_) => *explained += 1,
                    None => self.differences.push(format!("{id} {name}: {how}")),
                }
            }
            match (reason, differ) {
                (None, _) => {}
                (Some(reason), 0) => self.differences.push(format!(
                    "{id} {name}: agrees, yet is listed as different: {reason}"
                )),
                (Some(reason), _) => self.intended.push(format!("{id} {name}: {reason}")),
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
