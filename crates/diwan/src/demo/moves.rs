//! What somebody does on a file on a given day, through the real counter.

use super::cast::{Cast, PROVINCE, TOWN};
use super::lot::Lot;
use super::pieces::{self, Subject};
use super::plan::{Filer, Plan, Verdict};
use super::says;
use civic::dossier::{Asked, Given, Opinion};
use civic::{Body, Dossier, Place, Role};
use desk::counter::{self, Done, NewAct, NewFile};
use desk::people::Person;
use desk::{Desk, Error, Who};
use std::collections::HashMap;
use std::sync::Mutex;
use uuid::Uuid;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    File,
    Accept,
    Ask,
    Complete,
    Opinion(Role),
    OpenSession,
    Conclude,
    Extend,
    Amend,
    Pay,
    Sign,
    SendBack,
    SignRefusal,
    Withdraw,
    Attest,
    OpenWorks,
    Question,
    Answer,
}

/// Whoever has come to the counter, as they are let in.
pub struct Door<'a> {
    pub desk: &'a Desk,
    pub cast: &'a Cast,
    known: Mutex<HashMap<Uuid, Who>>,
}

impl<'a> Door<'a> {
    pub fn new(desk: &'a Desk, cast: &'a Cast) -> Door<'a> {
        Door { desk, cast, known: Mutex::new(HashMap::new()) }
    }

    pub async fn who(&self, id: Uuid) -> Result<Who, Error> {
        if let Some(who) = self.known.lock().ok().and_then(|known| known.get(&id).cloned()) {
            return Ok(who);
        }
        let who = desk::who::inside(self.desk, id).await?.ok_or_else(Error::not_found)?;
        if let Ok(mut known) = self.known.lock() {
            known.insert(id, who.clone());
        }
        Ok(who)
    }

    /// Where the commission sits that examines the files of `commune`.
    pub fn commission(&self, commune: Place) -> Place {
        match self.cast.holder(Role::CommissionChair, commune) {
            Some(_) => commune,
            None => PROVINCE,
        }
    }

    pub async fn officer(&self, role: Role, place: Place) -> Result<Who, Error> {
        self.who(self.cast.holder(role, place).ok_or_else(Error::not_found)?).await
    }
}

/// What came of a move.
pub struct Came {
    pub number: String,
    pub step: String,
    pub due: Option<jiff::civil::Date>,
}

/// A move to make on a file.
pub struct Errand<'a> {
    pub plan: &'a Plan,
    pub number: &'a str,
    /// Which round of opinions it is in.
    pub round: u8,
    /// The session at which the commission concludes.
    pub session: Option<Uuid>,
    pub what: Move,
    pub salt: u64,
}

/// Does what there is to do.
pub async fn perform(door: &Door<'_>, errand: Errand<'_>) -> Result<Came, Error> {
    let Errand { plan, number, round, session, what, salt } = errand;
    let mut lot = Lot::seeded(plan.seed ^ salt.wrapping_mul(0x9E37_79B9));
    if what == Move::File {
        return file(door, plan).await;
    }
    let (role, name) = quality(plan, round, what);
    let who = actor(door, plan, role, &mut lot).await?;
    let body = body(door, &who, plan, number, round, what, &mut lot).await?;
    let act = NewAct {
        commune: plan.commune,
        number: number.into(),
        name: name.into(),
        role: Some(role),
        body: Body { session, ..body },
        expects: None,
        key: None,
    };
    let Done { number, step, due, .. } = counter::act(door.desk, &who, act).await?;
    Ok(Came { number, step, due })
}

