//! The engine alone, for the benchmarks: the small permit's path from filing to the president's
//! signature, decided and applied again and again in memory. Prints `name<tab>steps a CPU-second`.

use std::error::Error;
use std::fs;

use civic::dossier::{Context, Filing, Opinion, replay};
use civic::{Act, Body, Calendar, Dossier, Law, Place, Procedure, Role};
use jiff::civil::date;
use uuid::Uuid;

const COMMUNE: Place = Place(95_410_113);
const DAY_MICROS: i64 = 86_400_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let seconds: f64 = std::env::args().nth(2).and_then(|word| word.parse().ok()).unwrap_or(3.0);
    let procedure = fs::read_to_string(format!("{root}/services/permits/procedures/permit-building-small.toml"))?;
    let procedure = Procedure::read(&procedure)?;
    let mut pages = Vec::new();
    for page in fs::read_dir(format!("{root}/law"))? {
        let path = page?.path();
        if path.extension().is_some_and(|end| end == "toml") && !path.ends_with("calendar.toml") {
            pages.push(fs::read_to_string(path)?);
        }
    }
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let law = Law::read(&pages)?;
    let calendar = Calendar::new([date(2026, 1, 1), date(2026, 1, 11), date(2026, 5, 1), date(2026, 7, 30)]);
    let with = Context { procedure: &procedure, law: &law, calendar: &calendar };

    let history = walk(with).ok_or("the path of the small permit is not what it was: mend this benchmark")?;
    measure("decide and apply", seconds, history.len() - 1, || {
        walk_along(with, &history, false);
    });
    measure("decide, apply, count the days", seconds, history.len() - 1, || {
        walk_along(with, &history, true);
    });
    measure("replay from the register", seconds, history.len(), || {
        std::hint::black_box(replay(&procedure, COMMUNE, Uuid::nil(), &history));
    });
    Ok(())
}

/// The whole path, once: the acts as they were decided.
fn walk(with: Context) -> Option<Vec<Act>> {
    let filing = act(0, Role::Applicant, "file", first());
    let mut dossier = Dossier::open(COMMUNE, Uuid::nil(), &filing)?;
    let mut history = vec![filing];
    let favourable = || Body {
        opinion: Some(Opinion::Favourable),
        motive: Some("conforme au plan d'aménagement".into()),
        ..Body::default()
    };
    let path = [
        (Role::Clerk, "accept", Body::default()),
        (Role::UrbanPlanning, "give-opinion", favourable()),
        (Role::UrbanAgency, "give-opinion", favourable()),
        (Role::Province, "give-opinion", favourable()),
        (Role::CommissionChair, "conclude-favourable", Body::default()),
        (Role::Cashier, "record-payment", Body::default()),
        (Role::President, "sign", Body::default()),
    ];
    for (day, (role, name, mut body)) in (1..).zip(path) {
        if name == "record-payment" {
            body.amount = Some(dossier.owed());
            body.receipt = Some("2026/17".into());
        }
        let decided = dossier.decide(with, act(day, role, name, body)).ok()?;
        dossier.apply(with.procedure, &decided.act);
        history.push(decided.act);
    }
    (dossier.outcome.as_deref() == Some("issued")).then_some(history)
}

/// The same acts, tried again on a fresh file: what a server does for each of them.
fn walk_along(with: Context, history: &[Act], dates: bool) {
    let Some(mut dossier) = Dossier::open(COMMUNE, Uuid::nil(), &history[0]) else { return };
    for past in &history[1..] {
        let Ok(decided) = dossier.decide(with, past.clone()) else { return };
        dossier.apply(with.procedure, &decided.act);
        if dates {
            std::hint::black_box((dossier.due(with), dossier.awaited(with)));
        }
    }
    std::hint::black_box(&dossier);
}

fn first() -> Body {
    let answers = [
        ("use", serde_json::json!("individual-housing")),
        ("floors", serde_json::json!(1)),
        ("covered-area", serde_json::json!(140)),
        ("projections", serde_json::json!(false)),
        ("land-status", serde_json::json!("titled")),
        ("address", serde_json::json!("Hay Lastah, rue 12")),
    ];
    let answers: serde_json::Map<String, serde_json::Value> =
        answers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Body {
        answers: serde_json::from_value(answers.into()).ok(),
        filing: Some(Filing {
            number: "PC-095410113-2026-000001".into(),
            procedure: "permit-building-small".into(),
            revision: 1,
            examiner: COMMUNE,
            applicant: Uuid::nil(),
            agent: None,
            mandate: None,
            assisted: false,
            tracking: "AAAABBBB".into(),
        }),
        ..Body::default()
    }
}

fn act(day: i64, role: Role, name: &str, body: Body) -> Act {
    let at = 1_768_212_000_000_000 + day * DAY_MICROS;
    let on = date(2026, 1, 12).saturating_add(jiff::Span::new().days(day));
    Act { at, day: on, by: Uuid::nil(), role, office: None, name: name.into(), body }
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn measure(name: &str, seconds: f64, steps: usize, mut run: impl FnMut()) {
    let began = std::time::Instant::now();
    let cpu = cpu_seconds();
    let mut runs = 0_u64;
    while began.elapsed().as_secs_f64() < seconds {
        for _ in 0..200 {
            run();
        }
        runs += 200;
    }
    println!("{name}\t{:.0}", runs as f64 * steps as f64 / (cpu_seconds() - cpu));
}

/// CPU seconds of this process, to the microsecond: another program on the core does not count.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
