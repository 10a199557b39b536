//! Steps and doors: can every file come to an end, and is there somebody for every door?

use super::Finding;
use crate::procedure::{Door, DoorKind, Paper, Procedure, Running, Signature, Silence, Step};
use crate::role::Role;

/// A way from one step to another. Without a door: what follows once every opinion is in.
#[derive(Clone, Copy, Debug)]
pub struct Move<'p> {
    pub from: u8,
    pub to: u8,
    pub door: &'p Door,
    /// True when the door leads nowhere by itself: the last opinion moves the file.
    pub then: bool,
}

/// Every way that a file may go.
pub fn moves(procedure: &Procedure) -> Vec<Move<'_>> {
    let mut moves = Vec::new();
    for door in &procedure.doors {
        for &from in &door.from_steps {
            let then = procedure.step(from).then.as_deref().and_then(|then| procedure.step_at(then));
            if door.kind == DoorKind::Opinion
                && let Some(to) = then
            {
                moves.push(Move { from, to, door, then: true });
            }
            if let Some(to) = door.to_step.filter(|to| *to != from) {
                moves.push(Move { from, to, door, then: false });
            }
        }
    }
    moves
}

pub fn faults(procedure: &Procedure, found: &mut Vec<Finding>) {
    twice(procedure, found);
    birth(procedure, found);
    for door in &procedure.doors {
        door_faults(procedure, door, found);
    }
    for (at, step) in procedure.steps.iter().enumerate() {
        step_faults(procedure, at as u8, step, found);
    }
    members(procedure, found);
    papers(procedure, found);
    unreachable(procedure, found);
    silence(procedure, found);
}

fn twice(procedure: &Procedure, found: &mut Vec<Finding>) {
    let mut seen = Vec::new();
    let names =
        |kind: &'static str, list: Vec<&str>| list.into_iter().map(|n| (kind, n.to_owned())).collect::<Vec<_>>();
    let all = [
        names("section", procedure.sections.iter().map(|s| s.name.as_str()).collect()),
        names("field", procedure.fields.iter().map(|f| f.name.as_str()).collect()),
        names("piece", procedure.pieces.iter().map(|p| p.name.as_str()).collect()),
        names("member", procedure.members.iter().map(|m| m.role.as_str()).collect()),
        names("fee", procedure.fees.iter().map(|f| f.name.as_str()).collect()),
        names("step", procedure.steps.iter().map(|s| s.name.as_str()).collect()),
        names("door", procedure.doors.iter().map(|d| d.act.as_str()).collect()),
        names("paper", procedure.papers.iter().map(|p| p.name.as_str()).collect()),
    ];
    for name in all.into_iter().flatten() {
        if seen.contains(&name) {
            found.push(Finding::new(
                "twice",
                format!("the {} `{}` is written twice: only the first is read", name.0, name.1),
            ));
        }
        seen.push(name);
    }
}

/// A file is born by the door `file`, into the first step.
fn birth(procedure: &Procedure, found: &mut Vec<Finding>) {
    let first = &procedure.steps[0];
    match procedure.door("file") {
        None => found.push(Finding::new("no-birth", "no door `file`: no file can be born".into())),
        Some(door) => {
            if !door.from.is_empty() {
                found.push(Finding::new("birth", "`file` opens from a step: a file is born once, from nowhere".into()));
            }
            if door.to_step != Some(0) {
                let says = format!("`file` does not lead to `{}`, the first step, where every file begins", first.name);
                found.push(Finding::new("birth", says));
            }
        }
    }
    if first.clock != Running::Runs || first.holder == "members" {
        let says = format!("a file begins at `{}`: there its clock must run, and one role must hold it", first.name);
        found.push(Finding::new("birth", says));
    }
}

