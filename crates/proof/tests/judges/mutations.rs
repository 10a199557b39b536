//! Bytes that nobody meant: whatever is changed in a structure, every reader answers, none panics,
//! and nothing that was changed is taken for what it was.

use arbtest::arbitrary::Unstructured;
use arbtest::arbtest;
use proof::algorithm::sha256;
use proof::authority::OCSP_REQUEST_BYTES_MOST;
use proof::certificate::{CERTIFICATE_BYTES_MOST, Certificate};
use proof::cms::{self, Content, SIGNATURE_BYTES_MOST};
use proof::fault::{Fault, Usage};
use proof::key::{Algorithm, LocalKey};
use proof::stamp::{self, Request, Stamper};
use proof::trust::{RevocationRule, Trust};
use proof::{algorithm, keystore};

use crate::office::{Office, agrees, folder, good, now, pem, term, write};

const PAPER: &[u8] = b"a paper";

/// One valid structure of each kind.
struct Samples {
    office: Office,
    trust: Trust,
    certificate: Vec<u8>,
    signature: Vec<u8>,
    token: Vec<u8>,
    request: Vec<u8>,
    response: Vec<u8>,
    ocsp_request: Vec<u8>,
    ocsp_response: Vec<u8>,
}

fn samples() -> Samples {
    let office = Office::new();
    let chain = office.chain(&office.signer);
    let stamper = office.stamper(now());
    let signature = cms::sign_detached_at(sha256(PAPER), now(), office.signer.key.as_ref(), &chain, Some(&stamper));
    let folder = folder();
    write(&folder, "issuing.pem", pem("CERTIFICATE", office.issuing.certificate().der()).as_bytes());
    write(&folder, "signer.pem", pem("CERTIFICATE", office.signer.certificate.der()).as_bytes());
    agrees(&folder, "openssl", &["ocsp", "-issuer", "issuing.pem", "-cert", "signer.pem", "-reqout", "request.der"]);
    let ocsp_request = std::fs::read(folder.join("request.der")).expect("a request");
    let request = Request::new(sha256(PAPER), 12345).write().expect("written");
    Samples {
        trust: office.trust(),
        certificate: office.signer.certificate.der().to_vec(),
        signature: signature.expect("signed"),
        token: stamper.stamp(sha256(PAPER)).expect("stamped"),
        response: office.time_authority().answer(&request, now()),
        request,
        ocsp_response: office.responder().answer(&ocsp_request, term(0, 1), &good),
        ocsp_request,
        office,
    }
}

