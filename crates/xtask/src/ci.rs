//! Everything that must hold before a change is taken, in the order that finds a fault soonest.
//! A person and the integration run the same command; there is no second list anywhere.
//!
//! Each step runs even when one before it failed, unless what it needs was not built: one run
//! tells all. The last line counts tests, each step that is not a test program being one.

use std::time::Duration;

use crate::sh::{self, Count};
use crate::{deny, screens, tidy};

/// Installs what the tests need, then runs everything: the README's second command.
pub fn test(words: &[String]) -> Result<(), String> {
    sh::run(sh::program("bash", &["scripts/setup"]))?;
    ci(words)
}

pub fn ci(_words: &[String]) -> Result<(), String> {
    let mut report = Report::default();
    report.step("format", || sh::run(sh::cargo(&["fmt", "--all", "--check"])));
    report.step("tidy", || tidy::command(&[]));
    report.step("licences", || deny::command(&[]));
    report.step("clippy", || {
        sh::run(sh::cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"]))
    });
    let built = report.step("build", || sh::run(sh::cargo(&["build", "--workspace", "--locked", "--quiet"])));
    report.tests("tests", || sh::run_counting(tests()));
    if built {
        report.step("checker", || sh::run(diwan(&["check"])));
        report.tests("journeys", screens::journeys_through_a_fresh_town);
        report.step("operator", backed_up_and_restored);
        report.step("judges", || crate::judge::of_town(&screens::folder("journeys"), 25, &diwan_built()));
    } else {
        report.missed("checker");
        report.missed("journeys");
        report.missed("operator");
        report.missed("judges");
    }
    report.close()
}

/// The workspace's tests. By cargo's own runner: the tests of a crate then share one process, and
/// with it one throw-away PostgreSQL; nextest would make a new one for each test.
fn tests() -> std::process::Command {
    sh::cargo(&["test", "--workspace", "--locked", "--no-fail-fast", "--quiet"])
}

/// `cargo xtask fuzz [seconds=30]`: only the tests that throw bytes which nobody meant at whatever reads bytes
/// from outside, each for so long. Their names begin with `whatever`; every run of the tests has them briefly.
pub fn fuzz(words: &[String]) -> Result<(), String> {
    let seconds: u64 = match words {
        [] => 30,
        [word] => word.strip_prefix("seconds=").and_then(|n| n.parse().ok()).ok_or("say seconds=N")?,
        _ => return Err("say seconds=N".into()),
    };
    let mut tests = sh::cargo(&["test", "--workspace", "--locked", "--no-fail-fast", "--quiet", "whatever"]);
    // The counter answers some hundred throws a second in a debug build.
    tests.env("ARBTEST_BUDGET_MS", (seconds * 1_000).to_string()).env("CARELESS", (seconds * 100).to_string());
    sh::run(tests)
}

/// The program itself, as `cargo build` left it.
pub fn diwan(words: &[&str]) -> std::process::Command {
    sh::program(&diwan_built().to_string_lossy(), words)
}

fn diwan_built() -> std::path::PathBuf {
    sh::target().join("debug/diwan")
}

/// The journeys' town, copied, put back elsewhere, replayed there, and written out as tables.
fn backed_up_and_restored() -> Result<(), String> {
    let town = screens::folder("journeys");
    let [copy, back, tables] = ["copy", "back", "tables"].map(|name| format!("{}-{name}", town.display()));
    for folder in [&copy, &back, &tables] {
        if std::path::Path::new(folder).exists() {
            std::fs::remove_dir_all(folder).map_err(|why| format!("{folder}: {why}"))?;
        }
    }
    sh::run(diwan(&["backup", "--data", &town.to_string_lossy(), &copy]))?;
    sh::run(diwan(&["restore", "--data", &back, &copy]))?;
    sh::run(diwan(&["verify", "--data", &back]))?;
    sh::run(diwan(&["export", "--data", &town.to_string_lossy(), &tables]))
}

/// What ran, how it ended and how long it took.
#[derive(Default)]
struct Report {
    lines: Vec<String>,
    count: Count,
}

impl Report {
    /// One step that passes or fails as a whole.
    fn step(&mut self, name: &str, run: impl FnOnce() -> Result<(), String>) -> bool {
        println!("== {name}");
        let (end, took) = timed(run);
        self.count.add(if end.is_ok() { Count { passed: 1, ..Count::default() } } else { FAILED });
        self.note(name, end, took, String::new())
    }

    /// A step that counts its own tests.
    fn tests(&mut self, name: &str, run: impl FnOnce() -> (Result<(), String>, Count)) {
        println!("== {name}");
        let ((end, count), took) = timed(run);
        let silent = end.is_ok() && count.passed == 0;
        self.count.add(count);
        // A test program that died, or ran nothing, is a failure even when it reported none.
        if (end.is_err() && count.failed == 0) || silent {
            self.count.add(FAILED);
        }
        let end = if silent { Err(format!("{name}: no test ran")) } else { end };
        self.note(name, end, took, format!("{} passed, {} failed", count.passed, count.failed));
    }

    fn missed(&mut self, name: &str) {
        self.count.skipped += 1;
        self.lines.push(format!("  -    {name}: not tried, nothing was built"));
    }

    fn note(&mut self, name: &str, end: Result<(), String>, took: Duration, more: String) -> bool {
        let seconds = took.as_secs_f64();
        match &end {
            Ok(()) => self.lines.push(format!("  ok   {name:<9} {seconds:>6.1} s  {more}").trim_end().to_owned()),
            Err(why) => {
                eprintln!("{why}");
                self.lines.push(format!("  FAIL {name:<9} {seconds:>6.1} s  {more}  {why}"));
            }
        }
        end.is_ok()
    }

    fn close(self) -> Result<(), String> {
        println!("\n{}\n", self.lines.join("\n"));
        let Count { passed, failed, skipped } = self.count;
        if skipped == 0 {
            println!("{passed} passed, {failed} failed");
        } else {
            println!("{passed} passed, {failed} failed, {skipped} skipped");
        }
        if failed == 0 { Ok(()) } else { Err("not everything holds".into()) }
    }
}

const FAILED: Count = Count { passed: 0, failed: 1, skipped: 0 };

#[expect(clippy::disallowed_methods, reason = "a tool tells a person how long a step took; no rule depends on it")]
fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let started = std::time::Instant::now();
    let end = run();
    (end, started.elapsed())
}
