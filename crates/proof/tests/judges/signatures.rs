//! Signatures of papers, judged by OpenSSL and by ours, and what must be refused.

use proof::algorithm::{Digest, sha256};
use proof::certificate::Certificate;
use proof::cms::{self, Content, SignError};
use proof::fault::{Fault, Reason, Usage};
use proof::key::Algorithm;
use proof::stamp::{StampError, Stamper};
use proof::trust::RevocationRule;

use crate::office::{Office, agrees, days, folder, now, pem, refuses, revoked, write};

const PAPER: &[u8] = "رخصة البناء رقم 12 — permis de construire n° 12".as_bytes();

fn place(office: &Office, signature: &[u8]) -> std::path::PathBuf {
    let folder = folder();
    let lists: String = office.lists(&[]).iter().map(|list| pem("X509 CRL", list)).collect();
    let root = pem("CERTIFICATE", office.root.certificate().der());
    write(&folder, "root-and-lists.pem", format!("{root}{lists}").as_bytes());
    write(&folder, "paper", PAPER);
    write(&folder, "signature.der", signature);
    folder
}

fn verify(moment: &str) -> Vec<&str> {
    let mut arguments = vec!["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", "signature.der"];
    arguments.extend(["-content", "paper", "-CAfile", "root-and-lists.pem", "-crl_check_all"]);
    arguments.extend(["-attime", moment, "-out", "read"]);
    arguments
}

#[test]
fn openssl_accepts_signatures_of_persons_and_seals() {
    for office in [&Office::new(), Office::rsa()] {
        for holder in [&office.signer, &office.seal] {
            let stamper = office.stamper(now());
            for stamper in [None, Some(&stamper as &dyn Stamper)] {
                let chain = office.chain(holder);
                let signature =
                    cms::sign_detached(sha256(PAPER), holder.key.as_ref(), &chain, stamper).expect("signed");
                let folder = place(office, &signature);
                let moment = now().as_second().to_string();
                let said = agrees(&folder, "openssl", &verify(&moment));
                assert!(said.contains("Verification successful"), "{said}");
                write(&folder, "paper", b"another paper");
                refuses(&folder, "openssl", &verify(&moment));

                let signer = cms::verify_detached(&signature, sha256(PAPER), &office.trust()).expect("accepted");
                assert_eq!(signer.certificate, holder.certificate);
                assert_eq!(signer.stamped.is_some(), stamper.is_some());
                assert_eq!(signer.claimed_at, None, "the PDF says the time, not the signature");
                assert_eq!(signer.path.len(), 3);
                assert!(signer.revocation_known);
            }
        }
    }
}

#[test]
fn openssl_prints_the_attributes_of_cades() {
    let office = Office::new();
    let chain = office.chain(&office.signer);
    let plain = cms::sign_detached(sha256(PAPER), office.signer.key.as_ref(), &chain, None).expect("signed");
    let folder = place(&office, &plain);
    let printing = ["cms", "-cmsout", "-print", "-inform", "DER", "-in", "signature.der"];
    let text = agrees(&folder, "openssl", &printing);
    for attribute in ["contentType", "messageDigest", "id-smime-aa-signingCertificateV2"] {
        assert!(text.contains(attribute), "{attribute} is missing: {text}");
    }
    assert!(!text.contains("signingTime"), "{text}");
    let key = office.signer.key.as_ref();
    let timed = cms::sign_detached_at(sha256(PAPER), now(), key, &chain, Some(&office.stamper(now()))).expect("signed");
    write(&folder, "signature.der", &timed);
    let text = agrees(&folder, "openssl", &printing);
    assert!(text.contains("signingTime") && text.contains("id-smime-aa-timeStampToken"), "{text}");
    let signer = cms::verify_detached(&timed, sha256(PAPER), &office.trust()).expect("accepted");
    assert_eq!(signer.claimed_at, Some(now()));
}

#[test]
fn ed25519_signs_with_its_own_digest() {
    let office = Office::of(Algorithm::Ed25519);
    let (key, chain) = (office.signer.key.as_ref(), office.chain(&office.signer));
    let refused = cms::sign_detached(sha256(PAPER), key, &chain, None);
    assert_eq!(refused, Err(SignError::OtherDigest { needed: Digest::Sha512 }));
    let signature = cms::sign_detached(Digest::for_key(key).of(&[PAPER]), key, &chain, None).expect("signed");
    let pieces = [&PAPER[..7], &PAPER[7..]];
    assert!(cms::verify_detached(&signature, Content::Pieces(&pieces), &office.trust()).is_ok());
    let refused = cms::verify_detached(&signature, sha256(PAPER), &office.trust()).expect_err("another digest");
    assert_eq!(refused.faults, [Fault::OtherDigest(Digest::Sha512)]);
}

