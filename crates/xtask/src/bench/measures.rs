//! What is measured, one function each, named as in `docs/performance.md`:
//! B1 files an application, B2 does one step, B3 opens an inbox, B5 makes papers, B10 starts.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::limits::{self, Echo};
use super::load::{self, Met, Turn, Turned, crowd_watched};
use super::machines::{CITIZEN, CLERK, Machine, PASSWORD, TOWN};
use super::town::{self, Town, ask};
use super::{Line, machine};
use crate::{screens, sh};

const CLIENTS: [usize; 3] = [1, 32, 128];

/// A town with machines at its counter.
pub struct Crowd {
    town: Town,
    citizen: Machine,
    clerk: Machine,
    clerk_cookie: String,
    communes: Arc<Vec<String>>,
    folder: PathBuf,
}

impl Crowd {
    pub fn open(folder: &Path) -> Result<Crowd, String> {
        let town = Town::open(&town::built("dist"), "demo", folder, 3.0)?;
        let citizen = Machine::of(&town, CITIZEN, PASSWORD)?.with_pieces(&town)?;
        let clerk = Machine::of(&town, CLERK, PASSWORD)?;
        let clerk_cookie = town.sign_in(CLERK, PASSWORD)?;
        let communes = Arc::new(communes()?);
        // One, to see that it is taken, before thousands.
        citizen.file(&mut town.client()?, TOWN)?;
        Ok(Crowd { town, citizen, clerk, clerk_cookie, communes, folder: folder.to_path_buf() })
    }

    /// B1: an application filed over HTTP, durable and numbered before the answer.
    pub fn b1_filing(&self, folder: &Path, seconds: f64) -> Result<(), String> {
        let bytes = self.citizen.application_bytes();
        let echo = Echo::start()?;
        for clients in CLIENTS {
            let log = limits::durable_log(folder, clients, bytes, seconds).map_err(|why| why.to_string())?;
            let bare = echo.met_by(clients, bytes, seconds)?;
            let name = format!("B1 bare durable log, {clients} clients");
            Line::of(&name, &log).print();
            let name = format!("B1 bare HTTP echo, {clients} clients");
            Line::of(&name, &bare).print();
            let limit = Some(log.each_second().min(bare.each_second()));
            let (met, cpu) = self.watched(self.filers(clients)?, seconds);
            let name = format!("B1 file an application, {clients} clients");
            let line = Line::of(&name, &met);
            Line { limit, cpu_per_thousand: Some(cpu), memory_mb: Some(self.town.memory_mb()), ..line }.print();
            told_refused(&met);
        }
        Ok(())
    }

    /// B2: one step of the procedure over HTTP: the clerk finds a file complete.
    pub fn b2_step(&self, seconds: f64) -> Result<(), String> {
        for clients in CLIENTS {
            // Enough files to last; what is left over is of no harm.
            let wanted = (seconds * 1.2 * if clients == 1 { 1_500.0 } else { 6_000.0 }) as usize;
            let waiting = Arc::new(Mutex::new(self.filed(wanted, 64)?));
            let members: Result<Vec<Turn>, String> = (0..clients)
                .map(|_| {
                    let (mut client, clerk, waiting) = (self.town.client()?, self.clerk.clone(), waiting.clone());
                    Ok(Box::new(move || {
                        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                        next.map_or(Turned::Over, |number| clerk.act(&mut client, &number, "accept"))
                    }) as Turn)
                })
                .collect();
            let (met, cpu) = self.watched(members?, seconds);
            let name = format!("B2 one step over HTTP, {clients} clients");
            let line = Line::of(&name, &met);
            Line { cpu_per_thousand: Some(cpu), memory_mb: Some(self.town.memory_mb()), ..line }.print();
            told_refused(&met);
        }
        Ok(())
    }

