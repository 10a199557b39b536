//! What proof makes, before independent judges (OpenSSL, SoftHSM), and what others make before ours:
//! certificates, lists, OCSP answers, signatures, time-stamps, tokens, and bytes that nobody meant.

#[path = "../office/mod.rs"]
mod office;

mod certificates;
mod lists;
mod mutations;
mod signatures;
mod stamps;
mod strangers;
mod tokens;
