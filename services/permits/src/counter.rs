//! The commission's sessions: called, held over several files, closed. Each file is concluded by its own act.

use crate::memory::{self, Item, Session};
use crate::rules::{self, Call, Status};
pub use crate::rules::{Attendance, Presence};
use civic::{Body, Place, Role, Seat, Viewer};
use desk::counter::{NewAct, act, commune_of};
use desk::paper::house::{self, Matter};
use desk::{Denial, Desk, Error, Result, Who};
use jiff::civil::Date;
use store::documents::{self, Document};
use store::{Tx, dossiers, registers};
use uuid::Uuid;

/// The series of the sessions' numbers, a register for each commission and year.
const SERIES: &str = "SC";
const SESSIONS_MOST: i64 = 60;
/// The paper that a session ends in.
pub const MINUTES: &str = "session-minutes";

/// The call for a session.
pub struct NewSession {
    pub day: Option<Date>,
    pub hour: String,
    pub place: String,
    pub files: Vec<String>,
}

/// A session with its agenda.
pub struct Held {
    pub session: Session,
    pub agenda: Vec<Item>,
}

impl Held {
    pub fn status(&self) -> Status {
        Status::parse(&self.session.status).unwrap_or(Status::Closed)
    }

    pub fn attendance(&self) -> Attendance {
        rules::attendance(&self.session.attendance)
    }
}

fn chairs(who: &Who, seat: Place) -> Result<()> {
    match who.viewer.holds(Role::CommissionChair, seat) {
        true => Ok(()),
        false => Err(Denial::NotYours.into()),
    }
}

/// Calls the members to a session over these files.
pub async fn call(desk: &Desk, who: &Who, seat: Place, new: NewSession) -> Result<Uuid> {
    chairs(who, seat)?;
    let call = Call { day: new.day, hour: &new.hour, place: &new.place, files: new.files.len() };
    let mistakes = rules::judge(&call, desk.clock.today());
    let (Some(day), true) = (new.day, mistakes.is_empty()) else { return Err(Error::Mistakes(mistakes)) };
    let now = desk.clock.now();
    let id = desk.chance.id(now);
    let (viewer, by) = (who.viewer.clone(), who.account.id);
    desk.db
        .write(move |tx| -> Result<()> {
            let n = registers::take(tx, seat.0, SERIES, i64::from(day.year()))?;
            let session = Session {
                seat,
                id,
                number: format!("{SERIES}-{seat}-{:04}-{n:06}", day.year()),
                day,
                hour: new.hour.clone(),
                place: civic::identity::tidy_line(&new.place),
                status: Status::Called.as_str().into(),
                attendance: "{}".into(),
                made_at: now,
                made_by: by,
                version: 1,
            };
            memory::add(tx, &session)?;
            put(tx, &viewer, seat, id, &new.files, 0)
        })
        .await?;
    Ok(id)
}

/// Puts files of this commission at the end of an agenda.
fn put(tx: &mut Tx, viewer: &Viewer, seat: Place, session: Uuid, numbers: &[String], after: i64) -> Result<()> {
    for (i, number) in numbers.iter().enumerate() {
        let Some(commune) = commune_of(number) else { return Err(Error::not_found()) };
        let Some(file) = dossiers::read(tx, viewer, commune, number)?.filter(|d| d.examiner == seat) else {
            return Err(Error::not_found());
        };
        memory::put(
            tx,
            seat,
            session,
            &Item { commune, dossier: file.id, number: number.clone(), rank: after + i as i64 + 1 },
        )?;
    }
    Ok(())
}

pub async fn add(desk: &Desk, who: &Who, seat: Place, id: Uuid, files: Vec<String>) -> Result<()> {
    chairs(who, seat)?;
    let viewer = who.viewer.clone();
    desk.db
        .write(move |tx| -> Result<()> {
            let session = memory::session(tx, seat, id)?.ok_or(Denial::NotFound)?;
            if session.status == Status::Closed.as_str() {
                return Err(Denial::Stale { since: Vec::new() }.into());
            }
            let last = memory::agenda(tx, seat, id)?.last().map_or(0, |item| item.rank);
            put(tx, &viewer, seat, id, &files, last)
        })
        .await
}

