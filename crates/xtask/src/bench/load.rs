//! A crowd of clients on the loopback: each holds one connection, asks, waits for the whole
//! answer, and asks again. Written on plain sockets so that the crowd costs little beside the
//! program it measures: both share the machine.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

/// One connection that stays open from one request to the next.
pub struct Client {
    address: SocketAddr,
    stream: BufReader<TcpStream>,
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The values of a header, as they came.
    pub fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head.lines().filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then_some(value.trim())
        })
    }
}

impl Client {
    pub fn connect(address: SocketAddr) -> std::io::Result<Client> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Client { address, stream: BufReader::new(stream) })
    }

    /// Asks, with the lines of header given, and reads the whole answer.
    pub fn ask(&mut self, method: &str, path: &str, headers: &str, body: &[u8]) -> std::io::Result<Answer> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nhost: {}\r\n{headers}", self.address);
        if !body.is_empty() || method != "GET" {
            request += &format!("content-length: {}\r\n", body.len());
        }
        request += "\r\n";
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        self.stream.get_mut().write_all(&bytes)?;
        self.read(method == "HEAD")
    }

    fn read(&mut self, bodiless: bool) -> std::io::Result<Answer> {
        let mut head = String::new();
        let mut length = None;
        let mut chunked = false;
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            if line == "\r\n" {
                break;
            }
            let lower = line.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse::<usize>().ok();
            }
            chunked |= lower.starts_with("transfer-encoding:") && lower.contains("chunked");
            head += &line;
        }
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        let mut body = Vec::new();
        if chunked && !bodiless {
            while self.read_chunk(&mut body)? {}
        } else if !bodiless && status != 304 && status != 204 {
            body.resize(length.unwrap_or(0), 0);
            self.stream.read_exact(&mut body)?;
        }
        Ok(Answer { status, head, body })
    }

    fn read_chunk(&mut self, body: &mut Vec<u8>) -> std::io::Result<bool> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).map_err(|_| std::io::ErrorKind::InvalidData)?;
        let start = body.len();
        body.resize(start + size + 2, 0);
        self.stream.read_exact(&mut body[start..])?;
        body.truncate(start + size);
        Ok(size != 0)
    }
}

/// What a crowd met.
pub struct Met {
    pub requests: usize,
    pub refused: usize,
    pub seconds: f64,
    /// In microseconds, sorted.
    waits: Vec<u32>,
}

impl Met {
    pub fn each_second(&self) -> f64 {
        self.requests as f64 / self.seconds
    }

    /// The wait, in milliseconds, that this share of the requests did not exceed.
    pub fn wait(&self, share: f64) -> f64 {
        let last = self.waits.len().saturating_sub(1);
        let at = (share * last as f64).round() as usize;
        self.waits.get(at).map_or(0.0, |micros| f64::from(*micros) / 1_000.0)
    }
}

/// How one turn ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Turned {
    Served,
    Refused,
    /// There is nothing more to ask.
    Over,
}

impl Turned {
    pub fn when(served: bool) -> Turned {
        if served { Turned::Served } else { Turned::Refused }
    }
}

/// What one member of a crowd does each time.
pub type Turn = Box<dyn FnMut() -> Turned + Send>;

/// Lets each member take turns until the time is over; the first tenth only warms up.
pub fn crowd(members: Vec<Turn>, seconds: f64) -> Met {
    crowd_watched(members, seconds, || ()).0
}

/// The same; `watch` is called when the warming up is over and again at the end.
pub fn crowd_watched<T>(members: Vec<Turn>, seconds: f64, watch: impl Fn() -> T) -> (Met, T, T) {
    let warm = Duration::from_secs_f64(seconds / 10.0);
    let whole = Duration::from_secs_f64(seconds) + warm;
    let began = now();
    let threads: Vec<_> =
        members.into_iter().map(|turn| thread::spawn(move || take_turns(turn, began, warm, whole))).collect();
    thread::park_timeout(warm);
    let at_start = watch();
    let mut met = Met { requests: 0, refused: 0, seconds, waits: Vec::new() };
    let mut last = warm;
    for thread in threads {
        // A member that panicked counts for nothing; its absence shows in the figure.
        let Ok((waits, refused, ended)) = thread.join() else { continue };
        met.waits.extend(waits);
        met.refused += refused;
        last = last.max(ended);
    }
    met.seconds = (last.min(whole) - warm).as_secs_f64().max(0.001);
    met.requests = met.waits.len();
    met.waits.sort_unstable();
    (met, at_start, watch())
}

/// The waits of one member in microseconds, how often it was refused, and when it ended.
fn take_turns(mut turn: Turn, began: Instant, warm: Duration, whole: Duration) -> (Vec<u32>, usize, Duration) {
    let (mut waits, mut refused) = (Vec::new(), 0);
    while began.elapsed() < whole {
        let asked = now();
        let turned = turn();
        let waited = asked.elapsed();
        match turned {
            Turned::Over => break,
            _ if began.elapsed() < warm => {}
            Turned::Served => waits.push(u32::try_from(waited.as_micros()).unwrap_or(u32::MAX)),
            Turned::Refused => refused += 1,
        }
    }
    (waits, refused, began.elapsed())
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time; nothing else does")]
pub fn now() -> Instant {
    Instant::now()
}
