//! Benchmarks, from outside: the built program, met over HTTP as people meet it, and beside each
//! figure the limit of this very machine in this very run. One line each, so that two runs can be
//! laid beside each other. What must be measured inside a crate is a test of that crate, small
//! under `cargo test`; `BENCH=1` makes it long enough to mean something.

mod limits;
mod load;
mod machine;
mod machines;
mod measures;
mod town;

use crate::{screens, sh};

/// One measured thing.
#[derive(Default)]
struct Line<'a> {
    name: &'a str,
    ours: f64,
    unit: &'a str,
    limit: Option<f64>,
    wait: Option<(f64, f64)>,
    cpu_per_thousand: Option<f64>,
    memory_mb: Option<f64>,
}

impl Line<'_> {
    fn print(&self) {
        let mut parts = vec![format!("{:<34}", self.name), format!("{} {}", figure(self.ours), self.unit)];
        if let Some(limit) = self.limit {
            parts.push(format!("limit {}", figure(limit)));
            parts.push(format!("ratio {:.2}", self.ours / limit));
        }
        if let Some((p50, p99)) = self.wait {
            parts.push(format!("p50 {p50:.2} ms"));
            parts.push(format!("p99 {p99:.2} ms"));
        }
        if let Some(cpu) = self.cpu_per_thousand {
            parts.push(format!("CPU {cpu:.3} s/1,000"));
        }
        if let Some(memory) = self.memory_mb {
            parts.push(format!("memory {memory:.0} MB"));
        }
        parts.push(format!("load {:.1}", machine::load()));
        println!("{}", parts.join(" | "));
    }
}

/// Three digits that matter, and thousands apart.
fn figure(value: f64) -> String {
    if value < 100.0 {
        return format!("{value:.2}");
    }
    let digits = format!("{value:.0}");
    let mut apart = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    apart
}

/// Asks again until it is so, or the time is over.
fn wait_until(seconds: f64, mut so: impl FnMut() -> bool) -> Result<f64, String> {
    let began = load::now();
    while !so() {
        if seconds < began.elapsed().as_secs_f64() {
            return Err(format!("not so after {seconds} s"));
        }
        std::thread::park_timeout(std::time::Duration::from_millis(2));
    }
    Ok(began.elapsed().as_secs_f64())
}

/// What is asked of a run.
struct Wish {
    names: Vec<String>,
    seconds: f64,
    files: usize,
    /// Measure what was built before, without building.
    built: bool,
}

impl Wish {
    fn read(words: &[String]) -> Result<Wish, String> {
        let mut wish = Wish { names: Vec::new(), seconds: 5.0, files: 1_000_000, built: false };
        for word in words {
            let wrong = || format!("`{word}`? Say B1, B2, B3, B5 or B10, seconds=N, files=N, built");
            match word.split_once('=') {
                Some(("seconds", number)) => wish.seconds = number.parse().map_err(|_| wrong())?,
                Some(("files", number)) => wish.files = number.parse().map_err(|_| wrong())?,
                None if word == "built" => wish.built = true,
                None if ["B1", "B2", "B3", "B5", "B10"].contains(&word.as_str()) => wish.names.push(word.clone()),
                _ => return Err(wrong()),
            }
        }
        Ok(wish)
    }

    fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|one| one == name)
    }
}

/// `cargo xtask bench [B1 B2 B3 B5 B10] [seconds=5] [files=1000000] [built]`.
pub fn command(words: &[String]) -> Result<(), String> {
    let wish = Wish::read(words)?;
    if !wish.built {
        sh::run(sh::cargo(&["build", "--profile", "dist", "--locked", "--package", "diwan", "--bins", "--examples"]))?;
        sh::run(sh::cargo(&["build", "--profile", "dist", "--locked", "--package", "xtask", "--examples"]))?;
    }
    println!("{}", machine::told());
    if wish.wants("B10") {
        measures::b10_start()?;
    }
    if wish.wants("B2") {
        measures::b2_engine(wish.seconds)?;
    }
    if wish.wants("B5") {
        measures::b5_papers(wish.seconds)?;
    }
    if wish.wants("B1") || wish.wants("B2") {
        let folder = screens::fresh_folder("bench")?;
        let crowd = measures::Crowd::open(&folder)?;
        if wish.wants("B1") {
            crowd.b1_filing(&folder, wish.seconds)?;
        }
        if wish.wants("B2") {
            crowd.b2_step(wish.seconds)?;
        }
        crowd.close()?;
    }
    if wish.wants("B3") {
        // A country of its own: B2 leaves one commune with tens of thousands of files.
        let folder = screens::fresh_folder("bench-country")?;
        let crowd = measures::Crowd::open(&folder)?;
        crowd.b3_inbox(wish.seconds, wish.files)?;
        crowd.close()?;
    }
    Ok(())
}
