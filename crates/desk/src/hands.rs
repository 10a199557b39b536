//! Papers that several sign: each reads the paper, sees the digest of the very bytes that their signature
//! covers, and signs with their own key; whoever closes the paper signs last.
//!
//! A signature is an incremental update: it covers all that was there, the seal and the signatures before
//! it. When another signed between the reading and the signing, what was read still stands at the head of
//! the paper, byte for byte, so the signature is placed behind that one: two who sign at once both succeed,
//! and the register keeps the digest that was seen beside the one that was signed.

mod table;
pub mod together;

pub use table::{NO_OPINION, Reason, Told, Waiting, mine, to_close, told};
pub(crate) use table::{ask, ask_members, due};

use crate::keys::{self, Owner};
use crate::signing::{self, Signing};
use crate::{Denial, Desk, Error, Result, Who, complete, paper};
use civic::hands::State;
use civic::{Office, Place, Refusal, Role, Seat};
use data_encoding::HEXLOWER;
use papers::Pace;
use proof::pdf;
use store::documents::{self, Document};
use store::hands::{self as kept, Hand};
use store::{Digest, Tx};
use uuid::Uuid;

const PAPER_BYTES_MOST: u64 = 64 * 1024 * 1024;
/// How often a signature is placed anew because another came first.
const TRIES_MOST: usize = 16;
/// How many papers one confirmation may hold.
pub const AT_ONCE_MOST: usize = 60;

/// A paper as it stands, with the signature that is about to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    pub commune: Place,
    pub document: Uuid,
    pub number: String,
    pub name: String,
    pub role: Role,
    /// SHA-256 of the bytes to be signed, in hexadecimal.
    pub digest: String,
    /// When it must be looked at again.
    pub until: i64,
}

/// A paper with its hands, and the one that somebody may give.
struct Before {
    document: Document,
    hands: Vec<Hand>,
    mine: Hand,
    /// The delegation under which it is given.
    delegation: Option<Office>,
}

/// The paper, and the hand that this person is to give: the first of their seats that it awaits.
fn look(tx: &mut Tx, desk: &Desk, who: &Who, commune: Place, id: Uuid) -> Result<Before> {
    let document = documents::get(tx, commune, id)?.ok_or(Denial::NotFound)?;
    let hands = kept::of(tx, commune, id)?;
    if hands.is_empty() {
        return Err(Error::not_found());
    }
    let held: Vec<&Hand> = hands.iter().filter(|hand| who.viewer.seats.contains(&hand.seat)).collect();
    let open = |hand: &&&Hand| matches!(hand.state, State::Awaited | State::Away);
    match held.iter().find(open).or(held.first()) {
        Some(mine) => {
            let delegation = delegated(who, mine.seat)?;
            Ok(Before { mine: (*mine).clone(), document, hands, delegation })
        }
        None => {
            // Of who held the seat until a day the answer is told; who may not read it is told nothing.
            let ended = ended(tx, who, desk.clock.today(), &hands)?;
            Err(match ended {
                Some(denial) => denial.into(),
                None => {
                    paper::readable(tx, desk, &who.viewer, &document)?;
                    Denial::NotYours.into()
                }
            })
        }
    }
}

/// A seat held by delegation signs what the delegation covers; the delegation, when it is held by nothing else.
pub(super) fn delegated(who: &Who, seat: Seat) -> Result<Option<Office>> {
    let held: Vec<_> = who.offices.iter().filter(|office| office.seat == seat).collect();
    if held.is_empty() || held.iter().any(|office| office.delegated_by.is_none()) {
        return Ok(None);
    }
    match held.iter().find(|office| office.scope.covers("", "sign-minutes")) {
        Some(office) => Ok(Some((*office).clone())),
        None => Err(Denial::BeyondDelegation { decision: held[0].decision.clone() }.into()),
    }
}