fn door_faults(procedure: &Procedure, door: &Door, found: &mut Vec<Finding>) {
    let act = &door.act;
    let mut say = |code, says| found.push(Finding::new(code, says));
    for from in door.from.iter().filter(|from| *from != "*" && procedure.step_at(from).is_none()) {
        say("no-such-step", format!("`{act}` opens from `{from}`, which does not exist"));
    }
    if let Some(to) = door.to.as_ref().filter(|to| procedure.step_at(to).is_none()) {
        say("no-such-step", format!("`{act}` leads to `{to}`, which does not exist"));
    }
    if door.from.is_empty() && act != "file" {
        say("nowhere", format!("`{act}` opens from no step: it can never be passed"));
    }
    let by_time = matches!(door.kind, DoorKind::Silence | DoorKind::Lapse);
    match (by_time, door.by.as_slice()) {
        (_, []) => say("nobody", format!("nobody may pass `{act}`")),
        (true, by) if by != [Role::System] => {
            say("nobody", format!("`{act}` is what time does: it belongs to `system` alone"))
        }
        (false, by) if by.contains(&Role::System) => {
            say("nobody", format!("`{act}` is nothing that time does: `system` cannot pass it"));
        }
        _ => {}
    }
    for &from in &door.from_steps {
        let step = procedure.step(from);
        if door.kind == DoorKind::Lapse && step.within.is_none() {
            say(
                "never-opens",
                format!("`{act}` never opens at `{}`: the step has no limit that could pass", step.name),
            );
        }
        if door.kind == DoorKind::Silence && step.clock != Running::Runs {
            say("clock", format!("`{act}` opens at `{}`, where the file's clock does not run", step.name));
        }
    }
    match door.kind {
        DoorKind::Opinion => {
            for role in door.by.iter().filter(|role| procedure.member(**role).is_none()) {
                say("not-a-member", format!("`{act}` belongs to `{}`, who is no member", role.as_str()));
            }
        }
        DoorKind::Request => {
            let answered = door.to_step.is_some_and(|to| procedure.doors_from(to).any(|d| d.kind == DoorKind::Answer));
            if !answered {
                say(
                    "no-answer",
                    format!("what `{act}` asks cannot be given: no door of kind `answer` opens where it leads"),
                );
            }
        }
        DoorKind::Extend if door.adds.is_none() => {
            say("extend", format!("`{act}` does not say by how much: `adds` is missing"))
        }
        DoorKind::Extend if !door.once => {
            say("extend", format!("`{act}` could be done again and again: `once` is missing"))
        }
        DoorKind::Invite if !procedure.members.iter().any(|m| m.occasional) => {
            say("invite", format!("`{act}` can invite nobody: no member is occasional"));
        }
        DoorKind::Pay if procedure.fees.is_empty() => {
            say("pay", format!("`{act}` takes a payment, but no fee is ever due"))
        }
        DoorKind::Sign if !door.motive && door.to_step.is_some_and(|to| procedure.step(to).stage == "refused") => {
            say("motive", format!("`{act}` refuses without a written motive"));
        }
        _ => {}
    }
    if door.adds.is_some() && door.kind != DoorKind::Extend {
        say("extend", format!("`{act}` has `adds`, but only a door of kind `extend` lengthens the clock"));
    }
    let moving =
        [DoorKind::Request, DoorKind::Answer, DoorKind::Conclude, DoorKind::Pay, DoorKind::Sign, DoorKind::SendBack];
    if door.to.is_none() && (by_time || door.kind == DoorKind::Withdraw || moving.contains(&door.kind)) {
        say("stays", format!("`{act}` leaves the file where it is: `to` is missing"));
    }
}

fn step_faults(procedure: &Procedure, at: u8, step: &Step, found: &mut Vec<Finding>) {
    let name = &step.name;
    let mut say = |code, says| found.push(Finding::new(code, says));
    let doors: Vec<&Door> = procedure.doors_from(at).collect();
    if let Some(then) = step.then.as_ref().filter(|then| procedure.step_at(then).is_none()) {
        say("no-such-step", format!("`{name}` goes on to `{then}`, which does not exist"));
    }
    match (step.clock, &step.cause) {
        (Running::Pauses, None) => say("no-cause", format!("the clock pauses at `{name}` without a cause")),
        (Running::Runs | Running::Stopped, Some(_)) => {
            say("no-cause", format!("`{name}` gives a cause, but its clock does not pause"))
        }
        _ => {}
    }
    match step.holder.as_str() {
        "nobody" => {
            if step.end.is_none() || step.clock != Running::Stopped {
                say("end", format!("nobody holds `{name}`, yet it is no end: it needs `end` and a stopped clock"));
            }
            return;
        }
        "members" | "applicant" => {}
        holder => match Role::parse(holder) {
            None => say("no-such-role", format!("`{name}` is held by `{holder}`, a role that nobody knows")),
            Some(Role::System) => {
                say("no-such-role", format!("`{name}` is held by `system`: time holds no file, it only passes doors"))
            }
            Some(role) if !doors.iter().any(|d| works(d) && d.by.contains(&role)) => {
                say("no-door", format!("`{name}` is held by `{holder}`, who has no door there"));
            }
            Some(_) => {}
        },
    }
    if step.holder == "applicant"
        && !doors.iter().any(|d| works(d) && (d.by.contains(&Role::Applicant) || d.kind == DoorKind::Pay))
    {
        say("no-door", format!("`{name}` is held by the applicant, who has no door there"));
    }
    if step.end.is_some() {
        say("end", format!("`{name}` is an end, yet `{}` holds it", step.holder));
    }
    let timed = doors.iter().any(|d| d.by.contains(&Role::System));
    if step.within.is_none() && !timed {
        say("waits-for-ever", format!("a file can wait for ever at `{name}`: it has no limit, and time opens no door"));
    }
}

/// A door by which the work of a step gets done, and not one that only leaves or talks.
fn works(door: &Door) -> bool {
    !matches!(door.kind, DoorKind::Message | DoorKind::Withdraw)
}

