//! Papers of a house that belong to no single file: the minutes of a commission's session.
//!
//! Such a paper follows from a matter of the house (a session), whose rows only the house knows: it says
//! what the paper holds, who may read it, and how the matter is called. Number, seal, hands and public page
//! are those of every paper. Its `dossier` is the matter; that it was made and signed are leaves of its own (`leaves`).

use super::{JOB, Prepared, statement};
use crate::hands;
use crate::street::{HousePaper, Service};
use crate::{Desk, Error, Result, follow};
use civic::hands::Called;
use civic::{Place, Seat};
use i18n::Lang;
use proof::statement::Statement;
use store::documents::{self, Document};
use store::{Tx, outbox};
use uuid::Uuid;

/// What a paper of a house is about.
#[derive(Clone, Debug)]
pub struct Matter {
    pub number: String,
    /// Where its page is, for whoever may read it.
    pub url: String,
}

/// A paper that a matter of a house just brought forth, with the hands that it awaits.
pub struct New<'a> {
    pub name: &'a str,
    /// Where the institution sits.
    pub place: Place,
    pub matter: Uuid,
    pub members: Vec<Called>,
    /// Who signs last.
    pub last: Seat,
}

/// Numbers the paper and asks for its hands, in the transaction of what brings it forth.
pub fn add(tx: &mut Tx, desk: &Desk, new: &New) -> Result<Document> {
    let (_, paper) = desk.street.of_house(new.name).ok_or_else(|| lost(new.name))?;
    let now = desk.clock.now();
    let today = i18n::format::local_date(now);
    let document = Document {
        commune: new.place,
        id: desk.chance.id(now),
        dossier: new.matter,
        seq: 0,
        name: new.name.to_owned(),
        number: follow::number(tx, new.place, paper.series, today)?,
        code: desk.chance.code(12),
        made_at: now,
        sha256: None,
        bytes: None,
    };
    documents::add(tx, &document)?;
    let due = hands::due(desk, paper.within, new.place, today)?;
    hands::ask(tx, &document, (today, due), &new.members, new.last)?;
    let job = outbox::New {
        commune: new.place.0,
        id: document.id,
        kind: JOB,
        subject: &document.number,
        payload: "",
        due: now,
    };
    outbox::put(tx, &job)?;
    Ok(document)
}

fn lost(name: &str) -> Error {
    Error::Setup(format!("no house makes the paper `{name}`"))
}

pub(super) fn compose(
    tx: &mut Tx,
    desk: &Desk,
    (service, paper): (&Service, &HousePaper),
    document: &Document,
) -> Result<Prepared> {
    let template = |name: &str| {
        service.papers.iter().find(|(n, _)| *n == name).map(|(_, text)| *text).ok_or_else(|| lost(&document.name))
    };
    let matter = (paper.matter)(tx, document)?.ok_or_else(Error::not_found)?;
    let said = Statement {
        number: document.number.clone(),
        kind: document.name.clone(),
        commune: document.commune.to_string(),
        day: i18n::format::local_date(document.made_at).to_string(),
        file: matter.number,
        grants: String::new(),
    };
    Ok(Prepared {
        template: template(paper.template)?,
        base: template("base.typ")?,
        data: (paper.compose)(desk, tx, document)?,
        title: format!("{} {}", desk.words.plain(Lang::Ar, &format!("paper-{}", document.name), &[]), document.number),
        link: super::link(desk, document),
        fragment: statement(desk, &said),
        proof: None,
        made: i18n::format::local(document.made_at),
        signing: crate::signing::Signing::seal(desk, document),
    })
}
