//! Who lives in the demo town: officers on every seat of the province, citizens, companies, architects.
//!
//! Accounts and seats are put into the store at once; only those that a visitor is told of have a
//! password, the same for all.

use super::lot::Lot;
use super::names::{self, Name};
use civic::{Office, Place, Role, Seat};
use desk::Desk;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::people::{self, Account};
use uuid::Uuid;

/// The province of Taroudannt.
pub const PROVINCE: Place = Place(95_410_000);
/// Its town, which examines by itself; and a small commune, whose files the province examines.
pub const TOWN: Place = Place(95_410_113);
pub const VILLAGE: Place = Place(95_410_101);

/// The password of every account that a visitor is told of.
pub const PASSWORD: &str = "taroudannt-2026";

/// What an authenticator application of any of their officers would hold (base 32).
pub const SECOND_FACTOR: &str = "DIWANDEMOTAROUDANNTDIWANDEMO2345";

/// An account that a visitor may try.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Login {
    pub role: String,
    /// Where; the Kingdom for those who ask.
    pub place: Place,
    pub place_ar: String,
    pub place_fr: String,
    pub name_ar: String,
    pub name_fr: String,
    pub identifier: String,
}

impl Login {
    /// As the door of the demo town offers it.
    pub fn offered(&self) -> desk::DemoAccount {
        desk::DemoAccount {
            role: self.role.clone(),
            place: (self.place_ar.clone(), self.place_fr.clone()),
            name: (self.name_ar.clone(), self.name_fr.clone()),
            identifier: self.identifier.clone(),
            password: PASSWORD.into(),
        }
    }
}

/// Somebody who builds.
#[derive(Clone, Debug)]
pub struct Builder {
    pub id: Uuid,
    pub kind: &'static str,
    pub name: Name,
    pub cnie: String,
    pub ice: String,
    pub phone: String,
}

/// An architect: plans for others, and files for them under a mandate.
#[derive(Clone, Debug)]
pub struct Architect {
    pub id: Uuid,
    pub name: Name,
    pub number: String,
}

/// Everyone.
pub struct Cast {
    pub seats: HashMap<Seat, Uuid>,
    /// The vice-president of the town, who signs in the president's place.
    pub deputy: Uuid,
    pub citizens: Vec<Builder>,
    pub companies: Vec<Builder>,
    pub architects: Vec<Architect>,
    pub logins: Vec<Login>,
    accounts: Vec<Account>,
    offices: Vec<Office>,
}

const IN_COMMUNE: [Role; 5] = [Role::Clerk, Role::UrbanPlanning, Role::Cashier, Role::President, Role::Administrator];
const IN_PROVINCE: [Role; 7] = [
    Role::UrbanAgency,
    Role::Province,
    Role::CivilProtection,
    Role::Utilities,
    Role::Governor,
    Role::CommissionChair,
    Role::Administrator,
];
const CITIZENS: usize = 260;
const ARCHITECTS: usize = 7;

/// Draws everyone by lot. `since` is the day from which the seats are held.
pub fn draw(desk: &Desk, lot: &mut Lot, since: Date, today: Date, hash: &str) -> desk::Result<Cast> {
    let mut cast = Cast {
        seats: HashMap::new(),
        deputy: Uuid::nil(),
        citizens: Vec::new(),
        companies: Vec::new(),
        architects: Vec::new(),
        logins: Vec::new(),
        accounts: Vec::new(),
        offices: Vec::new(),
    };
    cast.public(desk, lot, hash);
    cast.communes(desk, lot, since, hash, desk.statute().single_window(since)?);
    cast.delegations(desk, lot, since, today, hash);
    cast.province(desk, lot, since, hash);
    // Those who ask, then the town, the village, the province.
    cast.logins.sort_by_key(|login| [Place::KINGDOM, TOWN, VILLAGE, PROVINCE].iter().position(|p| *p == login.place));
    Ok(cast)
}

