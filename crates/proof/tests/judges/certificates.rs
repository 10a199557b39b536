//! Certificates, lists and OCSP answers, judged by OpenSSL and by `trust`.

use proof::authority::{Authority, AuthorityError, Responder, Status, Use};
use proof::certificate::{Certificate, Identity};
use proof::fault::{Fault, Reason, Revocation, Usage};
use proof::key::{Algorithm, Key};
use proof::trust::{RevocationRule, Trust};

use crate::office::{
    Holder, Office, addresses, agrees, at, days, folder, good, institution, key, now, pem, person, refuses, revoked,
    run, term, write,
};

fn place(office: &Office, trust_lists: &[Vec<u8>]) -> std::path::PathBuf {
    let folder = folder();
    write(&folder, "root.pem", pem("CERTIFICATE", office.root.certificate().der()).as_bytes());
    write(&folder, "issuing.pem", pem("CERTIFICATE", office.issuing.certificate().der()).as_bytes());
    let lists: String = trust_lists.iter().map(|list| pem("X509 CRL", list)).collect();
    write(&folder, "lists.pem", lists.as_bytes());
    for (name, holder) in [
        ("signer.pem", &office.signer),
        ("seal.pem", &office.seal),
        ("clock.pem", &office.clock),
        ("answers.pem", &office.answers),
    ] {
        write(&folder, name, pem("CERTIFICATE", holder.certificate.der()).as_bytes());
    }
    folder
}

fn verify<'a>(purpose: &'a str, leaf: &'a str, moment: &'a str) -> Vec<&'a str> {
    let mut arguments = vec!["verify", "-x509_strict", "-crl_check_all", "-CAfile", "root.pem", "-untrusted"];
    arguments.extend(["issuing.pem", "-CRLfile", "lists.pem", "-attime", moment, "-purpose", purpose, leaf]);
    arguments
}

#[test]
fn openssl_accepts_the_certificates_and_lists_of_every_kind_of_key() {
    for office in [&Office::new(), Office::rsa(), &Office::of(Algorithm::Ed25519)] {
        let folder = place(office, &office.lists(&[]));
        let moment = now().as_second().to_string();
        for (purpose, leaf) in [
            ("smimesign", "signer.pem"),
            ("smimesign", "seal.pem"),
            ("timestampsign", "clock.pem"),
            ("ocsphelper", "answers.pem"),
        ] {
            let said = agrees(&folder, "openssl", &verify(purpose, leaf, &moment));
            assert!(said.contains(": OK"), "{leaf}: {said}");
        }
        // Two authorities and no more: the path length is in the certificate.
        let text = agrees(&folder, "openssl", &["x509", "-in", "issuing.pem", "-noout", "-text"]);
        assert!(text.contains("CA:TRUE, pathlen:0"), "{text}");
        let text = agrees(&folder, "openssl", &["x509", "-in", "clock.pem", "-noout", "-text"]);
        assert!(text.contains("X509v3 Extended Key Usage: critical\n                Time Stamping"), "{text}");
        assert!(text.contains("OCSP - URI:http://pki.example.test/issuing/ocsp"), "{text}");
        assert!(text.contains("URI:http://pki.example.test/issuing.crl"), "{text}");
    }
}

#[test]
fn openssl_finds_the_revoked_one_on_the_list_with_its_number_and_reason() {
    let office = Office::new();
    let listed = revoked(&office.signer.certificate, days(-1), Reason::KeyCompromise);
    let folder = place(&office, &office.lists(&[listed]));
    let moment = now().as_second().to_string();
    let said = refuses(&folder, "openssl", &verify("smimesign", "signer.pem", &moment));
    assert!(said.contains("certificate revoked"), "{said}");
    agrees(&folder, "openssl", &verify("smimesign", "seal.pem", &moment));
    let list = office.issuing.revocation_list(42, &[], term(0, 7)).expect("a list");
    write(&folder, "list.der", &list);
    let text =
        agrees(&folder, "openssl", &["crl", "-inform", "DER", "-in", "list.der", "-noout", "-text", "-crlnumber"]);
    assert!(text.contains("crlNumber=0x2A") && text.contains("No Revoked Certificates"), "{text}");
    let text = agrees(&folder, "openssl", &["crl", "-in", "lists.pem", "-noout", "-text"]);
    assert!(text.contains("Version 2"), "{text}");
}

