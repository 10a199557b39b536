//! What Diwan signs, and how anyone judges it without Diwan: keys and certificates, signatures
//! in PDF, time-stamps, the register's tree, and the container that carries a file's evidence.
//!
//! Bytes go in and bytes come out. Nothing here knows the database, the network or the time of day:
//! the hour is an argument, and whoever asks an authority elsewhere carries the bytes. The formats
//! are those of the standards named in each module, so that other people's tools agree.
//! What this must never become is a place where a file's meaning is known.

pub mod algorithm;
mod asn1;
pub mod authority;
pub mod certificate;
pub mod cms;
pub mod container;
pub mod fault;
pub mod key;
pub mod keystore;
pub mod leaf;
pub mod note;
pub mod pdf;
pub mod pem;
pub mod pkcs11;
pub mod revocation;
mod signed;
pub mod stamp;
pub mod statement;
pub mod tree;
pub mod trust;
