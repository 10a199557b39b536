//! Revocation lists and questions about revocation: those that OpenSSL makes, long ones, and those
//! about other certificates than ours.

use jiff::Timestamp;
use proof::authority::Status;
use proof::cms;
use proof::fault::{Fault, Reason, Revocation, Usage};
use proof::revocation::{self, LIST_BYTES_MOST, List};
use proof::stamp::{self, Stamper};
use proof::trust::Trust;

use crate::office::{Holder, Office, agrees, at, days, folder, now, pem, revoked, term, write};

fn judge(trust: &Trust, office: &Office, holder: &Holder) -> Vec<Fault> {
    let beside = [office.issuing.certificate().clone()];
    trust.judge(&holder.certificate, &beside, Usage::DocumentSignature, now()).faults
}

const CONFIGURATION: &str = "
[ca]
default_ca = office
[office]
database = ./index.txt
default_md = sha384
default_crl_days = 7
crl_extensions = extensions
crlnumber = ./number
[extensions]
authorityKeyIdentifier = keyid
issuingDistributionPoint = critical, @place
[place]
";

/// A list of the issuing authority as OpenSSL makes it, about the place that is given.
fn of_openssl(office: &Office, issuing_key: &[u8], place: &str) -> Vec<u8> {
    let folder = folder();
    write(&folder, "openssl.cnf", format!("{CONFIGURATION}{place}\n").as_bytes());
    write(&folder, "issuing.pem", pem("CERTIFICATE", office.issuing.certificate().der()).as_bytes());
    write(&folder, "key.pem", pem("PRIVATE KEY", issuing_key).as_bytes());
    write(&folder, "number", b"1F\n");
    let serial = office.signer.certificate.serial().to_uppercase();
    let line = format!("R\t280101000000Z\t260301080000Z,keyTime,20260220080000Z\t{serial}\tunknown\t/CN=x\n");
    write(&folder, "index.txt", line.as_bytes());
    let mut making = vec!["ca", "-gencrl", "-config", "openssl.cnf", "-cert", "issuing.pem", "-keyfile", "key.pem"];
    making.extend(["-crl_lastupdate", "20260310090000Z", "-crl_nextupdate", "20260317090000Z", "-out", "list.pem"]);
    agrees(&folder, "openssl", &making);
    agrees(&folder, "openssl", &["crl", "-in", "list.pem", "-outform", "DER", "-out", "list.der"]);
    std::fs::read(folder.join("list.der")).expect("a list")
}

#[test]
fn ours_reads_the_lists_that_openssl_makes() {
    let (office, issuing_key) = Office::with_issuing_key();
    let key = issuing_key.to_pkcs8().expect("a key");
    let mut trust = office.trust();
    let mut with = |place: &str| {
        trust.crls[1] = of_openssl(&office, &key, place);
        (judge(&trust, &office, &office.signer), judge(&trust, &office, &office.seal))
    };
    let here = "fullname = URI:http://pki.example.test/issuing.crl";
    let (signer, seal) = with(here);
    let revocation = Revocation {
        at: at("2026-03-01T08:00:00Z"),
        reason: Reason::KeyCompromise,
        doubtful_since: Some(at("2026-02-20T08:00:00Z")),
    };
    let certificate = office.signer.certificate.said();
    assert_eq!(signer, [Fault::Revoked { certificate, revocation, at: now() }]);
    assert_eq!(seal, []);
    let (signer, seal) = with(&format!("{here}\nonlyuser = TRUE"));
    assert_eq!((signer.len(), seal.len()), (1, 0));
    // Lists of other places, of authorities only, of some reasons only: they say nothing of it.
    let elsewhere = "fullname = URI:http://pki.example.test/other.crl".to_string();
    for place in [elsewhere, format!("{here}\nonlyCA = TRUE"), format!("{here}\nonlysomereasons = keyCompromise")] {
        let (_, seal) = with(&place);
        assert_eq!(seal, [Fault::RevocationUnknown { certificate: office.seal.certificate.said() }], "{place}");
    }
}

#[test]
fn the_top_of_a_list_is_read_without_its_lines() {
    let office = Office::new();
    let listed: Vec<_> = (0..20_000_u64)
        .map(|number| proof::authority::Listed {
            serial: format!("40{number:038x}"),
            revocation: Revocation { at: days(-2), reason: Reason::Superseded, doubtful_since: None },
        })
        .chain([revoked(&office.signer.certificate, days(-1), Reason::KeyCompromise)])
        .collect();
    let list = office.issuing.revocation_list(258, &listed, term(0, 7)).expect("a list");
    let top = List::read(&list).expect("a list");
    assert_eq!((top.made_at, top.until, top.number.as_deref()), (now(), Some(days(7)), Some("0102")));
    assert_eq!(top.issuer, *office.issuing.certificate().subject());
    let mut trust = office.trust();
    trust.crls[1] = list;
    assert!(matches!(judge(&trust, &office, &office.signer).as_slice(), [Fault::Revoked { .. }]));
    assert_eq!(judge(&trust, &office, &office.seal), []);
    assert!(matches!(List::read(&vec![0x30; LIST_BYTES_MOST + 1]), Err(Fault::TooLarge { .. })));
}