/// In which quality a move is made, and the act that it is.
fn quality(plan: &Plan, round: u8, what: Move) -> (Role, &'static str) {
    let citizen = match plan.filer {
        Filer::Assisted(_) => Role::Clerk,
        _ => Role::Applicant,
    };
    match what {
        Move::File => (citizen, "file"),
        Move::Accept => (Role::Clerk, "accept"),
        Move::Ask => (Role::Clerk, "request-completion"),
        Move::Complete => (citizen, "complete"),
        Move::Opinion(role) => (role, "give-opinion"),
        Move::OpenSession => (Role::CommissionChair, "open-session"),
        Move::Conclude => (
            Role::CommissionChair,
            match (plan.fate.verdict, round) {
                (Verdict::No, _) => "conclude-unfavourable",
                (Verdict::Later, 1) => "conclude-adjourned",
                _ => "conclude-favourable",
            },
        ),
        Move::Extend => (Role::CommissionChair, "extend"),
        Move::Amend => (citizen, "amend"),
        Move::Pay => (Role::Cashier, "record-payment"),
        Move::Sign => (Role::President, "sign"),
        Move::SendBack => (Role::President, "send-back"),
        Move::SignRefusal => (Role::President, "sign-refusal"),
        Move::Withdraw => (citizen, "withdraw"),
        Move::Attest => (Role::Governor, "attest-silence"),
        Move::OpenWorks => (citizen, "open-works"),
        Move::Question => (citizen, "message"),
        Move::Answer => (Role::Clerk, "message"),
    }
}

async fn actor(door: &Door<'_>, plan: &Plan, role: Role, lot: &mut Lot) -> Result<Who, Error> {
    if role == Role::Applicant {
        return match &plan.filer {
            Filer::Mandated(_, which) => door.who(door.cast.architects[*which].id).await,
            filer => door.who(filer.builder().id).await,
        };
    }
    // The vice-president signs one paper in five in the town.
    if role == Role::President && plan.commune == TOWN && lot.one_in(5) {
        return door.who(door.cast.deputy).await;
    }
    let seated = [plan.commune, PROVINCE].into_iter().find(|place| door.cast.holder(role, *place).is_some());
    door.officer(role, seated.unwrap_or(plan.commune)).await
}

async fn body(
    door: &Door<'_>,
    who: &Who,
    plan: &Plan,
    number: &str,
    round: u8,
    what: Move,
    lot: &mut Lot,
) -> Result<Body, Error> {
    let said = |text: String| Body { motive: Some(text), ..Body::default() };
    Ok(match what {
        Move::Ask => {
            let dossier = dossier(door, who, plan, number).await?;
            let piece = lot.of(&dossier.pieces).piece.clone();
            Body { asked: vec![Asked { reason: says::asked(lot, &piece), piece }], ..Body::default() }
        }
        Move::Complete => {
            let asked = dossier(door, who, plan, number).await?.asked;
            let names: Vec<String> = asked.into_iter().map(|a| a.piece).collect();
            Body { pieces: bring(door.desk, plan, names, lot).await?, ..Body::default() }
        }
        Move::Amend => {
            let names = vec!["floor-plans".to_owned(), "elevations".to_owned()];
            Body { pieces: bring(door.desk, plan, names, lot).await?, ..Body::default() }
        }
        Move::Opinion(role) => {
            let opinion = opinion(plan, role, round, lot);
            let reserves = (opinion == Opinion::FavourableWithReserves).then(|| says::reserves(lot));
            Body { opinion: Some(opinion), reserves, ..said(says::opinion(lot, role, opinion)) }
        }
        Move::Conclude => match (plan.fate.verdict, round) {
            (Verdict::No, _) => said(says::refused(lot)),
            (Verdict::Later, 1) => said(says::adjourned(lot)),
            (Verdict::YesWithReserves, _) => said(says::reserves(lot)),
            _ => Body::default(),
        },
        Move::Extend => said(says::extended(lot)),
        Move::SendBack => said(says::sent_back(lot)),
        Move::SignRefusal => said(says::refused(lot)),
        Move::Question => said(says::question(lot)),
        Move::Answer => said(says::answer(lot)),
        Move::Pay => {
            let due = dossier(door, who, plan, number).await?.owed();
            let method = ["cash", "cheque", "transfer", "card"][lot.weighed(&[50, 20, 10, 20])];
            let receipt = format!("{}-{:05}", plan.filed.year(), lot.from(1, 99_999));
            Body { amount: Some(due), receipt: Some(receipt), method: Some(method.into()), ..Body::default() }
        }
        _ => Body::default(),
    })
}

async fn dossier(door: &Door<'_>, who: &Who, plan: &Plan, number: &str) -> Result<Dossier, Error> {
    Ok(counter::show(door.desk, &who.viewer, plan.commune, number).await?.dossier)
}

