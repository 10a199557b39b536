//! Papers that everybody accepts: one seal, a whole commission, with evidence, with time over it.

use jiff::SignedDuration;
use proof::authority::Use;
use proof::cms;
use proof::pdf::{
    Allowed, Altered, Change, Evidence, Field, Judgement, Kind, Level, PdfError, ROOM, Role, extend, judge, prepare,
    prepare_stamp,
};
use proof::stamp::{Here, Stamper, TimeAuthority};
use proof::trust::Trust;

use super::leaf::{CATALOG, leaf, leaf_with, object, replaced};
use super::others::{self, Folder, Paper};
use super::town::{Town, at, cms_of, placed, sign, signing, years};

pub const RECEIPT: &[u8] = include_bytes!("../samples/receipt.pdf");
const STREAMS: &str = "--object-streams=generate";
const CERTIFY: Kind = Kind::Certify(Allowed::FillingAndSigning);

fn codes(judgement: &Judgement) -> Vec<String> {
    judgement.all_faults().map(|fault| format!("{}: {fault}", fault.code())).collect()
}

fn levels(judgement: &Judgement) -> Vec<Level> {
    judgement.signatures.iter().filter_map(|signature| signature.level).collect()
}

/// The receipt as another writer packs it: with cross-reference and object streams, or for the web.
pub fn packed(folder: &Folder, how: &str) -> Vec<u8> {
    let (from, to) = (folder.write("plain.pdf", RECEIPT), folder.0.join("packed.pdf"));
    let done = std::process::Command::new("qpdf").arg(how).arg(from).arg(&to).status();
    assert!(done.expect("qpdf is installed by scripts/setup").success());
    std::fs::read(to).expect("qpdf wrote it")
}

#[test]
fn good_papers_are_accepted_by_everybody() {
    let town = Town::shared();
    let folder = Folder::new("good");
    let clock = town.clock(signing());
    let minutes = town.minutes(RECEIPT);
    let lasting = town.extended(&minutes);
    let archived = town.stamped(&lasting, "archive", at("2026-11-21T08:00:00Z"));
    let linear = packed(&folder, "--linearize");
    let linear = town.stamped(&town.extended(&town.minutes(&linear)), "archive", at("2026-11-21T08:00:00Z"));
    let packed = packed(&folder, STREAMS);
    let packed = town.extended(&sign(&town.sealed(&packed), "president", Kind::Approve, &town.president, Some(&clock)));
    let (b, t, lt, lta) = (Level::B, Level::T, Level::Lt, Level::Lta);
    let papers = [
        ("small", town.sealed(&leaf()), vec![b], false),
        ("sealed", town.sealed(RECEIPT), vec![b], false),
        ("sealed-rsa", sign(RECEIPT, "seal", CERTIFY, &town.seal_rsa, Some(&clock)), vec![t], false),
        ("minutes", minutes.clone(), vec![t; 5], false),
        ("lasting", lasting.clone(), vec![lt; 5], true),
        ("archived", archived.clone(), vec![lta, lta, lta, lta, lta, lt], true),
        (
            "signed-later",
            sign(&archived, "late", Kind::Approve, &town.members[0], Some(&clock)),
            vec![lta, lta, lta, lta, lta, lt, lt],
            true,
        ),
        ("packed", packed, vec![b, lt], true),
        ("linear", linear, vec![lta, lta, lta, lta, lta, lt], true),
    ];
    for (name, bytes, expected, _) in &papers {
        let judgement = judge(bytes, &town.trust());
        assert!(judgement.accepted(), "{name}: {:#?}", codes(&judgement));
        assert_eq!(levels(&judgement), *expected, "{name}");
    }
    let nss = others::nss(&folder, town);
    let list: Vec<Paper> = papers.iter().map(|(name, bytes, _, alone)| Paper { name, bytes, alone: *alone }).collect();
    for (paper, verdict) in list.iter().zip(others::pyhanko(&folder, town, &list)) {
        assert!(verdict.accepts, "pyHanko, {}: {}", paper.name, verdict.why);
    }
    // After a time-stamp over the file, which it does not know, pdfsig 22.12 judges nothing more.
    for paper in list.iter().filter(|paper| paper.name != "signed-later") {
        let verdict = others::pdfsig(&folder, &nss, paper);
        assert!(verdict.accepts, "pdfsig, {}: {}", paper.name, verdict.why);
        let checked = std::process::Command::new("qpdf")
            .arg("--check")
            .arg(folder.0.join(format!("{}.pdf", paper.name)))
            .output();
        assert!(checked.expect("qpdf is installed by scripts/setup").status.success(), "qpdf, {}", paper.name);
    }
}

