//! A leaf of the register: a salted digest of one act, which says nothing of anybody.
//!
//! From an act and its 32 random bytes of salt:
//!
//! ```text
//! inner  = HMAC-SHA-256(salt, "detail")        outer = HMAC-SHA-256(salt, "head")
//! detail = SHA-256(inner ‖ account, 16 bytes ‖ content, the stored bytes)
//! head   = {"at":…,"commune":"…","detail":"…","dossier":"…","name":"…","role":"…","seq":…,"v":"diwan-act/1"}
//! digest = SHA-256(outer ‖ head)
//! entry  = "diwan-act/1 " ‖ commune ‖ " " ‖ digest in hexadecimal
//! ```
//!
//! `head` is JSON in its canonical form (RFC 8785): `at` in microseconds since 1970 UTC, `dossier` the
//! UUID of the file, or of the paper that belongs to no file, `detail` hexadecimal, `seq` from 0. The tree's leaf hash is SHA-256(0x00 ‖ entry). Whoever holds `outer` and
//! `head` can check the entry and learns neither who acted nor what was written; whoever holds the salt
//! and the act can check all of it. When the salt is destroyed the entry tells nothing, and the tree still holds.

use crate::tree::{Hash, sha256};
use aws_lc_rs::hmac;

/// The version of this encoding.
pub const VERSION: &str = "diwan-act/1";

/// An act as the register keeps it.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// The nine digits of the commune that owns the file.
    pub commune: &'a str,
    pub dossier: [u8; 16],
    pub seq: i64,
    pub at: i64,
    pub name: &'a str,
    pub role: &'a str,
    pub by: [u8; 16],
    pub content: &'a [u8],
}

/// A secret made from another, for one use.
pub fn derived(salt: &Hash, label: &str) -> Hash {
    mac(salt, label.as_bytes())
}

fn mac(key: &Hash, message: &[u8]) -> Hash {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), message);
    let mut hash = [0; 32];
    hash.copy_from_slice(tag.as_ref());
    hash
}

/// What opens the head of a leaf, and no more.
pub fn outer(salt: &Hash) -> Hash {
    derived(salt, "head")
}

/// The public part of an act, in canonical form: it names nobody.
pub fn head(salt: &Hash, act: &Act) -> String {
    let detail = sha256(&[&derived(salt, "detail"), &act.by, act.content]);
    let text = |value: &str| serde_json::Value::from(value).to_string();
    format!(
        r#"{{"at":{},"commune":{},"detail":"{}","dossier":"{}","name":{},"role":{},"seq":{},"v":"{VERSION}"}}"#,
        act.at,
        text(act.commune),
        hex(&detail),
        uuid(&act.dossier),
        text(act.name),
        text(act.role),
        act.seq
    )
}

/// The salted digest of a head.
pub fn digest_of_head(outer: &Hash, head: &str) -> Hash {
    sha256(&[outer, head.as_bytes()])
}

/// The salted digest of an act.
pub fn digest(salt: &Hash, act: &Act) -> Hash {
    digest_of_head(&outer(salt), &head(salt, act))
}

/// The bytes that are hashed into the tree and served to whoever mirrors it.
pub fn entry(commune: &str, digest: &Hash) -> String {
    format!("{VERSION} {commune} {}", hex(digest))
}

/// The mark of the program on a digest that is not in the tree yet: whoever writes into the database
/// without the program's key cannot make it.
pub fn mark(key: &Hash, digest: &Hash) -> Hash {
    mac(key, digest)
}

/// Whether the program made this mark; in constant time.
pub fn is_marked(key: &Hash, digest: &Hash, mark: &[u8]) -> bool {
    hmac::verify(&hmac::Key::new(hmac::HMAC_SHA256, key), digest, mark).is_ok()
}

pub fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

fn uuid(bytes: &[u8; 16]) -> String {
    let text = hex(bytes);
    [text.get(..8), text.get(8..12), text.get(12..16), text.get(16..20), text.get(20..)]
        .map(Option::unwrap_or_default)
        .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACT: Act = Act {
        commune: "095410113",
        dossier: [0x11; 16],
        seq: 3,
        at: 1_788_771_600_000_000,
        name: "give-opinion",
        role: "examiner",
        by: [0x22; 16],
        content: b"{\"day\":\"2026-09-07\"}",
    };

    /// Computed apart, with Python's hashlib and hmac, from the text at the head of this file.
    #[test]
    fn the_encoding_is_the_documented_one() {
        let salt = [7; 32];
        assert_eq!(
            head(&salt, &ACT),
            "{\"at\":1788771600000000,\"commune\":\"095410113\",\"detail\":\"9447aaabd284b420ccd623789264c97b7689c875a812f9a7edf85b8c00f38a59\",\
             \"dossier\":\"11111111-1111-1111-1111-111111111111\",\"name\":\"give-opinion\",\"role\":\"examiner\",\
             \"seq\":3,\"v\":\"diwan-act/1\"}"
        );
        assert_eq!(
            entry(ACT.commune, &digest(&salt, &ACT)),
            "diwan-act/1 095410113 3ca8bc4a619f3ea95fbb0afcf6c3a629ac883d75f999270003d54d4eb34633ee"
        );
    }

    #[test]
    fn everything_said_of_an_act_is_in_its_digest() {
        let salt = [7; 32];
        let whole = digest(&salt, &ACT);
        let others = [
            Act { commune: "095410114", ..ACT },
            Act { dossier: [0x12; 16], ..ACT },
            Act { seq: 4, ..ACT },
            Act { at: ACT.at + 1, ..ACT },
            Act { name: "refuse", ..ACT },
            Act { role: "clerk", ..ACT },
            Act { by: [0x23; 16], ..ACT },
            Act { content: b"{\"day\":\"2026-09-08\"}", ..ACT },
        ];
        for other in others {
            assert_ne!(digest(&salt, &other), whole, "{other:?}");
        }
        assert_ne!(digest(&[8; 32], &ACT), whole);
    }

    #[test]
    fn a_head_opens_without_saying_who_or_what() {
        let salt = [7; 32];
        let head = head(&salt, &ACT);
        assert_eq!(digest_of_head(&outer(&salt), &head), digest(&salt, &ACT));
        assert!(!head.contains("2222") && !head.contains("2026-09-07"));
    }

    #[test]
    fn a_mark_is_of_one_key_and_one_digest() {
        let mark = mark(&[1; 32], &[2; 32]);
        assert!(is_marked(&[1; 32], &[2; 32], &mark));
        assert!(!is_marked(&[1; 32], &[3; 32], &mark));
        assert!(!is_marked(&[4; 32], &[2; 32], &mark));
        assert!(!is_marked(&[1; 32], &[2; 32], &[]));
    }
}
