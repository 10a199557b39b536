//! Officers: who is made one, which seats they are given, delegated and lose. Nothing is erased: a
//! seat ends on a day, an account is closed. What was done is in the journal.

use super::{Person, add, note, taken};
use crate::{Denial, Desk, Error, Result, Who, who};
use civic::role::{Level, Scope};
use civic::{Mistake, Office, Place, Role, Seat, identity};
use jiff::civil::Date;
use store::Tx;
use store::people::{self, Account};
use uuid::Uuid;

const DECISION_MOST: usize = 60;

/// An administrator of the place, of the province that holds it, or of the Kingdom.
pub fn may_administer(who: &Who, place: Place) -> Result<()> {
    let over = |seat: &Seat| {
        seat.role == Role::Administrator && [place, place.province(), Place::KINGDOM].contains(&seat.place)
    };
    match who.viewer.seats.iter().any(over) {
        true => Ok(()),
        false => Err(Denial::NotYours.into()),
    }
}

/// Nobody gives themselves a seat, closes themselves or resets their own password from here.
fn not_oneself(who: &Who, id: Uuid) -> Result<()> {
    if who.account.id == id { Err(Denial::NotYours.into()) } else { Ok(()) }
}

/// A first password: drawn by lot, read aloud or copied once, changed by its owner afterwards.
pub fn first_password(desk: &Desk) -> String {
    let code = desk.chance.code(12);
    format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..])
}

/// An administrator makes an officer's account; the first password is given, to be changed.
pub async fn add_officer(desk: &Desk, who: &Who, place: Place, person: &Person, password: &str) -> Result<Account> {
    may_administer(who, place)?;
    let account = officer(desk, person, password).map_err(Error::Mistakes)?;
    who.administers(desk)?;
    let account = with_password(desk, account, password).await?;
    add(desk, account.clone()).await?;
    note(desk, who, place, "officer-added", &account.id.to_string()).await?;
    Ok(account)
}

/// What is wrong with a new officer, as typed.
pub fn judge_officer(person: &Person) -> Vec<Mistake> {
    let required = person.email.trim().is_empty().then(|| Mistake::new("email", "required"));
    let person = Person { kind: "officer".into(), ..person.clone() };
    required.into_iter().chain(person.read("", Uuid::nil(), 0).err().unwrap_or_default()).collect()
}

/// The account of an officer, or every mistake.
fn officer(desk: &Desk, person: &Person, password: &str) -> Result<Account, Vec<Mistake>> {
    let now = desk.clock.now();
    let mistakes: Vec<Mistake> = judge_officer(person).into_iter().chain(who::judge_password(password)).collect();
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    Person { kind: "officer".into(), ..person.clone() }.read("", desk.chance.id(now), now)
}

async fn with_password(desk: &Desk, account: Account, password: &str) -> Result<Account> {
    let (counter, secret) = (desk.clone(), password.to_owned());
    let hash = tokio::task::spawn_blocking(move || who::hash_password(&counter, &secret))
        .await
        .map_err(|e| Error::Setup(e.to_string()))??;
    Ok(Account { password: Some(hash), ..account })
}

/// A seat to give.
#[derive(Clone, Debug)]
pub struct Appointment {
    pub holder: Uuid,
    pub role: Role,
    pub place: Place,
    pub from: Date,
    pub until: Option<Date>,
    pub decision: String,
    /// Whose power is delegated; none for a seat in its own right.
    pub delegated_by: Option<Uuid>,
    /// What a delegation covers.
    pub scope: Scope,
}

impl Appointment {
    /// What is wrong with it by itself.
    fn judge(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if self.decision.trim().is_empty() {
            mistakes.push(Mistake::new("decision", "required"));
        } else if identity::has_control(&self.decision) {
            mistakes.push(Mistake::new("decision", "control-characters"));
        } else if DECISION_MOST < self.decision.trim().chars().count() {
            mistakes.push(Mistake::beyond("decision", "too-long", DECISION_MOST as i64));
        }
        if self.until.is_some_and(|until| until < self.from) {
            mistakes.push(Mistake::new("until", "before-first-day"));
        }
        if self.delegated_by.is_some() && self.until.is_none() {
            mistakes.push(Mistake::new("until", "required"));
        }
        if self.delegated_by.is_none() && !self.scope.is_whole() {
            mistakes.push(Mistake::new("scope", "unknown-choice"));
        }
        if matches!(self.role, Role::Applicant | Role::System) {
            mistakes.push(Mistake::new("role", "unknown-choice"));
        } else if !sits(self.role, self.place) {
            mistakes.push(Mistake::new("place", "no-such-seat"));
        }
        mistakes
    }