/// Opens the session. Files whose members' time is over come before the commission without the late ones.
pub async fn open(desk: &Desk, who: &Who, seat: Place, id: Uuid) -> Result<()> {
    step(desk, who, seat, id, Status::Open).await?;
    for item in held(desk, &who.viewer, seat, id).await?.agenda {
        let body = Body { session: Some(id), ..Body::default() };
        let new = NewAct {
            commune: item.commune,
            number: item.number,
            name: "open-session".into(),
            role: Some(Role::CommissionChair),
            body,
            expects: None,
            key: Some(format!("session-{id}-{}", item.dossier)),
        };
        match act(desk, who, new).await {
            // Members still have time, or the file has gone elsewhere: its line says so.
            Ok(_) | Err(Error::Refused(_) | Error::Denied(_)) => {}
            Err(other) => return Err(other),
        }
    }
    Ok(())
}

/// Closes the session: what was not concluded waits for another. Its minutes are numbered, and await the
/// hands of those who were present, the chair's last. Gives their number.
pub async fn close(desk: &Desk, who: &Who, seat: Place, id: Uuid) -> Result<String> {
    chairs(who, seat)?;
    let counter = desk.clone();
    let number = desk
        .db
        .write(move |tx| -> Result<String> {
            turn(tx, seat, id, Status::Closed)?;
            let session = memory::session(tx, seat, id)?.ok_or(Denial::NotFound)?;
            let members = rules::called(&rules::attendance(&session.attendance), seat);
            let last = Seat { role: Role::CommissionChair, place: seat };
            let new = house::New { name: MINUTES, place: seat, matter: id, members, last };
            Ok(house::add(tx, &counter, &new)?.number)
        })
        .await?;
    desk.nudge();
    Ok(number)
}

async fn step(desk: &Desk, who: &Who, seat: Place, id: Uuid, next: Status) -> Result<()> {
    chairs(who, seat)?;
    desk.db.write(move |tx| turn(tx, seat, id, next)).await
}

fn turn(tx: &mut Tx, seat: Place, id: Uuid, next: Status) -> Result<()> {
    let session = memory::session(tx, seat, id)?.ok_or(Denial::NotFound)?;
    let may = Status::parse(&session.status).is_some_and(|now| now.may_become(next));
    let changed = Session { status: next.as_str().into(), ..session };
    match may && memory::change(tx, &changed)? {
        true => Ok(()),
        false => Err(Denial::Stale { since: Vec::new() }.into()),
    }
}

/// The minutes of a closed session: none before it closed.
pub fn minutes(tx: &mut Tx, session: &Session) -> store::Result<Option<Document>> {
    Ok(documents::of(tx, session.seat, session.id)?.into_iter().find(|d| d.name == MINUTES))
}

/// Who may read a session's minutes: whoever may see the session.
pub fn sees_minutes(desk: &Desk, tx: &mut Tx, viewer: &Viewer, document: &Document) -> Result<bool> {
    Ok(sees(desk, viewer, document.commune)? && memory::session(tx, document.commune, document.dossier)?.is_some())
}

/// What the minutes are about.
pub fn matter(tx: &mut Tx, document: &Document) -> store::Result<Option<Matter>> {
    let session = memory::session(tx, document.commune, document.dossier)?;
    Ok(session.map(|s| Matter { url: format!("/office/sessions/{}/{}", s.seat, s.id), number: s.number }))
}