#[test]
fn names_are_read_back_in_arabic_and_in_french() {
    let office = Office::new();
    let again = Certificate::read(office.signer.certificate.der()).expect("a certificate");
    assert_eq!(*again.subject(), person());
    assert_eq!(*again.issuer(), institution("Émettrice d’essai"));
    assert_eq!(again.list_addresses(), ["http://pki.example.test/issuing.crl"]);
    assert_eq!(again.ocsp_addresses(), ["http://pki.example.test/issuing/ocsp"]);
    assert_eq!(again.issuer_addresses(), ["http://pki.example.test/issuing.cer"]);
    assert_eq!((again.from(), again.until()), (days(-30), days(700)));
    assert!(16 <= again.serial().len() / 2, "serial numbers have chance enough: {}", again.serial());
}

#[test]
fn an_authority_refuses_what_it_should_not_issue() {
    let office = Office::new();
    let public = key(Algorithm::P256);
    let issue = |name: &Identity, public: &[u8], term| {
        office.issuing.issue(name, public, Use::DocumentSignature, term, &addresses("issuing"))
    };
    let nameless = Identity { surname: None, ..person() };
    assert_eq!(issue(&nameless, public.public(), term(0, 9)), Err(AuthorityError::NameLacks("the surname")));
    let long = Identity { organisation: Some("ج".repeat(65)), ..person() };
    let too_long = AuthorityError::NameTooLong { part: "organisation", most: 64 };
    assert_eq!(issue(&long, public.public(), term(0, 9)), Err(too_long));
    assert_eq!(issue(&person(), b"not a key", term(0, 9)), Err(AuthorityError::PublicKey));
    assert!(matches!(issue(&person(), public.public(), term(9, 9)), Err(AuthorityError::Term(_))));
    assert_eq!(issue(&person(), public.public(), term(0, 9_000)), Err(AuthorityError::Term(days(3000))));
    let other = Authority::new(office.issuing.certificate().clone(), key(Algorithm::P256));
    assert!(matches!(other.err(), Some(AuthorityError::OtherKey(_))));
    let person = Authority::new(office.signer.certificate.clone(), office.signer.key.clone());
    assert!(matches!(person.err(), Some(AuthorityError::NotAnAuthority(_))));
}

#[test]
fn a_renewed_certificate_keeps_the_name_and_the_use() {
    let office = Office::new();
    for old in [&office.signer, &office.seal, &office.clock, &office.answers] {
        let new = key(Algorithm::P256);
        let renewed = office
            .issuing
            .renew(&old.certificate, new.public(), term(-1, 900), &addresses("issuing"))
            .expect("a certificate");
        assert_eq!(renewed.subject(), old.certificate.subject());
        assert_eq!(Use::of(&renewed), Use::of(&old.certificate));
        assert_ne!(renewed.serial(), old.certificate.serial());
        assert_eq!(renewed.public().expect("a key"), new.public());
    }
    let foreign = Office::new();
    assert!(
        foreign
            .issuing
            .renew(&office.signer.certificate, key(Algorithm::P256).public(), term(0, 9), &addresses("x"))
            .is_err()
    );
}

fn faults(trust: &Trust, holder: &Holder, office: &Office, usage: Usage, used: jiff::Timestamp) -> Vec<Fault> {
    trust.judge(&holder.certificate, &[office.issuing.certificate().clone()], usage, used).faults
}

#[test]
fn a_path_is_followed_to_the_root_and_every_fault_is_told_at_once() {
    let office = Office::new();
    let name = office.signer.certificate.said();
    assert_eq!(faults(&office.trust(), &office.signer, &office, Usage::DocumentSignature, now()), []);
    assert_eq!(faults(&office.trust(), &office.clock, &office, Usage::TimeStamping, now()), []);

    // The wrong use, after its end, and revoked before: three reasons.
    let mut trust = office.trust_with(&[revoked(&office.signer.certificate, days(-1), Reason::AffiliationChanged)]);
    trust.at = days(701);
    trust.revocation = RevocationRule::IfKnown;
    let found = faults(&trust, &office.signer, &office, Usage::TimeStamping, days(701));
    let revocation = Revocation { at: days(-1), reason: Reason::AffiliationChanged, doubtful_since: None };
    assert_eq!(
        found,
        [
            Fault::WrongUsage { certificate: name.clone(), usage: Usage::TimeStamping },
            Fault::Expired { certificate: name.clone(), until: days(700), at: days(701) },
            Fault::Revoked { certificate: name.clone(), revocation, at: days(701) },
        ]
    );
    // Before its beginning.
    let found = faults(&office.trust(), &office.signer, &office, Usage::DocumentSignature, days(-31));
    assert_eq!(found, [Fault::NotYetValid { certificate: name.clone(), from: days(-30), at: days(-31) }]);
    // Nobody known.
    let mut trust = office.trust();
    trust.roots = vec![Office::new().root.certificate().clone()];
    let found = faults(&trust, &office.signer, &office, Usage::DocumentSignature, now());
    // The stranger has our root's name, and another key.
    let issuer = "Racine d’essai".to_string();
    assert_eq!(found, [Fault::UnknownIssuer { certificate: "Émettrice d’essai".into(), issuer }]);
}

