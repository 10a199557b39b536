//! What can go wrong with the store: our fault or the machine's, never the person's.
//!
//! The sentences here are for the log. What a person reads is chosen from `code()`.

use std::error::Error as StdError;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What the engine or the machine said.
pub type Cause = Box<dyn StdError + Send + Sync>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database is away, or the disk is full or failing. Nothing was kept; try later.
    #[error("the database is away or cannot write")]
    Unavailable(#[source] Cause),
    /// What the operator wrote cannot be used; it says what and why.
    #[error("{0}")]
    Options(String),
    /// Too many are waiting already. Nothing was tried.
    #[error("the database is busy")]
    Busy,
    /// The schema refused. The name is `table(column, column)` for a unique key, on both engines.
    #[error("the {kind:?} constraint {name} refused")]
    Constraint { kind: Kind, name: String },
    /// Others changed the same rows, again and again.
    #[error("others changed the same rows at the same time")]
    Conflict,
    /// A row that had to be there is not.
    #[error("no such row")]
    NoRow,
    /// What is stored is not what it should be.
    #[error("the database holds something unexpected: {0}")]
    Corrupt(String),
    /// A migration that cannot be applied.
    #[error("migration {name}: {why}")]
    Migration { name: String, why: String },
    /// A fault in a statement or in the program.
    #[error("a statement failed")]
    Other(#[source] Cause),
}

/// Which rule of the schema refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Unique,
    Foreign,
    Check,
    NotNull,
    Other,
}

impl Error {
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Error::Constraint { kind: Kind::Unique, .. })
    }

    /// The stable name: key of the sentence `refusal-<code>`, of the API, of the statistics.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Busy => "busy",
            Error::Conflict => "stale",
            Error::NoRow => "not-found",
            Error::Unavailable(_)
            | Error::Constraint { .. }
            | Error::Corrupt(_)
            | Error::Migration { .. }
            | Error::Options(_)
            | Error::Other(_) => "unavailable",
        }
    }

    pub(crate) fn other(text: impl Into<String>) -> Error {
        Error::Other(text.into().into())
    }
}