#[test]
fn ours_accepts_what_openssl_signs() {
    let office = Office::new();
    let folder = place(&office, &[]);
    write(&folder, "signer.pem", pem("CERTIFICATE", office.signer.certificate.der()).as_bytes());
    write(&folder, "issuing.pem", pem("CERTIFICATE", office.issuing.certificate().der()).as_bytes());
    write(&folder, "key.pem", pem("PRIVATE KEY", &office.signer.key.to_pkcs8().expect("a key")).as_bytes());
    let mut checked = 0;
    for digest in ["sha256", "sha384", "sha512"] {
        let mut signing = vec!["cms", "-sign", "-cades", "-binary", "-in", "paper", "-signer", "signer.pem"];
        signing.extend(["-inkey", "key.pem", "-certfile", "issuing.pem", "-md", digest]);
        signing.extend(["-outform", "DER", "-out", "signature.der"]);
        agrees(&folder, "openssl", &signing);
        let signature = std::fs::read(folder.join("signature.der")).expect("a signature");
        let signer = cms::verify_detached(&signature, Content::Pieces(&[PAPER]), &office.trust()).expect("accepted");
        assert_eq!(signer.certificate, office.signer.certificate);
        checked += 1;
    }
    // Without the ESS attribute, anyone could put another certificate of the same key beside it.
    let mut signing = vec!["cms", "-sign", "-binary", "-in", "paper", "-signer", "signer.pem", "-inkey", "key.pem"];
    signing.extend(["-certfile", "issuing.pem", "-outform", "DER", "-out", "signature.der"]);
    agrees(&folder, "openssl", &signing);
    let signature = std::fs::read(folder.join("signature.der")).expect("a signature");
    let refused = cms::verify_detached(&signature, Content::Pieces(&[PAPER]), &office.trust()).expect_err("no ESS");
    assert_eq!(refused.faults, [Fault::Attribute("signing-certificate-v2")]);
    // SHA-1 is read and named as weak, in the digest and in the signature.
    let mut signing = vec!["cms", "-sign", "-cades", "-binary", "-in", "paper", "-signer", "signer.pem"];
    signing.extend(["-inkey", "key.pem", "-md", "sha1", "-outform", "DER", "-out", "signature.der"]);
    agrees(&folder, "openssl", &signing);
    let signature = std::fs::read(folder.join("signature.der")).expect("a signature");
    let refused = cms::verify_detached(&signature, Content::Pieces(&[PAPER]), &office.trust()).expect_err("weak");
    assert!(refused.faults.iter().any(|fault| matches!(fault, Fault::Weak { .. })), "{:?}", refused.faults);
    assert_eq!(checked, 3);
}

#[test]
fn the_time_stamp_decides_whether_a_revocation_came_before() {
    let office = Office::new();
    let (key, chain) = (office.signer.key.as_ref(), office.chain(&office.signer));
    let stamped = cms::sign_detached(sha256(PAPER), key, &chain, Some(&office.stamper(days(-3)))).expect("signed");
    let bare = cms::sign_detached(sha256(PAPER), key, &chain, None).expect("signed");
    let revoked_on = |day| office.trust_with(&[revoked(&office.signer.certificate, days(day), Reason::KeyCompromise)]);

    let signer = cms::verify_detached(&stamped, sha256(PAPER), &revoked_on(-2)).expect("signed before");
    assert_eq!(signer.at, days(-3));
    assert_eq!(signer.revoked_later.map(|one| one.at), Some(days(-2)));
    let refused = cms::verify_detached(&stamped, sha256(PAPER), &revoked_on(-4)).expect_err("revoked before");
    assert!(matches!(refused.faults.as_slice(), [Fault::Revoked { .. }]), "{:?}", refused.faults);
    assert!(refused.signer.is_some_and(|signer| signer.certificate == office.signer.certificate));
    let refused = cms::verify_detached(&bare, sha256(PAPER), &revoked_on(-2)).expect_err("who knows when");
    assert!(matches!(refused.faults.as_slice(), [Fault::Revoked { .. }]), "{:?}", refused.faults);
}

