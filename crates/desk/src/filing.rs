//! Filing: from what somebody typed to a file with a number, or every mistake at once.
//!
//! One transaction takes the number, opens the file with its first act, and writes what lists read and
//! what must follow. A refused form takes no number.

use crate::counter::{facts, keyed, says};
use crate::follow::{Beside, follow, found_by, number};
use crate::people::{self, Person};
use crate::register::Register;
use crate::statute::Statute;
use crate::street::title;
use crate::{Chance, Denial, Desk, Error, Result, Who};
use civic::dossier::{Act, Body, Filing, Given};
use civic::form::{self, Typed};
use civic::procedure::Piece;
use civic::{Dossier, Mistake, Place, Procedure, Role};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::people::Account;
use store::{Tx, answers, dossiers, drafts, inbox};
use uuid::Uuid;

/// What somebody files.
#[derive(Clone, Debug, Default)]
pub struct NewFile {
    pub commune: Place,
    pub procedure: String,
    pub typed: Typed,
    pub pieces: Vec<Given>,
    /// For whom, when not for oneself.
    pub owner: Option<Person>,
    /// The reference of the mandate under which it is filed for the owner.
    pub mandate: String,
    /// At the counter: the person's consent was recorded.
    pub consent: bool,
    /// The declaration on one's honour.
    pub declared: bool,
    /// The draft that this was, removed once filed.
    pub draft: Option<Uuid>,
    /// The same key gives the same answer.
    pub key: Option<String>,
}

/// What is told of a filing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    pub number: String,
    pub id: Uuid,
    pub commune: Place,
    pub filed_at: i64,
    pub due: Option<Date>,
    pub tracking: String,
    /// The number of the receipt, whose PDF is ready as soon as it is asked for.
    pub receipt: Option<String>,
}

/// Opens a file and gives it the next number of the register.
pub async fn file(desk: &Desk, who: &Who, new: NewFile) -> Result<Filed> {
    who.may("file")?;
    let Some(procedure) = desk.street.latest(&new.procedure) else { return Err(Error::not_found()) };
    let now = desk.clock.now();
    let clerk = who.viewer.holds(Role::Clerk, new.commune);
    let owner = judge_filing(desk, &procedure, who, &new, clerk, now)?;
    let (answers, mut mistakes) = form::read(&procedure, &new.typed, None);
    mistakes.extend(judge_pieces(&procedure, &answers, &new.pieces, desk.options.piece_bytes_most));
    let owner = match owner {
        Ok(owner) if mistakes.is_empty() => owner,
        Ok(_) => return Err(Error::Mistakes(mistakes)),
        Err(more) => return Err(Error::Mistakes([more, mistakes].concat())),
    };
    let examiner = desk.street.territory.examiner(new.commune, desk.statute().single_window(desk.clock.today())?);
    let filing = NewFiling {
        procedure,
        statute: desk.statute(),
        answers,
        owner,
        examiner,
        clerk,
        now,
        chance: desk.chance.clone(),
        register: desk.register.clone(),
        who: who.clone(),
        new,
    };
    let filed = desk
        .db
        .write(move |tx| {
            keyed(tx, filing.who.account.id, filing.new.key.as_deref(), &filing.print(), filing.now, |tx| {
                filing.record(tx)
            })
        })
        .await?;
    desk.nudge();
    Ok(filed)
}

/// What was told of the filing made with this key, if there was one.
pub async fn filed_before(desk: &Desk, who: &Who, key: &str) -> Result<Option<Filed>> {
    let (account, key) = (who.account.id, key.to_owned());
    let kept = desk.db.glance(move |tx| -> Result<_> { Ok(answers::look(tx, 0, account, &key)?) }).await?;
    Ok(kept.and_then(|kept| serde_json::from_slice(&kept.body).ok()))
}

/// Everything that a filing is made from, ready to be recorded: twice, if the engine asks for it.
struct NewFiling {
    procedure: Arc<Procedure>,
    statute: Arc<Statute>,
    answers: civic::Answers,
    owner: Option<Account>,
    examiner: Place,
    clerk: bool,
    now: i64,
    chance: Chance,
    register: Arc<Register>,
    who: Who,
    new: NewFile,
}

impl NewFiling {
    /// What makes two requests with one key the same request.
    fn print(&self) -> String {
        format!("file {} {} {:?} {:?}", self.new.commune, self.new.procedure, self.new.typed, self.new.pieces)
    }

