//! The whole policy, printed: who may do what at each step, who may read, and what every route of the
//! program answers to a stranger, to another citizen and to an officer from elsewhere.

use super::people::*;
use super::story;
use civic::{Place, Role};
use expect_test::expect_file;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use town::Neighbour;

#[test]
fn who_may_do_what_at_each_step() {
    let mut page = String::new();
    for text in crate::SERVICE.procedures {
        let procedure = civic::Procedure::read(text).expect("sound");
        let _ = writeln!(page, "# {} revision {}", procedure.code, procedure.revision);
        let readers: Vec<&str> =
            Role::ALL.iter().filter(|r| procedure.readers() & r.bit() != 0).map(|r| r.as_str()).collect();
        let _ = writeln!(page, "read by: the applicant, their agent, {}", readers.join(", "));
        let called: Vec<&str> = procedure.members.iter().filter(|m| m.occasional).map(|m| m.role.as_str()).collect();
        let called = if called.is_empty() { "nobody".to_owned() } else { called.join(", ") };
        let _ = writeln!(page, "read by once called: {called}\n");
        for (at, step) in procedure.steps.iter().enumerate() {
            let _ = writeln!(page, "## {}", step.name);
            for role in Role::ALL {
                let acts: Vec<&str> = procedure
                    .doors_from(at as u8)
                    .filter(|d| d.by.contains(&role) && d.act != "message")
                    .map(|d| d.act.as_str())
                    .collect();
                if !acts.is_empty() {
                    let _ = writeln!(page, "{:<17} {}", role.as_str(), acts.join(", "));
                }
            }
            page.push('\n');
        }
    }
    expect_file!["policy.txt"].assert_eq(&page);
}

#[test]
fn every_route_is_tried_by_those_who_should_not() {
    let routes = routes();
    assert!(40 < routes.len(), "the routes were not found: {routes:?}");
    story(async |town| {
        let zineb = town.citizen("Zineb Oukhouya", "QZ918273").await;
        let file = files(town, &zineb, SMALL, house()).await;
        let mut page = String::from(
            "route                                              stranger citizen  officer from elsewhere\n",
        );
        for (n, route) in routes.iter().enumerate() {
            let path = filled(route, &file.number);
            // New people for each route: some sign whoever comes out.
            let stranger = town.stranger();
            let omar = town.citizen("Omar Tazi", &format!("JB{}", 600_000 + n)).await;
            let elsewhere = town.officer(Role::Utilities).await;
            town.seat(&elsewhere, Role::Clerk, Place(15_710_111), None).await;
            let mut line = format!("{route:<50}");
            for nosy in [&stranger, &omar, &elsewhere] {
                let (get, post) = tried(nosy, &path).await;
                let _ = write!(line, " {get}/{post}  ");
            }
            let _ = writeln!(page, "{}", line.trim_end());
        }
        // The same on both engines, and nothing of Zineb's in any of it.
        expect_file!["strangers.txt"].assert_eq(&page);
    });
}

/// What GET and POST answer; `---` where there is no such method.
async fn tried(nosy: &Neighbour<'_>, path: &str) -> (String, String) {
    let code = |status: u16| if status == 405 { "---".to_owned() } else { status.to_string() };
    let got = nosy.opens(path).await;
    let body = got.html();
    assert!(!body.contains("Oukhouya") && !body.contains("QZ918273"), "{path} tells of Zineb");
    // Where only a form is taken, its page is shown instead: nobody ends at an address that says nothing.
    assert_ne!(got.status, 405, "{path}");
    if got.status == 303 {
        assert_ne!(nosy.opens(&got.leads_to()).await.status, 405, "{path} leads to {}", got.leads_to());
    }
    let posted = nosy.sends(path, &[]).await;
    assert!(got.status.as_u16() < 500 && posted.status.as_u16() < 500, "{path} breaks: {}", got.text());
    assert!(!posted.html().contains("Oukhouya"), "{path} tells of Zineb");
    (code(got.status.as_u16()), code(posted.status.as_u16()))
}

pub(super) fn filled(route: &str, number: &str) -> String {
    let mut path = String::new();
    for part in route.split('/').skip(1) {
        path.push('/');
        path.push_str(match part {
            "{number}" => number,
            "{procedure}" | "{code}" => SMALL,
            "{section}" => "land",
            "{seat}" => "095410113",
            "{province}" => "095410000",
            "{act}" => "withdraw",
            "{version}" | "{moment}" => "1",
            p if p.starts_with('{') => "01890000-0000-7000-8000-000000000000",
            p => p,
        });
    }
    path
}

/// The paths of every page route, read from the sources: a route that is added is tried.
pub(super) fn routes() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = BTreeSet::new();
    for folder in ["crates/web/src/pages", "services/permits/src"] {
        read(&root.join(folder), &mut found);
    }
    found
}

fn read(path: &Path, found: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).expect("a folder of sources") {
            read(&entry.expect("an entry").path(), found);
        }
        return;
    }
    if path.extension().is_none_or(|e| e != "rs") || path.ends_with("policy.rs") {
        return;
    }
    let text = std::fs::read_to_string(path).expect("a source");
    for rest in text.split(".route(").skip(1) {
        let quoted = rest.trim_start().strip_prefix('"').and_then(|r| r.split('"').next());
        if let Some(route) = quoted.filter(|r| r.starts_with('/') && !r.contains("{*")) {
            found.insert(route.to_owned());
        }
    }
}
