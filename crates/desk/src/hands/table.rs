//! Who is asked to sign a paper, by when, and what is told of each hand.

use crate::{Denial, Desk, Error, Result, Who};
use civic::hands::{Called, State};
use civic::{Dossier, Place, Seat};
use jiff::civil::Date;
use store::Tx;
use store::documents::Document;
use store::hands::{self as kept, Hand};
use store::people::{self, Account};
use uuid::Uuid;

/// A reason that the register itself gives begins with this sign; its words are the languages'.
const BY_RULE: char = '=';
/// No opinion of this member came in time: there is nothing of theirs to sign.
pub const NO_OPINION: &str = "=no-opinion";
const WAITING_MOST: i64 = 200;

/// The last day to sign what is made today.
pub(crate) fn due(desk: &Desk, within: &str, place: Place, today: Date) -> Result<Date> {
    let statute = desk.statute();
    let delay = statute.law.delay(within, place, today);
    let delay = delay.ok_or_else(|| Error::Setup(format!("the law table does not hold `{within}` on {today}")))?;
    Ok(statute.calendar.after(today, delay))
}

/// Asks for the hands of a paper, in the transaction that numbers it.
pub(crate) fn ask(
    tx: &mut Tx,
    document: &Document,
    (asked, due): (Date, Date),
    members: &[Called],
    last: Seat,
) -> Result<()> {
    let closing = Called { seat: last, away: None };
    for (at, called) in members.iter().chain([&closing]).enumerate() {
        let hand = Hand {
            commune: document.commune,
            document: document.id,
            seat: called.seat,
            rank: at as i64 + 1,
            last: at == members.len(),
            number: document.number.clone(),
            name: document.name.clone(),
            asked,
            due,
            state: if called.away.is_some() { State::Away } else { State::Awaited },
            holder: None,
            office: None,
            reason: called.away.clone(),
            said_by: None,
            seen: None,
            at: None,
        };
        kept::add(tx, &hand)?;
    }
    Ok(())
}

/// Asks for the hands under a file's minutes: each member's who gave an opinion, and last that of whoever
/// concluded.
pub(crate) fn ask_members(
    tx: &mut Tx,
    d: &Dossier,
    document: &Document,
    last: Seat,
    until: (Date, Date),
) -> Result<()> {
    let seated = d.sittings.iter().filter(|sitting| sitting.round == d.round && sitting.role != last.role);
    let members: Vec<Called> = seated
        .map(|sitting| Called {
            seat: Seat { role: sitting.role, place: sitting.role.seat(d.commune, d.examiner) },
            away: sitting.given.is_none().then(|| NO_OPINION.to_owned()),
        })
        .collect();
    ask(tx, document, until, &members, last)
}

/// Whether nobody holds a seat on a day.
pub(super) fn vacant(tx: &mut Tx, seat: Seat, today: Date) -> Result<bool> {
    Ok(!people::offices_in(tx, seat.place)?.iter().any(|o| o.seat == seat && o.holds_on(today)))
}

/// What is told of a hand to whoever may read the paper.
#[derive(Clone, Debug)]
pub struct Told {
    pub hand: Hand,
    /// Who signed or refused.
    pub holder: Option<Account>,
    /// The decision of the delegation under which they signed.
    pub decision: Option<String>,
    /// Why not, as it was written; a rule's reason is a key of the words.
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    None,
    Written(String),
    /// `no-opinion`, `excused`.
    Rule(String),
}

/// The hands of a paper, with their people.
pub fn told(tx: &mut Tx, commune: Place, document: Uuid) -> store::Result<Vec<Told>> {
    let mut all = Vec::new();
    for hand in kept::of(tx, commune, document)? {
        let holder = match hand.holder {
            Some(id) => people::get(tx, id)?,
            None => None,
        };
        let decision = match (hand.holder, hand.office) {
            (Some(holder), Some(office)) => {
                people::offices(tx, holder)?.into_iter().find(|one| one.id == office).map(|one| one.decision)
            }
            _ => None,
        };
        let reason = match hand.reason.as_deref() {
            None => Reason::None,
            Some(text) => match text.strip_prefix(BY_RULE) {
                Some(rule) => Reason::Rule(rule.to_owned()),
                None => Reason::Written(text.to_owned()),
            },
        };
        all.push(Told { hand, holder, decision, reason });
    }
    Ok(all)
}

/// A paper that waits for somebody's hand.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub hand: Hand,
    /// Why it cannot be signed yet: those who sign before.
    pub before: Vec<civic::Role>,
    pub hands: Vec<Told>,
    /// What the paper is about: the number of its file or matter, and where it is read.
    pub about: String,
    pub url: String,
    /// The applicant of a file, in both languages.
    pub title: Option<String>,
}

/// The papers that wait for this person's hand, the first due first.
pub async fn mine(desk: &Desk, who: &Who) -> Result<Vec<Waiting>> {
    let (counter, actor) = (desk.clone(), who.clone());
    desk.db
        .read(move |tx| -> Result<Vec<Waiting>> {
            let mut all = Vec::new();
            for seat in &actor.viewer.seats {
                for hand in kept::awaited(tx, *seat, WAITING_MOST)? {
                    all.extend(waiting(tx, &counter, hand)?);
                }
            }
            all.sort_by(|a, b| (a.hand.due, &a.hand.number).cmp(&(b.hand.due, &b.hand.number)));
            Ok(all)
        })
        .await
}

/// One paper with its hands, for whoever holds the last of them.
pub async fn to_close(desk: &Desk, who: &Who, commune: Place, document: Uuid) -> Result<Waiting> {
    let (counter, actor) = (desk.clone(), who.clone());
    desk.db
        .read(move |tx| -> Result<Waiting> {
            let last = kept::of(tx, commune, document)?.into_iter().find(|hand| hand.last).ok_or(Denial::NotFound)?;
            if !actor.viewer.seats.contains(&last.seat) {
                return Err(Denial::NotYours.into());
            }
            waiting(tx, &counter, last)?.ok_or_else(Error::not_found)
        })
        .await
}

fn waiting(tx: &mut Tx, desk: &Desk, hand: Hand) -> Result<Option<Waiting>> {
    let Some(document) = store::documents::get(tx, hand.commune, hand.document)? else { return Ok(None) };
    let hands = told(tx, hand.commune, hand.document)?;
    let all: Vec<civic::hands::Hand> = hands.iter().map(|told| told.hand.is()).collect();
    let before = if hand.last { civic::hands::awaited(&all) } else { Vec::new() };
    let (about, url, title) = match desk.street.of_house(&document.name) {
        Some((_, paper)) => match (paper.matter)(tx, &document)? {
            Some(matter) => (matter.number, matter.url, None),
            None => return Ok(None),
        },
        None => match store::dossiers::to_decide(tx, document.commune, document.dossier)? {
            Some((file, title)) => (file.number.clone(), format!("/office/files/{}", file.number), Some(title)),
            None => return Ok(None),
        },
    };
    Ok(Some(Waiting { hand, before, hands, about, url, title }))
}