#[test]
fn a_signature_outlives_its_certificate_with_a_time_stamp_and_not_without() {
    let office = Office::new();
    let (key, chain) = (office.signer.key.as_ref(), office.chain(&office.signer));
    let bare = cms::sign_detached(sha256(PAPER), key, &chain, None).expect("signed");
    // The clock's certificate lives longer than the signer's.
    let clock_key = crate::office::key(Algorithm::P256);
    let clock = office
        .issuing
        .renew(
            &office.clock.certificate,
            proof::key::Key::public(clock_key.as_ref()),
            crate::office::term(-30, 2000),
            &crate::office::addresses("issuing"),
        )
        .expect("a certificate");
    let clock = crate::office::Holder { key: clock_key, certificate: clock };
    let mut lasting = Office { clock, ..Office::new() };
    lasting.issuing = office.issuing;
    let authority = lasting.stamper(now());
    let stamped = cms::stamp_later(&bare, &authority).expect("stamped");
    let mut trust = proof::trust::Trust::new(days(800));
    trust.roots.push(office.root.certificate().clone());
    trust.crls = vec![
        office.root.revocation_list(2, &[], crate::office::term(800, 830)).expect("a list"),
        lasting.issuing.revocation_list(8, &[], crate::office::term(800, 807)).expect("a list"),
    ];
    let signer = cms::verify_detached(&stamped, sha256(PAPER), &trust).expect("accepted");
    assert_eq!(signer.at, now());
    let refused = cms::verify_detached(&bare, sha256(PAPER), &trust).expect_err("ended");
    assert!(refused.faults.iter().any(|fault| matches!(fault, Fault::Expired { .. })), "{:?}", refused.faults);
}

#[test]
fn what_was_tampered_with_is_refused_and_said() {
    let office = Office::new();
    let (key, chain) = (office.signer.key.as_ref(), office.chain(&office.signer));
    let signature = cms::sign_detached(sha256(PAPER), key, &chain, None).expect("signed");
    let trust = office.trust();

    let refused = cms::verify_detached(&signature, sha256(b"another"), &trust).expect_err("changed");
    assert_eq!(refused.faults, [Fault::Changed]);
    // The seal's certificate in the place of the signer's: the key, the name and the ESS differ.
    let mut swapped = signature.clone();
    let at = position(&swapped, office.signer.certificate.der());
    swapped.truncate(at);
    let refused = cms::verify_detached(&swapped, sha256(PAPER), &trust).expect_err("cut");
    assert!(matches!(refused.faults.as_slice(), [Fault::Malformed { .. }]));
    // A bit of any byte: only the outer version may be another of those that CMS has (1 to 5).
    let unseen: Vec<usize> = (0..signature.len())
        .filter(|at| {
            let mut changed = signature.clone();
            changed[*at] ^= 0x04;
            cms::verify_detached(&changed, sha256(PAPER), &trust).is_ok()
        })
        .collect();
    let version = position(&signature, &[0x02, 0x01, 0x01]) + 2;
    assert_eq!(unseen, [version], "of {} bytes", signature.len());
    // The wrong kind of certificate.
    let clock = &office.clock;
    let by_clock = cms::sign_detached(sha256(PAPER), clock.key.as_ref(), &office.chain(clock), None).expect("signed");
    let refused = cms::verify_detached(&by_clock, sha256(PAPER), &trust).expect_err("a clock is no person");
    let wrong = Fault::WrongUsage { certificate: clock.certificate.said(), usage: Usage::DocumentSignature };
    assert_eq!(refused.faults, [wrong]);
    // Another's certificate cannot be signed with.
    let seal: Vec<Certificate> = office.chain(&office.seal);
    let refused = cms::sign_detached(sha256(PAPER), key, &seal, None);
    assert_eq!(refused, Err(SignError::OtherKey(office.seal.certificate.said())));
}

fn position(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).position(|window| window == wanted).expect("it is inside")
}