fn ended(tx: &mut Tx, who: &Who, today: jiff::civil::Date, hands: &[Hand]) -> Result<Option<Denial>> {
    let of_these = |seat: Seat| hands.iter().any(|hand| hand.seat == seat);
    let all = store::people::offices(tx, who.account.id)?;
    let until = all.iter().filter(|o| of_these(o.seat)).filter_map(|o| o.until.filter(|until| *until < today)).max();
    Ok(until.map(|until| Denial::DelegationEnded { until }))
}

fn are(hands: &[Hand]) -> Vec<civic::hands::Hand> {
    hands.iter().map(Hand::is).collect()
}

/// The name of the signature's field: one for each office.
pub(crate) fn field(role: Role) -> String {
    format!("hand-{}", role.as_str())
}

/// What the signature says. One by delegation names the decision that gave it.
fn signing_of(
    desk: &Desk,
    who: &Who,
    document: &Document,
    (hand, delegation): (&Hand, Option<&Office>),
    at: i64,
) -> Signing {
    let owner = Owner::Person { place: hand.seat.place, holder: who.account.id, role: hand.seat.role };
    let seal = Signing::seal(desk, document);
    let reason = match delegation {
        Some(office) => format!("{} — {}", seal.reason, by_delegation(desk, office)),
        None => seal.reason.clone(),
    };
    Signing { at, ..Signing { reason, ..seal }.by(owner, who.account.name_ar.clone()) }
}

/// « by delegation, decision 2026/17 », as the signature and the register say it.
pub(crate) fn by_delegation(desk: &Desk, office: &Office) -> String {
    desk.words.plain(i18n::Lang::Ar, "hand-delegated", &[("decision", office.decision.as_str().into())])
}

fn digest_of(document: &Document) -> Result<Digest> {
    let corrupt = || Error::Store(store::Error::Corrupt(format!("digest of {}", document.number)));
    document.sha256.as_deref().and_then(|text| text.parse().ok()).ok_or_else(corrupt)
}

/// Shows papers as they stand with the signature that this person is to add, in the order asked.
pub async fn show(desk: &Desk, who: &Who, asked: Vec<(Place, Uuid)>) -> Result<Vec<Shown>> {
    let now = desk.clock.now();
    let mut all = Vec::new();
    for (commune, id) in asked.into_iter().take(AT_ONCE_MOST) {
        let (counter, actor) = (desk.clone(), who.clone());
        let before = desk
            .db
            .read(move |tx| -> Result<Before> {
                let before = look(tx, &counter, &actor, commune, id)?;
                civic::hands::may_sign(&are(&before.hands), before.mine.seat.role)?;
                Ok(before)
            })
            .await?;
        let document = paper::make(desk, commune, id, Pace::AtOnce).await?;
        let signing = signing_of(desk, who, &document, (&before.mine, before.delegation.as_ref()), now);
        let placed = placed(desk, &document, signing, before.mine.seat.role).await?;
        let shown = kept::Shown {
            commune,
            document: id,
            account: who.account.id,
            role: before.mine.seat.role,
            before: document.sha256.clone().unwrap_or_default(),
            digest: HEXLOWER.encode(&placed.digest()),
            at: now,
            until: now + signing::INTENT_MINUTES * 60 * 1_000_000,
        };
        all.push(Shown {
            commune,
            document: id,
            number: document.number,
            name: document.name,
            role: shown.role,
            digest: shown.digest.clone(),
            until: shown.until,
        });
        desk.db.write(move |tx| -> Result<()> { Ok(kept::show(tx, &shown)?) }).await?;
    }
    Ok(all)
}

/// The signature's place behind the paper as it stands.
async fn placed(desk: &Desk, document: &Document, signing: Signing, role: Role) -> Result<pdf::Prepared> {
    let (digest, files) = (digest_of(document)?, desk.files.clone());
    off_the_runtime(move || {
        let bytes = files.bytes(&digest, PAPER_BYTES_MOST)?;
        signing::place(&bytes, &signing, &field(role), pdf::Kind::Approve)
    })
    .await
}

async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::Paper(e.to_string()))?
}

