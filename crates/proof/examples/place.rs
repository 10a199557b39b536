//! How long it takes to place a signature in a real paper, without the signing itself:
//! `cargo run --release -p proof --example place`, optionally with the path of a PDF.

use proof::pdf::{Allowed, Field, Kind, ROOM, prepare};

#[expect(clippy::disallowed_methods, reason = "measures on the machine it runs on")]
fn main() {
    let path = std::env::args().nth(1);
    let pdf = match &path {
        Some(path) => std::fs::read(path).expect("the PDF named is there"),
        None => include_bytes!("../tests/samples/receipt.pdf").to_vec(),
    };
    let field = Field {
        name: "seal",
        kind: Kind::Certify(Allowed::FillingAndSigning),
        description: "Cachet de la commune",
        signer: "Commune de Toughmart",
        reason: "Récépissé",
        location: "Toughmart",
        at: jiff::Timestamp::UNIX_EPOCH,
        room: ROOM,
    };
    const ROUNDS: u32 = 2000;
    let cms = vec![0x30; 4000];
    let start = std::time::Instant::now();
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let prepared = prepare(&pdf, &field).expect("the PDF can be signed");
        bytes += prepared.finish(&cms).expect("the CMS fits").len();
    }
    let each = start.elapsed() / ROUNDS;
    println!("{} bytes in, {} out, {each:?} each", pdf.len(), bytes / ROUNDS as usize);
    if let Some(out) = std::env::args().nth(2) {
        let signed = prepare(&pdf, &field).expect("the PDF can be signed").finish(&cms).expect("the CMS fits");
        std::fs::write(out, signed).expect("the folder is there");
    }
}