    fn record(&self, tx: &mut Tx) -> Result<Filed> {
        let (new, procedure, today) = (&self.new, &self.procedure, i18n::format::local_date(self.now));
        let by = self.who.account.id;
        let applicant = match &self.owner {
            Some(owner) => people::find_or_add(tx, owner)?,
            None => self.who.account.clone(),
        };
        let number = number(tx, new.commune, &procedure.series, today)?;
        let id = self.chance.id(self.now);
        let act = Act {
            at: self.now,
            day: today,
            by,
            role: if self.clerk && self.owner.is_some() { Role::Clerk } else { Role::Applicant },
            office: None,
            name: "file".into(),
            body: Body {
                answers: Some(self.answers.clone()),
                pieces: new.pieces.clone(),
                filing: Some(Filing {
                    number: number.clone(),
                    procedure: procedure.code.clone(),
                    revision: procedure.revision,
                    examiner: self.examiner,
                    applicant: applicant.id,
                    agent: (self.owner.is_some() && !self.clerk).then_some(by),
                    mandate: (!new.mandate.trim().is_empty()).then(|| civic::identity::tidy_line(&new.mandate)),
                    assisted: self.clerk && self.owner.is_some(),
                    tracking: self.chance.code(8),
                }),
                ..Body::default()
            },
        };
        let Some(dossier) = Dossier::open(new.commune, id, &act) else {
            return Err(Error::Setup("a filing without its filing".into()));
        };
        let with = self.statute.with(procedure);
        let facts = facts(with, &dossier, title(&applicant));
        dossiers::open(tx, &dossier, &facts, &act, &|written| self.register.seal(&self.chance, written))?;
        inbox::set(tx, &dossier, &says(with, &dossier, &facts), &dossier.awaited(with))?;
        found_by(tx, procedure, &dossier, &facts, &applicant)?;
        let receipt = follow(tx, &self.chance, procedure, &dossier, &act, Beside::default())?;
        if let Some(draft) = new.draft {
            drafts::remove(tx, by, new.commune, draft)?;
        }
        Ok(Filed {
            number,
            id,
            commune: new.commune,
            filed_at: self.now,
            due: facts.due,
            tracking: dossier.tracking.clone(),
            receipt,
        })
    }
}

/// Who files for whom: the owner to be found or added, or every mistake about them.
fn judge_filing(
    desk: &Desk,
    procedure: &Procedure,
    who: &Who,
    new: &NewFile,
    clerk: bool,
    now: i64,
) -> Result<Result<Option<Account>, Vec<Mistake>>> {
    if !desk.street.territory.get(new.commune).is_some_and(|k| k.place.is_commune()) {
        return Ok(Err(vec![Mistake::new("commune", "unknown-choice")]));
    }
    if new.key.as_deref().is_some_and(|k| k.is_empty() || 200 < k.len()) {
        return Ok(Err(vec![Mistake::beyond("key", "too-long", 200)]));
    }
    let mut mistakes = Vec::new();
    if !new.declared {
        mistakes.push(Mistake::new("declared", "required"));
    }
    let owner = match &new.owner {
        None if who.account.kind == "officer" => return Err(Denial::NotYours.into()),
        None => None,
        Some(owner) => {
            if clerk && !new.consent {
                mistakes.push(Mistake::new("consent", "consent-missing"));
            }
            if !clerk && new.mandate.trim().is_empty() {
                mistakes.push(Mistake::new("mandate", "mandate-missing"));
            }
            if civic::identity::has_control(&new.mandate) || 200 < new.mandate.chars().count() {
                mistakes.push(Mistake::beyond("mandate", "too-long", 200));
            }
            match owner.read("owner-", desk.chance.id(now), now) {
                Ok(account) => Some(account),
                Err(more) => {
                    mistakes.extend(more);
                    None
                }
            }
        }
    };
    let kind = owner.as_ref().map_or(who.account.kind.as_str(), |o| o.kind.as_str());
    if !procedure.applicants.iter().any(|a| a == kind) {
        mistakes.push(Mistake::new("owner-kind", "unknown-choice"));
    }
    Ok(if mistakes.is_empty() { Ok(owner) } else { Err(mistakes) })
}

/// What is wrong with the pieces given: missing, not on the closed list, of a wrong kind, too large.
pub fn judge_pieces(procedure: &Procedure, answers: &civic::Answers, given: &[Given], bytes_most: u64) -> Vec<Mistake> {
    let listed = form::pieces(procedure, answers);
    let mut mistakes: Vec<Mistake> = listed
        .iter()
        .filter(|piece| piece.required && !given.iter().any(|g| g.piece == piece.name))
        .map(|piece| Mistake::new(&format!("piece-{}", piece.name), "piece-missing"))
        .collect();
    for one in given {
        match listed.iter().find(|piece| piece.name == one.piece) {
            Some(piece) => mistakes.extend(judge_piece(piece, one.bytes, &one.media, bytes_most)),
            None => mistakes.push(Mistake::new(&format!("piece-{}", one.piece), "piece-not-listed")),
        }
    }
    mistakes
}

/// What is wrong with one piece by its size and kind (`application/pdf`, `image/png`…).
pub fn judge_piece(piece: &Piece, bytes: i64, media: &str, bytes_most: u64) -> Option<Mistake> {
    let field = format!("piece-{}", piece.name);
    let megabytes = piece.megabytes_most.min(bytes_most / 1024 / 1024);
    if bytes <= 0 {
        return Some(Mistake::new(&field, "piece-empty"));
    }
    if megabytes as i64 * 1024 * 1024 < bytes {
        return Some(Mistake::beyond(&field, "piece-too-large", megabytes as i64));
    }
    let fits = piece.media.iter().any(|kind| match kind.as_str() {
        "pdf" => media == "application/pdf",
        "image" => matches!(media, "image/png" | "image/jpeg" | "image/webp"),
        "plan" => matches!(media, "image/vnd.dwg" | "image/vnd.dxf"),
        _ => false,
    });
    (!fits).then(|| Mistake::new(&field, "piece-type"))
}
