//! The clock of a file: its last day, those of the step and of each member, and whom it waits for.
//!
//! Nothing here is kept: each day is asked anew with today's calendar and law.

use super::{Context, Dossier, Pause, Sitting};
use crate::calendar::{Delay, Unit};
use crate::procedure::DoorKind;
use crate::role::Role;
use jiff::civil::Date;

/// Someone whom the file waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    pub role: Role,
    /// When it should be done; none when nothing says so.
    pub due: Option<Date>,
    /// Not to be done before this day.
    pub starts: Option<Date>,
}

impl Dossier {
    /// The stop that is running, if the clock is paused.
    pub fn pause(&self) -> Option<&Pause> {
        self.pauses.last().filter(|p| p.to.is_none())
    }

    /// The last day of the file's one clock; none once it is answered, or while no limit is known.
    /// While the clock is paused, the day that it would be if it ran again on the day it stopped.
    pub fn due(&self, with: Context) -> Option<Date> {
        if self.answered.is_some() {
            return None;
        }
        self.limit_day(with)
    }

    /// The last day of the file's clock, whether or not the answer has been given.
    pub fn limit_day(&self, with: Context) -> Option<Date> {
        let delay = with.law.delay(&with.procedure.limit, self.commune, self.filed)?;
        let longer = self.extended.as_deref().and_then(|name| with.law.delay(name, self.commune, self.filed));
        let mut due = with.calendar.after(self.filed, delay);
        if let Some(longer) = longer {
            due = with.calendar.after(due, longer);
        }
        let unit = if delay.unit == Unit::WorkingDays { Unit::WorkingDays } else { Unit::CalendarDays };
        let stopped: i32 = self.pauses.iter().filter_map(|p| Some(with.calendar.between(p.from, p.to?, unit))).sum();
        Some(if stopped == 0 { due } else { with.calendar.after(due, Delay { count: stopped, unit }) })
    }

    /// The last day of the step the file stands at, where the law limits it.
    pub fn step_due(&self, with: Context) -> Option<Date> {
        let within = with.procedure.step(self.step).within.as_deref()?;
        Some(with.calendar.after(self.entered, with.law.delay(within, self.commune, self.entered)?))
    }

    /// The last day of a member's own clock.
    pub fn sitting_due(&self, with: Context, sitting: &Sitting) -> Option<Date> {
        let within = &with.procedure.member(sitting.role)?.within;
        Some(with.calendar.after(sitting.asked, with.law.delay(within, self.commune, sitting.asked)?))
    }

    /// The day until which members of this round who have not answered may still do so.
    pub fn members_due(&self, with: Context) -> Option<Date> {
        self.sittings
            .iter()
            .filter(|s| s.round == self.round && s.given.is_none())
            .filter_map(|s| self.sitting_due(with, s))
            .max()
    }

    /// Whom the file waits for, each with their own day.
    pub fn awaited(&self, with: Context) -> Vec<Task> {
        let step = with.procedure.step(self.step);
        let mut tasks = Vec::with_capacity(4);
        match step.holder.as_str() {
            "members" => {
                for sitting in self.sittings.iter().filter(|s| s.round == self.round && s.given.is_none()) {
                    let due = self.sitting_due(with, sitting);
                    tasks.push(Task { role: sitting.role, due, starts: None });
                }
                // Whoever may go on without the late ones is called when their time is over.
                let over = tasks.iter().filter_map(|task| task.due).max().and_then(|day| day.tomorrow().ok());
                for door in with.procedure.doors_from(self.step).filter(|d| d.kind == DoorKind::Pass) {
                    tasks.extend(door.by.iter().map(|role| Task { role: *role, due: self.due(with), starts: over }));
                }
            }
            "applicant" => {
                for door in with.procedure.doors_from(self.step).filter(|d| d.kind == DoorKind::Pay) {
                    tasks.extend(door.by.iter().map(|role| Task {
                        role: *role,
                        due: self.step_due(with),
                        starts: None,
                    }));
                }
            }
            "nobody" => {}
            holder => {
                if let Some(role) = Role::parse(holder) {
                    let due = [self.step_due(with), self.due(with)].into_iter().flatten().min();
                    tasks.push(Task { role, due, starts: None });
                }
            }
        }
        tasks
    }
}
