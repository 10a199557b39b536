//! Who may see it, as a part of every query on files.
//!
//! A viewer sees the files they asked for or hold a mandate for, and those of which the procedure
//! makes their seat a reader. The same predicate stands in the single read, lists, counts, search
//! and attachments; there is no read without one.

use crate::db::Value;
use civic::role::Level;
use civic::{Place, Viewer};

/// The columns that say whose a row is.
pub struct Columns {
    pub applicant: &'static str,
    pub agent: &'static str,
    pub roles: &'static str,
    pub commune: &'static str,
    pub province: &'static str,
    pub examiner: &'static str,
}

pub const DOSSIER: Columns = Columns {
    applicant: "applicant",
    agent: "agent",
    roles: "roles",
    commune: "commune",
    province: "province",
    examiner: "examiner",
};

pub const SEARCH: Columns = Columns {
    applicant: "person_a",
    agent: "person_b",
    roles: "roles",
    commune: "commune",
    province: "province",
    examiner: "examiner",
};

/// The condition under which `viewer` may read a row, its parameters numbered from `first`.
pub fn predicate(viewer: &Viewer, columns: &Columns, first: usize) -> (String, Vec<Value>) {
    let mut parts = Vec::new();
    let mut args: Vec<Value> = Vec::new();
    if !viewer.person.is_nil() {
        let n = first + args.len();
        parts.push(format!("{} = ${n}", columns.applicant));
        args.push(Value::from(viewer.person));
        parts.push(format!("{} = ${}", columns.agent, n + 1));
        args.push(Value::from(viewer.person));
    }
    for (level, place, mask) in masks(viewer) {
        let column = match level {
            Level::Commune => columns.commune,
            Level::Province => columns.province,
            Level::Examiner => columns.examiner,
            Level::Nowhere => continue,
        };
        let n = first + args.len();
        parts.push(format!("(({} & ${n}) <> 0 and {column} = ${})", columns.roles, n + 1));
        args.push(Value::from(mask));
        args.push(Value::from(place.0));
    }
    if parts.is_empty() {
        return ("1 = 0".into(), args);
    }
    (format!("({})", parts.join(" or ")), args)
}

/// The viewer's seats, one mask of roles for each place and level.
fn masks(viewer: &Viewer) -> Vec<(Level, Place, i64)> {
    let mut masks: Vec<(Level, Place, i64)> = Vec::new();
    for seat in &viewer.seats {
        let level = seat.role.level();
        match masks.iter_mut().find(|(l, p, _)| *l == level && *p == seat.place) {
            Some((_, _, mask)) => *mask |= seat.role.bit(),
            None => masks.push((level, seat.place, seat.role.bit())),
        }
    }
    masks
}
