//! What people of the stories do at the counter, in a line each.

use civic::Role;
use civic::dossier::{Asked, Body, Opinion};
use civic::form::Typed;
use desk::counter::{self, Done, Filed, NewAct, NewFile};
use desk::draft::ForWhom;
use town::{Neighbour, TAROUDANNT, Town};

pub const SMALL: &str = "permit-building-small";
pub const LARGE: &str = "permit-building-large";

/// The smallest thing that is a PDF.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// What Fatima types: a house on two floors, on her own titled plot.
pub fn house() -> Typed {
    toml::from_str(include_str!("house.toml")).expect("a form as it is typed")
}

/// Files an application with every piece that it calls for.
pub async fn files(town: &Town, who: &Neighbour<'_>, procedure: &str, typed: Typed) -> Filed {
    let desk = &town.desk;
    let asker = who.who().await;
    let draft = desk::draft::begin(desk, &asker, TAROUDANNT, procedure, typed.clone(), ForWhom::default())
        .await
        .expect("a draft");
    let known = desk.street.latest(procedure).expect("the procedure");
    let (answers, mistakes) = civic::form::read(&known, &typed, None);
    assert_eq!(mistakes, [], "the story's form is whole");
    for piece in civic::form::pieces(&known, &answers).into_iter().filter(|p| p.required) {
        who.gives(procedure, draft.id, &piece.name, &format!("{}.pdf", piece.name), PDF).await.expect("a piece");
    }
    desk::draft::file(desk, &asker, draft.id, true).await.expect("filed")
}

/// Does an act; `body` says what it says.
pub async fn does(town: &Town, who: &Neighbour<'_>, number: &str, act: &str, body: Body) -> desk::Result<Done> {
    let new = NewAct { commune: TAROUDANNT, number: number.into(), name: act.into(), body, ..NewAct::default() };
    counter::act(&town.desk, &who.who().await, new).await
}

pub fn motive(text: &str) -> Body {
    Body { motive: Some(text.into()), ..Body::default() }
}

pub fn asks_for(piece: &str, reason: &str) -> Body {
    Body { asked: vec![Asked { piece: piece.into(), reason: reason.into() }], ..Body::default() }
}

pub fn says(opinion: Opinion, text: &str) -> Body {
    let reserves = (opinion == Opinion::FavourableWithReserves).then(|| "Reculer de deux mètres".to_owned());
    Body { opinion: Some(opinion), motive: Some(text.into()), reserves, ..Body::default() }
}

/// The officers of Taroudannt and of its province.
pub struct Officers<'t> {
    pub clerk: Neighbour<'t>,
    pub planning: Neighbour<'t>,
    pub agency: Neighbour<'t>,
    pub province: Neighbour<'t>,
    pub protection: Neighbour<'t>,
    pub chair: Neighbour<'t>,
    pub cashier: Neighbour<'t>,
    pub president: Neighbour<'t>,
    pub governor: Neighbour<'t>,
}

impl<'t> Officers<'t> {
    pub async fn of(town: &'t Town) -> Officers<'t> {
        Officers {
            clerk: town.officer(Role::Clerk).await,
            planning: town.officer(Role::UrbanPlanning).await,
            agency: town.officer(Role::UrbanAgency).await,
            province: town.officer(Role::Province).await,
            protection: town.officer(Role::CivilProtection).await,
            chair: town.officer(Role::CommissionChair).await,
            cashier: town.officer(Role::Cashier).await,
            president: town.officer(Role::President).await,
            governor: town.officer(Role::Governor).await,
        }
    }
}

/// Pays what is due.
pub async fn pays(town: &Town, cashier: &Neighbour<'_>, number: &str) -> desk::Result<Done> {
    let shown = counter::show(&town.desk, &cashier.who().await.viewer, TAROUDANNT, number).await?;
    let body = Body {
        amount: Some(shown.dossier.owed()),
        receipt: Some("Q-1".into()),
        method: Some("cash".into()),
        ..Body::default()
    };
    does(town, cashier, number, "record-payment", body).await
}

/// A filing that names everything itself, for stories about what is refused.
pub fn filing(typed: Typed) -> NewFile {
    NewFile { commune: TAROUDANNT, procedure: SMALL.into(), typed, declared: true, ..NewFile::default() }
}
