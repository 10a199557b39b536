//! Signing: what a signer reads before it binds, and the signature in the paper's bytes.
//!
//! A person who signs is first shown the paper as it will be: its number, its moment, and the digest of
//! the very bytes that the signature covers. What they saw is kept as an *intent*; the act that follows
//! names that digest, and the paper that is then made must have it, or it is not signed. Nothing is
//! reserved: when the register has given the number to another paper meanwhile, the signer looks again.

use crate::counter::{NewAct, quality, stands};
use crate::keys::{self, Owner, Signer};
use crate::paper::{self, Prepared};
use crate::{Denial, Desk, Error, Result, Who};
use civic::dossier::{Act, Body};
use civic::procedure::Signature;
use civic::{Dossier, Place, Procedure};
use data_encoding::HEXLOWER;
use papers::Pace;
use proof::certificate::Certificate;
use proof::cms::{self, SignError};
use proof::pdf;
use proof::stamp::StampError;
use sha2::{Digest, Sha256};
use store::documents::{self, Document};
use store::keys as kept;
use store::{Tx, dossiers};
use uuid::Uuid;

/// How long somebody may look at a paper before they must look again.
pub(crate) const INTENT_MINUTES: i64 = 30;
/// Room for a signature, two certificates and a time-stamp with its own two, in bytes; they take some 3,600.
const ROOM: usize = 4_352;
/// The same with a time-stamp of another authority, which brings as many certificates as it likes.
const ROOM_OF_OTHERS: usize = 16 * 1024;

/// A paper as it will be, and what its signature will cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The file.
    pub file: String,
    /// The number that the paper will have.
    pub number: String,
    /// The identifier under which the signer may read it.
    pub id: Uuid,
    /// SHA-256 of the bytes to be signed, in hexadecimal.
    pub digest: String,
    /// When it must be looked at again.
    pub until: i64,
}

/// Shows the papers that these acts would produce, in the order in which they will be signed.
pub async fn show(desk: &Desk, who: &Who, acts: Vec<NewAct>) -> Result<Vec<Shown>> {
    let now = desk.clock.now();
    let mut taken: std::collections::HashMap<(Place, String), i64> = std::collections::HashMap::new();
    let mut shown = Vec::new();
    for new in acts {
        let (counter, actor, asked, before) = (desk.clone(), who.clone(), new.clone(), taken.clone());
        let id = desk.chance.id(now);
        let code = desk.chance.code(12);
        let (prepared, intent, series) = desk
            .db
            .read(move |tx| {
                let ahead =
                    |commune: Place, series: &str| before.get(&(commune, series.to_owned())).copied().unwrap_or(0) + 1;
                foresee(tx, &counter, &actor, &asked, &Facts { id, code: code.clone(), now, ahead: &ahead })
            })
            .await?;
        *taken.entry((new.commune, series)).or_default() += 1;
        // Whose key is away learns it now, not after reading.
        keys::of(desk, prepared.signing.owner).await?;
        let digest = tokio::task::spawn_blocking(move || -> Result<String> {
            Ok(HEXLOWER.encode(&ready(&prepared, Pace::AtOnce)?.digest()))
        })
        .await
        .map_err(|e| Error::Paper(e.to_string()))??;
        let intent = kept::Intent { digest: digest.clone(), ..intent };
        let until = intent.until;
        shown.push(Shown { file: new.number, number: intent.number.clone(), id, digest, until });
        desk.db.write(move |tx| -> Result<()> { Ok(kept::add_intent(tx, &intent)?) }).await?;
    }
    Ok(shown)
}

/// The bytes that a signer was shown: the paper with its place for the signature, still empty.
pub async fn read(desk: &Desk, who: &Who, commune: Place, id: Uuid) -> Result<Vec<u8>> {
    let (counter, actor, now) = (desk.clone(), who.clone(), desk.clock.now());
    let prepared = desk
        .db
        .read(move |tx| -> Result<Prepared> {
            let intent = kept::intent(tx, commune, id, actor.account.id, now)?.ok_or(Denial::NotFound)?;
            let (dossier, _) = dossiers::to_decide(tx, commune, intent.dossier)?.ok_or(Denial::NotFound)?;
            let new = NewAct {
                commune,
                number: dossier.number,
                name: intent.act.clone(),
                body: Body { motive: intent.motive.clone(), ..Body::default() },
                ..NewAct::default()
            };
            let ahead = |_: Place, _: &str| 1;
            let facts = Facts { id, code: intent.code.clone(), now: intent.at, ahead: &ahead };
            let (prepared, again, _) = foresee(tx, &counter, &actor, &new, &facts)?;
            // What was shown is shown again, whatever number the register would give by now.
            Ok(if again.number == intent.number { prepared } else { return Err(Denial::PaperChanged.into()) })
        })
        .await?;
    tokio::task::spawn_blocking(move || ready(&prepared, Pace::AtOnce)?.finish(&[]).map_err(unsigned))
        .await
        .map_err(|e| Error::Paper(e.to_string()))?
}

