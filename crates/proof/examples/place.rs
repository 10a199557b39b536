//! How long it takes to place a signature in a real paper, alone and with the signing, by a P-256 key in memory:
//! `cargo run --release -p proof --example place`, optionally with the path of a PDF.

use std::sync::Arc;

use jiff::Timestamp;
use proof::authority::{Addresses, Authority, Term, Use};
use proof::certificate::{Certificate, Identity};
use proof::cms;
use proof::key::{Algorithm, Key, LocalKey};
use proof::pdf::{Allowed, Field, Kind, ROOM, judge, prepare};
use proof::trust::{RevocationRule, Trust};

#[expect(clippy::disallowed_methods, reason = "measures on the machine it runs on")]
fn main() {
    let path = std::env::args().nth(1);
    let pdf = match &path {
        Some(path) => std::fs::read(path).expect("the PDF named is there"),
        None => include_bytes!("../tests/samples/receipt.pdf").to_vec(),
    };
    let field = Field {
        name: "seal",
        kind: Kind::Certify(Allowed::FillingAndSigning),
        description: "Cachet de la commune",
        signer: "Commune de Toughmart",
        reason: "Récépissé",
        location: "Toughmart",
        at: Timestamp::UNIX_EPOCH,
        room: ROOM,
    };
    let (key, chain) = signer();
    const ROUNDS: u32 = 2000;
    for (what, signed) in [("placed", false), ("placed and signed", true)] {
        let start = std::time::Instant::now();
        let mut bytes = 0;
        for _ in 0..ROUNDS {
            let prepared = prepare(&pdf, &field).expect("the PDF can be signed");
            let cms = if signed {
                cms::sign_detached(prepared.digest(), &key, &chain, None).expect("the key signs")
            } else {
                vec![0x30; 2000]
            };
            bytes += prepared.finish(&cms).expect("the CMS fits").len();
        }
        let each = start.elapsed() / ROUNDS;
        println!("{} bytes in, {} out, {what}: {each:?} each", pdf.len(), bytes / ROUNDS as usize);
    }
    let prepared = prepare(&pdf, &field).expect("the PDF can be signed");
    let cms = cms::sign_detached(prepared.digest(), &key, &chain, None).expect("the key signs");
    let signed = prepared.finish(&cms).expect("the CMS fits");
    let roots = vec![chain[1].clone()];
    let trust = Trust { roots, revocation: RevocationRule::IfKnown, ..Trust::new(field.at) };
    let start = std::time::Instant::now();
    for _ in 0..ROUNDS {
        assert!(judge(&signed, &trust).accepted(), "what was just signed holds");
    }
    println!("judged: {:?} each", start.elapsed() / ROUNDS);
}

fn signer() -> (LocalKey, Vec<Certificate>) {
    let key = || LocalKey::generate(Algorithm::P256).expect("the system has chance");
    let name = |name: &str| Identity {
        common_name: Some(name.into()),
        organisation: Some("Commune de Toughmart".into()),
        ..Identity::default()
    };
    let term =
        Term { from: Timestamp::UNIX_EPOCH, until: Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24) };
    let root = Authority::root(&name("Racine d’essai"), Arc::new(key()), term).expect("a root");
    let own = key();
    let seal = root.issue(&name("Cachet"), own.public(), Use::InstitutionSeal, term, &Addresses::default());
    (own, vec![seal.expect("a certificate"), root.certificate().clone()])
}
