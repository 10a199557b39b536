//! Lists that are longer than a page, their lines of one and the same moment.

use super::people::*;
use super::story;
use std::collections::BTreeSet;
use store::documents::{Notice, tell};
use town::{Neighbour, TAROUDANNT};

/// Everything that the lines of a list lead to, page after page.
async fn turned(who: &Neighbour<'_>, first: &str, line: &str) -> (usize, Vec<String>) {
    let (mut path, mut seen, mut pages) = (first.to_owned(), Vec::new(), 0);
    loop {
        let html = who.opens(&path).await.html().replace("&#x2f;", "/");
        pages += 1;
        let links = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        seen.extend(links.filter(|link| link.starts_with(line)).map(str::to_owned));
        let next = html.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        match next {
            Some(next) if pages < 9 => path = next.to_owned(),
            _ => return (pages, seen),
        }
    }
}

#[test]
fn no_line_of_one_moment_is_left_out() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let account = fatima.account.as_ref().expect("an account").id;
        let (desk, at) = (town.desk.clone(), town.desk.clock.now());
        let told = 75;
        town.desk
            .db
            .write(move |tx| -> store::Result<()> {
                for n in 0..told {
                    let id = desk.chance.id(at);
                    let number = format!("PC-095410113-2026-{n:06}");
                    let (name, service) = ("received".into(), "permits".into());
                    tell(tx, &Notice { id, account, at, name, number, service, read_at: None })?;
                }
                Ok(())
            })
            .await
            .expect("told");
        let (pages, seen) = turned(&fatima, "/notices", "/files/PC-").await;
        let each: BTreeSet<&String> = seen.iter().collect();
        assert_eq!((pages, each.len()), (3, told as usize), "{seen:?}");

        // As many files, filed in the same moment.
        let filed = 33;
        let first = files(town, &fatima, SMALL, house()).await.number;
        let who = fatima.who().await;
        let shown = desk::counter::show(&town.desk, &who.viewer, TAROUDANNT, &first).await.expect("her file");
        for _ in 1..filed {
            let again = desk::counter::NewFile { pieces: shown.dossier.pieces.clone(), ..filing(house()) };
            desk::counter::file(&town.desk, &who, again).await.expect("filed");
        }
        let (pages, seen) = turned(&fatima, "/files", "/files/PC-").await;
        let each: BTreeSet<&String> = seen.iter().collect();
        assert_eq!((pages, each.len()), (2, filed), "{seen:?}");
        // An address that nobody wrote shows the first page.
        assert_eq!(fatima.opens("/files?after=nonsense").await.status, 200);
    });
}

#[test]
fn public_figures_are_a_few_seconds_old_at_most() {
    let options = desk::Options { figures_seconds: 3, ..desk::Options::default() };
    town::story_with(&[crate::SERVICE], &[crate::HOUSE], &options, async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let answered = async || {
            let kingdom = civic::Place::KINGDOM;
            let found = desk::figures::answered(&town.desk, kingdom, "2026-01").await.expect("figures");
            found.iter().map(|bucket| bucket.files).sum::<i64>()
        };
        assert_eq!(answered().await, 0);
        let n = files(town, &fatima, SMALL, house()).await.number;
        does(town, &fatima, &n, "withdraw", Default::default()).await.expect("withdrawn");
        assert_eq!(answered().await, 0, "read again at once: the copy was not used");
        assert_eq!(
            desk::figures::of(&town.desk, civic::Place::KINGDOM, "2026-01").await.expect("live").buckets.len(),
            1
        );
        town.minutes_pass(1);
        assert_eq!(answered().await, 1, "a copy outlived its seconds");
        assert_eq!(town.stranger().opens("/").await.status, 200);
    });
}

#[test]
fn delays_are_counted_in_the_days_that_offices_work() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        // From a Monday to the Monday after: seven days, five of them worked.
        town.days_pass(7).await;
        does(town, &fatima, &n, "withdraw", Default::default()).await.expect("withdrawn");
        let found = desk::figures::of(&town.desk, TAROUDANNT, "2026-01").await.expect("figures");
        assert_eq!(found.buckets.iter().map(|b| (b.days, b.files)).collect::<Vec<_>>(), [(5, 1)]);
        let figures = town.stranger().opens("/figures?lang=fr").await;
        assert_eq!(figures.status, 200);
    });
}