    fn office(&self, id: Uuid) -> Office {
        Office {
            id,
            holder: self.holder,
            seat: Seat { role: self.role, place: self.place },
            from: self.from,
            until: self.until,
            delegated_by: self.delegated_by,
            decision: identity::tidy_line(&self.decision),
            scope: self.scope.clone(),
        }
    }
}

/// Whether an institution with this role sits in the place. Administrators sit wherever officers do, and
/// for the Kingdom.
pub fn sits(role: Role, place: Place) -> bool {
    match role.level() {
        _ if role == Role::Administrator => place.is_commune() || place.is_province() || place == Place::KINGDOM,
        Level::Commune => place.is_commune(),
        Level::Province => place.is_province(),
        Level::Examiner => place.is_commune() || place.is_province(),
        Level::Nowhere => false,
    }
}

/// Gives a seat. A delegation needs its own end, and a delegator who holds the seat in their own right.
pub async fn appoint(desk: &Desk, who: &Who, a: Appointment) -> Result<Office> {
    may_administer(who, a.place)?;
    not_oneself(who, a.holder)?;
    let mistakes = a.judge();
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    known_scope(desk, &a)?;
    who.administers(desk)?;
    let now = desk.clock.now();
    let office = a.office(desk.chance.id(now));
    let given = office.clone();
    desk.db.write(move |tx| give(tx, &given, now)).await?;
    let what = if a.delegated_by.is_some() { "delegation-given" } else { "office-given" };
    note(desk, who, a.place, what, &format!("{} {}", a.role.as_str(), a.holder)).await?;
    Ok(office)
}

/// A delegation names procedures that there are, and acts that the seat may do in them.
fn known_scope(desk: &Desk, a: &Appointment) -> Result<()> {
    let all = desk.street.catalogue();
    let procedure = |name: &String| all.iter().any(|p| p.code == *name);
    let act = |name: &String| all.iter().any(|p| p.door(name).is_some_and(|door| door.by.contains(&a.role)));
    match a.scope.procedures.iter().all(procedure) && a.scope.acts.iter().all(act) {
        true => Ok(()),
        false => Err(Error::Mistakes(vec![Mistake::new("scope", "unknown-choice")])),
    }
}

fn give(tx: &mut Tx, given: &Office, now: i64) -> Result<()> {
    let wrong = |field: &str, code| Err(Error::Mistakes(vec![Mistake::new(field, code)]));
    if people::get(tx, given.holder)?.is_none_or(|h| h.kind != "officer") {
        return wrong("holder", "unknown-choice");
    }
    let ends = |o: &Office| o.until.unwrap_or(Date::MAX);
    let same = |o: &Office| {
        o.seat == given.seat && o.delegated_by == given.delegated_by && o.from <= ends(given) && given.from <= ends(o)
    };
    if people::offices(tx, given.holder)?.iter().any(same) {
        return wrong("role", "seat-held");
    }
    if let Some(delegator) = given.delegated_by {
        let own = people::offices(tx, delegator)?;
        if !own.iter().any(|o| o.seat == given.seat && o.delegated_by.is_none() && o.holds_on(given.from)) {
            return wrong("delegated-by", "unknown-choice");
        }
    }
    Ok(people::add_office(tx, given, now)?)
}

