//! The corpus of tamperings: each is refused by our judge with the fault expected, and what pyHanko
//! and pdfsig say of it is kept in `docs/tampering.md`, also where they accept what we refuse.

use std::collections::HashSet;

use expect_test::expect_file;
use proof::pdf::{Fault, judge};
use proof::trust::Trust;

use super::leaf::{first, last, leaf};
use super::others::{self, Folder, Paper};
use super::town::{Town, signing};
use super::{tamper_file, tamper_signer};

/// One tampering.
pub struct Tampering {
    /// Short, for files and the table.
    pub name: &'static str,
    /// What was done, in words.
    pub what: &'static str,
    /// The code of a fault that our judge must name: of the fault itself, or of what was altered.
    pub fault: &'static str,
    pub bytes: Vec<u8>,
    /// Whether everything must be found in the paper's own store.
    pub alone: bool,
}

impl Tampering {
    pub fn new(name: &'static str, what: &'static str, fault: &'static str, bytes: Vec<u8>) -> Tampering {
        Tampering { name, what, fault, bytes, alone: false }
    }
}

fn codes(pdf: &[u8], trust: &Trust) -> (bool, Vec<&'static str>) {
    let judgement = judge(pdf, trust);
    let mut codes = Vec::new();
    for fault in judgement.all_faults() {
        codes.push(fault.code());
        match fault {
            Fault::Altered { what, .. } => codes.push(what.code()),
            Fault::Signature(proof::fault::Fault::Stamp(inner)) => codes.push(inner.code()),
            _ => (),
        }
    }
    (judgement.accepted(), codes)
}

#[test]
fn every_tampering_is_refused_and_named() {
    let town = Town::shared();
    let folder = Folder::new("tamper");
    let all: Vec<Tampering> = tamper_file::all(town).into_iter().chain(tamper_signer::all(town)).collect();
    let names: HashSet<&str> = all.iter().map(|one| one.name).collect();
    assert_eq!(names.len(), all.len(), "two tamperings have one name");

    // Before they are bent, these papers hold: otherwise nothing below would mean anything.
    let sealed = town.sealed(&leaf());
    for good in [&town.extended(&sealed), &town.stamped(&sealed, "archive", signing()), &sealed] {
        assert!(judge(good, &town.trust()).accepted());
    }

    let mut missed = Vec::new();
    for one in &all {
        let trust = if one.alone { town.bare_trust() } else { town.trust() };
        let (accepted, codes) = codes(&one.bytes, &trust);
        if accepted || !codes.contains(&one.fault) {
            missed.push(format!("{}: accepted {accepted}, {codes:?} instead of {}", one.name, one.fault));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");

    let nss = others::nss(&folder, town);
    let papers: Vec<Paper> =
        all.iter().map(|one| Paper { name: one.name, bytes: &one.bytes, alone: one.alone }).collect();
    let said = |verdict: &others::Verdict| {
        let verb = if verdict.accepts { "**accepts**" } else { "refuses" };
        let why = verdict.why.trim().trim_end_matches('.');
        if why.is_empty() { verb.to_owned() } else { format!("{verb}: {why}") }
    };
    let mut table = String::from(HEAD);
    let mut beyond_both = Vec::new();
    for (index, (one, hanko)) in all.iter().zip(others::pyhanko(&folder, town, &papers)).enumerate() {
        let sig = others::pdfsig(&folder, &nss, &papers[index]);
        if hanko.accepts && sig.accepts {
            beyond_both.push(one.name);
        }
        let row = [one.what.to_owned(), format!("`{}`", one.fault), said(&hanko), said(&sig)];
        table.push_str(&format!("| {} | {} |\n", index + 1, row.join(" | ")));
    }
    table.push_str(&format!(
        "\n{} tamperings; {} of them are accepted by both other judges and refused by ours: {}.\n",
        all.len(),
        beyond_both.len(),
        if beyond_both.is_empty() { "none".to_owned() } else { beyond_both.join(", ") }
    ));
    // The page is of one version of each judge: pyHanko's is pinned, poppler's is the system's.
    let version = others::pdfsig_version();
    if version != PDFSIG {
        println!("docs/tampering.md tells of pdfsig {PDFSIG} and is not compared with that of {version}");
        return;
    }
    expect_file![concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/tampering.md")].assert_eq(&table);
}

const PDFSIG: &str = "22.12.0";
const HEAD: &str = "# Tamperings, and who refuses them

Each row is a PDF that the tests bend (`cargo test -p proof --test pdf`). Diwan refuses every one, with the fault named
here. The other two columns are what pyHanko 0.38.0 and poppler's `pdfsig` 22.12 (with NSS, which is given no revocation
lists) say of the same bytes, measured in the same test. `pdfsig` judges what a signature covers and not what was added
later: where it only says that not the whole file is signed, it counts as accepting.
`UPDATE_EXPECT=1` writes this page again.

| | What was done | Diwan's fault | pyHanko | pdfsig |
|---|---|---|---|---|
";

/// Whatever bytes come, the judge answers.
#[test]
fn whatever_bytes_come_the_judge_answers() {
    let town = Town::shared();
    let trust = town.trust();
    let paper = town.sealed(&leaf());
    let papers = [town.extended(&paper), paper];
    let sealed = papers[1].len();
    assert!(papers.iter().all(|paper| judge(paper, &trust).accepted()));
    let gap = last(&papers[1], b"/Contents<") + 9;
    let gap = gap..gap + first(&papers[1][gap..], b">") + 1;
    let mut tried = 0;
    arbtest::arbtest(|chance| {
        let mut bytes = chance.choose(&papers)?.clone();
        for _ in 0..chance.int_in_range(1..=8)? {
            let at = chance.choose_index(bytes.len())?;
            match chance.int_in_range(0..=3)? {
                0 => bytes[at] = chance.arbitrary()?,
                1 => bytes.truncate(at + 1),
                2 => {
                    let piece = bytes[at..(at + 40).min(bytes.len())].to_vec();
                    bytes.extend(piece);
                }
                _ => {
                    bytes.remove(at);
                }
            }
            if bytes.is_empty() {
                return Ok(());
            }
        }
        tried += 1;
        // What is accepted says what was signed. Evidence after it may be any, and the signature's own
        // place may hold other certificates beside the signer's.
        let judgement = judge(&bytes, &trust);
        if judgement.accepted() {
            let coverage = judgement.signatures[0].coverage.clone().expect("what is accepted covers something");
            assert_eq!((coverage.left_out.clone(), coverage.end), (gap.clone(), sealed));
            assert!(bytes[..gap.start] == papers[1][..gap.start], "other bytes are accepted before the signature");
            assert!(bytes[gap.end..sealed] == papers[1][gap.end..], "other bytes are accepted after the signature");
        }
        Ok(())
    })
    .budget_ms(2_000);
    assert!(20 < tried, "only {tried} were tried");
}