    /// B3: the officer's inbox page, as the whole country files more and more.
    pub fn b3_inbox(&self, seconds: f64, files_most: usize) -> Result<(), String> {
        let mut files = 0;
        let mut first = None;
        for goal in [10_000, 100_000, 1_000_000].into_iter().filter(|goal| *goal <= files_most) {
            let began = load::now();
            self.fill(goal - files)?;
            files = goal;
            eprintln!(
                "   {goal} files over {} communes, in {:.0} s",
                self.communes.len(),
                began.elapsed().as_secs_f64()
            );
            let (mut client, cookie) = (self.town.client()?, self.clerk_cookie.clone());
            let page = ask(&mut client, "GET", "/office", &cookie, b"")?;
            if page.status != 200 {
                return Err(format!("the inbox answered {}", page.status));
            }
            let kilobytes = page.body.len() as f64 / 1_000.0;
            let turn =
                move || Turned::when(client.ask("GET", "/office", &cookie, b"").is_ok_and(|page| page.status == 200));
            let (met, cpu) = self.watched(vec![Box::new(turn)], seconds);
            let name = format!("B3 inbox of {kilobytes:.0} kB, {goal} files");
            let line = Line::of(&name, &met);
            Line { cpu_per_thousand: Some(cpu), memory_mb: Some(self.town.memory_mb()), ..line }.print();
            let p50 = met.wait(0.5);
            let base = *first.get_or_insert(p50);
            eprintln!("   {:.2} times its median at 10000 files", p50 / base);
        }
        Ok(())
    }

    /// Ends the town, and replays all that was filed.
    pub fn close(self) -> Result<(), String> {
        self.town.close();
        let began = load::now();
        let mut verify = sh::program(&town::built("dist").to_string_lossy(), &["verify", "--data"]);
        verify.arg(&self.folder);
        sh::run(verify)?;
        eprintln!("   verified in {:.1} s", began.elapsed().as_secs_f64());
        Ok(())
    }

    /// What a crowd met, and the seconds of CPU that the program used for a thousand of them.
    fn watched(&self, members: Vec<Turn>, seconds: f64) -> (Met, f64) {
        let (met, before, after) = crowd_watched(members, seconds, || self.town.cpu_seconds());
        let cpu = (after - before) * 1_000.0 / met.requests.max(1) as f64;
        (met, cpu)
    }

    /// Clients that file for every commune of the country in turn.
    fn filers(&self, clients: usize) -> Result<Vec<Turn>, String> {
        (0..clients)
            .map(|first| {
                let (mut client, citizen, communes) =
                    (self.town.client()?, self.citizen.clone(), self.communes.clone());
                let mut turn = first * 47;
                Ok(Box::new(move || {
                    turn += 1;
                    let commune = &communes[turn % communes.len()];
                    Turned::when(citizen.file(&mut client, commune).is_ok())
                }) as Turn)
            })
            .collect()
    }

    /// Files for the whole country until so many more are in the register.
    fn fill(&self, more: usize) -> Result<(), String> {
        let communes = self.communes.clone();
        let orders: VecDeque<String> = (0..more).map(|n| communes[n % communes.len()].clone()).collect();
        self.file_all(orders, 96).map(drop)
    }

    /// Files so many in our town, and gives their numbers.
    fn filed(&self, wanted: usize, clients: usize) -> Result<VecDeque<String>, String> {
        self.file_all(std::iter::repeat_n(TOWN.to_owned(), wanted).collect(), clients)
    }