/// What is settled about a paper before its act.
struct Facts<'a> {
    id: Uuid,
    code: String,
    now: i64,
    /// How many numbers further than the last one given: others of the same series are signed first.
    ahead: &'a dyn Fn(Place, &str) -> i64,
}

fn foresee(
    tx: &mut Tx,
    desk: &Desk,
    who: &Who,
    new: &NewAct,
    facts: &Facts,
) -> Result<(Prepared, kept::Intent, String)> {
    let mut dossier = dossiers::read(tx, &who.viewer, new.commune, &new.number)?.ok_or(Denial::NotFound)?;
    let procedure = desk.street.procedure(&dossier.procedure, dossier.revision).ok_or_else(Error::not_found)?;
    let version = dossier.acts;
    if let Some(expected) = new.expects
        && expected != version
    {
        let all = dossiers::acts(tx, new.commune, dossier.id)?;
        return Err(Denial::Stale { since: all.into_iter().skip(expected as usize).map(|a| a.name).collect() }.into());
    }
    let (role, office) = quality(who, &procedure, &dossier, new)?;
    stands(tx, desk, who, (role, office), &procedure, &dossier, new)?;
    let at = facts.now.max(dossier.last_at);
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
    let name = procedure.doors[usize::from(decided.door)].papers.first().ok_or_else(Error::not_found)?.clone();
    let paper = procedure.paper(&name).ok_or_else(Error::not_found)?;
    let day = decided.act.day;
    let number = kept::next_number(tx, new.commune, &paper.series, day, (facts.ahead)(new.commune, &paper.series))?;
    dossier.apply(&procedure, &decided.act);
    acts.push(decided.act);
    let document = Document {
        commune: new.commune,
        id: facts.id,
        dossier: dossier.id,
        seq: acts.len() as i64 - 1,
        name,
        number: number.clone(),
        code: facts.code.clone(),
        made_at: at,
        sha256: None,
        bytes: None,
    };
    let told =
        paper::Told { procedure: &procedure, dossier: &dossier, acts: &acts, document: &document, before: &before };
    let mut prepared = paper::compose(tx, desk, &told)?;
    prepared.signing.at = at;
    let intent = kept::Intent {
        commune: new.commune,
        id: facts.id,
        account: who.account.id,
        dossier: dossier.id,
        act: new.name.clone(),
        version: i64::from(version),
        motive: new.body.motive.clone(),
        number,
        code: facts.code.clone(),
        at,
        digest: String::new(),
        until: facts.now + INTENT_MINUTES * 60 * 1_000_000,
    };
    Ok((prepared, intent, paper.series.clone()))
}

/// What was shown to the one who now acts, when the act names it. Refused when it is no longer so.
pub(crate) fn shown_before(
    tx: &mut Tx,
    who: &Who,
    new: &NewAct,
    dossier: &Dossier,
    now: i64,
) -> Result<Option<kept::Intent>> {
    let Some(seen) = &new.body.seen else { return Ok(None) };
    let found = kept::intent_seen(tx, new.commune, dossier.id, who.account.id, seen, now)?;
    let same = |intent: &kept::Intent| {
        intent.act == new.name
            && intent.version == i64::from(dossier.acts)
            && intent.motive == new.body.motive
            && i18n::format::local_date(intent.at) == i18n::format::local_date(now)
    };
    match found.filter(same) {
        Some(intent) => {
            kept::remove_intent(tx, intent.commune, intent.id)?;
            Ok(Some(intent))
        }
        None => Err(Denial::PaperChanged.into()),
    }
}

