//! Time-stamps: ours before OpenSSL, OpenSSL's before ours, and what must be refused.

use proof::algorithm::{Digest, Imprint, sha256};
use proof::cms::Content;
use proof::fault::{Fault, Reason, Usage};
use proof::key::{Algorithm, Key};
use proof::stamp::{self, Refusal, Request, StampError, Stamper, TimeAuthority};
use proof::trust::RevocationRule;

use crate::office::{Office, POLICY, agrees, at, days, folder, now, pem, refuses, revoked, write};

const PAPER: &[u8] = b"a paper to be stamped";

fn place(office: &Office) -> std::path::PathBuf {
    let folder = folder();
    write(&folder, "root.pem", pem("CERTIFICATE", office.root.certificate().der()).as_bytes());
    write(&folder, "issuing.pem", pem("CERTIFICATE", office.issuing.certificate().der()).as_bytes());
    write(&folder, "clock.pem", pem("CERTIFICATE", office.clock.certificate.der()).as_bytes());
    write(&folder, "key.pem", pem("PRIVATE KEY", &office.clock.key.to_pkcs8().expect("a key")).as_bytes());
    write(&folder, "paper", PAPER);
    folder
}

#[test]
fn openssl_accepts_the_authoritys_answers() {
    let moment = at("2026-03-10T10:00:00.250Z");
    for office in [&Office::new(), Office::rsa()] {
        let folder = place(office);
        for (digest, certificate) in [("-sha256", "-cert"), ("-sha512", "-cert"), ("-sha256", "-no_nonce")] {
            let asking = ["ts", "-query", "-data", "paper", digest, certificate, "-out", "request.tsq"];
            agrees(&folder, "openssl", &asking);
            let request = std::fs::read(folder.join("request.tsq")).expect("a request");
            write(&folder, "answer.tsr", &office.time_authority().ordered().answer(&request, moment));
            let seconds = now().as_second().to_string();
            let mut reading = vec!["ts", "-verify", "-queryfile", "request.tsq", "-in", "answer.tsr"];
            reading.extend(["-CAfile", "root.pem", "-untrusted", "issuing.pem", "-attime", &seconds]);
            if certificate == "-no_nonce" {
                // The certificate was not asked for, and does not come.
                reading[7] = "root.pem";
                reading[9] = "chain.pem";
                let chain = [&office.clock.certificate, office.issuing.certificate()];
                let chain: String = chain.iter().map(|one| pem("CERTIFICATE", one.der())).collect();
                write(&folder, "chain.pem", chain.as_bytes());
            }
            let said = agrees(&folder, "openssl", &reading);
            assert!(said.contains("Verification: OK"), "{said}");
            let text = agrees(&folder, "openssl", &["ts", "-reply", "-in", "answer.tsr", "-text"]);
            assert!(text.contains("Time stamp: Mar 10 10:00:00.25 2026 GMT"), "{text}");
            assert!(text.contains("Accuracy: 0x01 seconds, 0x01F4 millis") && text.contains("Ordering: yes"), "{text}");
            assert!(text.contains(&format!("Policy OID: {POLICY}")), "{text}");
            write(&folder, "paper", b"another paper");
            agrees(&folder, "openssl", &["ts", "-query", "-data", "paper", digest, "-out", "request.tsq"]);
            refuses(&folder, "openssl", &reading);
            write(&folder, "paper", PAPER);
        }
    }
}

#[test]
fn a_question_and_its_answer_fit() {
    let office = Office::new();
    let authority = office.time_authority();
    for nonce in [0, 0x7f, 0x80, u64::MAX] {
        let request = Request::new(sha256(PAPER), nonce);
        let written = request.write().expect("written");
        assert_eq!(Request::read(&written).expect("read").imprint, request.imprint);
        let token = request.read_response(&authority.answer(&written, now())).expect("answered");
        let stamped = stamp::verify(&token, sha256(PAPER), &office.trust()).expect("accepted");
        assert_eq!((stamped.at, stamped.ordered, stamped.policy.as_str()), (now(), false, POLICY));
        assert_eq!(stamped.accuracy.map(|one| one.as_millis()), Some(1_500));
        assert_eq!(stamped.path.len(), 3);
    }
    let asked = Request::new(sha256(PAPER), 1);
    let other = Request::new(sha256(PAPER), 2);
    let answer = authority.answer(&other.write().expect("written"), now());
    assert_eq!(asked.read_response(&answer), Err(StampError::Faulty(vec![Fault::StampNonce])));
    let other = Request { imprint: sha256(b"other").into(), ..asked.clone() };
    let answer = authority.answer(&other.write().expect("written"), now());
    assert_eq!(asked.read_response(&answer), Err(StampError::Faulty(vec![Fault::StampForOther])));
    let serials: std::collections::HashSet<String> = (0..20)
        .map(|_| stamp::verify(&authority.token(&asked, now()).expect("a token"), sha256(PAPER), &office.trust()))
        .map(|stamped| stamped.expect("accepted").serial)
        .collect();
    assert_eq!(serials.len(), 20);
}