#[test]
fn a_judgement_says_who_what_and_what_came_after() {
    let town = Town::shared();
    let paper = town.stamped(&town.extended(&town.minutes(RECEIPT)), "archive", at("2026-11-21T08:00:00Z"));
    let judgement = judge(&paper, &town.trust());
    let who: Vec<String> = judgement
        .signatures
        .iter()
        .map(|signature| signature.signer.as_ref().map_or("-".into(), |signer| signer.certificate.said()))
        .collect();
    assert_eq!(who, ["Commune de Toughmart", "Anas Azeroual", "Itto Aznag", "Yassine Agram", "Fadma Bentaleb", "-"]);
    let seal = &judgement.signatures[0];
    assert_eq!(seal.role, Role::Certification(Allowed::FillingAndSigning));
    assert_eq!(seal.reason, "Procès-verbal · محضر");
    assert_eq!(seal.claimed_at, Some(signing()));
    assert_eq!(seal.proven_at, Some(signing()));
    let signed = |field: &str| Change::Signed { field: field.into() };
    assert_eq!(
        seal.after,
        [
            signed("member-1"),
            signed("member-2"),
            signed("member-3"),
            signed("president"),
            Change::Evidence,
            Change::Stamped { field: "archive".into() }
        ]
    );
    let coverage = seal.coverage.clone().expect("a good signature says what it covers");
    assert_eq!((coverage.revision, coverage.whole), (2, false));
    assert!(RECEIPT.len() < coverage.left_out.start);
    let last = &judgement.signatures[5];
    assert_eq!((last.role, last.coverage.as_ref().map(|coverage| coverage.whole)), (Role::TimeStamp, Some(true)));
}

#[test]
fn earlier_bytes_stay_as_they_were_and_the_digest_is_known_before() {
    let town = Town::shared();
    let sealed = town.sealed(RECEIPT);
    assert!(sealed.starts_with(RECEIPT));
    let prepared = placed(&sealed, "president", Kind::Approve, "Fadma Bentaleb");
    let (digest, content) = (prepared.digest(), prepared.content());
    assert_eq!(proof::algorithm::sha256(&content), digest);
    let signed = prepared.finish(&cms_of(digest, &town.president, None)).unwrap();
    assert!(signed.starts_with(&sealed));
    let judgement = judge(&signed, &town.trust());
    assert!(judgement.accepted());
    // A time-stamp may come later, into the same place.
    let again = placed(&sealed, "president", Kind::Approve, "Fadma Bentaleb");
    assert_eq!(again.digest(), digest);
    let cms = cms::stamp_later(&cms_of(digest, &town.president, None), &town.clock(signing())).unwrap();
    let judgement = judge(&again.finish(&cms).unwrap(), &town.trust());
    assert_eq!(levels(&judgement), [Level::B, Level::T]);
}

/// PDF/A-2, 6.3.2 and 6.3.3; PDF/UA-1, 7.18.1 and 7.18.3: printed, without extent, said aloud, read in order.
#[test]
fn the_field_keeps_a_paper_archivable_and_accessible() {
    let town = Town::shared();
    let tagged = [(9, "<</Type/StructTreeRoot>>".to_owned())];
    let tagged = leaf_with(&tagged);
    let tagged = object(CATALOG, "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 9 0 R>>").after(&tagged);
    for (pdf, tabs) in [(RECEIPT.to_vec(), 1), (tagged, 1), (leaf(), 0)] {
        let sealed = town.sealed(&pdf);
        let added = String::from_utf8_lossy(&sealed[pdf.len()..]).into_owned();
        for said in ["/Subtype /Widget", "/F 132", "/Rect [0 0 0 0]", "/TU <FEFF", "/Contents <FEFF", "/SigFlags 3"] {
            assert_eq!(added.matches(said).count(), 1, "{said}");
        }
        assert_eq!(added.matches("/Tabs /S").count(), tabs);
        // Only the first one adds what it needs; the next ones touch nothing but their lists.
        let second = sign(&sealed, "president", Kind::Approve, &town.president, None);
        assert!(judge(&second, &town.trust()).accepted());
    }
}

