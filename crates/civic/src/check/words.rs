//! Every sentence that the screens and papers will ask for, by the keys that they use.

use super::Finding;
use crate::dossier::Opinion;
use crate::procedure::{DoorKind, Procedure};
use std::collections::BTreeSet;

pub fn faults(procedure: &Procedure, missing: &dyn Fn(&str) -> Vec<&'static str>, found: &mut Vec<Finding>) {
    for key in keys(procedure) {
        let without = missing(&key);
        if !without.is_empty() {
            found.push(Finding::new("no-words", format!("`{key}` says nothing in {}", without.join(", "))));
        }
    }
}

/// The keys of the sentences that this procedure needs. Hints of fields are a kindness, not a need.
fn keys(procedure: &Procedure) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut need = |key: String| {
        keys.insert(key);
    };
    for about in ["", "-about"] {
        need(format!("service-{}{about}", procedure.service));
        need(format!("procedure-{}{about}", procedure.code));
    }
    procedure.sections.iter().for_each(|s| need(format!("section-{}", s.name)));
    for field in &procedure.fields {
        need(format!("field-{}", field.name));
        field.choices.iter().for_each(|choice| need(format!("choice-{}-{choice}", field.name)));
    }
    for piece in &procedure.pieces {
        need(format!("piece-{}", piece.name));
        need(format!("piece-{}-hint", piece.name));
    }
    procedure.fees.iter().for_each(|fee| need(format!("fee-{}", fee.name)));
    procedure.members.iter().for_each(|m| need(format!("role-{}", m.role.as_str())));
    for step in &procedure.steps {
        need(format!("step-{}", step.name));
        need(format!("stage-{}", step.stage));
        step.cause.iter().for_each(|cause| need(format!("cause-{cause}")));
        step.end.iter().for_each(|end| need(format!("end-{end}")));
    }
    for door in &procedure.doors {
        need(format!("act-{}", door.act));
        need(format!("done-{}", door.act));
        door.by.iter().for_each(|role| need(format!("role-{}", role.as_str())));
        for notice in &door.notices {
            need(format!("notice-{notice}"));
            need(format!("notice-{notice}-body"));
        }
        if door.kind == DoorKind::Opinion {
            Opinion::ALL.iter().for_each(|opinion| need(format!("opinion-{}", opinion.as_str())));
        }
    }
    procedure.papers.iter().for_each(|paper| need(format!("paper-{}", paper.name)));
    keys
}