/// Who signs a paper, and what the signer was shown.
#[derive(Clone, Debug)]
pub(crate) struct Signing {
    pub owner: Owner,
    /// As the signature panel of a reader shows it.
    pub name: String,
    pub reason: String,
    pub location: String,
    /// Read aloud in place of the invisible field.
    pub description: String,
    /// The moment that the paper's signature says, in microseconds.
    pub at: i64,
    /// The digest that the signer was shown, in hexadecimal.
    pub seen: Option<String>,
    /// Bytes kept for the signature.
    pub room: usize,
}

impl Signing {
    /// Whose signature the paper bears: the procedure says which kind, the act says who.
    pub fn of(
        desk: &Desk,
        procedure: &Procedure,
        dossier: &Dossier,
        act: Option<&Act>,
        document: &Document,
        named: impl Fn(Uuid) -> Option<String>,
    ) -> Signing {
        let kind = procedure.paper(&document.name).map(|paper| paper.signature).unwrap_or_default();
        let seal = Signing::seal(desk, document);
        match act {
            Some(act) if kind == Signature::Person => {
                let seat = act.role.seat(dossier.commune, dossier.examiner);
                let owner = Owner::Person { place: seat, holder: act.by, role: act.role };
                Signing { seen: act.body.seen.clone(), ..seal.by(owner, named(act.by).unwrap_or_default()) }
            }
            // What members sign bears the seal first: it says that the register made what they read.
            _ => seal,
        }
    }

    /// The institution's seal.
    pub fn seal(desk: &Desk, document: &Document) -> Signing {
        let title = desk.words.plain(i18n::Lang::Ar, &format!("paper-{}", document.name), &[]);
        let place = desk.street.territory.get(document.commune);
        let location = place.map(|known| known.name(true).to_owned()).unwrap_or_default();
        Signing {
            owner: Owner::Institution(document.commune),
            name: String::new(),
            reason: format!("{title} {}", document.number),
            description: String::new(),
            at: document.made_at,
            seen: None,
            room: if desk.options.stamp.is_some() { ROOM_OF_OTHERS } else { ROOM },
            location: location.clone(),
        }
        .by(Owner::Institution(document.commune), location)
    }

    /// The same, by another hand.
    pub fn by(self, owner: Owner, name: String) -> Signing {
        Signing { owner, description: format!("{} — {name}", self.reason), name, ..self }
    }

    pub fn is_seal(&self) -> bool {
        matches!(self.owner, Owner::Institution(_))
    }
}

pub(crate) fn unsigned(why: impl std::fmt::Display) -> Error {
    Error::Paper(format!("the signature: {why}"))
}

/// The typeset paper with the place of its signature, everything but the signature itself.
fn ready(prepared: &Prepared, pace: Pace) -> Result<pdf::Prepared> {
    let signing = &prepared.signing;
    let (name, kind) = match signing.is_seal() {
        true => ("seal", pdf::Kind::Certify(pdf::Allowed::FillingAndSigning)),
        false => ("signature", pdf::Kind::Approve),
    };
    place(&paper::typeset(prepared, pace)?, signing, name, kind)
}

/// The place of a signature behind everything that the paper holds.
pub(crate) fn place(paper: &[u8], signing: &Signing, name: &str, kind: pdf::Kind) -> Result<pdf::Prepared> {
    let field = pdf::Field {
        name,
        kind,
        description: &signing.description,
        signer: &signing.name,
        reason: &signing.reason,
        location: &signing.location,
        at: keys::moment(signing.at),
        room: signing.room,
    };
    pdf::prepare(paper, &field).map_err(unsigned)
}

/// A paper that bears its signature.
pub(crate) struct Signed {
    pub bytes: Vec<u8>,
    pub digest: String,
    pub stamped: bool,
}

/// Typesets and signs. Takes some tens of milliseconds: not for a thread of the runtime.
pub(crate) fn sign(prepared: &Prepared, pace: Pace, signer: &Signer, stamping: &keys::Stamping) -> Result<Signed> {
    let placed = ready(prepared, pace)?;
    if prepared.signing.seen.as_ref().is_some_and(|seen| *seen != HEXLOWER.encode(&placed.digest())) {
        return Err(Error::Paper("the paper is not the one that its signer was shown".into()));
    }
    give(placed, signer, stamping)
}