impl Cast {
    /// Puts everyone into the store.
    pub async fn settle(&self, desk: &Desk) -> desk::Result<()> {
        let (accounts, offices, now) = (self.accounts.clone(), self.offices.clone(), desk.clock.now());
        desk.db
            .write(move |tx| -> desk::Result<()> {
                for account in &accounts {
                    people::add(tx, account)?;
                }
                for office in &offices {
                    people::add_office(tx, office, now)?;
                }
                Ok(())
            })
            .await?;
        for officer in self.accounts.iter().filter(|a| a.kind == "officer" && a.password.is_some()) {
            desk::who::give_totp(desk, officer.id, SECOND_FACTOR).await?;
        }
        Ok(())
    }

    pub fn holder(&self, role: Role, place: Place) -> Option<Uuid> {
        self.seats.get(&Seat { role, place }).copied()
    }

    fn province(&mut self, desk: &Desk, lot: &mut Lot, since: Date, hash: &str) {
        for role in IN_PROVINCE {
            let email = format!("{}@province.example", role.as_str());
            let id = self.officer(desk, lot, &email, Some(hash));
            self.seat(desk, id, Seat { role, place: PROVINCE }, since, None, None);
            self.told(role, PROVINCE, desk, id);
        }
        // Who keeps what holds everywhere: the holidays.
        let id = self.officer(desk, lot, "administrator@kingdom.example", Some(hash));
        self.seat(desk, id, Seat { role: Role::Administrator, place: Place::KINGDOM }, since, None, None);
        self.told(Role::Administrator, Place::KINGDOM, desk, id);
    }

    fn communes(&mut self, desk: &Desk, lot: &mut Lot, since: Date, hash: &str, people_above: i64) {
        let communes: Vec<(Place, String, i64)> =
            desk.street.territory.communes(PROVINCE).map(|k| (k.place, slug(&k.name_fr), k.people)).collect();
        for (place, slug, people) in communes {
            let shown = place == TOWN || place == VILLAGE;
            let chair = (people_above < people).then_some(Role::CommissionChair);
            for role in IN_COMMUNE.into_iter().chain(chair) {
                let email = format!("{}@{slug}.example", role.as_str());
                let id = self.officer(desk, lot, &email, shown.then_some(hash));
                self.seat(desk, id, Seat { role, place }, since, None, None);
                if shown {
                    self.told(role, place, desk, id);
                }
            }
        }
    }

    /// Two vice-presidents of the town: one who may sign, and one whose delegation ended yesterday.
    fn delegations(&mut self, desk: &Desk, lot: &mut Lot, since: Date, today: Date, hash: &str) {
        let seat = Seat { role: Role::President, place: TOWN };
        let Some(president) = self.seats.get(&seat).copied() else { return };
        let later = today.checked_add(jiff::Span::new().months(8)).unwrap_or(today);
        let ended = today.yesterday().unwrap_or(today);
        for (email, until) in [("deputy@taroudannt.example", later), ("former-deputy@taroudannt.example", ended)] {
            let id = self.officer(desk, lot, email, Some(hash));
            self.seat(desk, id, seat, since, Some(until), Some(president));
            if until == later {
                self.deputy = id;
            }
            self.told(Role::President, TOWN, desk, id);
        }
        self.seats.insert(seat, president);
    }

    fn public(&mut self, desk: &Desk, lot: &mut Lot, hash: &str) {
        for n in 0..CITIZENS {
            let name = if n == 0 { names::woman(lot) } else { self.unheard(lot) };
            let builder = self.builder(desk, "citizen", name, n, (n == 0).then_some(hash));
            self.citizens.push(builder);
        }
        for n in 0..names::COMPANIES_KNOWN {
            let builder = self.builder(desk, "company", names::company(n), n, (n == 0).then_some(hash));
            self.companies.push(builder);
        }
        for n in 0..ARCHITECTS {
            let name = self.unheard(lot);
            let told = n == 0;
            let email = told.then(|| "architect@public.example".to_owned());
            let id = self.account(desk, "professional", &name, email, told.then(|| hash.to_owned()));
            let number = format!("{}/{}", 2_100 + n * 83, 2_006 + n * 2);
            self.architects.push(Architect { id, name, number });
            if told {
                self.log_in("professional", id);
            }
        }
    }

