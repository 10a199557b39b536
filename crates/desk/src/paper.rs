//! Papers: from the number that an act gave out to the sealed PDF that the register knows.
//!
//! A paper is composed from the file as it was right after its act, so that it can be made at any
//! time, once, and always says the same. Typesetting happens after the act is durable: by `work`, or
//! at once when somebody asks for a paper that is not made yet.

pub mod house;
pub(crate) mod leaves;

use crate::counter::NewAct;
use crate::keys::{self, Owner};
use crate::signing::{self, Signing};
use crate::street::Composing;
use crate::{Denial, Desk, Error, Result, Who};
use civic::{Act, Dossier, Place, Procedure, Viewer};
use i18n::Lang;
use papers::Pace;
use proof::statement::Statement;
use store::documents::{self, Document};
use store::{Digest, dossiers};
use uuid::Uuid;

/// The kind of outbox job that makes a paper; its id is the paper's.
pub const JOB: &str = "paper";

/// What the proof that a paper carries is called in it; `papers` attaches it.
pub const PROOF_NAME: &str = papers::PROOF_NAME;

/// The largest paper, in bytes, with everything that was added behind its signatures.
pub(crate) const PAPER_BYTES_MOST: u64 = 64 * 1024 * 1024;

/// Where the public page of a paper is.
pub fn link(desk: &Desk, document: &Document) -> String {
    format!("{}/v/{}/{}", desk.options.address, document.number, document.code)
}

/// Makes a paper unless it is made. Typesetting takes some tens of milliseconds, off the runtime.
pub async fn make(desk: &Desk, commune: Place, id: Uuid, pace: Pace) -> Result<Document> {
    let counter = desk.clone();
    let found = desk.db.read(move |tx| prepare(tx, &counter, commune, id)).await?;
    let (document, prepared) = match found {
        Some(found) => found,
        None => return Err(Error::not_found()),
    };
    let Some(mut prepared) = prepared else { return Ok(document) };
    prove(desk, &document, &mut prepared).await;
    let signer = keys::of(desk, prepared.signing.owner).await?;
    let stamping = keys::stamping(desk).await?;
    let now = desk.clock.now();
    let files = desk.files.clone();
    let (blob, signature) = tokio::task::spawn_blocking(move || -> Result<_> {
        let signed = signing::sign(&prepared, pace, &signer, &stamping)?;
        let blob = files.put_bytes(&signed.bytes)?;
        let (kind, person, role) = match prepared.signing.owner {
            Owner::Institution(_) => ("seal", None, None),
            Owner::Person { holder, role, .. } => ("person", Some(holder), Some(role.as_str().to_owned())),
        };
        let signature = store::keys::Signature {
            commune,
            document: id,
            place: 1,
            kind: kind.to_owned(),
            signer: person,
            role,
            certificate_number: signer.serial.clone(),
            digest: signed.digest,
            at: now,
            stamped: signed.stamped,
            complete: false,
        };
        Ok((blob, signature))
    })
    .await
    .map_err(|e| Error::Paper(e.to_string()))??;
    let (sha256, bytes) = (blob.digest.to_string(), blob.size as i64);
    let (kept, counter, asked) = (sha256.clone(), desk.clone(), document.clone());
    let first = desk
        .db
        .write(move |tx| -> Result<bool> {
            // Two may make the same paper at once; the register knows the one that was first.
            let first = documents::made(tx, commune, id, &kept, bytes)?;
            if first {
                store::keys::add_signature(tx, &signature)?;
                leaves::made(tx, &counter, &asked, &kept, bytes)?;
                crate::complete::ask(tx, &counter, &asked, signature.stamped)?;
            }
            Ok(first)
        })
        .await?;
    match first {
        true => Ok(Document { sha256: Some(sha256), bytes: Some(bytes), ..document }),
        false => {
            desk.db.read(move |tx| -> Result<_> { Ok(documents::get(tx, commune, id)?.ok_or(Denial::NotFound)?) }).await
        }
    }
}

/// What the institution seals carries the proof that the register holds its act. What a person signs cannot:
/// its bytes were read before there was an act.
async fn prove(desk: &Desk, document: &Document, prepared: &mut Prepared) {
    if !prepared.signing.is_seal() || desk.street.of_house(&document.name).is_some() {
        return;
    }
    // A register that cannot be signed is the operator's alarm, and no reason to leave people without a receipt.
    let standing = match crate::register::covered(desk, document).await {
        Ok(standing) => standing,
        Err(why) => {
            tracing::error!(%why, number = document.number, "a paper is made without the proof of its place in the register");
            return;
        }
    };
    let (Some(proof), Some(head), Some(data)) = (standing.proof, standing.head, prepared.data.as_object_mut()) else {
        return;
    };
    let said = |lang: Lang| {
        let number = |value: u64| i18n::format::number(lang, i64::try_from(value).unwrap_or(i64::MAX)).into();
        let args = [("place", number(proof.index + 1)), ("size", number(head.size))];
        desk.words.plain(lang, "paper-register", &args)
    };
    let root = data_encoding::BASE64.encode(&head.root);
    data.insert("register".into(), serde_json::json!({ "ar": said(Lang::Ar), "fr": said(Lang::Fr), "root": root }));
    prepared.proof = Some(proof.to_string());
}

