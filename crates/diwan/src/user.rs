//! `diwan user`: makes an administrator, or another code for an officer who has no second factor. Whoever runs
//! the machine answers for it; the code is printed once, to be handed over in person.

use crate::Data;
use crate::config::Config;
use crate::serve::{open, runtime};
use civic::{Office, Place, Role, Seat};
use desk::people::Person;
use desk::{Desk, Error};

#[derive(clap::Args)]
pub struct UserOptions {
    #[command(flatten)]
    data: Data,
    #[arg(long)]
    email: String,
    /// Prints another code for the officer of this address, who has no second factor and lost the first code.
    #[arg(long, conflicts_with_all = ["place", "name_ar", "name_fr", "decision"])]
    new_code: bool,
    /// The code of the commune or province that they administer: 095410113; 000000000 for the Kingdom,
    /// whose administrator keeps the holidays.
    #[arg(long, required_unless_present = "new_code", default_value = "")]
    place: String,
    #[arg(long, required_unless_present = "new_code", default_value = "")]
    name_ar: String,
    #[arg(long, required_unless_present = "new_code", default_value = "")]
    name_fr: String,
    /// The decision that appoints them.
    #[arg(long, required_unless_present = "new_code", default_value = "")]
    decision: String,
}

/// Makes an administrator, whose password is read from the first line of standard input.
pub fn user(options: UserOptions) -> Result<(), String> {
    let config = Config::read(&options.data.data)?;
    if options.new_code {
        crate::operate::present(&options.data, &config)?;
        let desk = open(&options.data.data, &config, false)?;
        return runtime(&config)?.block_on(new_code(&desk, &options.email));
    }
    let place = Place::parse(&options.place).ok_or("--place: nine digits, as in territory/communes.csv")?;
    let mut password = String::new();
    eprintln!("The password, then Enter:");
    std::io::stdin().read_line(&mut password).map_err(|e| e.to_string())?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    let desk = open(&options.data.data, &config, false)?;
    if place != Place::KINGDOM && desk.street.territory.get(place).is_none() {
        return Err(format!("--place: there is no commune or province {place}"));
    }
    if let Some(mistake) = desk::who::judge_password(&password) {
        return Err(said(&desk, &mistake));
    }
    let now = desk.clock.now();
    let person = Person {
        kind: "officer".into(),
        name_ar: options.name_ar,
        name_fr: options.name_fr,
        email: options.email,
        ..Person::default()
    };
    let mut account = person.read("", desk.chance.id(now), now).map_err(|mistakes| format!("{mistakes:?}"))?;
    account.password = Some(desk::who::hash_password(&desk, &password).map_err(|e| e.to_string())?);
    let office = Office {
        id: desk.chance.id(now),
        holder: account.id,
        seat: Seat { role: Role::Administrator, place },
        from: desk.clock.today(),
        until: None,
        delegated_by: None,
        decision: options.decision,
        scope: Default::default(),
    };
    let counter = desk.clone();
    let code = desk
        .db
        .write_now(move |tx| -> desk::Result<String> {
            store::people::add(tx, &account)?;
            store::people::add_office(tx, &office, now)?;
            desk::who::make_code(tx, &counter, account.id, None)
        })
        .map_err(|e| e.to_string())?;
    told(&code);
    Ok(())
}

async fn new_code(desk: &Desk, email: &str) -> Result<(), String> {
    let unknown = || format!("--email {email}: there is no officer with this address");
    let address = civic::identity::email(email).ok_or_else(unknown)?;
    let found = desk.db.read(move |tx| store::people::by_email(tx, &address)).await.map_err(|e| e.to_string())?;
    let account = found.filter(|a| a.kind == "officer").ok_or_else(unknown)?;
    match desk::who::renew_code_here(desk, &account).await {
        Ok(code) => told(&code),
        Err(Error::Mistakes(wrong)) => {
            return Err(wrong.iter().map(|one| said(desk, one)).collect::<Vec<_>>().join(" "));
        }
        Err(other) => return Err(other.to_string()),
    }
    Ok(())
}

fn said(desk: &Desk, mistake: &civic::Mistake) -> String {
    let limit = [("limit", i18n::Arg::from(mistake.limit.unwrap_or(0)))];
    desk.words.plain(i18n::Lang::Fr, &format!("mistake-{}", mistake.code), &limit)
}

fn told(code: &str) {
    println!("code of enrolment: {code}");
    println!(
        "Hand it over in person: it is asked for, beside the password, when the first second factor is added. \
         It is good once, for {} days, and is not shown again.",
        desk::who::CODE_DAYS
    );
}