#[test]
fn openssl_reads_the_question_and_the_responder_answers_it() {
    let office = Office::new();
    let (certificate, issuer) = (&office.signer.certificate, office.issuing.certificate());
    let question = revocation::ask(certificate, issuer, Some(&[7; 32])).expect("a question");
    let folder = folder();
    write(&folder, "request.der", &question);
    let text = agrees(&folder, "openssl", &["ocsp", "-reqin", "request.der", "-req_text", "-no_nonce"]);
    assert!(text.contains(&format!("Serial Number: {}", certificate.serial().to_uppercase())), "{text}");
    assert!(text.contains("OCSP Nonce"), "{text}");
    let answer = office.responder().answer(&question, term(0, 1), &|serial| {
        assert_eq!(serial, certificate.serial());
        Status::Good
    });
    let mut trust = office.trust();
    trust.crls.pop();
    for answer in [answer, office.responder().about(certificate, term(0, 1), Status::Good).expect("an answer")] {
        trust.ocsp = vec![answer];
        assert_eq!(judge(&trust, &office, &office.signer), []);
        let silent = Fault::RevocationUnknown { certificate: office.seal.certificate.said() };
        assert_eq!(judge(&trust, &office, &office.seal), [silent], "the answer is about the signer alone");
    }
    // An answer that is over: it was good for a day.
    let later: Timestamp = days(2);
    let beside = [issuer.clone()];
    let found = trust.judge(certificate, &beside, Usage::DocumentSignature, later).faults;
    assert!(found.contains(&Fault::RevocationUnknown { certificate: certificate.said() }), "{found:?}");
}

#[test]
fn an_authority_of_time_that_closed_stamped_honestly_until_then() {
    let office = Office::new();
    let token = office.stamper(days(-3)).stamp([9; 32]).expect("stamped");
    let verify = |reason, day| {
        let trust = office.trust_with(&[revoked(&office.clock.certificate, days(day), reason)]);
        stamp::verify(&token, [9; 32], &trust)
    };
    let stamped = verify(Reason::CessationOfOperation, -2).expect("stamped before");
    assert_eq!(stamped.revoked_later.map(|one| one.at), Some(days(-2)));
    for (reason, day) in [(Reason::CessationOfOperation, -4), (Reason::KeyCompromise, -2), (Reason::Unspecified, -2)] {
        let refused = verify(reason, day).expect_err("who knows who stamped");
        assert!(matches!(refused.as_slice(), [Fault::Revoked { .. }]), "{refused:?}");
    }
}

#[test]
fn what_was_known_soon_after_keeps_a_stamped_signature_good_until_more_is_known() {
    let office = Office::new();
    let chain = office.chain(&office.signer);
    let stamper = office.stamper(now());
    let signature = cms::sign_detached([9; 32], office.signer.key.as_ref(), &chain, Some(&stamper)).expect("signed");
    // A year later, without a network: the lists of the week of signing, and nothing else.
    let trust = Trust { now: days(365), ..office.trust().at(days(365)) };
    let signer = cms::verify_detached(&signature, [9; 32], &trust).expect("still good");
    assert!(signer.revocation_known && signer.stamped.is_some_and(|stamped| stamped.revocation_known));
    // The list of today says that the clock's key was stolen: who knows who stamped.
    let mut knowing = trust.clone();
    let stolen = revoked(&office.clock.certificate, days(300), Reason::KeyCompromise);
    knowing.crls.push(office.issuing.revocation_list(50, &[stolen], term(364, 371)).expect("a list"));
    let refused = cms::verify_detached(&signature, [9; 32], &knowing).expect_err("no clock vouches any more");
    let stamp = |fault: &Fault| matches!(fault, Fault::Stamp(inner) if matches!(**inner, Fault::Revoked { .. }));
    assert!(refused.faults.iter().any(stamp), "{:?}", refused.faults);
    // A list from before the signing, which was over by then, says nothing of it.
    let mut early = trust;
    early.crls[1] = office.issuing.revocation_list(6, &[], term(-9, -2)).expect("a list");
    let refused = cms::verify_detached(&signature, [9; 32], &early).expect_err("nothing is known");
    let silent = |fault: &Fault| matches!(fault, Fault::RevocationUnknown { .. });
    assert!(refused.faults.iter().any(silent), "{:?}", refused.faults);
}
