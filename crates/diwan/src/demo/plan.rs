//! What a file will be: who files it and how, the form as it would be typed, and what will befall it.

use super::cast::{Architect, Builder, Cast, TOWN, VILLAGE};
use super::lot::Lot;
use super::names;
use civic::dossier::Given;
use civic::form::Typed;
use civic::{Place, Role};
use jiff::Span;
use jiff::civil::Date;

/// A commune of the province as the demo sees it.
pub struct Spot {
    pub place: Place,
    pub town: bool,
    pub name_fr: String,
    pub center: (f64, f64),
    /// Half of its width, in degrees.
    pub reach: f64,
    /// How slow its offices are: 100 is usual.
    pub pace: i64,
}

/// By whom a file is brought.
#[derive(Clone)]
pub enum Filer {
    /// By themselves: a citizen or a company.
    Own(Builder),
    /// By their architect, under a mandate.
    Mandated(Builder, usize),
    /// At the counter, by the clerk.
    Assisted(Builder),
}

impl Filer {
    pub fn builder(&self) -> &Builder {
        match self {
            Filer::Own(b) | Filer::Mandated(b, _) | Filer::Assisted(b) => b,
        }
    }
}

/// What the commission will say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Yes,
    YesWithReserves,
    No,
    /// Adjourned once, then yes.
    Later,
}

/// What will befall a file.
#[derive(Clone)]
pub struct Fate {
    pub asked: bool,
    /// The applicant never answers.
    pub forgets: bool,
    pub verdict: Verdict,
    /// This member is late, and the commission goes on without.
    pub late: Option<Role>,
    /// At this step the administration sleeps until the limit has passed.
    pub asleep: Option<&'static str>,
    pub extended: bool,
    pub withdrawn_at: Option<&'static str>,
    pub sent_back: bool,
    pub opens: bool,
    pub talks: bool,
}

/// A file to be.
#[derive(Clone)]
pub struct Plan {
    pub commune: Place,
    pub spot: usize,
    pub procedure: &'static str,
    pub filer: Filer,
    pub architect: Architect,
    pub typed: Typed,
    pub land: String,
    pub address: String,
    pub plot: i64,
    pub covered: i64,
    pub floors: i64,
    pub fate: Fate,
    pub filed: Date,
    pub seed: u64,
    /// The pieces of the filing, drawn and kept beforehand.
    pub brought: Vec<Given>,
}

const SMALL: &str = "permit-building-small";
const LARGE: &str = "permit-building-large";

/// A file in `spot`, filed on `filed`.
pub fn draw(cast: &Cast, spots: &[Spot], spot: usize, filed: Date, n: usize, lot: &mut Lot) -> Plan {
    let large = lot.one_in(if spots[spot].town { 4 } else { 9 });
    of_kind(cast, spots, spot, filed, n, large, lot)
}

/// A small file that nothing befalls until `step`, where it is left: something for every desk.
pub fn held(
    cast: &Cast,
    spots: &[Spot],
    spot: usize,
    filed: Date,
    n: usize,
    step: &'static str,
    lot: &mut Lot,
) -> Plan {
    let mut plan = of_kind(cast, spots, spot, filed, n, false, lot);
    plan.fate = Fate {
        asked: step == "awaiting-completion",
        forgets: false,
        verdict: match step {
            "refusal" => Verdict::No,
            "amendment" => Verdict::Later,
            _ => Verdict::Yes,
        },
        late: None,
        asleep: Some(step),
        extended: false,
        withdrawn_at: None,
        sent_back: false,
        opens: false,
        talks: lot.one_in(2),
    };
    plan
}

fn of_kind(cast: &Cast, spots: &[Spot], spot: usize, filed: Date, n: usize, large: bool, lot: &mut Lot) -> Plan {
    let at = &spots[spot];
    let filer = filer(cast, at, large, lot);
    let architect = match &filer {
        Filer::Mandated(_, which) => cast.architects[*which].clone(),
        _ => lot.of(&cast.architects).clone(),
    };
    let mut plan = Plan {
        commune: at.place,
        spot,
        procedure: if large { LARGE } else { SMALL },
        filer,
        architect,
        typed: Typed::new(),
        land: String::new(),
        address: String::new(),
        plot: 0,
        covered: 0,
        floors: 0,
        fate: fate(large, lot),
        filed,
        seed: 0x00D1_5A00 + n as u64,
        brought: Vec::new(),
    };
    plan.land(at, n, lot);
    plan.works(at, large, lot);
    plan.designers(large, lot);
    if large {
        plan.note(lot);
    }
    plan
}