    fn builder(&mut self, desk: &Desk, kind: &'static str, name: Name, n: usize, hash: Option<&str>) -> Builder {
        let email = hash.map(|_| format!("{kind}@public.example"));
        let id = self.account(desk, kind, &name, email, hash.map(str::to_owned));
        let phone = names::phone(n + if kind == "company" { 5_000 } else { 1_000 });
        let (cnie, ice) = match kind {
            "company" => (String::new(), names::ice(n)),
            _ => (names::cnie(n), String::new()),
        };
        if let Some(account) = self.accounts.last_mut() {
            account.cnie = (!cnie.is_empty()).then(|| cnie.clone());
            account.ice = (!ice.is_empty()).then(|| ice.clone());
            account.phone = civic::identity::phone(&phone);
        }
        if hash.is_some() {
            self.log_in(kind, id);
        }
        Builder { id, kind, name, cnie, ice, phone }
    }

    /// A name that nobody has yet, as long as the lists suffice.
    fn unheard(&self, lot: &mut Lot) -> Name {
        let mut name = names::person(lot);
        for _ in 0..40 {
            if !self.accounts.iter().any(|a| a.name_fr == name.fr) {
                break;
            }
            name = names::person(lot);
        }
        name
    }

    fn officer(&mut self, desk: &Desk, lot: &mut Lot, email: &str, hash: Option<&str>) -> Uuid {
        let name = self.unheard(lot);
        self.account(desk, "officer", &name, Some(email.to_owned()), hash.map(str::to_owned))
    }

    fn account(
        &mut self,
        desk: &Desk,
        kind: &str,
        name: &Name,
        email: Option<String>,
        password: Option<String>,
    ) -> Uuid {
        let now = desk.clock.now();
        let id = desk.chance.id(now);
        self.accounts.push(Account {
            id,
            kind: kind.into(),
            name_ar: name.ar.clone(),
            name_fr: name.fr.clone(),
            cnie: None,
            ice: None,
            phone: None,
            email,
            // One in three is written to in French.
            lang: if self.accounts.len() % 3 == 2 { "fr".into() } else { "ar".into() },
            password,
            made_at: now,
            failed: 0,
            locked_until: 0,
            closed: false,
        });
        id
    }

    fn seat(&mut self, desk: &Desk, holder: Uuid, seat: Seat, from: Date, until: Option<Date>, by: Option<Uuid>) {
        let n = self.offices.len() + 1;
        let decision = match by {
            None => format!("قرار التعيين رقم {n}/{}", from.year()),
            Some(_) => format!("قرار التفويض رقم {n}/{}", from.year()),
        };
        self.offices.push(Office {
            id: desk.chance.id(desk.clock.now()),
            holder,
            seat,
            from,
            until,
            delegated_by: by,
            decision,
            scope: Default::default(),
        });
        self.seats.insert(seat, holder);
    }

    fn told(&mut self, role: Role, place: Place, desk: &Desk, id: Uuid) {
        self.log_in(role.as_str(), id);
        if let (Some(login), Some(known)) = (self.logins.last_mut(), desk.street.territory.get(place)) {
            let (of_ar, of_fr) = if place.is_province() { ("إقليم ", "Province de ") } else { ("", "") };
            login.place = place;
            login.place_ar = format!("{of_ar}{}", known.name_ar);
            login.place_fr = format!("{of_fr}{}", known.name_fr);
        } else if let Some(login) = self.logins.last_mut() {
            (login.place_ar, login.place_fr) = ("المملكة".into(), "Royaume".into());
        }
    }

    fn log_in(&mut self, role: &str, id: Uuid) {
        let Some(account) = self.accounts.iter().find(|a| a.id == id) else { return };
        self.logins.push(Login {
            role: role.into(),
            place: Place::KINGDOM,
            place_ar: String::new(),
            place_fr: String::new(),
            name_ar: account.name_ar.clone(),
            name_fr: account.name_fr.clone(),
            identifier: account.email.clone().unwrap_or_default(),
        });
    }
}

/// `Oulad Teïma` becomes `oulad-teima`.
pub fn slug(name: &str) -> String {
    let folded: String =
        store::fold::fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    folded.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
