//! Signed files, judged one after the other and told in words.

use super::Options;
use crate::config::Config;
use crate::operate::present;
use crate::serve::{machine_clock, open, runtime};
use crate::street::street;
use crate::{DATA, Data};
use desk::Desk;
use i18n::{Arg, Lang, Words};
use proof::certificate::Certificate;
use proof::pem;
use proof::trust::{RevocationRule, Trust};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use web::judged::{self, Evidence, Signature, Told};

/// The largest file that is judged, in bytes: as much as our readers take.
const FILE_BYTES_MOST: u64 = proof::container::BYTES_MOST as u64;

/// Judges every file; an error when one of them does not hold.
pub fn judge_all(options: &Options) -> Result<(), String> {
    let lang = Lang::parse(&options.lang).ok_or_else(|| format!("--lang {}: say ar or fr", options.lang))?;
    let judge = Judge::open(options)?;
    let mut refused = 0;
    for (n, file) in options.files.iter().enumerate() {
        if 0 < n {
            println!();
        }
        if !judge.judge(file, lang)? {
            refused += 1;
        }
    }
    match refused {
        0 => Ok(()),
        n => Err(format!("{n} of {} files do not hold", options.files.len())),
    }
}

/// Whom to believe, and what is known.
struct Judge {
    trust: Trust,
    words: Arc<Words>,
    town: Option<(Desk, tokio::runtime::Runtime)>,
}

impl Judge {
    fn open(options: &Options) -> Result<Judge, String> {
        let named = options.data.clone();
        // Without a word about whom to believe, the town that lies here is asked.
        let folder = match named {
            None if options.trust.is_empty() => Some(PathBuf::from(DATA)),
            named => named,
        };
        let mut judge = match folder {
            Some(folder) => Judge::of_town(Data { data: folder }, options.data.is_some())?,
            None => Judge::alone()?,
        };
        for file in &options.trust {
            let found = blocks(file, pem::CERTIFICATE)?;
            for der in found {
                let root = Certificate::read(&der).map_err(|why| format!("{}: {why}", file.display()))?;
                judge.trust.roots.push(root);
            }
        }
        for file in &options.list {
            judge.trust.crls.extend(blocks(file, pem::LIST)?);
        }
        Ok(judge)
    }

    fn alone() -> Result<Judge, String> {
        let words = street()?.words().map_err(|faults| format!("words: {faults:?}"))?;
        let at = jiff::Timestamp::from_microsecond(machine_clock().now()).map_err(|e| format!("the clock: {e}"))?;
        let mut trust = Trust::new(at);
        trust.revocation = RevocationRule::IfKnown;
        Ok(Judge { trust, words: Arc::new(words), town: None })
    }

    fn of_town(data: Data, named: bool) -> Result<Judge, String> {
        let config = Config::read(&data.data)?;
        present(&data, &config).map_err(|why| match named {
            true => why,
            false => format!("whom should be believed? Give --trust ROOT.pem, or --data DIR of a town ({why})"),
        })?;
        let desk = open(&data.data, &config, false)?;
        let runtime = runtime(&config)?;
        let trust = runtime.block_on(desk::keys::trust(&desk)).map_err(|e| e.to_string())?;
        Ok(Judge { trust, words: desk.words.clone(), town: Some((desk, runtime)) })
    }

    /// Judges one file and says what was found; whether all its signatures hold.
    fn judge(&self, file: &Path, lang: Lang) -> Result<bool, String> {
        let bytes = read(file, FILE_BYTES_MOST)?;
        if bytes.starts_with(b"PK") {
            return Ok(self.judge_evidence(file, lang, &bytes));
        }
        let judgement = proof::pdf::judge(&bytes, &self.trust);
        let say = |key: &str, args: &[(&str, Arg)]| self.words.plain(lang, key, args);
        let told = judged::told(lang, &say, &judgement);
        print!("{}", page(file, lang, &say, &told));
        if let Some((desk, runtime)) = &self.town {
            let known = desk::signing::known(desk, desk::signing::covered(&judgement, &bytes));
            let paper = runtime.block_on(known).map_err(|e| e.to_string())?;
            if let Some(carried) = desk::signing::carried(desk, &bytes, paper.as_ref()) {
                println!("  {}", self.carried(lang, carried));
            }
            if let Some(paper) = paper {
                let state = if paper.superseded.is_some() { "superseded" } else { "valid" };
                let kind = say(&format!("paper-{}", paper.document.name), &[]);
                let register = say("judge-in-register", &[]);
                println!("  {register} {kind} {} — {}", paper.document.number, say(&format!("verify-{state}"), &[]));
            }
        }
        Ok(told.accepted)
    }

    /// What is said of the proof that a paper carries.
    fn carried(&self, lang: Lang, carried: desk::signing::Carried) -> String {
        let number = |value: u64| Arg::from(i64::try_from(value).unwrap_or(i64::MAX));
        match carried {
            Some(proven) => {
                let args = [("place", number(proven.index + 1)), ("size", number(proven.size))];
                let said = self.words.plain(lang, "judge-carried", &args);
                format!("{said} {}", i18n::format::moment(lang, proven.at))
            }
            None => format!("! {}", self.words.plain(lang, "judge-carried-false", &[])),
        }
    }

