//! What is measured besides time: the machine itself, and what one process took from it.
//! Read from `/proc`; elsewhere the figures are absent rather than guessed.

use std::path::Path;

/// The machine, in one line, so that a figure can be compared with another one.
pub fn told() -> String {
    let cpu = read("/proc/cpuinfo");
    let model =
        cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("?", |(_, name)| name);
    let memory = field(&read("/proc/meminfo"), "MemTotal:").unwrap_or(0.0) / 1e6;
    let kernel = read("/proc/sys/kernel/osrelease");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!("{cores} cores, {model}, {memory:.0} GB, Linux {}", kernel.trim())
}

/// How many programs wanted a core in the last minute: the noise in a figure.
pub fn load() -> f64 {
    read("/proc/loadavg").split(' ').next().and_then(|minute| minute.parse().ok()).unwrap_or(0.0)
}

/// Seconds of CPU that a process has used so far, on all cores.
pub fn cpu_seconds(process: u32) -> f64 {
    let stat = read(&format!("/proc/{process}/stat"));
    // The name may hold anything; what follows its bracket may not.
    let Some((_, after)) = stat.rsplit_once(") ") else { return 0.0 };
    let ticks: f64 = after.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / TICKS_EACH_SECOND
}

/// The same on every Linux that we run on.
const TICKS_EACH_SECOND: f64 = 100.0;

/// Megabytes of memory that a process holds.
pub fn memory_mb(process: u32) -> f64 {
    field(&read(&format!("/proc/{process}/status")), "VmRSS:").unwrap_or(0.0) / 1_000.0
}

pub fn size_mb(file: &Path) -> f64 {
    std::fs::metadata(file).map_or(0.0, |file| file.len() as f64 / 1e6)
}

fn field(text: &str, name: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok())
}

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}
