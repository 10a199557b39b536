//! The small project: from an application to a permit, to a refusal, to silence.

use super::people::*;
use super::story;
use civic::Role;
use civic::dossier::{Body, Opinion};
use town::TAROUDANNT;

#[test]
fn fatima_builds_her_house() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let town_hall = Officers::of(town).await;
        let file = files(town, &fatima, SMALL, house()).await;
        assert_eq!(file.number, "PC-095410113-2026-000001");
        assert_eq!(file.receipt.as_deref(), Some("REC-095410113-2026-000001"));
        let n = file.number.as_str();

        // The clerk asks for a better certificate; the clock stands still until Fatima gives it.
        town.days_pass(1).await;
        does(town, &town_hall.clerk, n, "request-completion", asks_for("ownership-certificate", "Plus de trois mois"))
            .await
            .expect("asked");
        assert!(town.tells(n).await.contains("paused since 2026-09-08 (completion-requested)"));
        town.days_pass(9).await;
        let id = file.id;
        fatima.gives(SMALL, id, "ownership-certificate", "certificat.pdf", PDF).await.expect("given");
        let pieces = desk::upload::given(&town.desk, &fatima.who().await, id).await.expect("listed");
        does(town, &fatima, n, "complete", Body { pieces, ..Body::default() }).await.expect("completed");

        does(town, &town_hall.clerk, n, "accept", Body::default()).await.expect("accepted");
        let twice =
            does(town, &town_hall.clerk, n, "request-completion", asks_for("ownership-certificate", "Encore")).await;
        assert_eq!(twice.expect_err("only once").code(), "wrong-step");

        does(town, &town_hall.planning, n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        does(town, &town_hall.agency, n, "give-opinion", says(Opinion::FavourableWithReserves, "Recul"))
            .await
            .expect("said");
        does(town, &town_hall.province, n, "give-opinion", says(Opinion::Favourable, "Rien à signaler"))
            .await
            .expect("said");
        does(town, &town_hall.chair, n, "conclude-favourable", Body::default()).await.expect("concluded");
        let early = does(town, &town_hall.president, n, "sign", Body::default()).await;
        assert_eq!(early.expect_err("not paid").code(), "wrong-step");
        pays(town, &town_hall.cashier, n).await.expect("paid");
        does(town, &town_hall.president, n, "sign", Body::default()).await.expect("signed");
        town.evening().await;

        expect_test::expect![[r#"
            PC-095410113-2026-000001 at issued, due none, 10 acts
              2026-09-07 applicant file
              2026-09-08 clerk request-completion
              2026-09-17 applicant complete
              2026-09-17 clerk accept
              2026-09-17 urban-planning give-opinion
              2026-09-17 urban-agency give-opinion
              2026-09-17 province give-opinion
              2026-09-17 commission-chair conclude-favourable
              2026-09-17 cashier record-payment
              2026-09-17 president sign
              paper receipt REC-095410113-2026-000001 (made)
              paper completion-request COM-095410113-2026-000001 (made)
              paper minutes PV-095410113-2026-000001 (made)
              paper payment-receipt QUI-095410113-2026-000001 (made)
              paper permit PER-095410113-2026-000001 (made)
        "#]]
        .assert_eq(&town.tells(n).await);

        let report = desk::verify::verify(&town.desk, |_| {}).await.expect("verified");
        assert_eq!(report.faults, Vec::<String>::new());
    });
}

#[test]
fn a_year_later_nothing_was_built_and_the_permit_lapses() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let town_hall = Officers::of(town).await;
        let file = files(town, &fatima, SMALL, house()).await;
        let n = file.number.as_str();
        does(town, &town_hall.clerk, n, "accept", Body::default()).await.expect("accepted");
        for member in [&town_hall.planning, &town_hall.agency, &town_hall.province] {
            does(town, member, n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        }
        does(town, &town_hall.chair, n, "conclude-favourable", Body::default()).await.expect("concluded");
        pays(town, &town_hall.cashier, n).await.expect("paid");
        does(town, &town_hall.president, n, "sign", Body::default()).await.expect("signed");
        town.days_pass(365).await;
        assert!(town.tells(n).await.contains("at issued"));
        town.days_pass(1).await;
        assert!(town.tells(n).await.contains("at expired"), "{}", town.tells(n).await);
    });
}