/// The very bytes that somebody was shown, with the place of their signature still empty.
pub async fn read(desk: &Desk, who: &Who, commune: Place, id: Uuid) -> Result<Vec<u8>> {
    let (counter, actor, now) = (desk.clone(), who.clone(), desk.clock.now());
    let (before, shown) = desk
        .db
        .read(move |tx| -> Result<_> {
            let shown = kept::shown(tx, commune, id, actor.account.id, now)?.ok_or(Denial::NotFound)?;
            Ok((look(tx, &counter, &actor, commune, id)?, shown))
        })
        .await?;
    let document = Document { sha256: Some(shown.before), ..before.document };
    let signing = signing_of(desk, who, &document, (&before.mine, before.delegation.as_ref()), shown.at);
    placed(desk, &document, signing, shown.role).await?.finish(&[]).map_err(signing::unsigned)
}

/// Signs a paper that was shown, naming the digest that was seen.
pub async fn sign(desk: &Desk, who: &Who, commune: Place, id: Uuid, seen: &str) -> Result<Shown> {
    who.may("act")?;
    for _ in 0..TRIES_MOST {
        let (counter, actor, now) = (desk.clone(), who.clone(), desk.clock.now());
        let (before, shown) = desk
            .db
            .read(move |tx| -> Result<_> {
                let before = look(tx, &counter, &actor, commune, id)?;
                civic::hands::may_sign(&are(&before.hands), before.mine.seat.role)?;
                Ok((before, kept::shown(tx, commune, id, actor.account.id, now)?))
            })
            .await?;
        let role = before.mine.seat.role;
        let Some(shown) = shown.filter(|shown| shown.digest == seen && shown.role == role) else {
            return Err(Denial::PaperChanged.into());
        };
        // Asked last: nobody is asked to prove themselves for what would be refused anyway.
        who.signs(desk)?;
        if let Some(signed) = give(desk, who, before, shown).await? {
            return Ok(signed);
        }
    }
    Err(Denial::Stale { since: Vec::new() }.into())
}

/// Adds the signature behind the paper as it stands now; nothing when another came first.
async fn give(desk: &Desk, who: &Who, before: Before, shown: kept::Shown) -> Result<Option<Shown>> {
    let Before { document, mine, delegation, .. } = before;
    let signing = signing_of(desk, who, &document, (&mine, delegation.as_ref()), shown.at);
    let signer = keys::of(desk, signing.owner).await?;
    let stamping = keys::stamping(desk).await?;
    let (now_is, files, seat, serial) = (digest_of(&document)?, desk.files.clone(), mine.seat, signer.serial.clone());
    let (read, seen) = (shown.before.clone(), shown.digest.clone());
    let (signed, blob) = off_the_runtime(move || {
        let bytes = files.bytes(&now_is, PAPER_BYTES_MOST)?;
        let grown = now_is.to_string() != read;
        if grown && !begins_with(&files, &bytes, &read)? {
            return Err(Denial::PaperChanged.into());
        }
        let placed = signing::place(&bytes, &signing, &field(seat.role), pdf::Kind::Approve)?;
        if !grown && HEXLOWER.encode(&placed.digest()) != seen {
            return Err(Denial::PaperChanged.into());
        }
        let signed = signing::give(placed, &signer, &stamping)?;
        let blob = files.put_bytes(&signed.bytes)?;
        Ok((signed, blob))
    })
    .await?;
    let (counter, now, account) = (desk.clone(), desk.clock.now(), who.account.id);
    let (commune, id, role) = (document.commune, document.id, seat.role);
    let (was, digest) = (document.sha256.clone().unwrap_or_default(), signed.digest.clone());
    let told = Shown {
        commune,
        document: id,
        number: document.number.clone(),
        name: document.name.clone(),
        role,
        digest: signed.digest,
        until: shown.until,
    };
    let added = desk
        .db
        .write(move |tx| -> Result<bool> {
            let hands = kept::of(tx, commune, id)?;
            civic::hands::may_sign(&are(&hands), role)?;
            let Some(hand) = hands.into_iter().find(|hand| hand.seat.role == role) else {
                return Err(Error::not_found());
            };
            if !documents::grown(tx, commune, id, &was, &blob.digest.to_string(), blob.size as i64)? {
                return Ok(false);
            }
            let place = store::keys::signatures(tx, commune, id)?.iter().map(|s| s.place).max().unwrap_or(0) + 1;
            let signature = store::keys::Signature {
                commune,
                document: id,
                place,
                kind: "person".into(),
                signer: Some(account),
                role: Some(role.as_str().into()),
                certificate_number: serial.clone(),
                digest: digest.clone(),
                at: now,
                stamped: signed.stamped,
                complete: false,
            };
            store::keys::add_signature(tx, &signature)?;
            let state = hand.state;
            let given = Hand {
                state: State::Signed,
                holder: Some(account),
                office: delegation.as_ref().map(|office| office.id),
                reason: None,
                said_by: None,
                seen: Some(shown.digest.clone()),
                at: Some(now),
                ..hand
            };
            if !kept::change(tx, state, &given)? {
                return Err(Refusal::HandGiven { role }.into());
            }
            let bytes = (blob.digest.to_string(), blob.size as i64);
            paper::leaves::signed(tx, &counter, &document, (role, account), (&bytes.0, bytes.1), &digest)?;
            kept::forget(tx, commune, id, account)?;
            complete::ask(tx, &counter, &document, signed.stamped)?;
            Ok(true)
        })
        .await?;
    desk.nudge();
    Ok(added.then_some(told))
}

