//! The built program with a demo town of its own, and the ways in that a benchmark needs: the
//! cookie of an officer, the token of a machine. Known from outside only, as any client knows it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::load::{Answer, Client};
use super::{limits, machine, wait_until};
use crate::sh;

pub struct Town {
    program: Child,
    pub address: SocketAddr,
    /// From the start of the program to its first answer to `/ready`.
    pub ready_seconds: f64,
}

impl Town {
    /// Starts the program on a folder: `demo` makes a town there, `serve` opens what is there.
    pub fn open(built: &Path, how: &str, folder: &Path, quiet_for: f64) -> Result<Town, String> {
        let address = limits::free_address().map_err(|why| why.to_string())?;
        let program = Command::new(built)
            .args([how, "--data", &folder.to_string_lossy(), "--port", &address.port().to_string()])
            .env("DIWAN_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|why| format!("{}: {why}", built.display()))?;
        let mut town = Town { program, address, ready_seconds: 0.0 };
        let ready = || get(address, "/ready").is_ok_and(|answer| answer.status == 200);
        town.ready_seconds = wait_until(300.0, ready).map_err(|why| format!("the town is not ready: {why}"))?;
        std::thread::park_timeout(std::time::Duration::from_secs_f64(quiet_for));
        Ok(town)
    }

    pub fn cpu_seconds(&self) -> f64 {
        machine::cpu_seconds(self.program.id())
    }

    pub fn memory_mb(&self) -> f64 {
        machine::memory_mb(self.program.id())
    }

    pub fn client(&self) -> Result<Client, String> {
        Client::connect(self.address).map_err(|why| why.to_string())
    }

    /// Signs in through the page, as a person does; gives the line of header that carries the cookie.
    pub fn sign_in(&self, identifier: &str, password: &str) -> Result<String, String> {
        let mut client = self.client()?;
        let page = ask(&mut client, "GET", "/sign-in", "", b"")?;
        let cookies = cookies_of(&page);
        let csrf = between(&page.text(), "name=\"csrf\" value=\"", "\"").ok_or("the sign-in page carries no token")?;
        let form = form(&[("csrf", &csrf), ("identifier", identifier), ("password", password), ("next", "")]);
        let headers = format!("cookie: {cookies}\r\ncontent-type: application/x-www-form-urlencoded\r\n");
        let answer = ask(&mut client, "POST", "/sign-in", &headers, form.as_bytes())?;
        let signed = cookies_of(&answer);
        if !signed.contains("diwan=") {
            return Err(format!("{identifier} could not sign in: {}", answer.status));
        }
        Ok(format!("cookie: {cookies}; {signed}\r\n"))
    }

    /// Ends the program and waits for its end.
    pub fn close(mut self) {
        self.end("TERM");
    }

    fn end(&mut self, signal: &str) {
        // Through `kill`, because the standard library knows only one way to end a program.
        let _ = Command::new("kill").args([&format!("-{signal}"), &self.program.id().to_string()]).status();
        let _ = self.program.wait();
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        if let Ok(None) = self.program.try_wait() {
            self.end("KILL");
        }
    }
}

/// The program as it was built for people, or for the tests.
pub fn built(profile: &str) -> PathBuf {
    sh::target().join(profile).join("diwan")
}

pub fn get(address: SocketAddr, path: &str) -> Result<Answer, String> {
    let mut client = Client::connect(address).map_err(|why| why.to_string())?;
    ask(&mut client, "GET", path, "", b"")
}

pub fn ask(client: &mut Client, method: &str, path: &str, headers: &str, body: &[u8]) -> Result<Answer, String> {
    client.ask(method, path, headers, body).map_err(|why| format!("{method} {path}: {why}"))
}

/// A form as a browser sends it.
pub fn form(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    fields.join("&")
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The cookies that an answer sets, as a request sends them back.
fn cookies_of(answer: &Answer) -> String {
    let pairs: Vec<&str> = answer.header("set-cookie").filter_map(|cookie| cookie.split(';').next()).collect();
    pairs.join("; ")
}

pub fn between(text: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found.to_owned())
}