/// Makes an officer's account together with the first seat: both, or every mistake of both. Gives the code
/// under which they add their first second factor, to be handed over in person.
pub async fn engage(
    desk: &Desk,
    who: &Who,
    person: &Person,
    password: &str,
    seat: Appointment,
) -> Result<(Account, String)> {
    may_administer(who, seat.place)?;
    let wrong = seat.judge();
    let account = match officer(desk, person, password) {
        Ok(account) if wrong.is_empty() => account,
        Ok(_) => return Err(Error::Mistakes(wrong)),
        Err(more) => return Err(Error::Mistakes([more, wrong].concat())),
    };
    // A person alone is shown a code: a program does not engage.
    who.proven(desk)?;
    let account = with_password(desk, account, password).await?;
    let now = desk.clock.now();
    let seat = Appointment { holder: account.id, ..seat };
    let (made, office) = (account.clone(), seat.office(desk.chance.id(now)));
    let (counter, me) = (desk.clone(), who.account.id);
    let code = desk
        .db
        .write(move |tx| -> Result<String> {
            let mistakes = taken(tx, &made)?;
            if !mistakes.is_empty() {
                return Err(Error::Mistakes(mistakes));
            }
            people::add(tx, &made)?;
            give(tx, &office, now)?;
            who::make_code(tx, &counter, made.id, Some(me))
        })
        .await?;
    note(desk, who, seat.place, "officer-added", &account.id.to_string()).await?;
    note(desk, who, seat.place, "office-given", &format!("{} {}", seat.role.as_str(), account.id)).await?;
    note(desk, who, seat.place, "enrolment-made", &account.id.to_string()).await?;
    Ok((account, code))
}

/// Ends a seat on a day, the last included; the day before its first when it is never to begin.
pub async fn end_office(desk: &Desk, who: &Who, place: Place, id: Uuid, until: Date) -> Result<()> {
    may_administer(who, place)?;
    who.administers(desk)?;
    let me = who.account.id;
    let office = desk
        .db
        .write(move |tx| -> Result<Office> {
            let Some(office) = people::offices_in(tx, place)?.into_iter().find(|o| o.id == id) else {
                return Err(Error::not_found());
            };
            if office.holder == me {
                return Err(Denial::NotYours.into());
            }
            if until < office.from.saturating_sub(jiff::Span::new().days(1)) {
                return Err(Error::Mistakes(vec![Mistake::new("until", "before-first-day")]));
            }
            people::end_office(tx, place, id, until)?;
            Ok(office)
        })
        .await?;
    let what = if office.delegated_by.is_some() { "delegation-ended" } else { "office-ended" };
    note(desk, who, place, what, &format!("{} {}", office.seat.role.as_str(), office.holder)).await
}

/// Closes or opens an officer's account; closing signs out everywhere.
pub async fn close(desk: &Desk, who: &Who, place: Place, id: Uuid, closed: bool) -> Result<()> {
    may_administer(who, place)?;
    not_oneself(who, id)?;
    who.administers(desk)?;
    officer_of(desk, place, id).await?;
    desk.db
        .write(move |tx| -> Result<()> {
            people::close(tx, id, closed)?;
            if closed {
                people::close_all_sign_ins(tx, id)?;
            }
            Ok(())
        })
        .await?;
    note(desk, who, place, if closed { "account-closed" } else { "account-opened" }, &id.to_string()).await
}

/// An administrator gives an officer a new password, and signs them out everywhere.
pub async fn reset_password(desk: &Desk, who: &Who, place: Place, id: Uuid, password: &str) -> Result<()> {
    may_administer(who, place)?;
    not_oneself(who, id)?;
    if let Some(mistake) = who::judge_password(password) {
        return Err(Error::Mistakes(vec![mistake]));
    }
    who.administers(desk)?;
    let account = officer_of(desk, place, id).await?;
    who::set_password(desk, &account, password).await?;
    note(desk, who, place, "password-reset", &id.to_string()).await
}

/// An administrator signs an officer out on every device. Without a second factor: who stops an intruder
/// is not held up.
pub async fn sign_out(desk: &Desk, who: &Who, place: Place, id: Uuid) -> Result<()> {
    may_administer(who, place)?;
    officer_of(desk, place, id).await?;
    who::sign_out_everywhere(desk, id).await?;
    note(desk, who, place, "signed-out-everywhere", &id.to_string()).await
}

/// An officer who holds or held a seat in the place.
pub async fn officer_of(desk: &Desk, place: Place, id: Uuid) -> Result<Account> {
    desk.db
        .read(move |tx| -> Result<Account> {
            let offices = people::offices(tx, id)?;
            match people::get(tx, id)? {
                // One that was just made holds nothing yet.
                Some(account)
                    if account.kind == "officer"
                        && (offices.is_empty() || offices.iter().any(|o| o.seat.place == place)) =>
                {
                    Ok(account)
                }
                _ => Err(Error::not_found()),
            }
        })
        .await
}