/// Everything that one paper is typeset from.
pub(crate) struct Prepared {
    template: &'static str,
    base: &'static str,
    data: serde_json::Value,
    title: String,
    link: String,
    fragment: String,
    /// That the register holds the act, as C2SP tlog-proof text.
    proof: Option<String>,
    made: jiff::civil::DateTime,
    pub signing: Signing,
}

fn prepare(tx: &mut store::Tx, desk: &Desk, commune: Place, id: Uuid) -> Result<Option<(Document, Option<Prepared>)>> {
    let Some(document) = documents::get(tx, commune, id)? else { return Ok(None) };
    if document.sha256.is_some() {
        return Ok(Some((document, None)));
    }
    if let Some(of_house) = desk.street.of_house(&document.name) {
        let prepared = house::compose(tx, desk, of_house, &document)?;
        return Ok(Some((document, Some(prepared))));
    }
    let mut acts = dossiers::acts(tx, commune, document.dossier)?;
    acts.truncate(document.seq as usize + 1);
    let Some(filing) = acts.first().and_then(|a| a.body.filing.clone()) else {
        return Err(Error::Store(store::Error::Corrupt(format!("the file of {} has no filing", document.number))));
    };
    let lost =
        || Error::Setup(format!("no `{}` of `{}` revision {}", document.name, filing.procedure, filing.revision));
    let procedure = desk.street.procedure(&filing.procedure, filing.revision).ok_or_else(lost)?;
    let Some(dossier) = civic::dossier::replay(&procedure, commune, document.dossier, &acts) else {
        return Err(lost());
    };
    let mut before = documents::of(tx, commune, document.dossier)?;
    before.retain(|other| other.seq < document.seq);
    let prepared = compose(
        tx,
        desk,
        &Told { procedure: &procedure, dossier: &dossier, acts: &acts, document: &document, before: &before },
    )?;
    Ok(Some((document, Some(prepared))))
}

/// A paper and what it is to tell.
pub(crate) struct Told<'a> {
    pub procedure: &'a Procedure,
    pub dossier: &'a Dossier,
    pub acts: &'a [Act],
    pub document: &'a Document,
    pub before: &'a [Document],
}

pub(crate) fn compose(tx: &mut store::Tx, desk: &Desk, told: &Told) -> Result<Prepared> {
    let Told { procedure, dossier, acts, document, before } = *told;
    let lost =
        || Error::Setup(format!("no `{}` of `{}` revision {}", document.name, procedure.code, procedure.revision));
    let paper = procedure.paper(&document.name).ok_or_else(lost)?;
    let service = desk.street.service(&procedure.service).ok_or_else(lost)?;
    let template = |name: &str| service.papers.iter().find(|(n, _)| *n == name).map(|(_, text)| *text).ok_or_else(lost);
    let people = crate::counter::named(tx, dossier, acts)?;
    let delegation = match acts.last() {
        Some(act) if act.office.is_some() => {
            match store::people::offices(tx, act.by)?.into_iter().find(|o| Some(o.id) == act.office) {
                Some(office) => Some(office),
                // No delegation: the seat of a president who was absent.
                None => {
                    crate::people::deputies::of_absence(tx, dossier.commune, act.office.unwrap_or_default(), act.by)?
                }
            }
        }
        _ => None,
    };
    let composing = Composing {
        desk,
        procedure,
        dossier,
        acts,
        document,
        people: &people,
        before,
        delegation: delegation.as_ref(),
    };
    let data = (service.compose)(&composing, tx)?;
    let (link, fragment) = (link(desk, document), fragment(desk, told));
    let title = format!("{} {}", desk.words.plain(Lang::Ar, &format!("paper-{}", document.name), &[]), document.number);
    let made = i18n::format::local(document.made_at);
    let named = |id: Uuid| people.get(&id).map(|account| account.name_ar.clone());
    let mut signing = Signing::of(desk, procedure, dossier, acts.last(), document, named);
    if signing.seen.is_none() {
        // Nobody was shown its bytes: the signature says when it was really made.
        signing.at = desk.clock.now();
    }
    Ok(Prepared {
        template: template(&paper.template)?,
        base: template("base.typ")?,
        data,
        title,
        link,
        fragment,
        proof: None,
        made,
        signing,
    })
}

