//! Refusals: why an act cannot be done, as facts.

use crate::role::Role;
use jiff::civil::Date;
use serde::Serialize;

/// Why an act cannot be done. A fact, not a sentence: pages, letters and the API say it each in
/// their own words, from `code` and the fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Refusal {
    /// The file is not at a step where this act exists.
    WrongStep {
        act: String,
        step: String,
    },
    /// The act exists here, but belongs to another role.
    NotYours {
        act: String,
        owner: Vec<Role>,
    },
    /// The act is dated before the last one: a register is never back-dated.
    BackDated,
    /// It may be done once in a file's life, and was.
    OnceOnly {
        act: String,
    },
    /// The condition of the procedure does not hold.
    Guard {
        act: String,
    },
    /// The law asks for a motive in writing.
    MotiveMissing,
    /// The piece is not on the closed list, or not asked of this file.
    NoSuchPiece {
        piece: String,
    },
    /// Pieces that were asked for are still missing.
    PieceMissing {
        pieces: Vec<String>,
    },
    NothingAsked,
    /// Whoever answers in another's name says how that person consented.
    ConsentMissing,
    NotAMember {
        role: Role,
    },
    /// Nobody was named.
    MemberMissing,
    OpinionGiven {
        role: Role,
    },
    OpinionMissing,
    ReservesMissing,
    /// Members still have until this day.
    OpinionsAwaited {
        until: Date,
    },
    AmountDiffers {
        due: i64,
        given: i64,
    },
    Unpaid,
    /// This hand was given, refused, or comes after the last one.
    HandGiven {
        role: Role,
    },
    /// These sign before the one who signs last.
    OthersFirst {
        roles: Vec<Role>,
    },
    /// The member still has until this day to sign.
    HandAwaited {
        until: Date,
    },
    /// Whoever closes a paper signs it: that hand is neither refused nor set aside.
    LastHand,
    /// Time has not yet done this: not before this day has passed.
    NotYet {
        due: Date,
    },
    TextTooLong {
        most: usize,
    },
    ControlCharacters,
    /// A fee could not be computed: the law table or the procedure is at fault.
    Formula {
        why: String,
    },
}

impl Refusal {
    /// The stable name: key of the translations, of the API, of the statistics.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::WrongStep { .. } => "wrong-step",
            Refusal::NotYours { .. } => "not-yours",
            Refusal::BackDated => "back-dated",
            Refusal::OnceOnly { .. } => "once-only",
            Refusal::Guard { .. } => "guard",
            Refusal::MotiveMissing => "motive-missing",
            Refusal::NoSuchPiece { .. } => "no-such-piece",
            Refusal::PieceMissing { .. } => "pieces-missing",
            Refusal::NothingAsked => "nothing-asked",
            Refusal::ConsentMissing => "consent-missing",
            Refusal::MemberMissing => "member-missing",
            Refusal::NotAMember { .. } => "not-a-member",
            Refusal::OpinionGiven { .. } => "opinion-given",
            Refusal::OpinionMissing => "opinion-missing",
            Refusal::ReservesMissing => "reserves-missing",
            Refusal::OpinionsAwaited { .. } => "opinions-awaited",
            Refusal::AmountDiffers { .. } => "amount-differs",
            Refusal::Unpaid => "unpaid",
            Refusal::HandGiven { .. } => "hand-given",
            Refusal::OthersFirst { .. } => "others-first",
            Refusal::HandAwaited { .. } => "hand-awaited",
            Refusal::LastHand => "last-hand",
            Refusal::NotYet { .. } => "not-yet",
            Refusal::TextTooLong { .. } => "text-too-long",
            Refusal::ControlCharacters => "control-characters",
            Refusal::Formula { .. } => "formula",
        }
    }
}
