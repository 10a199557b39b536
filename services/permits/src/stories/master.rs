//! Another master key: everything opens under it and nothing under the old one; what was signed before stays true.

use super::people::*;
use super::{SERVICE, story};
use civic::Role;
use civic::dossier::Body;
use desk::keys::Master;
use desk::keys::rotation::{self, Relocked};
use desk::{Desk, Error, counter};
use town::Town;

const NEW: [u8; 32] = [9; 32];
const NEWER: [u8; 32] = [10; 32];

/// Changes the master key, away from the runtime's threads, as the operator's command does.
fn changed(desk: &Desk, new: [u8; 32]) -> desk::Result<Relocked> {
    let desk = desk.clone();
    std::thread::spawn(move || rotation::rotate(&desk, &Master(new))).join().expect("answered")
}

fn reopened(town: &Town, master: [u8; 32]) -> desk::Result<Desk> {
    std::thread::scope(|scope| scope.spawn(|| town.reopened(&[SERVICE], master)).join().expect("answered"))
}

fn checked(desk: &Desk) -> desk::Result<Relocked> {
    let desk = desk.clone();
    std::thread::spawn(move || rotation::check(&desk)).join().expect("answered")
}

async fn sound(desk: &Desk) {
    desk::work::settle(desk).await.expect("the work that follows");
    let report = desk::verify::verify(desk, |_| ()).await.expect("verified");
    assert_eq!(report.faults, Vec::<String>::new());
    assert!(0 < report.leaves && 0 < report.heads, "{report:?}");
}

#[test]
fn a_town_goes_on_under_another_master_key() {
    story(async |town| {
        let fatima = town.citizen("Fatima Ait Ali", "JB123456").await;
        let number = files(town, &fatima, SMALL, house()).await.number;
        let asker = fatima.who().await;
        let draft =
            desk::draft::begin(&town.desk, &asker, town::TAROUDANNT, SMALL, house(), desk::draft::ForWhom::default());
        let draft = draft.await.expect("a draft").id;
        let clerk = town.officer(Role::Clerk).await;
        town.evening().await;
        let first = checked(&town.desk).expect("everything opens");
        let least = Relocked { signing: 3, factors: 1, subjects: 3, fields: 1 };
        assert!(least.signing <= first.signing && least.factors <= first.factors, "{first:?}");
        assert!(least.subjects <= first.subjects && least.fields <= first.fields, "{first:?}");

        // Everything is locked anew, and the old key opens the town no more.
        assert_eq!(changed(&town.desk, NEW).expect("changed"), first, "on {}", town.engine);
        let old = reopened(town, [0; 32]).map(|_| ());
        assert!(matches!(&old, Err(Error::Setup(why)) if why.contains("another one rules")), "{old:?}");
        // A program that was not told locks nothing more under it.
        let person = desk::people::Person {
            kind: "citizen".into(),
            name_ar: "عمر التازي".into(),
            name_fr: "Omar Tazi".into(),
            cnie: "JB654321".into(),
            email: "omar@town.test".into(),
            ..Default::default()
        };
        let word = "figuiers-de-barbarie";
        let late = desk::people::register(&town.desk, &person, word, word, "story").await.map(|_| ());
        assert!(matches!(late, Err(Error::Store(_))), "{late:?}");
        assert!(checked(&town.desk).is_err(), "the old key opens nothing");

        // Under the new one: people are found by their card, drafts are read, files go on, papers are signed, and
        // the whole register proves itself, with what was signed and marked before.
        let new = reopened(town, NEW).expect("opened");
        assert_eq!(checked(&new).expect("everything opens"), first);
        assert_eq!(new.register.keys.log.verifier, town.desk.register.keys.log.verifier);
        let found = new.db.read(|tx| store::people::by_cnie(tx, "JB123456")).await.expect("read").expect("found");
        assert_eq!(found.name_fr, "Fatima Ait Ali");
        let asker = asker.account.id;
        let typed = new.db.read(move |tx| store::drafts::get(tx, asker, draft)).await.expect("read").expect("a draft");
        assert!(typed.typed.contains("Maison familiale"));
        let officer = clerk.account.as_ref().expect("an account").id;
        let who = desk::who::inside(&new, officer).await.expect("read").expect("known");
        let act = counter::NewAct {
            commune: town::TAROUDANNT,
            number: number.clone(),
            name: "accept".into(),
            body: Body::default(),
            ..Default::default()
        };
        counter::act(&new, &who, act).await.expect("accepted");
        sound(&new).await;

        // A second change, and one back to the key of the story's end.
        assert!(changed(&new, NEW).is_err(), "the same key is no other");
        changed(&new, NEWER).expect("changed");
        let newer = reopened(town, NEWER).expect("opened");
        sound(&newer).await;
        changed(&newer, [0; 32]).expect("changed");
        checked(&town.desk).expect("everything opens");
    });
}