#[test]
fn two_certificates_of_one_key_are_told_apart() {
    let office = Office::new();
    // The same key gets a certificate for another function.
    let other = proof::certificate::Identity { title: Some("نائب".into()), ..crate::office::person() };
    let other = office
        .issuing
        .issue(
            &other,
            proof::key::Key::public(office.signer.key.as_ref()),
            proof::authority::Use::DocumentSignature,
            crate::office::term(-1, 300),
            &crate::office::addresses("issuing"),
        )
        .expect("a certificate");
    let (key, chain) = (office.signer.key.as_ref(), office.chain(&office.signer));
    let signature = cms::sign_detached(sha256(PAPER), key, &chain, None).expect("signed");
    // Same length of serial number and name of issuer: only the serial number in the signer's
    // identifier must change to point at the other certificate.
    let serial = |certificate: &Certificate| {
        let text = certificate.serial();
        (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex"))
            .collect::<Vec<u8>>()
    };
    let (own, swapped) = (serial(&office.signer.certificate), serial(&other));
    let mut changed = signature.clone();
    let places: Vec<usize> = (0..changed.len() - own.len()).filter(|at| changed[*at..*at + own.len()] == own).collect();
    assert_eq!(places.len(), 2, "in the certificate, and in the signer's identifier");
    changed[places[1]..places[1] + own.len()].copy_from_slice(&swapped);
    let mut trust = office.trust();
    trust.intermediates.push(other.clone());
    let refused = cms::verify_detached(&changed, sha256(PAPER), &trust).expect_err("another function");
    assert_eq!(refused.faults, [Fault::NotTheCertificate { certificate: other.said() }]);
}

struct Away;

impl Stamper for Away {
    fn stamp(&self, _: [u8; 32]) -> Result<Vec<u8>, StampError> {
        Err(StampError::Away("no route".into()))
    }
}

struct OfOther(Office);

impl Stamper for OfOther {
    fn stamp(&self, _: [u8; 32]) -> Result<Vec<u8>, StampError> {
        self.0.stamper(now()).stamp(sha256(b"something else"))
    }
}

#[test]
fn without_the_authority_of_time_the_error_says_so_and_it_can_be_added_later() {
    let office = Office::new();
    let (key, chain) = (office.signer.key.as_ref(), office.chain(&office.signer));
    let refused = cms::sign_detached(sha256(PAPER), key, &chain, Some(&Away));
    assert_eq!(refused, Err(SignError::Stamp(StampError::Away("no route".into()))));
    let bare = cms::sign_detached(sha256(PAPER), key, &chain, None).expect("signed");
    let refused = cms::stamp_later(&bare, &OfOther(Office::new()));
    assert_eq!(refused, Err(SignError::Stamp(StampError::Faulty(vec![Fault::StampForOther]))));
    let stamped = cms::stamp_later(&bare, &office.stamper(now())).expect("stamped");
    let signer = cms::verify_detached(&stamped, sha256(PAPER), &office.trust()).expect("accepted");
    assert_eq!(signer.stamped.map(|stamped| stamped.at), Some(now()));
    let folder = place(&office, &stamped);
    agrees(&folder, "openssl", &verify(&now().as_second().to_string()));
}

#[test]
fn a_place_wider_than_the_signature_is_read_without_its_filling() {
    let office = Office::new();
    let (key, chain) = (office.signer.key.as_ref(), office.chain(&office.signer));
    let signature = cms::sign_detached(sha256(PAPER), key, &chain, None).expect("signed");
    let mut place = signature.clone();
    place.resize(16_384, 0);
    assert_eq!(cms::unpadded(&place).expect("a signature"), signature);
    place[16_000] = 1;
    assert!(cms::unpadded(&place).is_err(), "something is hidden in the filling");
    assert!(cms::unpadded(&[]).is_err());
}

#[test]
fn a_false_time_stamp_is_told_and_does_not_count() {
    let office = Office::new();
    let (key, chain) = (office.signer.key.as_ref(), office.chain(&office.signer));
    let stranger = Office::new();
    let stamped = cms::sign_detached(sha256(PAPER), key, &chain, Some(&stranger.stamper(days(-3)))).expect("signed");
    let mut trust = office.trust();
    trust.revocation = RevocationRule::IfKnown;
    let refused = cms::verify_detached(&stamped, sha256(PAPER), &trust).expect_err("nobody's clock");
    assert!(refused.faults.iter().all(|fault| matches!(fault, Fault::Stamp(_))), "{:?}", refused.faults);
    let signer = refused.signer.expect("a signer");
    assert_eq!((signer.at, signer.stamped.is_none()), (now(), true));
}