/// Puts a signature with its time-stamp into its place.
pub(crate) fn give(placed: pdf::Prepared, signer: &Signer, stamping: &keys::Stamping) -> Result<Signed> {
    let digest = HEXLOWER.encode(&placed.digest());
    let key = signer.key.as_ref();
    let stamped = cms::sign_detached(placed.digest(), key, &signer.chain, Some(stamping));
    let (signature, stamped) = match stamped {
        Ok(signature) if signature.len() <= placed.room() => (signature, true),
        // Larger than any that we have seen: the time-stamp follows, as if its authority were away.
        Ok(_) => (alone(&placed, signer)?, false),
        // A paper is never held up by an authority that is away: the time-stamp follows.
        Err(SignError::Stamp(StampError::Away(_))) => (alone(&placed, signer)?, false),
        // Nothing is half signed: the paper stays to be made, and is when the key is there again.
        Err(SignError::Key(why)) => return Err(Error::Key(why)),
        Err(why) => return Err(unsigned(why)),
    };
    Ok(Signed { bytes: placed.finish(&signature).map_err(unsigned)?, digest, stamped })
}

/// The signature without the time, and without what stands above its certificate when there is no room for it.
fn alone(placed: &pdf::Prepared, signer: &Signer) -> Result<Vec<u8>> {
    let with = |chain: &[Certificate]| {
        cms::sign_detached(placed.digest(), signer.key.as_ref(), chain, None).map_err(|why| match why {
            SignError::Key(why) => Error::Key(why),
            why => unsigned(why),
        })
    };
    let signature = with(&signer.chain)?;
    if signature.len() <= placed.room() { Ok(signature) } else { with(signer.chain.get(..1).unwrap_or_default()) }
}

/// A signed file as it was judged, and the paper of the register that bears this signature.
pub struct Judged {
    pub judgement: pdf::Judgement,
    pub paper: Option<paper::Public>,
    /// The proof of its place in the register, when it carries one.
    pub carried: Option<Carried>,
}

/// A proof that came with a paper, judged under this register's key: nothing when it is of another register,
/// of another act, or altered.
pub type Carried = Option<crate::register::Proven>;

/// Judges the proof that a paper carries; `paper` is what the register knows of it.
pub fn carried(desk: &Desk, bytes: &[u8], paper: Option<&paper::Public>) -> Option<Carried> {
    let proof = pdf::attached(bytes, paper::PROOF_NAME).ok()??;
    let proven = std::str::from_utf8(&proof).ok();
    let proven = proven.and_then(|text| crate::register::proven(text, &desk.register.keys.log.verifier).ok());
    Some(proven.filter(|proven| {
        paper.is_none_or(|paper| {
            let known = &paper.document;
            (known.commune.to_string(), known.dossier, known.seq)
                == (proven.commune.clone(), proven.dossier, proven.seq)
        })
    }))
}

/// Judges a PDF from anywhere, at this moment, by the authorities that this installation believes.
pub async fn judge(desk: &Desk, bytes: Vec<u8>) -> Result<Judged> {
    let trust = keys::trust(desk).await?;
    let (judgement, digests, bytes) = tokio::task::spawn_blocking(move || {
        let judgement = pdf::judge(&bytes, &trust);
        let digests = covered(&judgement, &bytes);
        (judgement, digests, bytes)
    })
    .await
    .map_err(|e| Error::Paper(e.to_string()))?;
    let paper = known(desk, digests).await?;
    let carried = carried(desk, &bytes, paper.as_ref());
    Ok(Judged { judgement, paper, carried })
}

/// The paper of the register that bears a signature over one of these digests.
pub async fn known(desk: &Desk, digests: Vec<String>) -> Result<Option<paper::Public>> {
    let found = desk
        .db
        .read(move |tx| -> Result<Option<Document>> {
            for digest in &digests {
                if let Some((commune, id)) = kept::paper_signed(tx, digest)? {
                    return Ok(documents::get(tx, commune, id)?);
                }
            }
            Ok(None)
        })
        .await?;
    match found {
        Some(document) => Ok(Some(paper::public(desk, &document.number, &document.code).await?)),
        None => Ok(None),
    }
}

/// The digests that the file's signatures cover, in hexadecimal: by them the register knows a paper,
/// whatever was rightly added to it since.
pub fn covered(judgement: &pdf::Judgement, bytes: &[u8]) -> Vec<String> {
    let digest = |one: &pdf::Signature| {
        let coverage = one.coverage.as_ref()?;
        let before = bytes.get(..coverage.left_out.start)?;
        let after = bytes.get(coverage.left_out.end..coverage.end)?;
        Some(HEXLOWER.encode(&Sha256::new().chain_update(before).chain_update(after).finalize()))
    };
    judgement.signatures.iter().filter_map(digest).collect()
}
