//! The large project: a wider commission, an expertise, a second look, a refusal, a silence.

use super::people::*;
use super::story;
use civic::dossier::{Body, Opinion};
use civic::form::Typed;
use town::{TAROUDANNT, Town};

/// What a developer types: a building of seven floors that the public enters.
fn tower() -> Typed {
    let mut typed = house();
    let words = [
        ("planning-note-number", "NR-2026-55"),
        ("planning-note-date", "2026-08-01"),
        ("use", "housing-and-shops"),
        ("floors", "7"),
        ("height", "24"),
        ("dwellings", "18"),
        ("shops", "4"),
        ("public-access", "yes"),
        ("public-capacity", "120"),
        ("parking-spaces", "20"),
        ("plot-area", "900"),
        ("footprint", "600"),
        ("covered-area", "4200"),
        ("cost-estimate", "12 000 000"),
        ("architect-phone", "0661234567"),
        ("architect-email", "selma@example.ma"),
        ("topographer-name", "Hamid Lahlou"),
        ("topographer-number", "T-77"),
        ("engineer-name", "Atlas Béton"),
        ("control-office", "Bureau Souss Contrôle"),
    ];
    typed.extend(words.into_iter().map(|(field, word)| (field.to_owned(), word.to_owned())));
    typed
}

async fn step(town: &Town, number: &str) -> String {
    town.tells(number).await.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_tower_is_seen_by_the_firemen_and_amended_once() {
    story(async |town| {
        let karim = town.citizen("Karim Oubella", "JC48213").await;
        let hall = Officers::of(town).await;
        let file = files(town, &karim, LARGE, tower()).await;
        let n = file.number.as_str();
        // The firemen do not see it before they are called.
        let seen = desk::counter::show(&town.desk, &hall.protection.who().await.viewer, TAROUDANNT, n).await;
        assert_eq!(seen.expect_err("not called yet").code(), "not-found");
        does(town, &hall.clerk, n, "accept", Body::default()).await.expect("accepted");
        let told = town.tells(n).await;
        assert!(told.contains("awaits civil-protection"), "seven floors call the firemen: {told}");
        desk::counter::show(&town.desk, &hall.protection.who().await.viewer, TAROUDANNT, n)
            .await
            .expect("called, they see it");

        let silent = does(town, &hall.agency, n, "give-opinion", says(Opinion::FavourableWithReserves, "")).await;
        assert_eq!(silent.expect_err("an opinion is motivated").code(), "motive-missing");
        does(town, &hall.planning, n, "give-opinion", says(Opinion::Favourable, "Conforme au plan"))
            .await
            .expect("said");
        let twice =
            does(town, &hall.planning, n, "give-opinion", says(Opinion::Unfavourable, "Tout compte fait")).await;
        assert_eq!(twice.expect_err("once").code(), "opinion-given");
        let hasty = does(town, &hall.chair, n, "open-session", Body::default()).await;
        assert_eq!(hasty.expect_err("members still have time").code(), "opinions-awaited");
        does(town, &hall.protection, n, "give-opinion", says(Opinion::Adjourned, "Issue de secours"))
            .await
            .expect("said");
        does(town, &hall.agency, n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        does(town, &hall.province, n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");

        let mute = does(town, &hall.chair, n, "conclude-adjourned", Body::default()).await;
        assert_eq!(mute.expect_err("an adjournment is motivated").code(), "motive-missing");
        does(town, &hall.chair, n, "conclude-adjourned", motive("Ajouter une issue de secours"))
            .await
            .expect("adjourned");
        town.days_pass(10).await;
        assert!(town.tells(n).await.contains("paused since 2026-09-07 (adjourned)"));
        does(town, &karim, n, "amend", Body::default()).await.expect("amended");
        // A second round: everyone speaks again, on the amended plans.
        for member in [&hall.planning, &hall.agency, &hall.province, &hall.protection] {
            does(town, member, n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        }
        let again = does(town, &hall.chair, n, "conclude-adjourned", motive("Encore")).await;
        assert_eq!(again.expect_err("once").code(), "once-only");
        does(town, &hall.chair, n, "conclude-favourable", Body::default()).await.expect("concluded");
        let short = Body { amount: Some(100), ..Body::default() };
        let wrong = does(town, &hall.cashier, n, "record-payment", short).await;
        assert_eq!(wrong.expect_err("not the amount").code(), "amount-differs");
        pays(town, &hall.cashier, n).await.expect("paid");
        // The president sends it back; what was paid is not asked for twice.
        does(town, &hall.president, n, "send-back", motive("Vérifier le recul")).await.expect("sent back");
        does(town, &hall.chair, n, "conclude-favourable", Body::default()).await.expect("concluded again");
        assert!(step(town, n).await.contains("at signature"));
        does(town, &hall.president, n, "sign", Body::default()).await.expect("signed");
        assert!(step(town, n).await.contains("at issued"));
    });
}

#[test]
fn an_expertise_lengthens_the_clock_once() {
    story(async |town| {
        let karim = town.citizen("Karim Oubella", "JC48213").await;
        let hall = Officers::of(town).await;
        let file = files(town, &karim, LARGE, tower()).await;
        let n = file.number.as_str();
        let before =
            does(town, &hall.clerk, n, "accept", Body::default()).await.expect("accepted").due.expect("a limit");
        let after =
            does(town, &hall.chair, n, "extend", motive("Étude de sol")).await.expect("extended").due.expect("a limit");
        assert!(before < after);
        let twice = does(town, &hall.chair, n, "extend", motive("Encore une")).await;
        assert_eq!(twice.expect_err("once").code(), "once-only");
    });
}

#[test]
fn a_refusal_says_why_and_where_to_appeal() {
    story(async |town| {
        let karim = town.citizen("Karim Oubella", "JC48213").await;
        let hall = Officers::of(town).await;
        let file = files(town, &karim, LARGE, tower()).await;
        let n = file.number.as_str();
        does(town, &hall.clerk, n, "accept", Body::default()).await.expect("accepted");
        for member in [&hall.planning, &hall.agency, &hall.province, &hall.protection] {
            does(town, member, n, "give-opinion", says(Opinion::Unfavourable, "Zone inondable")).await.expect("said");
        }
        does(town, &hall.chair, n, "conclude-unfavourable", motive("Zone inondable au plan")).await.expect("concluded");
        does(town, &hall.president, n, "sign-refusal", motive("Zone inondable")).await.expect("signed");
        town.evening().await;
        let told = town.tells(n).await;
        assert!(
            told.contains("at refused") && told.contains("paper refusal REF-095410113-2026-000001 (made)"),
            "{told}"
        );
    });
}

#[test]
fn a_tower_that_nobody_answers_is_attested_by_the_governor() {
    story(async |town| {
        let karim = town.citizen("Karim Oubella", "JC48213").await;
        let hall = Officers::of(town).await;
        let file = files(town, &karim, LARGE, tower()).await;
        let n = file.number.as_str();
        does(town, &hall.clerk, n, "accept", Body::default()).await.expect("accepted");
        let due = file.due.expect("a limit");
        while town.desk.clock.today() <= due {
            town.days_pass(1).await;
        }
        expect_test::expect![[r#"
            PC-095410113-2026-000001 at silent, due none, 3 acts
              2026-09-07 applicant file
              2026-09-07 clerk accept
              2026-10-20 system fall-silent
              awaits governor until 2026-10-27
              paper receipt REC-095410113-2026-000001 (made)
        "#]]
        .assert_eq(&town.tells(n).await);
        does(town, &hall.governor, n, "attest-silence", Body::default()).await.expect("attested");
        town.evening().await;
        assert!(town.tells(n).await.contains("paper silence-attestation ATT-095410113-2026-000001 (made)"));
    });
}