#[test]
fn nobody_answers_and_silence_becomes_an_attestation() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let town_hall = Officers::of(town).await;
        let file = files(town, &fatima, SMALL, house()).await;
        let n = file.number.as_str();
        let due = file.due.expect("a limit");
        while town.desk.clock.today() < due {
            town.days_pass(1).await;
        }
        assert!(town.tells(n).await.contains("at completeness"), "the last day still belongs to the commune");
        let early = does(town, &town_hall.governor, n, "attest-silence", Body::default()).await;
        assert_eq!(early.expect_err("not yet").code(), "wrong-step");
        town.days_pass(1).await;
        assert!(town.tells(n).await.contains("at silent"));
        let late = does(town, &town_hall.clerk, n, "accept", Body::default()).await;
        assert_eq!(late.expect_err("too late").code(), "wrong-step");
        does(town, &town_hall.governor, n, "attest-silence", Body::default()).await.expect("attested");
        town.evening().await;
        let told = town.tells(n).await;
        assert!(told.contains("at approved-by-silence"), "{told}");
        assert!(told.contains("paper silence-attestation ATT-095410113-2026-000001 (made)"), "{told}");
    });
}

#[test]
fn a_stranger_is_told_that_there_is_nothing() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let omar = town.citizen("Omar Tazi", "JB654321").await;
        let protection = town.officer(Role::CivilProtection).await;
        let file = files(town, &fatima, SMALL, house()).await;
        let n = file.number.as_str();
        for nosy in [&omar, &protection] {
            let seen = desk::counter::show(&town.desk, &nosy.who().await.viewer, TAROUDANNT, n).await;
            assert_eq!(seen.expect_err("not theirs").code(), "not-found");
            let tried = does(town, nosy, n, "withdraw", Body::default()).await;
            assert_eq!(tried.expect_err("not theirs").code(), "not-found");
        }
    });
}

#[test]
fn a_delegation_that_ended_yesterday_opens_nothing() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let file = files(town, &fatima, SMALL, house()).await;
        let clerk = town.officer(Role::Administrator).await;
        let yesterday = town.desk.clock.today().yesterday().expect("a day before");
        town.seat(&clerk, Role::Clerk, TAROUDANNT, Some(yesterday)).await;
        let tried = does(town, &clerk, &file.number, "accept", Body::default()).await;
        assert_eq!(tried.expect_err("ended").code(), "delegation-ended");
    });
}

#[test]
fn a_page_that_is_sent_again_does_nothing_twice() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let town_hall = Officers::of(town).await;
        let file = files(town, &fatima, SMALL, house()).await;
        let accept = desk::counter::NewAct {
            commune: TAROUDANNT,
            number: file.number.clone(),
            name: "accept".into(),
            expects: Some(1),
            key: Some("page-1".into()),
            ..Default::default()
        };
        let clerk = town_hall.clerk.who().await;
        let first = desk::counter::act(&town.desk, &clerk, accept.clone()).await.expect("done");
        let again = desk::counter::act(&town.desk, &clerk, accept.clone()).await.expect("the same answer");
        assert_eq!(first, again);
        let stale = desk::counter::NewAct { name: "withdraw".into(), key: None, ..accept };
        match desk::counter::act(&town.desk, &clerk, stale).await {
            Err(desk::Error::Denied(desk::Denial::Stale { since })) => assert_eq!(since, ["accept"]),
            other => panic!("a stale page was not refused: {other:?}"),
        }
    });
}

#[test]
fn every_mistake_is_told_at_once() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let mut typed = house();
        typed.insert("plot-area".into(), "beaucoup".into());
        typed.insert("address".into(), "Hay \u{202e}Lastah".into());
        typed.remove("use");
        let refused = desk::counter::file(&town.desk, &fatima.who().await, filing(typed)).await;
        let Err(desk::Error::Mistakes(mistakes)) = refused else { panic!("not refused: {refused:?}") };
        let told: Vec<String> = mistakes.iter().map(|m| format!("{}: {}", m.field, m.code)).collect();
        for expected in [
            "plot-area: not-a-number",
            "address: control-characters",
            "use: required",
            "piece-ownership-certificate: piece-missing",
        ] {
            assert!(told.iter().any(|t| t == expected), "{expected} is not among {told:?}");
        }
        // A refused form takes no number.
        let file = files(town, &fatima, SMALL, house()).await;
        assert_eq!(file.number, "PC-095410113-2026-000001");
    });
}
