//! Whose data is read, by whom: written down before it is shown, and told to the person.

use super::super::people::*;
use super::super::story;
use civic::Role;
use town::TAROUDANNT;

/// What the section of the page says, from its title on.
fn section(page: &town::Page) -> String {
    let text = page.text();
    let from = text.find("Qui a consulté votre dossier").expect("the section is there");
    let to = text[from..].find("Pièces").map_or(text.len(), |at| from + at);
    text[from..to].to_owned()
}

#[test]
fn fatima_sees_which_offices_read_her_file() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let number = files(town, &fatima, SMALL, house()).await.number;
        let mine = format!("/files/{number}");
        assert!(section(&fatima.opens(&mine).await).contains("Aucun service ne l'a encore consulté."));

        // The clerk looks, and looks again; the agency reads a piece and the receipt; a search lists without opening.
        let halls = Officers::of(town).await;
        let page = format!("/office/files/{number}");
        for _ in 0..3 {
            assert_eq!(halls.clerk.opens(&page).await.status, 200);
        }
        town.minutes_pass(10);
        assert_eq!(halls.clerk.opens(&page).await.status, 200);
        let agency = halls.agency.opens(&page).await.html().replace("&#x2f;", "/");
        let piece = agency.split("/pieces/").nth(1).and_then(|rest| rest.split(['"', '?']).next()).expect("a piece");
        assert_eq!(halls.agency.opens(&format!("/pieces/{piece}")).await.status, 200);
        let receipt = "/papers/REC-095410113-2026-000001.pdf";
        assert_eq!(halls.agency.opens(receipt).await.status, 200);
        assert!(halls.planning.opens(&format!("/search?q={number}")).await.says("Fatima Ait Ali"));

        let told = section(&fatima.opens(&mine).await);
        for words in ["Agence urbaine", "le dossier", "des pièces", "des documents"] {
            assert!(told.contains(words), "{words}: {told}");
        }
        // Offices, never who sits there; and nobody who only saw a list.
        assert!(!told.contains("Agent ") && !told.contains("urbanisme"), "{told}");

        // Her own looks, and her receipt's code, leave no row: four looks of the clerk are one reading.
        let dossier = desk::counter::track(&town.desk, &number, &tracking(town, &fatima, &number).await).await;
        let readings = desk::readings::list(&town.desk, &dossier.expect("tracked").dossier).await.expect("read");
        let clerk: Vec<_> = readings.iter().filter(|one| one.look.seat.role == Role::Clerk).collect();
        assert_eq!(clerk.len(), 1, "{readings:?}");
        assert_eq!((clerk[0].times, clerk[0].last_at - clerk[0].first_at), (4, 10 * 60 * 1_000_000));
        assert_eq!(readings.len(), 4, "{readings:?}");

        // A quarter of an hour later it is another reading.
        town.minutes_pass(16);
        halls.clerk.opens(&page).await;
        let shown = desk::counter::show(&town.desk, &fatima.who().await.viewer, TAROUDANNT, &number).await;
        let readings = desk::readings::list(&town.desk, &shown.expect("hers").dossier).await.expect("read");
        assert_eq!(readings.iter().filter(|one| one.look.seat.role == Role::Clerk).count(), 2);
    });
}

/// The code of her receipt.
async fn tracking(town: &town::Town, who: &town::Neighbour<'_>, number: &str) -> String {
    let shown = desk::counter::show(&town.desk, &who.who().await.viewer, TAROUDANNT, number).await;
    shown.expect("hers").dossier.tracking
}

#[test]
fn who_follows_a_file_by_its_code_is_not_told_who_read_it() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let number = files(town, &fatima, SMALL, house()).await.number;
        let clerk = town.officer(Role::Clerk).await;
        clerk.opens(&format!("/office/files/{number}")).await;
        let code = tracking(town, &fatima, &number).await;
        let stranger = town.stranger();
        let page = stranger.sends("/track", &[("number", &number), ("code", &code)]).await;
        assert_eq!(page.status, 200, "{}", page.text());
        assert!(!page.says("consulté") && !page.says("اطّلع"), "{}", page.text());
    });
}

#[test]
fn a_person_who_is_looked_up_is_read_too() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        files(town, &fatima, SMALL, house()).await;
        let clerk = town.officer(Role::Clerk).await;
        assert!(clerk.opens("/office/people?q=Fatima").await.says("JB123456"));
        let id = fatima.account.as_ref().expect("an account").id;
        let readings = desk::readings::of_person(&town.desk, TAROUDANNT, id).await.expect("read");
        assert_eq!(readings.len(), 1, "{readings:?}");
        assert_eq!((readings[0].look.what.as_str(), readings[0].look.seat.role), ("person", Role::Clerk));
    });
}