fn members(procedure: &Procedure, found: &mut Vec<Finding>) {
    let mut say = |code, says| found.push(Finding::new(code, says));
    let held: Vec<(u8, &Step)> = procedure
        .steps
        .iter()
        .enumerate()
        .filter(|(_, s)| s.holder == "members")
        .map(|(at, s)| (at as u8, s))
        .collect();
    if held.is_empty() && !procedure.members.is_empty() {
        say("members", "there are members, but no step is held by `members`".into());
    }
    for (at, step) in held {
        let name = &step.name;
        if procedure.members.iter().all(|m| m.occasional) {
            say("members", format!("`{name}` is held by members, but none always sits"));
        }
        if step.then.is_none() {
            say(
                "members",
                format!("`{name}` does not say where a file goes when every opinion is in: `then` is missing"),
            );
        }
        for member in &procedure.members {
            let role = member.role;
            if !procedure.doors_from(at).any(|d| d.kind == DoorKind::Opinion && d.by.contains(&role)) {
                say("no-door", format!("`{}` sits at `{name}` and has no door to give an opinion", role.as_str()));
            }
        }
        if !procedure.doors_from(at).any(|d| d.kind == DoorKind::Pass && d.to_step.is_some_and(|to| to != at)) {
            say(
                "members",
                format!("one late member holds every file at `{name}`: no door of kind `pass` goes on without them"),
            );
        }
    }
}

fn papers(procedure: &Procedure, found: &mut Vec<Finding>) {
    for door in &procedure.doors {
        for paper in door.papers.iter().filter(|paper| procedure.paper(paper).is_none()) {
            found.push(Finding::new(
                "no-such-paper",
                format!("`{}` makes the paper `{paper}`, which is not defined", door.act),
            ));
        }
    }
    for paper in &procedure.papers {
        hands(procedure, paper, found);
        if !procedure.doors.iter().any(|d| d.papers.contains(&paper.name)) {
            found.push(Finding::new("paper-unused", format!("no act makes the paper `{}`", paper.name)));
        }
    }
    if !procedure.fees.is_empty() && !procedure.doors.iter().any(|d| d.kind == DoorKind::Pay) {
        found.push(Finding::new("pay", "fees are due, but no door takes the payment".into()));
    }
}

/// A paper that members sign: made where a commission concludes, with a time to sign it in.
fn hands(procedure: &Procedure, paper: &Paper, found: &mut Vec<Finding>) {
    let name = &paper.name;
    let mut say = |says| found.push(Finding::new("hands", says));
    if paper.signature != Signature::Members {
        if paper.within.is_some() {
            say(format!("`{name}` has `within`, but only what members sign is signed within a time"));
        }
        return;
    }
    if paper.within.is_none() {
        say(format!("one member can hold up `{name}` for ever: `within` does not say how long each has to sign"));
    }
    if procedure.members.is_empty() {
        say(format!("`{name}` is signed by members, and there are none"));
    }
    let makes = procedure.doors.iter().filter(|door| door.papers.contains(name));
    for door in makes.filter(|door| door.kind != DoorKind::Conclude) {
        say(format!("`{}` makes `{name}`, which members sign: only a conclusion has members", door.act));
    }
}

fn unreachable(procedure: &Procedure, found: &mut Vec<Finding>) {
    let moves = moves(procedure);
    let reached = spread(vec![0], |at| moves.iter().filter(|m| m.from == at).map(|m| m.to).collect());
    let ends = (0..procedure.steps.len() as u8).filter(|at| procedure.step(*at).holder == "nobody").collect();
    let ending = spread(ends, |at| moves.iter().filter(|m| m.to == at).map(|m| m.from).collect());
    for (at, step) in procedure.steps.iter().enumerate() {
        if !reached.contains(&(at as u8)) {
            found.push(Finding::new("unreachable", format!("`{}` cannot be reached", step.name)));
        } else if !ending.contains(&(at as u8)) {
            found.push(Finding::new("no-end", format!("from `{}` a file can come to no end", step.name)));
        }
    }
}

/// Everything that can be got to from `start`, by `next`.
fn spread(start: Vec<u8>, next: impl Fn(u8) -> Vec<u8>) -> Vec<u8> {
    let mut seen = start;
    let mut at = 0;
    while at < seen.len() {
        for one in next(seen[at]) {
            if !seen.contains(&one) {
                seen.push(one);
            }
        }
        at += 1;
    }
    seen
}

fn silence(procedure: &Procedure, found: &mut Vec<Finding>) {
    let mut doors = procedure.doors.iter().filter(|d| d.kind == DoorKind::Silence);
    if procedure.silence == Silence::Nothing {
        for door in doors {
            let says = format!("silence means nothing here, yet `{}` is a door of silence", door.act);
            found.push(Finding::new("silence", says));
        }
        return;
    }
    if doors.next().is_none() {
        found.push(Finding::new("silence", "silence has a meaning, but there is no door of kind `silence`".into()));
        return;
    }
    for (at, step) in procedure.steps.iter().enumerate().filter(|(_, s)| s.clock == Running::Runs) {
        if !procedure.doors_from(at as u8).any(|d| d.kind == DoorKind::Silence) {
            let says = format!("the clock runs at `{}`, but silence has no door there", step.name);
            found.push(Finding::new("silence", says));
        }
    }
}
