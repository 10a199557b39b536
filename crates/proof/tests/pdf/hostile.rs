//! Files made to exhaust whoever reads them: each is refused at a limit, with its name.

use std::io::Write;

use proof::pdf::{BYTES_MOST, Fault, Part, judge};
use proof::trust::Trust;

use super::leaf::{Appendix, CATALOG, FREE, leaf, object};
use super::town::{Town, judging};

fn first_fault(pdf: &[u8]) -> Fault {
    judge(pdf, &Trust::new(judging())).faults.into_iter().next().expect("nothing here is signed")
}

fn part(pdf: &[u8]) -> Part {
    match first_fault(pdf) {
        Fault::Unreadable(unreadable) => unreadable.part,
        other => panic!("{other}"),
    }
}

#[test]
fn what_is_too_large_is_not_read() {
    let large = vec![b'0'; BYTES_MOST + 1];
    assert_eq!(first_fault(&large), Fault::TooLarge { bytes: BYTES_MOST + 1, most: BYTES_MOST });
    for empty in [&b""[..], b"%PDF-", b"%PDF-1.7", b"%PDF-1.7\nstartxref\n0\n%%EOF"] {
        assert!(matches!(first_fault(empty), Fault::Unreadable(_)));
    }
}

#[test]
fn a_table_that_unpacks_to_gigabytes_is_left_packed() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let zeros = vec![0; 1 << 20];
    (0..200).for_each(|_| packed.write_all(&zeros).expect("memory takes bytes"));
    let packed = packed.finish().expect("memory takes bytes");
    let mut pdf = b"%PDF-1.5\n".to_vec();
    let dict = "/Type/XRef/W[1 4 2]/Size 1/Root 1 0 R/Filter/FlateDecode";
    pdf.extend_from_slice(format!("1 0 obj<<{dict}/Length {}>>stream\n", packed.len()).as_bytes());
    pdf.extend_from_slice(&packed);
    pdf.extend_from_slice(b"\nendstream endobj\nstartxref\n9\n%%EOF\n");
    assert_eq!(part(&pdf), Part::Limits);
}

#[test]
fn a_thousand_revisions_are_too_many() {
    let mut pdf = leaf();
    for _ in 0..300 {
        pdf = Appendix::default().after(&pdf);
    }
    assert_eq!(part(&pdf), Part::Limits);
}

#[test]
fn depth_circles_and_crowds_end() {
    let deep = format!("<</Type/Catalog/Pages {}1{}>>", "[".repeat(5000), "]".repeat(5000));
    assert_eq!(part(&object(CATALOG, deep).after(&leaf())), Part::Object);
    // A field that is its own child, and a page tree that is its own branch, are seen once.
    let circle = object(CATALOG, "<</Type/Catalog/Pages 12 0 R/AcroForm<</Fields[13 0 R]>>>>")
        .and(FREE, "<</Type/Pages/Kids[12 0 R]>>")
        .and(13, "<</FT/Sig/T(a)/Kids[13 0 R]>>");
    assert_eq!(first_fault(&circle.after(&leaf())), Fault::NoSignature);
    let crowd: String = (0..3000).map(|number| format!("{} 0 R ", number + 100)).collect();
    let crowd = object(CATALOG, format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{crowd}]>>>>"));
    assert!(matches!(first_fault(&crowd.after(&leaf())), Fault::TooManyFields { .. }));
}

#[test]
fn one_object_under_many_numbers_tires_the_judge_before_the_machine() {
    let town = Town::shared();
    let sealed = town.sealed(&leaf());
    let heavy = format!("[{}]", "0 ".repeat(300_000));
    let mut update = object(FREE, heavy);
    update.entries = (100..2100).map(|number| (number, sealed.len())).collect();
    let judgement = judge(&update.after(&sealed), &town.trust());
    let codes: Vec<&str> = judgement.signatures[0].altered().map(|altered| altered.code()).collect();
    assert!(codes.contains(&"pdf-altered-elsewhere"), "{codes:?}");
}
