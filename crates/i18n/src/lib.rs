//! Sentences, days, numbers and amounts, in Arabic and in French.
//!
//! Every sentence a person reads is written in a `words` folder, in Fluent, and said by `Words`.
//! Days, moments, numbers and amounts are written by `format`, as Morocco writes them: months as
//! in Rabat (غشت, not أغسطس), Western digits in both languages, the hour of Casablanca.
//! Absent on purpose: the clock, and any sentence in code.

pub mod format;
mod lang;
mod words;

#[cfg(test)]
mod tests;

pub use lang::{Lang, UnknownLang};
pub use words::{Arg, Fault, WORDS, Words};
