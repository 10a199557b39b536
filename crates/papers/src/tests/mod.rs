//! Tests of the papers, on the templates and samples that live beside the permits' procedures.

mod hostile;
mod papers;
mod room;
mod words;

use std::path::{Path, PathBuf};
use std::{env, fs};

use jiff::civil::{DateTime, date};
use serde_json::{Value, json};
use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use crate::typeset::{compile, furnish};
use crate::{Error, Order, typeset};

const NAMES: [&str; 8] = [
    "receipt",
    "completion-request",
    "minutes",
    "session-minutes",
    "permit",
    "refusal",
    "silence-attestation",
    "payment-receipt",
];

fn house() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services/permits")
}

fn read(path: &str) -> String {
    fs::read_to_string(house().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn template(name: &str) -> String {
    read(&format!("procedures/papers/{name}.typ"))
}

fn sample(name: &str) -> Value {
    serde_json::from_str(&read(&format!("procedures/papers/samples/{name}.json"))).unwrap()
}

/// As long as the signed statement of a paper, which the code carries after the address.
const STATEMENT: &str = "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFiQ2RFZkdoIn0.eyJjIjoiMDk1NDEwMTEzIiwiZCI6IjIwMjYtMDktMTciLCJmIjoiUEMtMDk1NDEwMTEzLTIwMjYtMDAwMTIzIiwiZyI6Imlzc3VlZCIsImsiOiJwZXJtaXQiLCJuIjoiUEVSLTA5NTQxMDExMy0yMDI2LTAwMDA0NSJ9.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// As long as a real proof in a register of some thousand acts.
const PROOF: &str = "c2sp.org/tlog-proof@v1\nextra eyJoZWFkIjogImRpd2FuIGFjdCB2MVxcbjA5NTQxMDExM1xcbjAxOTdmM2MyLTVhMTAtN2MzMS05ZDJlLTNmNmE1ZDFjMGI3N1xcbjBcXG4xNzg2MDEyOTI3MDAwMDAwXFxuZmlsZSIsICJvdXRlciI6ICJkMjNmMDgyNDEyOGIyZjMzMGM1YzdmZDBhNmEzYTQ1MDY1MTMyNzBlMjY5ZTBkMzdmMmE3NGRlNDUyZTZiNDM4In0=\nindex 4951\nMLsdbRMs3tYjey7ZHj9yH8sZcRdElNZJPJ1cNGC+MSA=\nHmn+2qDu6LmZf1x8KZn9r+WTJTzWVK9N+tcUJ6Cus/4=\n6SMvivIhH57kkcWxC+y1Vjv8Hm+TQn7LyP4pVeXNjkY=\n3I7Ut8J2TSpaTXZ3BvhdhpACSta9o0Ab6cjLzMk19s0=\nH2EiauFTOK4aNABNM7oNJGrATIGxuvI+O/nu9fefK0k=\nNK+H9VILablLDZguhbtVtnKocmN6zXRm/LYODo/xhGM=\nsOSyuilwNHTwZKxo9wD1sCs9xmb0W96qLMrtzStRV0E=\nDk3uSvKzT0MKBzRH3mNsDoBslXumhNZDH7Xq10JNCeE=\nXQJMWEjyPR+m9zYdf2GNFTLnDiDipmaN5/R+hGflRtU=\nPsjioSV72yVsmz5Pu0mBRu9wMMv5U3JS3M6t12S2oy8=\nuwmt6uEJxKmXIDl1NSuHixRcikLYhM9M/actjh1d2SU=\niQgthSpxIoc+6AWt1YlCFno4UoYZXGefnGmU5FuKsQk=\n\ndiwan.example.ma/register\n4953\nW8hqSCSbSZCBGPKvVdV4VxMgBvxKZtvBhVyT2sVaw1s=\n\n— diwan.example.ma/register gBIHCWHzfeQ23f3JnW51r2VHz7EbQgckgtxTHCvDkHyWF+teUInkAYa6qKV9EZ5vtl0Aq8Mq845mfwIuhy1JzBXJC5k=\n";

/// Phones read modules of 0.35 mm at arm's length, and the base prints the code 32 mm wide, border included.
#[test]
fn a_phone_still_reads_the_longest_code() {
    assert!(template("base").contains("width: 32mm,\n      alt: side(w(\"qr\")"));
    let side = |bytes: usize| -> f64 {
        let svg = crate::qr::qr_svg(&"x".repeat(bytes));
        let from = svg.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap();
        from.parse().unwrap()
    };
    assert!(0.35 <= 32.0 / side(450), "{}", 32.0 / side(450));
    assert!(32.0 / side(500) < 0.35, "the limit of the address could be higher");
}

fn made() -> DateTime {
    date(2026, 8, 5).at(10, 42, 7, 0)
}

fn set(name: &str, data: &Value, lang: &str) -> Result<Vec<u8>, Error> {
    typeset(&Order {
        template: &template(name),
        shared: &template("base"),
        data,
        lang,
        title: "وصل إيداع PC-095410113-2026-000123",
        link: "https://diwan.example.ma/v/PC-095410113-2026-000123/7Q4K9",
        fragment: STATEMENT,
        proof: data.get("register").map(|_| PROOF),
        made: made(),
        pace: crate::Pace::AtOnce,
    })
}

/// `PAPERS_OUT=/tmp/look cargo test -p papers` leaves the papers there, to be looked at.
fn keep(name: &str, pdf: &[u8]) {
    if let Some(out) = env::var_os("PAPERS_OUT") {
        fs::create_dir_all(&out).unwrap();
        fs::write(Path::new(&out).join(name).with_extension("pdf"), pdf).unwrap();
    }
}

/// A paper from a template of one's own.
fn set_source(source: &str) -> Result<Vec<u8>, Error> {
    typeset(&Order {
        template: source,
        shared: "#let mark = 7",
        data: &json!({ "name": "فاطمة" }),
        lang: "ar",
        title: "trial",
        link: "https://diwan.example.ma/v/1",
        fragment: STATEMENT,
        proof: None,
        made: made(),
        pace: crate::Pace::AtOnce,
    })
}

/// The pages of a paper before they become a file.
fn pages(name: &str, data: &Value) -> PagedDocument {
    let (source, shared) = (template(name), template("base"));
    let order = Order {
        template: &source,
        shared: &shared,
        data,
        lang: "ar",
        title: name,
        link: "https://diwan.example.ma/v/1",
        fragment: STATEMENT,
        proof: data.get("register").map(|_| PROOF),
        made: made(),
        pace: crate::Pace::AtOnce,
    };
    compile(&furnish(&order).unwrap()).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// Every run of letters with where it begins and ends on its page.
fn runs(document: &PagedDocument) -> Vec<(String, Point, Point)> {
    let mut runs = Vec::new();
    document.pages().iter().for_each(|page| gather(&page.frame, Point::zero(), &mut runs));
    runs
}

fn gather(frame: &Frame, origin: Point, runs: &mut Vec<(String, Point, Point)>) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => {
                gather(&group.frame, at + Point::new(group.transform.tx, group.transform.ty), runs);
            }
            FrameItem::Text(run) => runs.push((run.text.to_string(), at, at + Point::with_x(run.width()))),
            _ => {}
        }
    }
}

fn has(bytes: &[u8], needle: &str) -> bool {
    count(bytes, needle) > 0
}

fn count(bytes: &[u8], needle: &str) -> usize {
    bytes.windows(needle.len()).filter(|window| *window == needle.as_bytes()).count()
}