/// Whether a paper still begins with the bytes that were read: only signatures came behind them.
fn begins_with(files: &store::Files, bytes: &[u8], read: &str) -> Result<bool> {
    let Ok(digest) = read.parse::<Digest>() else { return Ok(false) };
    Ok(bytes.starts_with(&files.bytes(&digest, PAPER_BYTES_MOST)?))
}

/// Refuses to sign, and says why.
pub async fn refuse(desk: &Desk, who: &Who, commune: Place, id: Uuid, reason: &str) -> Result<()> {
    who.may("act")?;
    who.signs(desk)?;
    let (counter, actor, now, reason) = (desk.clone(), who.clone(), desk.clock.now(), reason.trim().to_owned());
    desk.db
        .write(move |tx| -> Result<()> {
            let before = look(tx, &counter, &actor, commune, id)?;
            let role = before.mine.seat.role;
            civic::hands::may_refuse(&are(&before.hands), role, &reason)?;
            let said = Hand {
                state: State::Refused,
                holder: Some(actor.account.id),
                reason: Some(reason.clone()),
                at: Some(now),
                ..before.mine
            };
            written(kept::change(tx, State::Awaited, &said)?, role)
        })
        .await
}

/// Whoever closes a paper goes on without a hand, and says why.
pub async fn set_aside(desk: &Desk, who: &Who, commune: Place, id: Uuid, role: Role, reason: &str) -> Result<()> {
    who.may("act")?;
    who.signs(desk)?;
    let (counter, actor, now, reason) = (desk.clone(), who.clone(), desk.clock.now(), reason.trim().to_owned());
    desk.db
        .write(move |tx| -> Result<()> {
            let before = look(tx, &counter, &actor, commune, id)?;
            let last = before.hands.iter().find(|hand| hand.last);
            if last.is_none_or(|last| !actor.viewer.seats.contains(&last.seat)) {
                return Err(Denial::NotYours.into());
            }
            let Some(hand) = before.hands.iter().find(|hand| hand.seat.role == role).cloned() else {
                return Err(Refusal::NotAMember { role }.into());
            };
            let today = counter.clock.today();
            let vacant = table::vacant(tx, hand.seat, today)?;
            civic::hands::may_set_aside(&are(&before.hands), role, &reason, hand.due, today, vacant)?;
            let said = Hand {
                state: State::Away,
                reason: Some(reason.clone()),
                said_by: Some(actor.account.id),
                at: Some(now),
                ..hand
            };
            written(kept::change(tx, State::Awaited, &said)?, role)
        })
        .await
}

fn written(changed: bool, role: Role) -> Result<()> {
    if changed { Ok(()) } else { Err(Refusal::HandGiven { role }.into()) }
}