#[test]
fn the_authority_says_why_not() {
    let office = Office::new();
    let authority = office.time_authority();
    let refusal = |request: &[u8]| match Request::new(sha256(PAPER), 1).read_response(&authority.answer(request, now()))
    {
        Err(StampError::Refused { refusal, text }) if !text.is_empty() => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(refusal(b"no request"), Some(Refusal::BadDataFormat));
    assert_eq!(refusal(&vec![0; 5_000]), Some(Refusal::BadRequest));
    let other = Request { policy: Some("1.2.3.4".into()), ..Request::new(sha256(PAPER), 1) };
    assert_eq!(refusal(&other.write().expect("written")), Some(Refusal::UnacceptedPolicy));
    let short = Request { imprint: Imprint { algorithm: Digest::Sha256, bytes: vec![1; 20] }, ..other };
    assert_eq!(refusal(&short.write().expect("written")), Some(Refusal::BadDataFormat));
    let folder = place(&office);
    agrees(&folder, "openssl", &["ts", "-query", "-data", "paper", "-sha1", "-out", "request.tsq"]);
    assert_eq!(refusal(&std::fs::read(folder.join("request.tsq")).expect("a request")), Some(Refusal::BadAlgorithm));
    // OpenSSL reads the refusal too.
    write(&folder, "answer.tsr", &authority.answer(b"no request", now()));
    let text = agrees(&folder, "openssl", &["ts", "-reply", "-in", "answer.tsr", "-text"]);
    assert!(
        text.contains("Status: Rejected") && text.contains("Failure info: the data submitted has the wrong format"),
        "{text}"
    );
}

#[test]
fn only_a_certificate_for_time_makes_an_authority() {
    let office = Office::new();
    let seal = &office.seal;
    let refused = TimeAuthority::new(seal.key.clone(), office.chain(seal), POLICY, jiff::SignedDuration::ZERO);
    let wrong = Fault::WrongUsage { certificate: seal.certificate.said(), usage: Usage::TimeStamping };
    assert_eq!(refused.err(), Some(StampError::Faulty(vec![wrong])));
    let refused = TimeAuthority::new(seal.key.clone(), office.chain(&office.clock), POLICY, jiff::SignedDuration::ZERO);
    assert!(refused.is_err());
}

const CONFIGURATION: &str = "
[tsa]
default_tsa = clock
[clock]
serial = ./serial
crypto_device = builtin
signer_cert = ./clock.pem
certs = ./issuing.pem
signer_key = ./key.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1, millisecs:500, microsecs:100
clock_precision_digits = 3
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
";

#[test]
fn ours_accepts_what_opensslss_authority_gives() {
    let mut checked = 0;
    for office in [&Office::new(), Office::rsa()] {
        let folder = place(office);
        for ess in ["sha1", "sha256", "sha512"] {
            let configuration = format!("{CONFIGURATION}ess_cert_id_alg = {ess}\n");
            write(&folder, "openssl.cnf", configuration.as_bytes());
            let request = Request { imprint: Digest::Sha512.of(&[PAPER]), ..Request::new(sha256(PAPER), 77) };
            write(&folder, "request.tsq", &request.write().expect("written"));
            let mut answering = vec!["ts", "-reply", "-config", "openssl.cnf", "-queryfile", "request.tsq"];
            answering.extend(["-out", "answer.tsr"]);
            agrees(&folder, "openssl", &answering);
            let answer = std::fs::read(folder.join("answer.tsr")).expect("an answer");
            let token = request.read_response(&answer).expect("answered");
            let mut trust = office.trust();
            // Whenever it was: within the certificate's two years.
            trust.at = days(699);
            trust.revocation = RevocationRule::IfKnown;
            let stamped = stamp::verify(&token, Content::Pieces(&[PAPER]), &trust).expect("accepted");
            assert_eq!((stamped.policy.as_str(), stamped.ordered), ("1.2.3.4.1", true));
            assert_eq!(stamped.accuracy.map(|one| one.as_micros()), Some(1_500_100));
            let refused = stamp::verify(&token, Content::Pieces(&[b"other"]), &trust).expect_err("other bytes");
            assert_eq!(refused, [Fault::StampForOther]);
            let refused = stamp::verify(&token, sha256(PAPER), &trust).expect_err("another digest");
            assert_eq!(refused, [Fault::OtherDigest(Digest::Sha512)]);
            checked += 1;
        }
    }
    assert_eq!(checked, 6);
}

#[test]
fn a_time_stamp_is_refused_with_every_reason() {
    let office = Office::new();
    let token = office.stamper(now()).stamp(sha256(PAPER)).expect("stamped");
    let clock = &office.clock.certificate;
    let mut trust = office.trust_with(&[revoked(clock, days(-1), Reason::KeyCompromise)]);
    trust.at = days(701);
    let refused = stamp::verify(&token, sha256(b"other"), &trust).expect_err("three reasons");
    assert!(refused.contains(&Fault::StampForOther), "{refused:?}");
    assert!(refused.iter().any(|fault| matches!(fault, Fault::Expired { .. })), "{refused:?}");
    assert!(refused.iter().any(|fault| matches!(fault, Fault::Revoked { .. })), "{refused:?}");
    let mut early = office.trust();
    early.at = days(-1);
    let refused = stamp::verify(&token, sha256(PAPER), &early).expect_err("tomorrow's stamp");
    assert!(refused.contains(&Fault::StampFromTheFuture { at: now() }), "{refused:?}");
    // A paper's signature is no time-stamp.
    let chain = office.chain(&office.signer);
    let signature = proof::cms::sign_detached(sha256(PAPER), office.signer.key.as_ref(), &chain, None).expect("signed");
    assert!(
        matches!(stamp::verify(&signature, sha256(PAPER), &office.trust()), Err(faults) if matches!(faults[0], Fault::ContentType(_)))
    );
    assert_eq!(office.clock.key.algorithm(), Algorithm::P256);
    for place in 0..token.len() {
        let mut changed = token.clone();
        changed[place] ^= 0x10;
        assert!(stamp::verify(&changed, sha256(PAPER), &office.trust()).is_err(), "a change at {place} was not seen");
    }
}
