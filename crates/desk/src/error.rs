//! The kinds of "no": your form (mend it), the rules (here is which), who you are, our fault (come back).

use civic::{Mistake, Refusal};
use jiff::civil::Date;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something was not done. Nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the form has {} mistakes", .0.len())]
    Mistakes(Vec<Mistake>),
    #[error("refused: {0:?}")]
    Refused(Refusal),
    #[error("denied: {0:?}")]
    Denied(Denial),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Files(#[from] store::files::Error),
    /// A paper could not be typeset.
    #[error("paper: {0}")]
    Paper(String),
    /// The key that must sign is away or refuses. What is asked can be asked again once it is there.
    #[error("key: {0}")]
    Key(#[from] proof::key::KeyError),
    /// What the program was built or set up with is at fault.
    #[error("setup: {0}")]
    Setup(String),
}

/// Why this person, or this moment, cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    /// Not signed in, or no longer.
    SignedOut,
    BadCredentials,
    /// What is asked binds or administers, and no second factor was given lately.
    Unproven,
    BadCode,
    /// A code that was right, but used before.
    UsedCode,
    BadPasskey,
    /// The identity provider's word was not taken.
    Distrusted(crate::provider::Distrust),
    /// Two people are needed, and this is the one who asked.
    OwnRequest,
    /// The power was delegated, but not for this.
    BeyondDelegation {
        decision: String,
    },
    /// The seat is held from this day on.
    SeatLater {
        from: Date,
    },
    /// The absence of this president was recorded, and somebody stands in.
    StoodInFor {
        decision: String,
    },
    /// Too many failures: not before this moment.
    Locked {
        until: i64,
    },
    /// An administrator closed the account.
    Closed,
    /// Nothing by that name that this person may see.
    NotFound,
    /// None of this person's seats opens this.
    NotYours,
    /// The seat was held until this day.
    DelegationEnded {
        until: Date,
    },
    /// Somebody acted meanwhile: these acts were done since the page was read.
    Stale {
        since: Vec<String>,
    },
    /// The paper would no longer be the one that its signer was shown: it must be looked at again.
    PaperChanged,
    /// The same key was used for another request.
    SameKey,
    TooMany {
        seconds: i64,
    },
    /// The token does not carry this scope.
    Scope {
        needed: &'static str,
    },
    /// The file was erased on this day, by this article of this text.
    Erased {
        on: Date,
        text: String,
        article: String,
    },
    /// A hold keeps the file.
    Held {
        basis: String,
    },
    /// The file is kept until this day.
    NotDue {
        until: Date,
    },
    /// What is still running is not erased.
    StillOpen,
    /// The machine's clock is behind what was already recorded.
    ClockBehind,
}

impl Denial {
    /// The stable name: key of the translations (`refusal-…`) and of the API.
    pub fn code(&self) -> &'static str {
        match self {
            Denial::SignedOut => "signed-out",
            Denial::BadCredentials => "bad-credentials",
            Denial::Unproven => "second-factor",
            Denial::BadCode => "bad-code",
            Denial::UsedCode => "used-code",
            Denial::BadPasskey => "bad-passkey",
            Denial::Distrusted(why) => why.code(),
            Denial::OwnRequest => "own-request",
            Denial::BeyondDelegation { .. } => "beyond-delegation",
            Denial::SeatLater { .. } => "seat-later",
            Denial::StoodInFor { .. } => "stood-in-for",
            Denial::Locked { .. } => "locked",
            Denial::Closed => "closed",
            Denial::NotFound => "not-found",
            Denial::NotYours => "not-yours",
            Denial::DelegationEnded { .. } => "delegation-ended",
            Denial::Stale { .. } => "stale",
            Denial::PaperChanged => "paper-changed",
            Denial::SameKey => "same-key",
            Denial::TooMany { .. } => "too-many",
            Denial::Scope { .. } => "scope",
            Denial::Erased { .. } => "erased",
            Denial::Held { .. } => "held",
            Denial::NotDue { .. } => "not-due",
            Denial::StillOpen => "still-open",
            Denial::ClockBehind => "clock-behind",
        }
    }
}

impl Error {
    pub fn not_found() -> Error {
        Error::Denied(Denial::NotFound)
    }

    /// The stable name of what went wrong.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Mistakes(_) => "mistakes",
            Error::Refused(refusal) => refusal.code(),
            Error::Denied(denial) => denial.code(),
            Error::Store(error) => error.code(),
            Error::Files(error) => error.code(),
            Error::Key(error) => error.code(),
            Error::Paper(_) | Error::Setup(_) => "internal",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Error {
        Error::Refused(refusal)
    }
}

impl From<Denial> for Error {
    fn from(denial: Denial) -> Error {
        Error::Denied(denial)
    }
}
