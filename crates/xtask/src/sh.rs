//! Running other programs: where the repository is, what they said, how many tests they counted.
//! It knows how cargo's two test runners and our journeys close their reports, and nothing else.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

/// How many tests ran, by their outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: u32,
    pub failed: u32,
    pub skipped: u32,
}

impl Count {
    pub fn add(&mut self, other: Count) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// The folder that holds the workspace's manifest.
pub fn root() -> PathBuf {
    // Cargo says where this crate lies, both when it runs us and when it tests us.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    here.ancestors().find(|folder| folder.join("crates/xtask").is_dir()).map_or(here.clone(), Path::to_path_buf)
}

/// Where cargo puts what it builds, a folder for each profile.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program that will start at the root of the repository, with nothing to read.
pub fn program(name: &str, words: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(words).current_dir(root()).stdin(Stdio::null());
    // What cargo told us about ourselves is not true of our children, and a build script that looks at it
    // would run again, and half the workspace with it.
    for (told, _) in std::env::vars_os() {
        let name = told.to_string_lossy();
        if ["CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_BIN_", "CARGO_CRATE_"].iter().any(|kind| name.starts_with(kind)) {
            command.env_remove(&told);
        }
    }
    command
}

/// The very cargo that runs us, whatever toolchain it is.
pub fn cargo(words: &[&str]) -> Command {
    program(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), words)
}

/// Runs a program to its end; what it says is seen as it says it.
pub fn run(mut command: Command) -> Result<(), String> {
    let shown = shown(&command);
    match command.status() {
        Ok(end) if end.success() => Ok(()),
        Ok(end) => Err(format!("`{shown}` ended with {end}")),
        Err(why) => Err(format!("`{shown}` could not start: {why}")),
    }
}

/// Runs a test program to its end, showing each line and adding up the tests it reports.
pub fn run_counting(mut command: Command) -> (Result<(), String>, Count) {
    let shown = shown(&command);
    let mut child = match command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(why) => return (Err(format!("`{shown}` could not start: {why}")), Count::default()),
    };
    let (send, lines) = mpsc::channel();
    let voices: [Option<Box<dyn Read + Send>>; 2] = [
        child.stdout.take().map(|voice| Box::new(voice) as Box<dyn Read + Send>),
        child.stderr.take().map(|voice| Box::new(voice) as Box<dyn Read + Send>),
    ];
    for voice in voices.into_iter().flatten() {
        let send = send.clone();
        thread::spawn(move || {
            for line in BufReader::new(voice).split(b'\n').map_while(Result::ok) {
                if send.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                    return;
                }
            }
        });
    }
    drop(send);
    let mut count = Count::default();
    let mut out = std::io::stdout().lock();
    for line in lines {
        // A closed terminal is no reason to lose the count.
        let _ = writeln!(out, "{line}");
        if let Some(told) = count_in(&line) {
            count.add(told);
        }
    }
    let end = match child.wait() {
        Ok(end) if end.success() => Ok(()),
        Ok(end) => Err(format!("`{shown}` ended with {end}")),
        Err(why) => Err(format!("`{shown}` was lost: {why}")),
    };
    (end, count)
}

/// The tests that a closing line reports; nothing for any other line.
fn count_in(line: &str) -> Option<Count> {
    let plain = without_colours(line);
    let line = plain.trim();
    let counts = if line.starts_with("Summary [") {
        line.split_once(" run:")?.1
    } else if let Some(rest) = line.strip_prefix("test result:") {
        rest.split_once(". ")?.1
    } else if line.starts_with("journeys: ") {
        line.strip_prefix("journeys: ")?
    } else {
        return None;
    };
    let mut count = Count::default();
    let words: Vec<&str> = counts.split([' ', ',', ';', '(', ')']).filter(|word| !word.is_empty()).collect();
    for pair in words.windows(2) {
        let Ok(number) = pair[0].parse::<u32>() else { continue };
        match pair[1] {
            "passed" => count.passed += number,
            "failed" | "exec" | "timed" => count.failed += number,
            "skipped" | "ignored" => count.skipped += number,
            _ => {}
        }
    }
    Some(count)
}

fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            for skipped in letters.by_ref() {
                if skipped.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(letter);
        }
    }
    plain
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words[0] = words[0].rsplit('/').next().unwrap_or_default().to_owned();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Count, count_in};

    #[test]
    fn closing_lines_are_counted() {
        let told = |passed, failed, skipped| Some(Count { passed, failed, skipped });
        assert_eq!(count_in("     Summary [   0.003s] 3 tests run: 3 passed, 0 skipped"), told(3, 0, 0));
        assert_eq!(
            count_in("     Summary [   9.1s] 9 tests run: 6 passed (1 slow), 2 failed, 1 timed out, 4 skipped"),
            told(6, 3, 4)
        );
        assert_eq!(count_in("     Summary [   0.1s] 1 test run: 1 passed, 0 skipped"), told(1, 0, 0));
        assert_eq!(
            count_in(
                "test result: FAILED. 5 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.00s"
            ),
            told(5, 1, 2)
        );
        assert_eq!(count_in("\u{1b}[32mjourneys: 4 passed, 1 failed\u{1b}[0m"), told(4, 1, 0));
        assert_eq!(count_in("test it_is_said ... ok"), None);
        assert_eq!(count_in("12 files passed through"), None);
    }
}
