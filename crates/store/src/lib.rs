//! Store: the memory of the program, on SQLite or PostgreSQL from the same SQL.
//!
//! What every house needs to remember is here: transactions (`db`), numbered migrations, registers
//! of numbers without gaps, the outbox of what must follow, kept answers, search, files, backup.
//! What one house remembers is in its own `memory.rs`. Nothing here decides, and nothing here
//! tells the time: every moment is handed in, in microseconds since 1970 UTC.

pub mod answers;
pub mod backup;
pub mod db;
pub mod deeds;
pub mod documents;
pub mod dossiers;
pub mod drafts;
mod error;
pub mod factors;
pub mod figures;
pub mod files;
pub mod fold;
pub mod hands;
pub mod inbox;
pub mod keys;
pub mod laws;
pub mod log;
pub mod migrate;
pub mod outbox;
pub mod people;
pub mod privacy;
pub mod readings;
pub mod registers;
pub mod search;
pub mod sight;
pub mod testing;
pub mod trust;
pub mod vault;

#[cfg(test)]
mod tests;

pub use db::{Db, Engine, Figures, Limits, Read, Row, Tx, Value};
pub use error::{Cause, Error, Kind, Result};
pub use files::{Digest, Files};
pub use migrate::{MIGRATIONS, Migration};
pub use vault::Vault;
