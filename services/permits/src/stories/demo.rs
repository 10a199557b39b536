//! The door of the demo town offers its accounts; the door of a real one offers none.

use crate::{HOUSE, SERVICE};

#[test]
fn the_demo_towns_door_offers_its_accounts() {
    let clerk = desk::DemoAccount {
        role: "clerk".into(),
        place: ("تارودانت".into(), "Taroudannt".into()),
        name: ("أحمد أسكور".into(), "Ahmed Askour".into()),
        identifier: "clerk@taroudannt.example".into(),
        password: "taroudannt-2026".into(),
    };
    for demo in [true, false] {
        let options = desk::Options { demo, accounts: vec![clerk.clone()], ..desk::Options::default() };
        town::story_with(&[SERVICE], &[HOUSE], &options, async |town| {
            let door = town.stranger().opens("/sign-in?lang=fr").await;
            let offered = door.says("Guichet communal · Taroudannt")
                && door.says("Ahmed Askour")
                && door.html().contains("value=\"clerk@taroudannt.example\"");
            assert_eq!(offered, demo, "{}", door.text());
            assert_eq!(door.html().contains("taroudannt-2026"), demo);
            assert!(!town.stranger().opens("/?lang=fr").await.html().contains("taroudannt-2026"));
        });
    }
}