/// What the paper's QR code says by itself, signed. A preview says nothing.
fn fragment(desk: &Desk, told: &Told) -> String {
    let Told { procedure, dossier, document, .. } = *told;
    if document.code.is_empty() {
        return String::new();
    }
    let statement = Statement {
        number: document.number.clone(),
        kind: document.name.clone(),
        commune: document.commune.to_string(),
        day: i18n::format::local_date(document.made_at).to_string(),
        file: dossier.number.clone(),
        grants: procedure.step(dossier.step).name.clone(),
    };
    self::statement(desk, &statement)
}

fn statement(desk: &Desk, said: &Statement) -> String {
    desk.register.keys.statement.sign(said)
}

/// The paper without its signature, as small as it can be written.
pub(crate) fn typeset(p: &Prepared, pace: Pace) -> Result<Vec<u8>> {
    let order = papers::Order {
        template: p.template,
        shared: p.base,
        data: &p.data,
        lang: "ar",
        title: &p.title,
        link: &p.link,
        fragment: &p.fragment,
        proof: p.proof.as_deref(),
        made: p.made,
        pace,
    };
    let typeset = papers::typeset(&order).map_err(|e| Error::Paper(e.to_string()))?;
    proof::pdf::pack(&typeset).map_err(|e| Error::Paper(e.to_string()))
}

/// A paper of a file that the viewer may see, made if it was not, and its bytes.
pub async fn read(desk: &Desk, viewer: &Viewer, number: &str) -> Result<(Document, Vec<u8>)> {
    let Some(commune) = crate::counter::commune_of(number) else { return Err(Error::not_found()) };
    let (sight, number, counter) = (viewer.clone(), number.to_owned(), desk.clone());
    let (document, file) = desk
        .db
        .read(move |tx| -> Result<(Document, Option<Dossier>)> {
            let found = documents::by_number(tx, commune, &number)?.ok_or(Denial::NotFound)?;
            // A paper of a house belongs to no file.
            let file = dossiers::to_decide(tx, commune, found.dossier)?.map(|(file, _)| file);
            readable(tx, &counter, &sight, &found)?;
            Ok((found, file))
        })
        .await?;
    if let Some(file) = file {
        crate::readings::of_file(desk, viewer, &file, "paper", &document.number).await?;
    }
    bytes(desk, document).await
}

/// The bytes of a paper, for the operator: no viewer is asked. Nothing when it is not made yet.
pub fn kept(desk: &Desk, document: &Document) -> Result<Option<Vec<u8>>> {
    let Some(text) = &document.sha256 else { return Ok(None) };
    Ok(Some(desk.files.bytes(&digest(document, text)?, PAPER_BYTES_MOST)?))
}

/// How many signatures a paper bears, and whether all have their time-stamp.
pub async fn stands(desk: &Desk, document: &Document) -> Result<(i64, bool)> {
    let (commune, id) = (document.commune, document.id);
    desk.db
        .read(move |tx| -> Result<_> {
            let all = store::keys::signatures(tx, commune, id)?;
            Ok((all.len() as i64, !all.is_empty() && all.iter().all(|one| one.stamped)))
        })
        .await
}

fn digest(document: &Document, text: &str) -> Result<Digest> {
    text.parse().map_err(|_| Error::Store(store::Error::Corrupt(format!("digest of {}", document.number))))
}

/// Whoever may read the file may read its papers, nobody else. Of a paper of a house, the house says who.
pub(crate) fn readable(tx: &mut store::Tx, desk: &Desk, viewer: &Viewer, document: &Document) -> Result<()> {
    let seen = match desk.street.of_house(&document.name) {
        Some((_, paper)) => (paper.sees)(desk, tx, viewer, document)?,
        None => match dossiers::to_decide(tx, document.commune, document.dossier)? {
            Some((file, _)) => dossiers::read(tx, viewer, document.commune, &file.number)?.is_some(),
            None => false,
        },
    };
    if seen { Ok(()) } else { Err(Denial::NotFound.into()) }
}

/// A paper of a file that was opened with its tracking code.
pub async fn read_tracked(desk: &Desk, number: &str, file: &str, code: &str) -> Result<(Document, Vec<u8>)> {
    let shown = crate::counter::track(desk, file, code).await?;
    match shown.documents.into_iter().find(|d| d.number == number) {
        Some(document) => bytes(desk, document).await,
        None => Err(Error::not_found()),
    }
}

pub(crate) async fn bytes(desk: &Desk, document: Document) -> Result<(Document, Vec<u8>)> {
    let document = make(desk, document.commune, document.id, Pace::AtOnce).await?;
    let digest = digest(&document, document.sha256.as_deref().unwrap_or_default())?;
    let files = desk.files.clone();
    let bytes = tokio::task::spawn_blocking(move || files.bytes(&digest, PAPER_BYTES_MOST))
        .await
        .map_err(|e| Error::Paper(e.to_string()))??;
    Ok((document, bytes))
}

