//! The limits that ours is held against, measured in the same run on the same machine: a durable
//! log with group commit and nothing else, and an HTTP server that only gives back what it got.

use std::fs::File;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use super::load::{Client, Met, Turn, Turned, crowd};
use crate::sh;

/// Each client hands a record to one writer, which writes what has gathered, waits for the disk
/// once, and then answers everyone. No database does less and is durable.
pub fn durable_log(folder: &Path, clients: usize, record: usize, seconds: f64) -> std::io::Result<Met> {
    let path = folder.join("bare.log");
    let mut file = File::create(&path)?;
    let (give, gathered) = mpsc::channel::<(Vec<u8>, mpsc::Sender<()>)>();
    let writer = thread::spawn(move || -> std::io::Result<()> {
        while let Ok(first) = gathered.recv() {
            let batch: Vec<_> = std::iter::once(first).chain(gathered.try_iter()).collect();
            let bytes: Vec<u8> = batch.iter().flat_map(|(record, _)| record.iter().copied()).collect();
            file.write_all(&bytes)?;
            file.sync_data()?;
            for (_, answer) in batch {
                // Who no longer waits is not missed.
                let _ = answer.send(());
            }
        }
        Ok(())
    });
    let members = (0..clients)
        .map(|_| {
            let give = give.clone();
            let (answer, answered) = mpsc::channel();
            Box::new(move || {
                Turned::when(give.send((vec![b'.'; record], answer.clone())).is_ok() && answered.recv().is_ok())
            }) as Turn
        })
        .collect();
    drop(give);
    let met = crowd(members, seconds);
    writer.join().map_err(|_| std::io::Error::other("the writer panicked"))??;
    std::fs::remove_file(path)?;
    Ok(met)
}

/// A server on the same HTTP library that answers with what it was sent.
pub struct Echo {
    program: Child,
    pub address: SocketAddr,
}

impl Echo {
    pub fn start() -> Result<Echo, String> {
        let built = sh::target().join("dist/examples/echo");
        let address = free_address().map_err(|why| why.to_string())?;
        let program = Command::new(&built)
            .arg(address.to_string())
            .stdin(Stdio::null())
            .spawn()
            .map_err(|why| format!("{}: {why}", built.display()))?;
        let echo = Echo { program, address };
        super::wait_until(20.0, || Client::connect(address).is_ok())?;
        Ok(echo)
    }

    pub fn met_by(&self, clients: usize, record: usize, seconds: f64) -> Result<Met, String> {
        let members: Result<Vec<Turn>, _> = (0..clients)
            .map(|_| {
                let mut client = Client::connect(self.address)?;
                let body = vec![b'.'; record];
                Ok(Box::new(move || {
                    Turned::when(client.ask("POST", "/", "", &body).is_ok_and(|answer| answer.status == 200))
                }) as Turn)
            })
            .collect();
        Ok(crowd(members.map_err(|why: std::io::Error| why.to_string())?, seconds))
    }
}

impl Drop for Echo {
    fn drop(&mut self) {
        // It holds nothing worth a farewell.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// An address of this machine that nobody listens on.
pub fn free_address() -> std::io::Result<SocketAddr> {
    std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()
}