    /// The same for the evidence of a file, with the papers in it.
    fn judge_evidence(&self, file: &Path, lang: Lang, bytes: &[u8]) -> bool {
        let say = |key: &str, args: &[(&str, Arg)]| self.words.plain(lang, key, args);
        let key = self.town.as_ref().map(|(desk, _)| &desk.register.keys.log.verifier);
        let judgement = desk::evidence::judge(bytes, &self.trust, key, proof::container::BYTES_MOST);
        let told = judged::evidence(lang, &self.words, &say, &judgement);
        print!("{}", container(file, lang, &say, &told));
        judgement.accepted()
    }
}

/// What is said of a container, as lines.
fn container(file: &Path, lang: Lang, say: judged::Say, told: &Evidence) -> String {
    let plain = |key: &str| say(key, &[]);
    let moment = |at: i64| i18n::format::moment(lang, at);
    let holds = if told.accepted { "judge-evidence-accepted" } else { "judge-evidence-refused" };
    let mut lines = vec![format!("{}: {}", file.display(), plain(holds))];
    let mut line = |text: String| lines.push(format!("  {text}"));
    if let Some(one) = &told.file {
        line(format!("{} — {}", say("judge-evidence-of", &[("number", Arg::from(one.number.as_str()))]), one.service));
        let (proven, acts) = (one.proven as i64, one.acts.len() as i64);
        line(say("judge-evidence-acts", &[("proven", Arg::from(proven)), ("acts", Arg::from(acts))]));
    }
    for seal in &told.seals {
        let at = seal.at.map(moment).unwrap_or_default();
        line(format!("{} : {} ({at})", plain(&format!("judge-seal-{}", seal.kind)), seal.name));
    }
    for fault in &told.faults {
        line(format!("! {fault}"));
    }
    if 0 < told.more_faults {
        line(format!("! {}", say("judge-more-faults", &[("count", Arg::from(told.more_faults as i64))])));
    }
    let Some(one) = &told.file else { return lines.join("\n") + "\n" };
    for piece in &one.pieces {
        let state = match (piece.inside, piece.holds) {
            (true, true) => plain("judge-piece-inside"),
            (true, false) => plain("judge-piece-altered"),
            (false, _) => piece.why.clone(),
        };
        line(format!("{} ({}) : {state}", piece.kind, piece.name));
    }
    let mut text = lines.join("\n") + "\n";
    for paper in &one.papers {
        text += &page(Path::new(&paper.path), lang, say, &paper.told);
    }
    text
}

/// What is said of a file, as lines.
fn page(file: &Path, lang: Lang, say: judged::Say, told: &Told) -> String {
    let plain = |key: &str| say(key, &[]);
    let mut lines =
        vec![format!("{}: {}", file.display(), plain(if told.accepted { "judge-accepted" } else { "judge-refused" }))];
    lines.extend(told.faults.iter().map(|fault| format!("  ! {fault}")));
    for one in &told.signatures {
        lines.extend(signature(lang, &plain, one));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn signature(lang: Lang, plain: &dyn Fn(&str) -> String, one: &Signature) -> Vec<String> {
    let mut lines = vec![format!("  {}", plain(&format!("judge-kind-{}", one.kind)))];
    let mut fact = |key: &str, value: &str| lines.push(format!("    {} : {value}", plain(key)));
    let name = [Some(one.name.as_str()), one.title.as_deref()].into_iter().flatten().filter(|part| !part.is_empty());
    let name = name.collect::<Vec<_>>().join(" — ");
    if !name.is_empty() {
        fact("judge-by", &name);
    }
    if let Some(organisation) = &one.organisation {
        fact("judge-for", organisation);
    }
    if let Some(issuer) = &one.issuer {
        fact("judge-issuer", issuer);
    }
    match (one.proven_at, one.claimed_at) {
        (Some(at), _) => fact("judge-proven-at", &i18n::format::moment(lang, at)),
        (None, Some(at)) => fact("judge-claimed-at", &i18n::format::moment(lang, at)),
        (None, None) => {}
    }
    if !one.reason.is_empty() {
        fact("judge-reason", &one.reason);
    }
    if !one.level.is_empty() {
        fact("judge-level", &plain(&format!("judge-level-{}", one.level)));
    }
    let covers = match (one.whole, one.later.is_empty()) {
        (true, _) => plain("judge-covers-whole"),
        (false, false) => format!("{} {}", plain("judge-covers-then"), one.later.join(", ")),
        (false, true) => plain("judge-covers-part"),
    };
    fact("judge-covers", &covers);
    if !one.faults.is_empty() {
        lines.push(format!("    {}", plain("judge-signature-refused")));
        lines.extend(one.faults.iter().map(|fault| format!("      ! {fault}")));
    }
    lines
}

fn blocks(file: &Path, label: &str) -> Result<Vec<Vec<u8>>, String> {
    let bytes = read(file, pem::TEXT_BYTES_MOST as u64)?;
    let found = pem::of_file(label, &bytes).map_err(|why| format!("{}: {why}", file.display()))?;
    match found.is_empty() {
        true => Err(format!("{}: it holds no {label}, neither as text (PEM) nor as DER", file.display())),
        false => Ok(found),
    }
}

fn read(file: &Path, bytes_most: u64) -> Result<Vec<u8>, String> {
    let name = file.display();
    let size = std::fs::metadata(file).map_err(|e| format!("{name}: {e}"))?.len();
    if bytes_most < size {
        return Err(format!("{name}: {size} bytes; at most {bytes_most} are read"));
    }
    std::fs::read(file).map_err(|e| format!("{name}: {e}"))
}
