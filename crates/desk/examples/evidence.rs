//! How long it takes to judge the evidence of a file: `cargo run --release -p desk --example evidence --
//! EVIDENCE.asice ROOT.pem`. The container is one that was downloaded; each run judges it anew, in one thread.

use proof::certificate::Certificate;
use proof::trust::{RevocationRule, Trust};

const RUNS: usize = 50;

#[expect(clippy::disallowed_methods, reason = "it measures, and decides nothing")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(container), Some(root)) = (words.next(), words.next()) else {
        return Err("say: EVIDENCE.asice ROOT.pem".into());
    };
    let bytes = std::fs::read(container)?;
    let mut trust = Trust::new(jiff::Timestamp::now());
    trust.revocation = RevocationRule::IfKnown;
    for der in proof::pem::of_file(proof::pem::CERTIFICATE, &std::fs::read(root)?)? {
        trust.roots.push(Certificate::read(&der)?);
    }
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let began = std::time::Instant::now();
        let judgement = desk::evidence::judge(&bytes, &trust, None, proof::container::BYTES_MOST);
        times.push(began.elapsed());
        if !judgement.accepted() {
            return Err(format!("refused: {:?}", judgement.faults).into());
        }
        if times.len() == 1 {
            let (number, acts) = judgement.file.map(|file| (file.number, file.acts.len())).unwrap_or_default();
            println!(
                "{number}: {} bytes, {} papers, {} of {acts} acts proven",
                bytes.len(),
                judgement.papers.len(),
                judgement.proven.len(),
            );
        }
    }
    times.sort();
    println!("median {:?}, slowest {:?} of {RUNS}", times[RUNS / 2], times[RUNS - 1]);
    Ok(())
}
