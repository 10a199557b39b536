//! What somebody without any key can do to a signed file: bytes bent, frames moved, revisions added.

use proof::pdf::{Allowed, Kind};

use super::leaf::*;
use super::tamper::Tampering;
use super::tamper_signer::Hand;
use super::town::{Town, cms_of, placed, sign};

fn flipped(pdf: &[u8], at: usize) -> Vec<u8> {
    let mut pdf = pdf.to_vec();
    pdf[at] ^= 1;
    pdf
}

/// A digit of the signature's hex string, changed into another digit.
fn digit(pdf: &[u8], at: usize) -> Vec<u8> {
    let mut pdf = pdf.to_vec();
    pdf[at] = if pdf[at] == b'7' { b'8' } else { b'7' };
    pdf
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const NOTE: &str = "<</Type/Annot/Subtype/FreeText/Rect[60 690 400 730]/F 4/DA(/F1 24 Tf)/Contents(Surface : 900 m2)>>";

pub fn all(town: &Town) -> Vec<Tampering> {
    let paper = town.sealed(&leaf());
    let mut all = bent(town, &paper);
    all.extend(ranges(&paper));
    all.extend(added(&paper));
    all.extend(structure(town, &paper));
    all.extend(shadows(town));
    all.extend(signatures(town, &paper));
    all
}

fn bent(town: &Town, paper: &[u8]) -> Vec<Tampering> {
    let new = Tampering::new;
    let contents = last(paper, b"/Contents<") + 10;
    let value = hex(town.seal.chain[0].der());
    let certificate = first(paper, value.as_bytes());
    let length = 2
        * (4 + usize::from_str_radix(&String::from_utf8_lossy(&paper[contents + 4..contents + 8]), 16)
            .expect("a length"));
    let mut trailing = paper.to_vec();
    trailing[contents + length..contents + length + 4].copy_from_slice(b"3003");
    let emptied = {
        let mut emptied = paper.to_vec();
        emptied[contents..contents + length].fill(b'0');
        emptied
    };
    let spaced = {
        let mut spaced = paper.to_vec();
        spaced[contents + length..contents + length + 2].fill(b' ');
        spaced
    };
    let junk = [b"MZ junk\n".as_slice(), paper].concat();
    vec![
        new(
            "content-byte",
            "one bit of the page's text flipped",
            "fault-changed",
            flipped(paper, first(paper, b"120 m2")),
        ),
        new("info-byte", "one bit of the title flipped", "fault-changed", flipped(paper, first(paper, b"Permis"))),
        new(
            "xmp-byte",
            "one bit of the XMP metadata flipped",
            "fault-changed",
            flipped(paper, first(paper, b"xmpmeta")),
        ),
        new(
            "cms-byte",
            "one digit of the signature's value changed",
            "fault-bad-signature",
            digit(paper, contents + length - 20),
        ),
        new(
            "certificate-byte",
            "one digit of the certificate in the signature changed",
            "fault-not-the-certificate",
            digit(paper, certificate + value.len() - 20),
        ),
        new("truncated", "the last hundred bytes cut off", "pdf-no-signature", paper[..paper.len() - 100].to_vec()),
        new("appended", "bytes added after the end", "pdf-trailing", [paper, b"% paid in full\n"].concat()),
        new("prefixed", "bytes added before the beginning", "pdf-unreadable", junk),
        new("contents-trailing", "bytes added behind the CMS, in its place", "pdf-contents-trailing", trailing),
        new("contents-emptied", "the signature's value replaced by zeros", "pdf-contents-missing", emptied),
        new("contents-spaced", "white space inside the signature's hex string", "pdf-contents-malformed", spaced),
        new(
            "sub-filter",
            "the signature's format renamed",
            "pdf-sub-filter",
            replaced(paper, b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 "),
        ),
        new(
            "filter-legacy",
            "the signature's format renamed to a time-stamp's",
            "pdf-no-signature",
            replaced(paper, b"/ETSI.CAdES.detached", b"/ETSI.RFC3161       "),
        ),
    ]
}

fn ranges(paper: &[u8]) -> Vec<Tampering> {
    let new = Tampering::new;
    let ([_, before, after, rest], place) = range(paper);
    let with = |words: String| ranged(paper, &words);
    let mut unnamed = paper.to_vec();
    unnamed[place.start - 10..place.start].copy_from_slice(b"/ByteRangX");
    vec![
        new(
            "range-shortened",
            "the byte range ends before the last table",
            "pdf-range-end",
            with(format!("[0 {before} {after} {}]", rest - 300)),
        ),
        new(
            "range-beyond",
            "the byte range ends after the file",
            "pdf-range-outside",
            with(format!("[0 {before} {after} {}]", rest + 1)),
        ),
        new(
            "range-widened",
            "the gap of the byte range begins earlier",
            "pdf-range-gap",
            with(format!("[0 {} {after} {rest}]", before - 50)),
        ),
        new(
            "range-overlapping",
            "the two parts of the byte range overlap",
            "pdf-range-malformed",
            with(format!("[0 {after} {before} {}]", rest + after - before)),
        ),
        new(
            "range-two-gaps",
            "the byte range has two gaps",
            "pdf-range-malformed",
            with(format!("[0 50 60 {} {after} {rest}]", before - 60)),
        ),
        new(
            "range-negative",
            "the byte range has a negative number",
            "pdf-range-malformed",
            with(format!("[0 {before} -{after} {rest}]")),
        ),
        new(
            "range-start",
            "the byte range begins after the header",
            "pdf-range-start",
            with(format!("[9 {} {after} {rest}]", before - 9)),
        ),
        new("range-empty", "the byte range is an empty list", "pdf-range-malformed", with("[]".into())),
        new("range-missing", "the byte range is taken out", "pdf-range-missing", unnamed),
    ]
}

fn added(paper: &[u8]) -> Vec<Tampering> {
    let new = Tampering::new;
    let update = |appendix: Appendix| appendix.after(paper);
    let catalog = |more: &str, form: &str| {
        format!("<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/Lang(fr)/Perms <</DocMDP 9 0 R>>/AcroForm {form}{more}>>")
    };
    let overlay = stream_with("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "1 g 60 690 400 40 re f");
    let black = stream_with("/Type/XObject/Subtype/Form/BBox[0 0 340 40]", "0 0 340 40 re f");
    let visible = "<</Type/Annot/Subtype/Widget/FT/Sig/T(cover)/Rect[60 690 400 730]/F 132/P 3 0 R/AP<</N 13 0 R>>>>";
    let acts =
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(act)/Rect[0 0 0 0]/F 132/P 3 0 R/AA<</PO<</S/JavaScript/JS(1)>>>>>>";
    let twelve = "[10 0 R 12 0 R]";
    let with_form = |field: &str| {
        object(FREE, field)
            .and(FORM, format!("<</Fields{twelve}/SigFlags 3>>"))
            .and(PAGE, page("/Annots [10 0 R 12 0 R]"))
    };
    let text = "<</Type/Annot/Subtype/Widget/FT/Tx/T(surface)/V(900 m2)/Rect[60 690 400 730]/F 4/P 3 0 R>>";
    let two_pages = object(PAGES, "<</Type/Pages/Kids[3 0 R 12 0 R]/Count 2>>").and(FREE, page(""));
    vec![
        new(
            "content-replaced",
            "a revision added that says another surface",
            "pdf-altered-content",
            update(object(CONTENT, said("Surface autorisee : 900 m2"))),
        ),
        new(
            "content-added",
            "a revision added with a second content of the page",
            "pdf-altered-content",
            update(
                object(FREE, said("et 900 m2"))
                    .and(PAGE, signed_page("").replace("/Contents 4 0 R", "/Contents[4 0 R 12 0 R]")),
            ),
        ),
        new(
            "annotation",
            "a note laid over the text",
            "pdf-altered-annotation",
            update(object(FREE, NOTE).and(PAGE, page("/Annots [10 0 R 12 0 R]"))),
        ),
        new(
            "stamp-annotation",
            "a rubber stamp laid over the text",
            "pdf-altered-annotation",
            update(object(FREE, NOTE.replace("FreeText", "Stamp")).and(PAGE, page("/Annots [10 0 R 12 0 R]"))),
        ),
        new(
            "visible-field",
            "an empty signature field that covers the text",
            "pdf-altered-visible",
            update(with_form(visible).and(13, black)),
        ),
        new(
            "field-inline",
            "a text field written inside the form's list",
            "pdf-altered-form",
            update(object(FORM, "<</Fields[10 0 R <</FT/Tx/T(surface)/V(900 m2)>>]/SigFlags 3>>")),
        ),
        new("acting-field", "an empty signature field with a script", "pdf-altered-field", update(with_form(acts))),
        new(
            "disguised-note",
            "a note that says it is a signature field",
            "pdf-altered-field",
            update(with_form("<</Type/Annot/Subtype/Text/FT/Sig/T(note)/Rect[0 0 0 0]/F 4/P 3 0 R/Contents(900 m2)>>")),
        ),
        new(
            "name-twice",
            "a second signature field of the seal's name",
            "pdf-altered-field",
            update(with_form("<</Type/Annot/Subtype/Widget/FT/Sig/T(seal)/Rect[0 0 0 0]/F 132/P 3 0 R>>")),
        ),
        new("text-field", "a filled text field over the text", "pdf-altered-field", update(with_form(text))),
        new(
            "open-action",
            "an action when the file opens",
            "pdf-altered-catalog",
            update(object(CATALOG, catalog("/OpenAction<</S/URI/URI(http://example.org/)>>", "11 0 R"))),
        ),
        new(
            "language",
            "the catalog's language changed",
            "pdf-altered-catalog",
            update(object(CATALOG, catalog("", "11 0 R").replace("(fr)", "(en)"))),
        ),
        new(
            "embedded",
            "a file attached through the catalog",
            "pdf-altered-catalog",
            update(
                object(CATALOG, catalog("/Names<</EmbeddedFiles<</Names[(a)12 0 R]>>>>", "11 0 R"))
                    .and(FREE, "<</Type/Filespec/F(a)>>"),
            ),
        ),
        new(
            "permissions",
            "the certification's permissions taken out",
            "pdf-altered-catalog",
            update(object(CATALOG, "<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/Lang(fr)/AcroForm 11 0 R>>")),
        ),
        new(
            "form-default",
            "a default appearance added to the form",
            "pdf-altered-form",
            update(object(FORM, "<</Fields[10 0 R]/SigFlags 3/NeedAppearances true>>")),
        ),
        new(
            "page-size",
            "the page cut smaller",
            "pdf-altered-page",
            update(object(PAGE, signed_page("/CropBox[0 0 595 690]"))),
        ),
        new("page-turned", "the page turned", "pdf-altered-page", update(object(PAGE, signed_page("/Rotate 180")))),
        new("page-added", "a page added", "pdf-altered-pages", update(two_pages)),
        new(
            "overlay",
            "an image on the page replaced by a white one",
            "pdf-altered-image",
            update(object(OVERLAY, overlay)),
        ),
        new(
            "font",
            "the font replaced by one with other shapes",
            "pdf-altered-font",
            update(object(FONT, "<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>")),
        ),
        new(
            "info",
            "the title replaced",
            "pdf-altered-metadata",
            update(object(INFO, "<</Title(Refus)/Producer(essai)>>")),
        ),
        new(
            "xmp",
            "the XMP metadata replaced",
            "pdf-altered-metadata",
            update(object(METADATA, stream_with("/Type/Metadata/Subtype/XML", "<x/>"))),
        ),
    ]
}

fn structure(town: &Town, paper: &[u8]) -> Vec<Tampering> {
    let new = Tampering::new;
    let update = |appendix: Appendix| appendix.after(paper);
    let elsewhere = Appendix { entries: vec![(CONTENT, first(paper, b"6 0 obj"))], ..Appendix::default() };
    let freed = Appendix { freed: vec![OVERLAY], ..Appendix::default() };
    let hidden = object(FREE, said("900 m2"));
    let skipped = object(CONTENT, said("Surface autorisee : 900 m2")).after(paper);
    let bypassed = Appendix { prev: Some(start(paper)), ..object(13, "<</Waiting true>>") }.after(&skipped);
    let older = Appendix { prev: Some(first(paper, b"xref\n0 ")), ..object(CONTENT, said("900 m2")) };
    let stray = Appendix { stray: "99 0 obj\n<</Waiting true>>\nendobj\n".into(), ..Appendix::default() };
    let back = |more: &str| [paper, format!("{more}startxref\n{}\n%%EOF\n", start(paper)).as_bytes()].concat();
    let commented = {
        let later = object(CONTENT, said("Surface autorisee : 120 m2")).after(paper);
        let at = last(&later, b"startxref");
        [&later[..at], b"%startxref 99 0 obj <<>> endobj\n", &later[at..]].concat()
    };
    // A second table waits in what is signed, inside a stream, and leads a number elsewhere.
    let inside = {
        let bare = leaf_with(&[(9, stream("x".repeat(170).as_str()))]);
        let text = first(&bare, b"xxxx");
        let entry = first(&bare, b"6 0 obj");
        let table = format!(
            "xref\n4 1\n{entry:010} 00000 n\r\ntrailer<</Size 40/Root 1 0 R/Info 6 0 R/Prev 00000>>\nstartxref\n{text}\n%%EOF\n"
        );
        let table = format!("{table:<170}");
        let sealed = town.sealed(&replaced(&bare, "x".repeat(170).as_bytes(), table.as_bytes()));
        let sealed_at = start(&sealed);
        let sealed = {
            let known = replaced(
                &bare,
                "x".repeat(170).as_bytes(),
                table.replace("00000>>", &format!("{sealed_at:05}>>")).as_bytes(),
            );
            town.sealed(&known)
        };
        Appendix { prev: Some(first(&sealed, b"xref\n4 1")), ..Appendix::default() }.after(&sealed)
    };
    let looped = Appendix { prev: Some(paper.len()), ..Appendix::default() };
    let twice = object(
        CATALOG,
        "<</Type/Catalog/Pages 2 0 R/Pages 2 0 R/Metadata 7 0 R/Lang(fr)/Perms <</DocMDP 9 0 R>>/AcroForm 11 0 R>>",
    );
    let info = Appendix { info: Some(FREE), ..object(FREE, "<</Title(Refus)>>") };
    vec![
        new(
            "xref-elsewhere",
            "a table that leads a number to another object",
            "pdf-altered-elsewhere",
            update(elsewhere),
        ),
        new("freed", "an object of the page declared free", "pdf-altered-freed", update(freed)),
        new("hidden-object", "an object added that nothing uses yet", "pdf-altered-hidden", update(hidden)),
        new("hidden-revision", "a revision that the last table passes over", "pdf-altered-stray", bypassed),
        new(
            "signed-revision-skipped",
            "a table that passes over the signed revision",
            "pdf-no-signature",
            update(older),
        ),
        new("stray-object", "an object that no table names", "pdf-altered-stray", update(stray)),
        new(
            "end-leads-back",
            "bytes added, with an end that leads back to the signed table",
            "pdf-trailing",
            back("% paid in full\n"),
        ),
        new(
            "object-leads-back",
            "an object added, with an end that leads back to the signed table",
            "pdf-trailing",
            back("4 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n"),
        ),
        new("comment", "an object in a comment that looks like an end", "pdf-altered-stray", commented),
        new("table-inside", "a table that was waiting in what was signed", "pdf-altered-broken", inside),
        new("table-loop", "a table that names itself as the one before", "pdf-unreadable", update(looped)),
        new("key-twice", "a catalog that names its pages twice", "pdf-unreadable", update(twice)),
        new("trailer-info", "a trailer that names another title", "pdf-altered-metadata", update(info)),
    ]
}

/// Rohlmann et al. 2021: the signer was given a file with something waiting inside.
fn shadows(town: &Town) -> Vec<Tampering> {
    let new = Tampering::new;
    let waiting = [
        (
            9,
            "<</Type/Catalog/Pages 10 0 R/Metadata 7 0 R/Lang(fr)/Perms <</DocMDP 13 0 R>>/AcroForm 15 0 R>>"
                .to_owned(),
        ),
        (10, "<</Type/Pages/Kids[11 0 R]/Count 1>>".to_owned()),
        (11, page("").replace("/Contents 4 0 R", "/Contents 12 0 R")),
        (12, said("Surface autorisee : 900 m2")),
    ];
    let prepared = town.sealed(&leaf_with(&waiting));
    let root = Appendix { root: Some(9), ..object(9, waiting[0].1.clone()) };
    let switched = Appendix { root: Some(9), ..Appendix::default() };
    let content = Appendix { entries: vec![(CONTENT, first(&prepared, b"12 0 obj"))], ..Appendix::default() };
    // The list of annotations is, at the same time, the store's list of certificates.
    let shared = leaf_with(&[(9, "<</Type/DSS/Certs 10 0 R>>".into()), (10, "[]".into())]);
    let shared = object(CATALOG, "<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/Lang(fr)/DSS 9 0 R>>")
        .and(PAGE, page("/Annots 10 0 R"))
        .after(&shared);
    let shared = object(10, "[11 0 R]").and(11, NOTE).after(&town.sealed(&shared));
    // The page speaks of an object that is not there yet; it comes as evidence.
    let awaiting = object(PAGE, page("").replace("/Contents 4 0 R", "/Contents[4 0 R 30 0 R]")).after(&leaf());
    let awaiting = town.sealed(&awaiting);
    let catalog =
        "<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/Lang(fr)/Perms <</DocMDP 40 0 R>>/AcroForm 42 0 R/DSS 31 0 R>>";
    let awaited =
        object(CATALOG, catalog).and(30, said("et 900 m2")).and(31, "<</Type/DSS/Certs[30 0 R]>>").after(&awaiting);
    let clean = town.sealed(&leaf());
    vec![
        new(
            "shadow-hide",
            "shadow attack, hide: the layer over another text taken away",
            "pdf-altered-image",
            object(OVERLAY, stream_with("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "")).after(&clean),
        ),
        new(
            "shadow-replace",
            "shadow attack, replace: the form's field shows another value",
            "pdf-altered-form",
            object(FORM, "<</Fields[10 0 R]/SigFlags 3/DR<</Font<</F1 5 0 R>>>>>>").after(&clean),
        ),
        new(
            "shadow-hide-and-replace",
            "shadow attack, hide and replace: the waiting catalog takes over",
            "pdf-altered-trailer",
            switched.after(&prepared),
        ),
        new(
            "shadow-root",
            "the same, with the waiting catalog written again",
            "pdf-altered-trailer",
            root.after(&prepared),
        ),
        new(
            "shadow-entry",
            "shadow attack: only a table, leading to the waiting text",
            "pdf-altered-elsewhere",
            content.after(&prepared),
        ),
        new(
            "shadow-awaited",
            "shadow attack: the page awaits an object, which comes as evidence",
            "pdf-altered-shared",
            awaited,
        ),
        new("shadow-shared", "shadow attack: the store's list is also the page's notes", "pdf-altered-shared", shared),
    ]
}

fn signatures(town: &Town, paper: &[u8]) -> Vec<Tampering> {
    let new = Tampering::new;
    let update = |appendix: Appendix| appendix.after(paper);
    let other = placed(
        &leaf_with(&[(9, said("Un autre permis"))]),
        "seal",
        Kind::Certify(Allowed::FillingAndSigning),
        "Commune de Toughmart",
    );
    let moved = other.finish(&cms_of(
        placed(&leaf(), "seal", Kind::Certify(Allowed::FillingAndSigning), "Commune de Toughmart").digest(),
        &town.seal,
        None,
    ));
    let both = sign(paper, "president", Kind::Approve, &town.president, None);
    let removed = object(FORM, "<</Fields[10 0 R]/SigFlags 3>>").after(&both);
    let dict = |pdf: &[u8]| {
        let from = first(pdf, b"9 0 obj\n") + 8;
        let to = from + first(&pdf[from..], b"\nendobj");
        String::from_utf8_lossy(&pdf[from..to]).into_owned()
    };
    let widget = "<</Type/Annot/Subtype/Widget/FT/Sig/T(seal)/Rect[0 0 0 0]/F 132/P 3 0 R/V";
    let inline = object(WIDGET, format!("{widget} {}>>", dict(paper)));
    let rewritten = object(SIGNATURE, dict(paper).replace("(Toughmart)", "(Taroudannt)"));
    let elsewhere = object(FREE, dict(paper)).and(WIDGET, format!("{widget} 12 0 R>>"));
    let stamp = town.stamped(paper, "archive", super::town::signing());
    let token = {
        let from = last(&stamp, b"/Contents<") + 10;
        let to = from + first(&stamp[from..], b">");
        stamp[from..to].to_vec()
    };
    let mut restamped = town.stamped(&both, "archive", super::town::signing());
    let place = last(&restamped, b"/Contents<") + 10;
    restamped[place..place + token.len()].copy_from_slice(&token);
    vec![
        new("moved", "the signature of another document", "fault-changed", moved.expect("it fits")),
        new("signature-removed", "the president's signature taken off the form", "pdf-signature-removed", removed),
        new("signature-inline", "the signature copied into its field", "pdf-inline", update(inline)),
        new("signature-rewritten", "the signature's place of signing rewritten", "pdf-range-gap", update(rewritten)),
        new("signature-copied", "the signature copied into a new revision", "pdf-range-gap", update(elsewhere)),
        new("document-stamp-moved", "the time-stamp of another state of the file", "fault-stamp-for-other", restamped),
        new("certified-late", "a second certification", "pdf-certified-late",
            Hand { more: "/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P 2/V/1.2>>>>]", ..Hand::default() }.after(paper, &town.president)),
    ]
}
