//! Who keeps what holds for everyone: the holidays of the Kingdom, and the rates of one commune.

use super::people::*;
use super::story;
use civic::{Place, Role};
use town::TAROUDANNT;

#[test]
fn holidays_are_the_kingdoms_and_rates_are_the_communes() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        files(town, &fatima, SMALL, house()).await;
        let local = town.officer(Role::Administrator).await;
        let national = town.officer(Role::Utilities).await;
        town.seat(&national, Role::Administrator, Place::KINGDOM, None).await;
        let feast = [("change", "add"), ("day", "2026-09-15"), ("name_ar", "عيد"), ("name_fr", "Fête d'essai")];

        // The commune's administrator reads the calendar, is shown no form, and is refused one that is forged.
        let read = local.opens("/office/admin/calendar?year=2026").await;
        assert!(read.says("seule son administration les change"), "{}", read.text());
        assert!(!read.html().contains("value=\"add\"") && !read.html().contains("value=\"move\""));
        for path in ["/office/admin/calendar/preview", "/office/admin/calendar"] {
            assert_eq!(local.sends(path, &feast).await.status, 403, "{path}");
        }
        assert!(!local.opens("/office/admin/calendar?year=2026").await.says("Fête d'essai"));

        // The Kingdom's sees what would move, confirms, and everyone's calendar has it.
        let open = national.opens("/office/admin/calendar?year=2026").await;
        assert!(open.html().contains("value=\"add\""), "{}", open.text());
        let foreseen = national.sends("/office/admin/calendar/preview", &feast).await;
        assert!(foreseen.says("L'effet de ce changement"), "{}", foreseen.text());
        let done = national.sends("/office/admin/calendar", &feast).await;
        assert!(done.leads_to().contains("moved=1"), "{}", done.line());
        assert!(local.opens("/office/admin/calendar?year=2026").await.says("Fête d'essai"));

        // A rate is decided by its commune alone, not by the Kingdom's administrator in its place.
        let rate = [
            ("place", "095410113"),
            ("name", "construction-tax-individual"),
            ("value", "25"),
            ("from", "2026-10-01"),
            ("decision", "Arrêté fiscal 4/2026"),
        ];
        assert_eq!(national.sends("/office/admin/law", &rate).await.status, 403);
        assert_eq!(local.sends("/office/admin/law", &rate).await.status, 303);
        let day = jiff::civil::date(2026, 10, 2);
        let value = |place| town.desk.statute().law.value("construction-tax-individual", place, day).map(|v| v.value);
        assert_eq!(value(TAROUDANNT), Some(2_500));
        assert_ne!(value(Place::KINGDOM), Some(2_500), "the law's own value stands");

        // What the Kingdom's seat opens: every place's administration, and no file.
        assert!(national.opens("/office/admin/users?place=095410113").await.says("Agent administrator"));
        assert!(!national.opens("/search?q=Fatima").await.says("2026/000001"));
        assert_eq!(national.opens("/office/dashboard").await.leads_to(), "/figures");
        assert_eq!(local.opens("/office/admin/users?place=000000000").await.status, 403);
    });
}

#[test]
fn nothing_opens_over_a_law_table_that_lacks_a_value() {
    story(async |town| {
        let mut street = desk::Street::shipped(&[crate::SERVICE], web::WORDS).expect("the street");
        street.law = civic::law::Law::default();
        let today = town.desk.clock.today();
        let lacking = desk::statute::lacking(&street, &street.law, today);
        for value in ["single-window-population", "permit-small-limit", "appeal-limit", "permit-validity"] {
            assert!(lacking.iter().any(|says| says.contains(&format!("`{value}`"))), "{value}: {lacking:?}");
        }
        let at = town.desk.clone();
        let open = move || {
            let (db, files, clock) = (at.db.clone(), at.files.clone(), at.clock.clone());
            desk::Desk::open(db, files, clock, at.chance.clone(), street, desk::Options::default())
        };
        let opened = tokio::task::spawn_blocking(open).await.expect("the counter answers");
        let why = opened.err().expect("it must not open").to_string();
        assert!(why.contains("add what is missing to `law/`") && why.contains("appeal-court-limit"), "{why}");
        assert_eq!(desk::statute::lacking(&town.desk.street, &town.desk.statute().law, today), [""; 0]);
    });
}
