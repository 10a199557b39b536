//! The seal: the one function that every paper passes through before it is kept or handed out.
//!
//! Today it takes the digest that the register remembers. The electronic signature (PAdES) takes its
//! place here, so that no caller changes.

use sha2::{Digest, Sha256};

/// A finished paper: what is kept, and the digest by which the register knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub bytes: Vec<u8>,
    pub sha256: [u8; 32],
}

/// Seals a paper. Nothing may be changed in it afterwards.
pub fn seal(pdf: Vec<u8>) -> Sealed {
    let sha256 = Sha256::digest(&pdf).into();
    Sealed { bytes: pdf, sha256 }
}
