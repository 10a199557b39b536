//! The project's tools: everything a person does to this repository beyond `cargo run`.
//!
//! `cargo xtask` lists them. They are written in Rust, with almost no dependency, so that the
//! first one starts quickly on a new machine. The tidy tests live here too: they read the
//! sources of the other crates, and lean on none of them. What they must never become is a part
//! of the product: nothing here is shipped.

mod bench;
mod ci;
mod deny;
mod judge;
mod pg;
mod screens;
mod sh;
mod tidy;

use std::process::ExitCode;

/// One thing `cargo xtask` can do.
struct Tool {
    name: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Result<(), String>,
}

const TOOLS: &[Tool] = &[
    Tool {
        name: "test",
        about: "install what the tests need, then run everything (the README's command)",
        run: ci::test,
    },
    Tool { name: "ci", about: "run everything: format, clippy, tidy, tests, checker, journeys, verify", run: ci::ci },
    Tool { name: "tidy", about: "read the sources and say what breaks the house rules", run: tidy::command },
    Tool {
        name: "deny",
        about: "hold every dependency against deny.toml: licences, sources, names",
        run: deny::command,
    },
    Tool { name: "fuzz", about: "bytes that nobody meant, thrown at every reader: [seconds=30]", run: ci::fuzz },
    Tool {
        name: "journeys",
        about: "only the browser journeys; a name keeps those that contain it",
        run: screens::journeys,
    },
    Tool {
        name: "shots",
        about: "pictures of the demo's screens, both languages and widths, into out/shots",
        run: screens::shots,
    },
    Tool {
        name: "bench",
        about: "measure, one line each: [B1 B2 B3 B5 B10] [seconds=5] [files=1000000]",
        run: bench::command,
    },
    Tool {
        name: "judge",
        about: "let pdfsig and pyHanko judge the permits of a demo town: [count=25] [town=DIR] [built]",
        run: judge::command,
    },
    Tool { name: "pg", about: "start, stop or show a throw-away PostgreSQL for work by hand", run: pg::command },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let tool = words.first().and_then(|name| TOOLS.iter().find(|tool| tool.name == name));
    let Some(tool) = tool else {
        println!("cargo xtask <tool>");
        for tool in TOOLS {
            println!("  {:<9} {}", tool.name, tool.about);
        }
        return if words.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    };
    match (tool.run)(&words[1..]) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