#[test]
fn a_person_cannot_issue_to_another() {
    let office = Office::new();
    // The person's key signs a certificate for somebody else, as if it were an authority.
    let stolen = Authority::root(&person(), office.signer.key.clone(), term(-20, 600)).expect("anyone may try");
    let victim = key(Algorithm::P256);
    let certificate = stolen.issue(&person(), victim.public(), Use::DocumentSignature, term(-1, 5), &addresses("x"));
    let certificate = certificate.expect("a certificate");
    let beside = [office.signer.certificate.clone(), office.issuing.certificate().clone()];
    let mut trust = office.trust();
    trust.revocation = RevocationRule::IfKnown;
    let judged = trust.judge(&certificate, &beside, Usage::DocumentSignature, now());
    assert!(judged.trusted, "the signatures do lead to the root");
    let signer = office.signer.certificate.said();
    assert!(
        judged.faults.contains(&Fault::WrongUsage { certificate: signer, usage: Usage::Issuing }),
        "{:?}",
        judged.faults
    );
    assert!(
        judged.faults.contains(&Fault::PathTooLong { certificate: "Émettrice d’essai".into() }),
        "{:?}",
        judged.faults
    );
}

#[test]
fn revocation_counts_from_its_moment_and_silence_is_a_fault_when_asked() {
    let office = Office::new();
    let certificate = &office.signer.certificate;
    let judge = |trust: &Trust, used| {
        trust.judge(certificate, &[office.issuing.certificate().clone()], Usage::DocumentSignature, used)
    };
    // Revoked after the use: told, and no fault.
    let trust = office.trust_with(&[revoked(certificate, days(-1), Reason::Superseded)]);
    let judged = judge(&trust, days(-2));
    assert_eq!(judged.faults, []);
    assert_eq!(judged.revoked_later.map(|one| one.reason), Some(Reason::Superseded));
    assert!(matches!(judge(&trust, days(-1)).faults.as_slice(), [Fault::Revoked { .. }]));
    // Doubtful since before the use.
    let mut listed = revoked(certificate, days(-1), Reason::KeyCompromise);
    listed.revocation.doubtful_since = Some(days(-5));
    assert!(matches!(judge(&office.trust_with(&[listed]), days(-2)).faults.as_slice(), [Fault::Revoked { .. }]));
    // No list, an old list, and one that somebody else signed.
    let mut trust = office.trust();
    trust.crls.pop();
    let silent = Fault::RevocationUnknown { certificate: certificate.said() };
    assert_eq!(judge(&trust, now()).faults, vec![silent.clone()]);
    trust.revocation = RevocationRule::IfKnown;
    let judged = judge(&trust, now());
    assert_eq!((judged.faults, judged.revocation_known), (vec![], false));
    let mut trust = office.trust();
    trust.at = days(20);
    let found = judge(&trust, days(20)).faults;
    assert!(
        found.contains(&silent) && found.iter().any(|fault| matches!(fault, Fault::RevocationEvidence { .. })),
        "{found:?}"
    );
    let mut trust = office.trust();
    trust.crls[1] = Office::new().issuing.revocation_list(9, &[], term(0, 7)).expect("a list");
    let found = judge(&trust, now()).faults;
    assert_eq!(found, [silent, Fault::BadSignature { by: "Émettrice d’essai".into() }]);
}

#[test]
fn an_ended_certificate_is_still_known_to_have_been_good() {
    let office = Office::new();
    let mut trust = office.trust();
    trust.at = days(800);
    trust.crls = vec![
        office.root.revocation_list(2, &[], term(800, 830)).expect("a list"),
        office.issuing.revocation_list(8, &[], term(800, 807)).expect("a list"),
    ];
    assert_eq!(faults(&trust, &office.signer, &office, Usage::DocumentSignature, now()), []);
}