fn opinion(plan: &Plan, role: Role, round: u8, lot: &mut Lot) -> Opinion {
    match (plan.fate.verdict, round) {
        (Verdict::No, _) if role == Role::UrbanAgency || lot.one_in(3) => Opinion::Unfavourable,
        (Verdict::Later, 1) if role == Role::UrbanPlanning || lot.one_in(3) => Opinion::Adjourned,
        (Verdict::YesWithReserves, _) if role == Role::UrbanPlanning || lot.one_in(4) => {
            Opinion::FavourableWithReserves
        }
        _ => Opinion::Favourable,
    }
}

async fn file(door: &Door<'_>, plan: &Plan) -> Result<Came, Error> {
    let desk = door.desk;
    let (who, owner, mandate) = match &plan.filer {
        Filer::Own(builder) => (door.who(builder.id).await?, None, String::new()),
        Filer::Mandated(builder, which) => {
            let mandate = format!("توكيل بتاريخ {} (عقد المهندس المعماري)", plan.filed);
            (door.who(door.cast.architects[*which].id).await?, Some(person(builder)), mandate)
        }
        Filer::Assisted(builder) => {
            (door.officer(Role::Clerk, plan.commune).await?, Some(person(builder)), String::new())
        }
    };
    let new = NewFile {
        commune: plan.commune,
        procedure: plan.procedure.into(),
        typed: plan.typed.clone(),
        pieces: plan.brought.clone(),
        owner,
        mandate,
        consent: true,
        declared: true,
        draft: None,
        key: None,
    };
    let filed = counter::file(desk, &who, new).await?;
    Ok(Came { number: filed.number, step: "completeness".into(), due: filed.due })
}

fn person(builder: &super::cast::Builder) -> Person {
    Person {
        kind: builder.kind.into(),
        name_ar: builder.name.ar.clone(),
        name_fr: builder.name.fr.clone(),
        cnie: builder.cnie.clone(),
        ice: builder.ice.clone(),
        phone: builder.phone.clone(),
        email: String::new(),
        lang: "ar".into(),
    }
}

/// Draws the pieces and keeps them, as an upload would.
async fn bring(desk: &Desk, plan: &Plan, names: Vec<String>, lot: &mut Lot) -> Result<Vec<Given>, Error> {
    let (desk, plan, mut lot) = (desk.clone(), plan.clone(), lot.clone());
    let kept = tokio::task::spawn_blocking(move || keep(&desk, &plan, &names, &mut lot));
    kept.await.map_err(|e| Error::Setup(e.to_string()))?
}

/// The pieces that the form of `plan` calls for, drawn and kept. Waits for the disk.
pub fn prepare(desk: &Desk, plan: &Plan) -> Result<Vec<Given>, Error> {
    let Some(procedure) = desk.street.latest(plan.procedure) else { return Err(Error::not_found()) };
    let (answers, mistakes) = civic::form::read(&procedure, &plan.typed, None);
    if !mistakes.is_empty() {
        return Err(Error::Mistakes(mistakes));
    }
    let asked = civic::form::pieces(&procedure, &answers);
    let names: Vec<String> = asked.into_iter().filter(|p| p.required).map(|p| p.name.clone()).collect();
    keep(desk, plan, &names, &mut Lot::seeded(plan.seed))
}

fn keep(desk: &Desk, plan: &Plan, names: &[String], lot: &mut Lot) -> Result<Vec<Given>, Error> {
    let commune = desk.street.territory.get(plan.commune).map(|k| k.name_fr.clone()).unwrap_or_default();
    let about = Subject {
        applicant: &plan.filer.builder().name.fr,
        commune: &commune,
        address: &plan.address,
        land: &plan.land,
        architect: &plan.architect.name.fr,
        plot: plan.plot,
        covered: plan.covered,
        floors: plan.floors,
    };
    let mut kept = Vec::with_capacity(names.len());
    for piece in names {
        let (name, bytes) = pieces::draw(piece, &about, lot);
        let blob = desk.files.put_bytes(&bytes)?;
        let (sha256, bytes) = (blob.digest.to_string(), blob.size as i64);
        kept.push(Given { piece: piece.clone(), name, sha256, bytes, media: "application/pdf".into() });
    }
    Ok(kept)
}
