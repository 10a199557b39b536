//! What holds for every paper: it is set, archived, small, the same each time; and how long it takes.

use std::env;
use std::time::Instant;

use super::{NAMES, count, has, keep, sample, set};
use crate::qr_svg;

#[test]
fn every_paper_is_set_in_both_languages() {
    for name in NAMES {
        for lang in ["ar", "fr"] {
            let pdf = set(name, &sample(name), lang).unwrap_or_else(|why| panic!("{name} {lang}: {why}"));
            println!("{name} {lang}: {} bytes", pdf.len());
            keep(&format!("{name}-{lang}"), &pdf);
        }
    }
}

#[test]
fn a_paper_is_an_archive_that_can_be_read_aloud() {
    for name in NAMES {
        let pdf = set(name, &sample(name), "ar").unwrap();
        assert!(pdf.starts_with(b"%PDF-1.7"));
        assert!(has(&pdf, "<pdfaid:part>3</pdfaid:part>"), "{name}");
        assert!(has(&pdf, "<pdfaid:conformance>A</pdfaid:conformance>"), "{name}");
        assert!(has(&pdf, "<pdfuaid:part>1</pdfuaid:part>"), "{name}");
        assert!(has(&pdf, "/Lang(ar)"), "{name}");
        assert_eq!(count(&pdf, "/FontFile2"), count(&pdf, "/Type/FontDescriptor"), "{name}: a font is not embedded");
        assert!(pdf.len() < 130_000, "{name} has grown to {} bytes", pdf.len());
    }
}

#[test]
fn the_same_order_gives_the_same_bytes() {
    let first: Vec<_> = NAMES.iter().map(|name| set(name, &sample(name), "ar").unwrap()).collect();
    let again: Vec<_> = NAMES.iter().rev().map(|name| set(name, &sample(name), "ar").unwrap()).collect();
    assert!(first.iter().eq(again.iter().rev()), "a paper depends on what was set before it");
    assert_ne!(first[0], set("receipt", &sample("receipt"), "fr").unwrap());
}

#[test]
fn the_hour_of_ramadan_is_in_the_properties() {
    // The receipt was made in August, at UTC+1.
    assert!(has(&set("receipt", &sample("receipt"), "ar").unwrap(), "D:20260805104207+01'00"));
}

#[test]
fn the_code_is_a_square_with_its_quiet_border() {
    let svg = qr_svg("https://diwan.example.ma/v/PC-095410113-2026-000123/7Q4K9");
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 41 41\""), "{svg}");
    // The corner that readers look for: seven dark modules, four modules in.
    assert!(svg.contains("M4 4h7v1h-7z"));
    assert!(svg.len() < 9_000, "{}", svg.len());
    assert!(qr_svg(&"x".repeat(5_000)).contains("viewBox"), "an impossible address still gives a drawing");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures")]
fn benchmark_papers() {
    // Small under `cargo test` so that it never rots; `BENCH=1` makes the numbers mean something.
    let rounds = if env::var_os("BENCH").is_some() { 100 } else { 1 };
    for name in NAMES {
        let mut data = sample(name);
        let started = Instant::now();
        for round in 0..rounds {
            data["paper"]["number"] = format!("REC-095410113-2026-{round:06}").into();
            set(name, &data, "ar").unwrap();
        }
        println!("{name}: {:.1} ms", started.elapsed().as_secs_f64() * 1_000.0 / f64::from(rounds));
    }
}