/// The paper that an act would produce if it were done now, to be read before it is signed. Nothing is
/// recorded: it carries no number, and its code opens nothing.
pub async fn preview(desk: &Desk, who: &Who, new: NewAct) -> Result<Vec<u8>> {
    let (counter, who, now) = (desk.clone(), who.clone(), desk.clock.now());
    let prepared = desk.db.read(move |tx| foresee(tx, &counter, &who, &new, now)).await?;
    tokio::task::spawn_blocking(move || typeset(&prepared, Pace::AtOnce))
        .await
        .map_err(|e| Error::Paper(e.to_string()))?
}

fn foresee(tx: &mut store::Tx, desk: &Desk, who: &Who, new: &NewAct, now: i64) -> Result<Prepared> {
    let mut dossier = dossiers::read(tx, &who.viewer, new.commune, &new.number)?.ok_or(Denial::NotFound)?;
    let lost = || Error::not_found();
    let procedure = desk.street.procedure(&dossier.procedure, dossier.revision).ok_or_else(lost)?;
    let (role, office) = crate::counter::quality(who, &procedure, &dossier, new)?;
    let at = now.max(dossier.last_at);
    let act = Act {
        at,
        day: i18n::format::local_date(at),
        by: who.account.id,
        role,
        office,
        name: new.name.clone(),
        body: new.body.clone(),
    };
    let mut acts = dossiers::acts(tx, new.commune, dossier.id)?;
    let before = documents::of(tx, new.commune, dossier.id)?;
    let decided = dossier.decide(desk.statute().with(&procedure), act)?;
    let name = procedure.doors[usize::from(decided.door)].papers.first().ok_or_else(lost)?.clone();
    dossier.apply(&procedure, &decided.act);
    acts.push(decided.act);
    let number = format!(
        "{} — {}",
        desk.words.plain(Lang::Ar, "paper-preview", &[]),
        desk.words.plain(Lang::Fr, "paper-preview", &[])
    );
    let (commune, seq) = (new.commune, acts.len() as i64 - 1);
    let document = Document {
        commune,
        id: Uuid::nil(),
        dossier: dossier.id,
        seq,
        name,
        number,
        code: String::new(),
        made_at: at,
        sha256: None,
        bytes: None,
    };
    compose(
        tx,
        desk,
        &Told { procedure: &procedure, dossier: &dossier, acts: &acts, document: &document, before: &before },
    )
}

/// What the register says of a paper to whoever holds it: by the number and the code of its QR.
pub struct Public {
    pub document: Document,
    pub about: About,
    /// Another paper of the same kind was made later for this file.
    pub superseded: Option<String>,
    /// The hands that it bears or awaits, when several sign it.
    pub hands: Vec<crate::hands::Told>,
}

/// What a paper is about.
pub enum About {
    File {
        dossier: Box<civic::Dossier>,
        step: String,
        /// The applicant's names, for the page to mask.
        title: String,
    },
    House(house::Matter),
}

pub async fn public(desk: &Desk, number: &str, code: &str) -> Result<Public> {
    let Some(commune) = crate::counter::commune_of(number) else { return Err(Error::not_found()) };
    let (number, code, counter) = (number.to_owned(), code.to_owned(), desk.clone());
    desk.db
        .read(move |tx| -> Result<Public> {
            let street = &counter.street;
            let document = documents::public(tx, commune, &number, &code)?.ok_or(Denial::NotFound)?;
            let hands = crate::hands::told(tx, commune, document.id)?;
            if let Some((_, paper)) = street.of_house(&document.name) {
                let matter = (paper.matter)(tx, &document)?.ok_or(Denial::NotFound)?;
                return Ok(Public { document, about: About::House(matter), superseded: None, hands });
            }
            let Some((dossier, title)) = dossiers::to_decide(tx, commune, document.dossier)? else {
                let file = dossiers::number_of(tx, commune, document.dossier)?.unwrap_or_default();
                return Err(crate::erasure::denial(tx, &counter, commune, &file)?.into());
            };
            let others = documents::of(tx, commune, document.dossier)?;
            let later = others.iter().rev().find(|d| d.name == document.name && document.seq < d.seq);
            let procedure = street.procedure(&dossier.procedure, dossier.revision).ok_or(Denial::NotFound)?;
            let step = procedure.step(dossier.step).name.clone();
            let superseded = later.map(|d| d.number.clone());
            let about = About::File { dossier: Box::new(dossier), step, title };
            Ok(Public { superseded, document, about, hands })
        })
        .await
}