    fn file_all(&self, orders: VecDeque<String>, clients: usize) -> Result<VecDeque<String>, String> {
        let wanted = orders.len();
        let (orders, numbers) = (Arc::new(Mutex::new(orders)), Arc::new(Mutex::new(VecDeque::with_capacity(wanted))));
        let threads: Vec<_> = (0..clients)
            .map(|_| {
                let (orders, numbers, citizen) = (orders.clone(), numbers.clone(), self.citizen.clone());
                let mut client = self.town.client()?;
                Ok(std::thread::spawn(move || {
                    loop {
                        let next = orders.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
                        let Some(commune) = next else { return Ok(()) };
                        let number = citizen.file(&mut client, &commune)?;
                        numbers.lock().unwrap_or_else(PoisonError::into_inner).push_back(number);
                    }
                }))
            })
            .collect::<Result<Vec<_>, String>>()?;
        for thread in threads {
            let done: Result<(), String> = thread.join().map_err(|_| "a client panicked".to_owned())?;
            done?;
        }
        let numbers = std::mem::take(&mut *numbers.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(numbers)
    }
}

/// B2: one step in the engine alone, in a program of its own.
pub fn b2_engine(seconds: f64) -> Result<(), String> {
    for line in example("engine", &[&seconds.to_string()])?.lines() {
        let Some((name, steps)) = line.split_once('\t') else { continue };
        let ours = number(steps)?;
        Line { name: &format!("B2 engine: {name}"), ours, unit: "/CPU-s", ..Line::default() }.print();
    }
    Ok(())
}

/// B5: one page in Arabic and French, typeset and signed, on one thread and on two.
pub fn b5_papers(seconds: f64) -> Result<(), String> {
    for threads in ["1", "2"] {
        let said = example("paper", &[&seconds.to_string(), threads])?;
        let [_, each_second, cpu, bytes] = said.trim().split('\t').collect::<Vec<_>>()[..] else {
            return Err(format!("the papers' benchmark said `{said}`"));
        };
        let name = format!("B5 paper of {:.1} kB, {threads} threads", number(bytes)? / 1_000.0);
        let cpu_per_thousand = Some(number(cpu)?);
        Line { name: &name, ours: number(each_second)?, unit: "/s", cpu_per_thousand, ..Line::default() }.print();
    }
    Ok(())
}

/// What one of the benchmarks' own programs prints.
fn example(name: &str, words: &[&str]) -> Result<String, String> {
    let built = sh::target().join("dist/examples").join(name);
    let mut program = sh::program(&built.to_string_lossy(), &[&sh::root().to_string_lossy()]);
    let said = program.args(words).output().map_err(|why| format!("{}: {why}", built.display()))?;
    match said.status.success() {
        true => Ok(String::from_utf8_lossy(&said.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&said.stderr).into_owned()),
    }
}

fn number(word: &str) -> Result<f64, String> {
    word.parse().map_err(|_| format!("`{word}` is no number"))
}

/// B10: how soon it answers, what it holds when nobody asks, what it weighs.
pub fn b10_start() -> Result<(), String> {
    let built = town::built("dist");
    Line { name: "B10 binary", ours: machine::size_mb(&built), unit: "MB", ..Line::default() }.print();
    let folder = screens::fresh_folder("bench-start")?;
    let began = load::now();
    Town::open(&built, "demo", &folder, 2.0)?.close();
    eprintln!("   a demo town was made, served and closed in {:.1} s", began.elapsed().as_secs_f64());
    let mut waits = Vec::new();
    for _ in 0..5 {
        let town = Town::open(&built, "serve", &folder, 0.0)?;
        waits.push(town.ready_seconds * 1_000.0);
        town.close();
    }
    waits.sort_by(f64::total_cmp);
    Line { name: "B10 start to ready, median of 5", ours: waits[2], unit: "ms", ..Line::default() }.print();
    let town = Town::open(&built, "serve", &folder, 5.0)?;
    Line { name: "B10 idle memory after 5 s", ours: town.memory_mb(), unit: "MB", ..Line::default() }.print();
    town.close();
    Ok(())
}

/// The codes of every commune of the Kingdom, from the table that is shipped.
fn communes() -> Result<Vec<String>, String> {
    let path = sh::root().join("territory/communes.csv");
    let table = std::fs::read_to_string(&path).map_err(|why| format!("{}: {why}", path.display()))?;
    let codes: Vec<String> =
        table.lines().skip(1).filter_map(|line| line.split(',').next()).map(str::to_owned).collect();
    if codes.is_empty() { Err("territory/communes.csv names no commune".into()) } else { Ok(codes) }
}

fn told_refused(met: &Met) {
    if 0 < met.refused {
        println!("   {} of {} were refused", met.refused, met.refused + met.requests);
    }
}

impl<'a> Line<'a> {
    fn of(name: &'a str, met: &Met) -> Line<'a> {
        let wait = Some((met.wait(0.5), met.wait(0.99)));
        Line { name, ours: met.each_second(), unit: "/s", wait, ..Line::default() }
    }
}