#[test]
fn a_signature_outlives_its_certificate() {
    let town = Town::shared();
    let archived = town.stamped(&town.extended(&town.minutes(RECEIPT)), "archive", at("2026-11-21T08:00:00Z"));
    let knowing = |moment: &str, lists: &str| Trust {
        roots: vec![town.root.certificate().clone()],
        crls: town.lists_of(lists),
        ..Trust::new(at(moment))
    };
    // The archive's own time-stamp is by a certificate that ended, and nothing covers it any more.
    let trust = knowing("2047-06-01T00:00:00Z", "2047-05-20");
    let late = judge(&archived, &trust);
    assert!(!late.accepted());
    assert!(late.signatures[5].faults.iter().any(|fault| fault.code() == "fault-expired"), "{:?}", codes(&late));

    // Renewed in time, everything under it holds, although every certificate has ended.
    let lists = Evidence { crls: town.lists_of("2046-10-20"), ..Evidence::default() };
    let renewed = extend(&archived, &lists).unwrap();
    let clock = town.person("Horloge nouvelle", Use::TimeStamping, years("2045", "2048"));
    let clock = TimeAuthority::new(clock.key, clock.chain, "1.3.6.1.4.1.99999.1", SignedDuration::ZERO).unwrap();
    let clock = Here { authority: clock.into(), clock: || at("2046-11-01T00:00:00Z") };
    let prepared = prepare_stamp(&renewed, "archive-2", "Horodatage", ROOM).unwrap();
    let token = clock.stamp(prepared.digest()).unwrap();
    let renewed = prepared.finish(&token).unwrap();
    let judgement = judge(&renewed, &trust);
    assert!(judgement.accepted(), "{:?}", codes(&judgement));
    assert_eq!(judgement.signatures[0].proven_at, Some(signing()));
}

#[test]
fn whoever_may_not_sign_is_told_why() {
    let town = Town::shared();
    let sealed = town.sealed(&leaf());
    let field = |name, kind| Field {
        name,
        kind,
        description: "-",
        signer: "",
        reason: "",
        location: "",
        at: signing(),
        room: ROOM,
    };
    let refused = |pdf: &[u8], name, kind| prepare(pdf, &field(name, kind)).unwrap_err();
    assert_eq!(refused(&sealed, "seal", Kind::Approve), PdfError::NameTaken("seal".into()));
    assert_eq!(refused(&sealed, "second", CERTIFY), PdfError::NotFirst);
    let closed = sign(&leaf(), "seal", Kind::Certify(Allowed::Nothing), &town.seal, None);
    assert_eq!(refused(&closed, "second", Kind::Approve), PdfError::Closed);
    let stamped = town.stamped(&closed, "archive", signing());
    assert!(judge(&stamped, &town.trust()).accepted());
    let small = prepare_stamp(&sealed, "archive", "-", 100).unwrap();
    assert_eq!(small.finish(&[0x30; 101]).unwrap_err(), PdfError::TooSmall { room: 100, needed: 101 });
    assert!(matches!(refused(b"%PDF-1.7\nnothing", "seal", CERTIFY), PdfError::Unreadable(_)));
}

/// What pyHanko signs, alone and after our seal.
#[test]
fn signatures_of_others_are_judged_too() {
    let town = Town::shared();
    let folder = Folder::new("others");
    let theirs = |name: &str, pdf: &[u8]| others::signed_by_pyhanko(&folder, name, pdf, &town.members[1]);
    let plain = replaced(&leaf(), b"/Metadata 7 0 R", b"               ");
    for (name, pdf) in
        [("alone", RECEIPT.to_vec()), ("packed", packed(&folder, STREAMS)), ("second", town.sealed(&plain))]
    {
        let signed = theirs(name, &pdf);
        let judgement = judge(&signed, &town.trust());
        assert!(judgement.accepted(), "{name}: {:#?}", codes(&judgement));
        let ours = sign(&signed, "president", Kind::Approve, &town.president, None);
        let judgement = judge(&ours, &town.trust());
        assert!(judgement.accepted(), "{name}, then ours: {:#?}", codes(&judgement));
    }
    // Beside its signature, pyHanko dates the file; where there is XMP, it writes that anew, and we
    // cannot know that it says the same.
    let second = judge(&theirs("second", &town.sealed(&plain)), &town.trust());
    assert_eq!(second.signatures[0].after, [Change::Saved, Change::Signed { field: "second".into() }]);
    let described = judge(&theirs("described", &town.sealed(RECEIPT)), &town.trust());
    assert_eq!(described.signatures[0].altered().collect::<Vec<_>>(), [&Altered::Metadata]);
    assert!(described.signatures[1].faults.is_empty());
}