fn ask(folder: &std::path::Path) -> Vec<u8> {
    let asking = ["ocsp", "-issuer", "issuing.pem", "-cert", "signer.pem", "-reqout", "request.der", "-nonce"];
    agrees(folder, "openssl", &asking);
    std::fs::read(folder.join("request.der")).expect("a request")
}

#[test]
fn openssl_asks_and_accepts_what_the_responder_answers() {
    for office in [&Office::new(), Office::rsa()] {
        let folder = place(office, &office.lists(&[]));
        let request = ask(&folder);
        let serial = office.signer.certificate.serial();
        let revocation =
            Revocation { at: at("2026-03-01T08:00:00Z"), reason: Reason::KeyCompromise, doubtful_since: None };
        let mut checked = 0;
        for (status, said) in [
            (Status::Good, "signer.pem: good"),
            (Status::Revoked(revocation), "signer.pem: revoked"),
            (Status::Unknown, "signer.pem: unknown"),
        ] {
            let answer = office.responder().answer(&request, term(0, 1), &|asked| {
                assert_eq!(asked, serial);
                status
            });
            write(&folder, "answer.der", &answer);
            let moment = now().as_second().to_string();
            let mut reading = vec!["ocsp", "-respin", "answer.der", "-reqin", "request.der", "-issuer", "issuing.pem"];
            reading.extend(["-cert", "signer.pem", "-CAfile", "root.pem", "-verify_other", "issuing.pem"]);
            reading.extend(["-attime", &moment, "-no_nonce", "-validity_period", "3000000000"]);
            let output = run(&folder, "openssl", &reading);
            let told =
                format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(told.contains("Response verify OK") && told.contains(said), "{told}");
            assert!(!told.contains("no nonce in response") && !told.contains("Nonce Verify error"), "{told}");
            assert_eq!(told.contains("Reason: keyCompromise"), matches!(status, Status::Revoked(_)), "{told}");
            checked += 1;

            // And ours reads it the same, without any list for the signer.
            let mut trust = office.trust();
            trust.crls.pop();
            trust.ocsp.push(answer);
            let found = faults(&trust, &office.signer, office, Usage::DocumentSignature, now());
            match status {
                Status::Good => assert_eq!(found, []),
                Status::Revoked(_) => assert!(matches!(found.as_slice(), [Fault::Revoked { .. }]), "{found:?}"),
                Status::Unknown => {
                    assert!(found.iter().any(|one| one.code() == "fault-revocation-unknown"), "{found:?}")
                }
            }
        }
        assert_eq!(checked, 3);
    }
}

#[test]
fn the_responder_refuses_what_is_not_for_it() {
    let office = Office::new();
    let folder = place(&office, &office.lists(&[]));
    let request = ask(&folder);
    let stranger = Office::of(Algorithm::P256).responder().answer(&request, term(0, 1), &good);
    // unauthorized(6), malformedRequest(1): RFC 6960 §4.2.1.
    assert_eq!(stranger, [0x30, 0x03, 0x0a, 0x01, 0x06]);
    for bad in [&b"no request"[..], &[], &vec![0x30; 9000]] {
        assert_eq!(office.responder().answer(bad, term(0, 1), &good), [0x30, 0x03, 0x0a, 0x01, 0x01]);
    }
    // Somebody without the use cannot answer, nor be believed.
    let own = office.signer.certificate.clone();
    let other = Responder::new(office.issuing.certificate().clone(), own, office.signer.key.clone());
    assert!(other.is_err());
}

#[test]
fn a_list_beside_and_an_answer_of_others_do_not_count() {
    let office = Office::new();
    let folder = place(&office, &office.lists(&[]));
    let request = ask(&folder);
    let mut trust = office.trust();
    trust.crls.pop();
    // Another office of the same names answers "good" with its own key.
    let stranger = Office::new();
    let own = stranger.answers.certificate.clone();
    let liar =
        Responder::new(stranger.issuing.certificate().clone(), own, stranger.answers.key.clone()).expect("a liar");
    trust.ocsp.push(liar.answer(&request, term(0, 1), &good));
    let found = faults(&trust, &office.signer, &office, Usage::DocumentSignature, now());
    assert!(found.contains(&Fault::RevocationUnknown { certificate: office.signer.certificate.said() }), "{found:?}");
}