/// Writes down who is there.
pub async fn attend(desk: &Desk, who: &Who, seat: Place, id: Uuid, attendance: Attendance) -> Result<()> {
    chairs(who, seat)?;
    let text = serde_json::to_string(&attendance).map_err(|e| Error::Setup(e.to_string()))?;
    desk.db
        .write(move |tx| -> Result<()> {
            let session = memory::session(tx, seat, id)?.ok_or(Denial::NotFound)?;
            let open = session.status != Status::Closed.as_str();
            let changed = Session { attendance: text.clone(), ..session };
            match open && memory::change(tx, &changed)? {
                true => Ok(()),
                false => Err(Denial::Stale { since: Vec::new() }.into()),
            }
        })
        .await
}

/// A session that the viewer may see.
pub async fn held(desk: &Desk, viewer: &Viewer, seat: Place, id: Uuid) -> Result<Held> {
    if !sees(desk, viewer, seat)? {
        return Err(Error::not_found());
    }
    desk.db
        .read(move |tx| -> Result<Held> {
            let session = memory::session(tx, seat, id)?.ok_or(Denial::NotFound)?;
            let agenda = memory::agenda(tx, seat, id)?;
            Ok(Held { session, agenda })
        })
        .await
}

fn sees(desk: &Desk, viewer: &Viewer, commission: Place) -> Result<bool> {
    let single_window = desk.statute().single_window(desk.clock.today())?;
    Ok(viewer
        .seats
        .iter()
        .any(|seat| rules::sees(seat, commission, desk.street.territory.examiner(seat.place, single_window))))
}

/// The sessions that the viewer may see, the latest day first.
pub async fn seen(desk: &Desk, viewer: &Viewer) -> Result<Vec<Held>> {
    let (viewer, counter) = (viewer.clone(), desk.clone());
    desk.db
        .read(move |tx| -> Result<Vec<Held>> {
            let mut found: Vec<Held> = Vec::new();
            for (from, to) in ranges(&viewer) {
                for session in memory::sessions(tx, from, to, SESSIONS_MOST)? {
                    if sees(&counter, &viewer, session.seat)? && !found.iter().any(|h| h.session.id == session.id) {
                        let agenda = memory::agenda(tx, session.seat, session.id)?;
                        found.push(Held { session, agenda });
                    }
                }
            }
            found.sort_by(|a, b| (b.session.day, &b.session.hour).cmp(&(a.session.day, &a.session.hour)));
            Ok(found)
        })
        .await
}

/// The codes of the commissions that a viewer's seats may look into.
fn ranges(viewer: &Viewer) -> Vec<(Place, Place)> {
    let mut ranges: Vec<(Place, Place)> = Vec::new();
    for seat in viewer.seats.iter().filter(|s| rules::SITTING.contains(&s.role)) {
        let province = seat.place.province();
        ranges.push(if seat.place.is_commune() {
            (seat.place, seat.place)
        } else {
            (province, Place(province.0 + 9_999))
        });
        ranges.push((province, province));
    }
    ranges
}

/// The same without their agendas, a page at a time: `after` is the last session of the page before.
pub async fn page(desk: &Desk, viewer: &Viewer, after: Option<(Date, Uuid)>, most: i64) -> Result<Vec<Session>> {
    let (viewer, counter) = (viewer.clone(), desk.clone());
    desk.db
        .read(move |tx| -> Result<Vec<Session>> {
            let mut found: Vec<Session> = Vec::new();
            for range in ranges(&viewer) {
                let (mut from, mut seen) = (after, 0);
                // What one may not see leaves no hole in the page.
                loop {
                    let some = memory::sessions_page(tx, range, from, most)?;
                    let whole = some.len() as i64 == most;
                    from = some.last().map(|s| (s.day, s.id));
                    for session in some {
                        if sees(&counter, &viewer, session.seat)? && !found.iter().any(|s| s.id == session.id) {
                            seen += 1;
                            found.push(session);
                        }
                    }
                    if !whole || most <= seen {
                        break;
                    }
                }
            }
            found.sort_by_key(|s| std::cmp::Reverse((s.day, s.id)));
            found.truncate(usize::try_from(most).unwrap_or(0));
            Ok(found)
        })
        .await
}