fn filer(cast: &Cast, at: &Spot, large: bool, lot: &mut Lot) -> Filer {
    // The accounts that a visitor is told of have files of their own in the town.
    let first = at.place == TOWN && lot.one_in(12);
    let citizen = if first { &cast.citizens[0] } else { lot.of(&cast.citizens[1..]) };
    if large && lot.one_in(2) {
        let company = if lot.one_in(3) { &cast.companies[0] } else { lot.of(&cast.companies) };
        let architect = lot.from(0, 2) as usize;
        return if lot.one_in(2) { Filer::Own(company.clone()) } else { Filer::Mandated(company.clone(), architect) };
    }
    match lot.weighed(&[60, 28, 12]) {
        0 => Filer::Own(citizen.clone()),
        1 if !first => Filer::Mandated(citizen.clone(), lot.from(0, cast.architects.len() as i64 - 1) as usize),
        2 if !first => Filer::Assisted(citizen.clone()),
        _ => Filer::Own(citizen.clone()),
    }
}

fn fate(large: bool, lot: &mut Lot) -> Fate {
    let verdict = [Verdict::Yes, Verdict::YesWithReserves, Verdict::No, Verdict::Later][lot.weighed(&[58, 18, 10, 14])];
    let late = lot.one_in(12).then(|| *lot.of(&[Role::UrbanAgency, Role::Province, Role::UrbanPlanning]));
    let asleep = lot.one_in(16).then(|| *lot.of(&["completeness", "study", "commission", "commission", "signature"]));
    let withdrawn_at = lot.one_in(28).then(|| *lot.of(&["study", "awaiting-completion", "payment"]));
    Fate {
        asked: lot.one_in(4),
        forgets: lot.one_in(12),
        verdict,
        late,
        asleep,
        extended: large && lot.one_in(12),
        withdrawn_at,
        sent_back: verdict == Verdict::No && lot.one_in(6),
        opens: !lot.one_in(3),
        talks: lot.one_in(7),
    }
}

impl Plan {
    fn put(&mut self, field: &str, value: impl ToString) {
        self.typed.insert(field.into(), value.to_string());
    }

    fn land(&mut self, at: &Spot, n: usize, lot: &mut Lot) {
        let status = lot.weighed(if at.town { &[70, 18, 12] } else { &[30, 20, 50] });
        self.put("land-status", ["titled", "requisition", "unregistered"][status]);
        self.land = match status {
            0 => format!("{}/39", 20_000 + n * 13),
            1 => format!("R{}/39", 6_000 + n * 7),
            _ => format!(
                "رسم عدد {} صحيفة {} بتاريخ {:02}/{:02}/20{:02}",
                100 + n,
                40 + n % 300,
                1 + n % 28,
                1 + n % 12,
                5 + n % 18
            ),
        };
        let land = self.land.clone();
        self.put(["land-title", "requisition", "moulkia"][status], land);
        if status == 2 {
            self.land = format!("Moulkia n° {}", 100 + n);
        }
        self.put("land-right", ["owner", "joint-owner", "owner-consent"][lot.weighed(&[76, 18, 6])]);
        let place = names::place(lot, at.town);
        let divided = at.town && status == 0 && lot.one_in(2);
        self.put("in-subdivision", if divided { "yes" } else { "no" });
        if divided {
            let subdivision = names::subdivision(lot);
            let lot_number = lot.from(4, 390);
            self.put("subdivision-name", &subdivision.ar);
            self.put("lot-number", lot_number);
            self.address = format!("{}, lot {lot_number}", subdivision.fr);
            self.put("address", format!("{}، بقعة {lot_number}", subdivision.ar));
        } else {
            let number = lot.from(3, 180);
            self.address = format!("{} n° {number}", place.fr);
            self.put("address", if at.town { format!("{} رقم {number}", place.ar) } else { place.ar.clone() });
        }
        let shift = |lot: &mut Lot| lot.from(-1_000, 1_000) as f64 / 1_000.0 * at.reach * 0.6;
        let (lat, lon) = (at.center.0 + shift(lot), at.center.1 + shift(lot));
        self.put("point", format!("{lat:.6},{lon:.6}"));
    }