/// Some changes: a byte, a cut, a piece repeated, a length made longer, bytes out of nowhere.
fn changed(from: &[u8], chance: &mut Unstructured<'_>) -> arbtest::arbitrary::Result<Vec<u8>> {
    let mut bytes = from.to_vec();
    for _ in 0..chance.int_in_range(1..=3)? {
        if bytes.is_empty() {
            break;
        }
        let at = chance.int_in_range(0..=bytes.len() - 1)?;
        match chance.int_in_range(0..=5)? {
            0 => bytes[at] = chance.arbitrary()?,
            1 => bytes[at] ^= 1 << chance.int_in_range(0..=7)?,
            2 => bytes.truncate(at),
            3 => {
                let end = (at + chance.int_in_range(0..=40)?).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => bytes[at] = *chance.choose(&[0x00, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff])?,
            _ => {
                let more: Vec<u8> = chance.arbitrary()?;
                bytes.splice(at..at, more.into_iter().take(64));
            }
        }
    }
    Ok(bytes)
}

#[test]
fn whatever_is_changed_every_reader_answers_and_none_believes() {
    let samples = samples();
    let trust = &samples.trust;
    let mut lenient = trust.clone();
    lenient.revocation = RevocationRule::IfKnown;
    assert!(cms::verify_detached(&samples.signature, sha256(PAPER), trust).is_ok());
    let beside = [samples.office.issuing.certificate().clone()];
    let mut tried = 0_u32;
    arbtest(|chance| {
        let mutated = changed(&samples.certificate, chance)?;
        if let Ok(certificate) = Certificate::read(&mutated) {
            let _ = (certificate.public(), certificate.list_addresses(), certificate.ocsp_addresses());
            let judged = lenient.judge(&certificate, &beside, Usage::DocumentSignature, now());
            assert!(mutated == samples.certificate || !judged.faults.is_empty(), "a changed certificate is believed");
        }
        let mutated = changed(&samples.signature, chance)?;
        if let Ok(signer) = cms::verify_detached(&mutated, Content::Pieces(&[PAPER]), &lenient) {
            // Only what nobody signs may change: the time-stamp may be lost, never moved.
            assert_eq!(signer.certificate.der(), samples.certificate);
            assert!(signer.stamped.is_none_or(|stamped| stamped.at == now()));
        }
        let _ = cms::unpadded(&mutated);
        let mutated = changed(&samples.token, chance)?;
        if let Ok(stamped) = stamp::verify(&mutated, sha256(PAPER), trust) {
            assert_eq!(stamped.at, now());
        }
        let mutated = changed(&samples.request, chance)?;
        assert!(!samples.office.time_authority().answer(&mutated, now()).is_empty());
        let mutated = changed(&samples.response, chance)?;
        let _ = Request::new(sha256(PAPER), 12345).read_response(&mutated);
        let mutated = changed(&samples.ocsp_request, chance)?;
        assert!(!samples.office.responder().answer(&mutated, term(0, 1), &good).is_empty());

        let mut odd = lenient.clone();
        odd.crls = vec![changed(&trust.crls[0], chance)?, changed(&trust.crls[1], chance)?];
        odd.ocsp = vec![changed(&samples.ocsp_response, chance)?];
        let _ = odd.judge(&samples.office.signer.certificate, &beside, Usage::DocumentSignature, now());
        let noise: Vec<u8> = chance.arbitrary()?;
        assert!(Certificate::read(&noise).is_err());
        assert!(LocalKey::from_pkcs8(Algorithm::P256, &noise).is_err());
        assert!(keystore::open("seal", Algorithm::P256, &noise, &[1; 32]).is_err());
        assert!(!algorithm::verify(Algorithm::P256, &noise, b"", b""));
        tried += 1;
        Ok(())
    })
    .size_min(4096)
    .size_max(16384)
    .budget_ms(3_000);
    assert!(50 < tried, "only {tried} tried");
}

#[test]
fn evidence_that_was_changed_never_says_good() {
    let samples = samples();
    let beside = [samples.office.issuing.certificate().clone()];
    let mut trust = samples.trust.clone();
    trust.crls.pop();
    // A bit of any byte, one after the other; then whatever chance brings.
    let good = |trust: &Trust| {
        let judged = trust.judge(&samples.office.signer.certificate, &beside, Usage::DocumentSignature, now());
        judged.faults.is_empty()
    };
    let flipped = |from: &[u8], at: usize| {
        let mut bytes = from.to_vec();
        bytes[at] ^= 1 << (at % 8);
        vec![bytes]
    };
    for at in 0..samples.ocsp_response.len() {
        let ocsp = flipped(&samples.ocsp_response, at);
        assert!(!good(&Trust { ocsp, ..trust.clone() }), "an answer changed at {at} is believed");
    }
    for at in 0..samples.trust.crls[1].len() {
        let crls = [vec![trust.crls[0].clone()], flipped(&samples.trust.crls[1], at)].concat();
        assert!(!good(&Trust { crls, ..trust.clone() }), "a list changed at {at} is believed");
    }
    let mut tried = 0_u32;
    arbtest(|chance| {
        let mutated = changed(&samples.ocsp_response, chance)?;
        // The certificate of the responder travels unsigned: only what it signed must be as it was.
        let mut trust = trust.clone();
        trust.ocsp = vec![mutated.clone()];
        let judged = trust.judge(&samples.office.signer.certificate, &beside, Usage::DocumentSignature, now());
        let same = mutated == samples.ocsp_response;
        assert!(same || !judged.faults.is_empty(), "a changed answer is believed");
        let list = &samples.trust.crls[1];
        let mutated = changed(list, chance)?;
        trust.ocsp.clear();
        trust.crls.push(mutated.clone());
        let judged = trust.judge(&samples.office.signer.certificate, &beside, Usage::DocumentSignature, now());
        assert!(mutated == *list || !judged.faults.is_empty(), "a changed list is believed");
        tried += 1;
        Ok(())
    })
    .size_min(1024)
    .size_max(4096)
    .budget_ms(1_500);
    assert!(50 < tried, "only {tried} tried");
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let office = Office::new();
    let too_large = |size| vec![0x30; size];
    let fault = |found: Fault| found.code();
    let read = Certificate::read(&too_large(CERTIFICATE_BYTES_MOST + 1)).expect_err("too large");
    assert_eq!(fault(read), "fault-too-large");
    let read = cms::verify_detached(&too_large(SIGNATURE_BYTES_MOST + 1), sha256(PAPER), &office.trust());
    assert_eq!(read.expect_err("too large").faults[0].code(), "fault-too-large");
    let read = stamp::verify(&too_large(SIGNATURE_BYTES_MOST + 1), sha256(PAPER), &office.trust());
    assert_eq!(read.expect_err("too large")[0].code(), "fault-too-large");
    let answer = office.responder().answer(&too_large(OCSP_REQUEST_BYTES_MOST + 1), term(0, 1), &good);
    assert_eq!(answer, [0x30, 0x03, 0x0a, 0x01, 0x01]);
    // Many certificates, each small, are too many.
    let chain = vec![office.signer.certificate.clone(); 1];
    let many: Vec<Certificate> = (0..30)
        .map(|_| {
            office
                .issuing
                .renew(
                    &office.seal.certificate,
                    &office.seal.certificate.public().expect("a key"),
                    term(0, 9),
                    &crate::office::addresses("x"),
                )
                .expect("a certificate")
        })
        .collect();
    let crowd =
        cms::sign_detached(sha256(PAPER), office.signer.key.as_ref(), &[chain, many].concat(), None).expect("signed");
    let read = cms::verify_detached(&crowd, sha256(PAPER), &office.trust()).expect_err("a crowd");
    assert_eq!(read.faults[0].code(), "fault-malformed");
}
