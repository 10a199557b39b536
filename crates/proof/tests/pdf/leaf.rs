//! PDFs made by hand, small enough to know every object of: a page with a sentence, and updates
//! appended as an attacker would append them.

/// The catalog's, the page's and the content's numbers, and what `place` gives out next.
pub const CATALOG: u32 = 1;
pub const PAGES: u32 = 2;
pub const PAGE: u32 = 3;
pub const CONTENT: u32 = 4;
pub const FONT: u32 = 5;
pub const INFO: u32 = 6;
pub const METADATA: u32 = 7;
pub const OVERLAY: u32 = 8;
/// After one signature by `prepare`: its dictionary, its widget, the form.
pub const SIGNATURE: u32 = 9;
pub const WIDGET: u32 = 10;
pub const FORM: u32 = 11;
pub const FREE: u32 = 12;

pub fn stream(words: &str) -> String {
    stream_with("", words)
}

pub fn stream_with(dict: &str, data: &str) -> String {
    format!("<<{dict}/Length {}>>\nstream\n{data}\nendstream", data.len())
}

pub fn said(words: &str) -> String {
    stream(&format!("BT /F1 24 Tf 72 700 Td ({words}) Tj ET /X1 Do"))
}

pub fn page(more: &str) -> String {
    format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<</F1 5 0 R>>/XObject<</X1 8 0 R>>>>{more}>>"
    )
}

/// The page as `prepare` leaves it.
pub fn signed_page(more: &str) -> String {
    page(&format!("/Annots [10 0 R]{more}"))
}

fn objects() -> Vec<(u32, String)> {
    let xmp = "<x:xmpmeta xmlns:x='adobe:ns:meta/'></x:xmpmeta>";
    vec![
        (CATALOG, "<</Type/Catalog/Pages 2 0 R/Metadata 7 0 R/Lang(fr)>>".into()),
        (PAGES, "<</Type/Pages/Kids[3 0 R]/Count 1>>".into()),
        (PAGE, page("")),
        (CONTENT, said("Surface autorisee : 120 m2")),
        (FONT, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".into()),
        (INFO, "<</Title(Permis de construire)/Producer(essai)>>".into()),
        (METADATA, stream_with("/Type/Metadata/Subtype/XML", xmp)),
        (OVERLAY, stream_with("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "0 0 1 rg 0 0 20 20 re f")),
    ]
}

/// A whole file with those objects after the usual ones.
pub fn leaf_with(more: &[(u32, String)]) -> Vec<u8> {
    let mut all = objects();
    all.extend_from_slice(more);
    whole(&all, "/Root 1 0 R/Info 6 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]")
}

pub fn leaf() -> Vec<u8> {
    leaf_with(&[])
}

fn whole(objects: &[(u32, String)], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", objects.len() + 1);
    for (number, body) in objects {
        table.push_str(&format!("{:010} 00000 n\r\n", out.len()));
        out.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
    }
    let at = out.len();
    out.extend_from_slice(table.as_bytes());
    let size = objects.len() + 1;
    out.extend_from_slice(format!("trailer\n<</Size {size}{trailer}>>\nstartxref\n{at}\n%%EOF\n").as_bytes());
    out
}

/// An update as an attacker writes it.
#[derive(Default, Clone)]
pub struct Appendix {
    pub objects: Vec<(u32, String)>,
    /// Entries that lead anywhere.
    pub entries: Vec<(u32, usize)>,
    pub freed: Vec<u32>,
    pub root: Option<u32>,
    pub info: Option<u32>,
    pub prev: Option<usize>,
    /// Bytes between the last object and the table.
    pub stray: String,
}

pub fn object(number: u32, body: impl Into<String>) -> Appendix {
    Appendix { objects: vec![(number, body.into())], ..Appendix::default() }
}

impl Appendix {
    pub fn and(mut self, number: u32, body: impl Into<String>) -> Appendix {
        self.objects.push((number, body.into()));
        self
    }

    pub fn after(&self, base: &[u8]) -> Vec<u8> {
        let mut out = base.to_vec();
        let mut lines: Vec<(u32, String)> = Vec::new();
        for (number, body) in &self.objects {
            lines.push((*number, format!("{:010} 00000 n\r\n", out.len())));
            out.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
        }
        lines.extend(self.entries.iter().map(|(number, at)| (*number, format!("{at:010} 00000 n\r\n"))));
        lines.extend(self.freed.iter().map(|number| (*number, "0000000000 00001 f\r\n".to_owned())));
        lines.sort();
        out.extend_from_slice(self.stray.as_bytes());
        let at = out.len();
        out.extend_from_slice(b"xref\n");
        for (number, line) in &lines {
            out.extend_from_slice(format!("{number} 1\n{line}").as_bytes());
        }
        let prev = self.prev.unwrap_or_else(|| start(base));
        let (root, info) = (self.root.unwrap_or(CATALOG), self.info.unwrap_or(INFO));
        let id = "/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]";
        let trailer = format!("<</Size 40/Root {root} 0 R/Info {info} 0 R{id}/Prev {prev}>>");
        out.extend_from_slice(format!("trailer\n{trailer}\nstartxref\n{at}\n%%EOF\n").as_bytes());
        out
    }
}

/// Where the newest cross-reference is.
pub fn start(pdf: &[u8]) -> usize {
    let at = last(pdf, b"startxref") + 9;
    let digits: String = pdf[at..]
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().expect("a number follows startxref")
}

pub fn last(pdf: &[u8], word: &[u8]) -> usize {
    pdf.windows(word.len()).rposition(|found| found == word).expect("the word is there")
}

pub fn first(pdf: &[u8], word: &[u8]) -> usize {
    pdf.windows(word.len()).position(|found| found == word).expect("the word is there")
}

/// The same bytes with the last such word replaced by one of its length.
pub fn replaced(pdf: &[u8], word: &[u8], by: &[u8]) -> Vec<u8> {
    assert_eq!(word.len(), by.len(), "nothing may move");
    let at = last(pdf, word);
    let mut pdf = pdf.to_vec();
    pdf[at..at + by.len()].copy_from_slice(by);
    pdf
}

/// The four numbers of the last signature, and the place where they are written.
pub fn range(pdf: &[u8]) -> ([usize; 4], std::ops::Range<usize>) {
    let from = last(pdf, b"/ByteRange") + 10;
    let to = from + first(&pdf[from..], b"/Contents");
    let text = String::from_utf8_lossy(&pdf[from..to]).replace(['[', ']'], " ");
    let numbers: Vec<usize> = text.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    (numbers.try_into().expect("four numbers"), from..to)
}

/// The same bytes with another range written in the old one's place.
pub fn ranged(pdf: &[u8], words: &str) -> Vec<u8> {
    let (_, place) = range(pdf);
    let mut pdf = pdf.to_vec();
    pdf[place.clone()].copy_from_slice(format!("{words:width$}", width = place.len()).as_bytes());
    pdf
}
