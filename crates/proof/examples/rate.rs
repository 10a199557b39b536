//! How fast papers are signed, stamped and judged on this machine, on one core:
//! `cargo run --release -p proof --example rate`. Keys in memory; nothing touches a disk.
//! With `-- LIBRARY TOKEN LABEL PIN`, how fast that key of a PKCS#11 token signs.
#![expect(clippy::disallowed_methods, reason = "it measures")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use proof::algorithm::sha256;
use proof::authority::{Addresses, Authority, Responder, Status, Term, Use};
use proof::certificate::{Certificate, Identity};
use proof::key::{Algorithm, Key, LocalKey};
use proof::pkcs11::Module;
use proof::stamp::{self, Here, Request, Stamper, TimeAuthority};
use proof::trust::Trust;
use proof::{cms, revocation};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [library, token, label, pin] = arguments.as_slice() {
        let module = Module::load(library.as_ref()).expect("a library");
        let key = module.key(token, label, pin).expect("a key");
        println!("{} in {token}", key.algorithm().code());
        rate("bare signatures", || drop(key.sign(b"a paper").expect("signed")));
        return;
    }
    for algorithm in [Algorithm::P256, Algorithm::Rsa3072] {
        println!("{}", algorithm.code());
        measure(algorithm);
    }
}

/// Calls as often as a second allows, and prints how often that was.
fn rate(what: &str, mut call: impl FnMut()) {
    let (begun, mut calls) = (Instant::now(), 0_u32);
    while begun.elapsed() < Duration::from_secs(1) {
        call();
        calls += 1;
    }
    println!("  {:>8.0} per second  {what}", f64::from(calls) / begun.elapsed().as_secs_f64());
}

fn name(common_name: &str) -> Identity {
    let text = |text: &str| Some(text.to_string());
    Identity {
        common_name: text(common_name),
        given_name: text("Amina"),
        surname: text("Exemple"),
        organisation: text("Commune d’essai"),
        country: text("MA"),
        ..Identity::default()
    }
}

fn measure(algorithm: Algorithm) {
    let now: Timestamp = "2026-03-10T10:00:00Z".parse().expect("a moment");
    let term = |days: i64| Term { from: now, until: now + SignedDuration::from_hours(24 * days) };
    let key = || Arc::new(LocalKey::generate(algorithm).expect("a key"));
    let root = Authority::root(&name("Root"), key(), term(3000)).expect("a root");
    let issuing_key = key();
    let issuing = root.issue_authority(&name("Issuing"), issuing_key.public(), term(2000), &Addresses::default());
    let issuing = Authority::new(issuing.expect("an authority"), issuing_key).expect("an authority");
    let holder = |purpose| {
        let key = key();
        let certificate = issuing.issue(&name("Leaf"), key.public(), purpose, term(700), &Addresses::default());
        let chain: Vec<Certificate> = vec![certificate.expect("a certificate"), issuing.certificate().clone()];
        (key, chain)
    };
    let (key, chain) = holder(Use::DocumentSignature);
    let (clock_key, clock_chain) = holder(Use::TimeStamping);
    let (answer_key, answer_chain) = holder(Use::OcspSigning);
    let authority = TimeAuthority::new(clock_key, clock_chain, "2.999.1", SignedDuration::from_secs(1));
    let stamper = Here { authority: Arc::new(authority.expect("an authority of time")), clock: move || now };
    let responder =
        Responder::new(issuing.certificate().clone(), answer_chain[0].clone(), answer_key).expect("a responder");

    let mut trust = Trust::new(now);
    trust.roots.push(root.certificate().clone());
    trust.crls.push(root.revocation_list(1, &[], term(30)).expect("a list"));
    trust.crls.push(issuing.revocation_list(1, &[], term(7)).expect("a list"));
    let paper = sha256(b"a paper");
    let question = revocation::ask(&chain[0], issuing.certificate(), None).expect("a question");
    let request = Request::new(paper, 7).write().expect("a request");
    let basic = cms::sign_detached(paper, key.as_ref(), &chain, None).expect("signed");
    let stamped = cms::sign_detached(paper, key.as_ref(), &chain, Some(&stamper)).expect("signed");
    let token = stamper.stamp(paper).expect("stamped");
    println!("  {} bytes signed, {} with its time-stamp", basic.len(), stamped.len());

    rate("bare signatures", || drop(key.sign(b"a paper").expect("signed")));
    rate("CMS signatures (B-B)", || drop(cms::sign_detached(paper, key.as_ref(), &chain, None).expect("signed")));
    rate("CMS signatures with a time-stamp (B-T)", || {
        drop(cms::sign_detached(paper, key.as_ref(), &chain, Some(&stamper)).expect("signed"));
    });
    rate("time-stamp responses", || drop(stamper.authority.answer(&request, now)));
    rate("OCSP responses", || drop(responder.answer(&question, term(1), &|_| Status::Good)));
    rate("certificates issued", || {
        let issued = issuing.issue(&name("Leaf"), key.public(), Use::DocumentSignature, term(9), &Addresses::default());
        drop(issued.expect("a certificate"));
    });
    rate("B-T signatures judged, with lists", || {
        drop(cms::verify_detached(&stamped, paper, &trust).expect("accepted"))
    });
    rate("time-stamps judged, with lists", || drop(stamp::verify(&token, paper, &trust).expect("accepted")));
}