    fn works(&mut self, at: &Spot, large: bool, lot: &mut Lot) {
        let kind = lot.weighed(if large { &[85, 10, 0, 5] } else { &[66, 12, 16, 6] });
        self.put("work-kind", ["new-building", "extension", "added-storey", "modification"][kind]);
        if kind > 0 && lot.one_in(2) {
            let (number, year) = (lot.from(10, 900), lot.from(1994, 2022));
            self.put("existing-permit", format!("{number}/{year}"));
        }
        let usage = if large {
            [
                "collective-housing",
                "housing-and-shops",
                "commercial",
                "industrial",
                "tourism",
                "public-facility",
                "agricultural",
            ][lot.weighed(&[30, 18, 12, 10, 12, 10, 8])]
        } else {
            ["individual-housing", "housing-and-shops", "commercial", "professional", "agricultural"]
                [lot.weighed(if at.town { &[62, 26, 8, 4, 0] } else { &[84, 6, 2, 0, 8] })]
        };
        self.put("use", usage);
        self.floors = if large {
            lot.from(0, 6)
        } else {
            lot.weighed(if at.town { &[15, 30, 40, 15] } else { &[60, 35, 5, 0] }) as i64
        };
        self.put("floors", self.floors);
        let basement = large && lot.one_in(3);
        self.put("basement", if basement { "yes" } else { "no" });
        if basement {
            self.put("basement-levels", 1);
        }
        if usage.contains("housing") {
            let dwellings =
                if usage == "individual-housing" { 1 } else { (self.floors + 1) * if large { 4 } else { 1 } };
            self.put("dwellings", dwellings);
        }
        if usage == "housing-and-shops" || usage == "commercial" {
            self.put("shops", lot.from(1, 4));
        }
        self.put("sanitation", if at.town { "public-network" } else { "septic-tank" });
        self.surfaces(large, basement, lot);
        if large {
            let open = matches!(usage, "commercial" | "tourism" | "public-facility");
            self.put("height", (self.floors + 1) * 3 + 1);
            self.put("public-access", if open { "yes" } else { "no" });
            if open {
                self.put("public-capacity", lot.from(60, 900));
            }
            self.put("parking-spaces", lot.from(4, 60));
        }
    }

    fn surfaces(&mut self, large: bool, basement: bool, lot: &mut Lot) {
        self.plot = if large { lot.from(320, 5_200) } else { lot.from(72, 210) };
        let footprint = self.plot * lot.from(55, 85) / 100;
        let levels = self.floors + 1 + i64::from(basement);
        // What is added counts, not what stands already.
        self.covered = match self.typed.get("work-kind").map(String::as_str) {
            Some("extension") => footprint * lot.from(20, 60) / 100,
            Some("added-storey") => footprint,
            Some("modification") => footprint * lot.from(15, 40) / 100,
            _ => footprint * levels,
        };
        let overhang = !large && lot.one_in(4);
        self.put("plot-area", self.plot);
        self.put("footprint", footprint);
        self.put("covered-area", self.covered);
        self.put("projections", if overhang { "yes" } else { "no" });
        if overhang {
            self.put("projection-area", lot.from(4, 22));
        }
        if large || lot.one_in(2) {
            self.put("cost-estimate", self.covered * lot.from(2_600, 3_900));
        }
    }

    fn designers(&mut self, large: bool, lot: &mut Lot) {
        let architect = self.architect.clone();
        if !large {
            self.put("design-by", "architect");
        }
        self.put("architect-name", &architect.name.ar);
        self.put("architect-number", &architect.number);
        self.put("architect-phone", names::phone(9_000));
        self.put("architect-email", "architecte@public.example");
        self.put(
            "engineer-name",
            *lot.of(&["مكتب الدراسات سوس", "BET Argana", "مكتب الدراسات الأطلس", "BET Oued Issen"]),
        );
        if large {
            self.put("topographer-name", *lot.of(&["سعيد أوشن", "لطيفة أمزيان", "رشيد بوهوش"]));
            self.put("topographer-number", lot.from(400, 1_900));
            self.put("control-office", *lot.of(&["مكتب المراقبة الجنوب", "Contrôle Technique du Sud"]));
        }
    }

    fn note(&mut self, lot: &mut Lot) {
        self.put("planning-note-number", format!("{}/{}", lot.from(80, 2_400), self.filed.year()));
        let day = self.filed.checked_sub(Span::new().days(lot.from(20, 160))).unwrap_or(self.filed);
        self.put("planning-note-date", day);
    }
}

/// The communes of the province, with where they lie.
pub fn spots(desk: &desk::Desk, lot: &mut Lot) -> Vec<Spot> {
    let centers = include_str!("../../../../territory/geometry/centroids.csv");
    let known: std::collections::HashMap<Place, (f64, f64, f64)> = centers
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split(',');
            let place = Place::parse(cells.next()?)?;
            let mut number = || cells.next()?.parse::<f64>().ok();
            Some((place, (number()?, number()?, number()?)))
        })
        .collect();
    desk.street
        .territory
        .communes(super::cast::PROVINCE)
        .map(|commune| {
            let (lat, lon, km2) = known.get(&commune.place).copied().unwrap_or((30.47, -8.87, 50.0));
            Spot {
                place: commune.place,
                // The cercle `01` of the code is that of the urban communes.
                town: commune.place.0 / 100 % 100 == 1,
                name_fr: commune.name_fr.clone(),
                center: (lat, lon),
                reach: km2.sqrt() / 2.0 / 111.0,
                pace: match commune.place {
                    TOWN | VILLAGE => 85,
                    _ => *lot.of(&[60, 80, 90, 100, 100, 110, 130, 160]),
                },
            }
        })
        .collect()
}
