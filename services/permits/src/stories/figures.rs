//! How long members take is counted as their opinions come, and an older town's figures are counted anew.

use super::people::*;
use super::story;
use civic::Role;
use civic::dossier::{Body, Opinion};
use town::{TAROUDANNT, Town};

/// The rows of the figures: answers, and opinions.
async fn rows(town: &Town) -> (Vec<String>, Vec<String>) {
    let told = town.desk.db.read(|tx| {
        let answers = store::figures::buckets(tx, TAROUDANNT, "2026-01")?;
        let opinions = store::figures::opinions(tx, TAROUDANNT, "2026-01")?;
        Ok::<_, store::Error>((answers, opinions))
    });
    let (answers, opinions) = told.await.expect("the store answers");
    let answers = answers.iter().map(|a| format!("{} {} {} {}", a.outcome, a.days, a.late, a.files)).collect();
    let opinions = opinions.iter().map(|o| format!("{} {} {} {}", o.role, o.days, o.late, o.opinions)).collect();
    (answers, opinions)
}

#[test]
fn the_board_tells_how_long_each_member_takes_in_working_days() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let said = town.citizen("Said Bouzid", "JB654321").await;
        let halls = Officers::of(town).await;
        // Monday: the planning service speaks at once; the agency a week later, the province after its limit.
        let one = files(town, &fatima, SMALL, house()).await.number;
        does(town, &halls.clerk, &one, "accept", Body::default()).await.expect("accepted");
        does(town, &halls.planning, &one, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        town.days_pass(7).await;
        does(town, &halls.agency, &one, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        town.days_pass(3).await;
        does(town, &halls.province, &one, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        let two = files(town, &said, SMALL, house()).await.number;
        does(town, &halls.clerk, &two, "withdraw", Body::default()).await.expect("withdrawn");
        does(town, &halls.chair, &one, "conclude-unfavourable", motive("Hors zone")).await.expect("concluded");
        does(town, &halls.president, &one, "sign-refusal", motive("Hors zone")).await.expect("refused");
        let (answers, opinions) = rows(town).await;
        assert_eq!(answers, ["refused 8 false 1", "withdrawn 0 false 1"]);
        assert_eq!(opinions, ["province 8 true 1", "urban-agency 5 false 1", "urban-planning 0 false 1"]);

        // Ten days later everyone signs in anew; the province's board shows it in both languages.
        let province = town.officer(Role::Province).await;
        let board = province.opens("/office/dashboard").await;
        assert!(board.says("Délai des avis, par membre") && board.says("9 sur 10 en 8 j."), "{}", board.text());
        let arabic = province.opens("/office/dashboard?lang=ar").await;
        assert!(arabic.says("أجل إبداء الرأي حسب العضو"), "{}", arabic.text());
    });
}

#[test]
fn the_figures_of_an_older_town_are_counted_anew_once() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let halls = Officers::of(town).await;
        let n = files(town, &fatima, SMALL, house()).await.number;
        does(town, &halls.clerk, &n, "accept", Body::default()).await.expect("accepted");
        for member in [&halls.planning, &halls.agency, &halls.province] {
            does(town, member, &n, "give-opinion", says(Opinion::Favourable, "Conforme")).await.expect("said");
        }
        town.days_pass(3).await;
        does(town, &halls.chair, &n, "conclude-favourable", Body::default()).await.expect("concluded");
        pays(town, &halls.cashier, &n).await.expect("paid");
        town.days_pass(4).await;
        does(town, &halls.president, &n, "sign", Body::default()).await.expect("signed");
        let sound = rows(town).await;
        assert_eq!(sound.0, ["issued 5 false 1"]);

        // As it was made before: calendar days, no opinions, no rule.
        let day = town.desk.clock.today();
        town.desk
            .db
            .write(move |tx| {
                store::figures::begin_again(tx, 0)?;
                let (commune, procedure, outcome) = (TAROUDANNT, SMALL, "issued");
                let old = store::figures::Answered { commune, procedure, day, outcome, days: 7, late: false };
                store::figures::count(tx, &old)
            })
            .await
            .expect("as it was");
        assert_eq!(rows(town).await.0, ["issued 7 false 1"]);
        assert_eq!(desk::figures::renew(&town.desk).await.expect("counted"), 1);
        assert_eq!(rows(town).await, sound);
        assert_eq!(desk::figures::renew(&town.desk).await.expect("once"), 0);
    });
}
