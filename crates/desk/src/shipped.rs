//! What ships with the program: the territory, the law table, the calendar of holidays.

use civic::law::Law;
use civic::territory::Territory;
use jiff::civil::Date;
use serde::Deserialize;
use store::laws::Holiday;

const TERRITORY: [&str; 3] = [
    include_str!("../../../territory/regions.csv"),
    include_str!("../../../territory/provinces.csv"),
    include_str!("../../../territory/communes.csv"),
];

const LAW: [&str; 5] = [
    include_str!("../../../law/texts.toml"),
    include_str!("../../../law/urban-planning.toml"),
    include_str!("../../../law/simplification-55-19.toml"),
    include_str!("../../../law/local-taxes.toml"),
    include_str!("../../../law/data-protection.toml"),
];

const CALENDAR: &str = include_str!("../../../law/calendar.toml");
/// The years for which recurring holidays are written down.
const YEARS: std::ops::RangeInclusive<i16> = 2015..=2040;

/// The territory, the law and the holidays; an error names the file at fault.
pub fn shipped() -> Result<(Territory, Law, Vec<Holiday>), String> {
    let territory = Territory::read(&TERRITORY).map_err(|e| format!("territory: {e}"))?;
    let law = Law::read(&LAW).map_err(|e| format!("law: {e}"))?;
    Ok((territory, law, holidays(CALENDAR)?))
}

#[derive(Deserialize)]
struct Page {
    holiday: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    month_day: Option<String>,
    from: Option<i16>,
    to: Option<i16>,
    day: Option<Date>,
    #[serde(default)]
    provisional: bool,
    name_ar: String,
    name_fr: String,
}

fn holidays(page: &str) -> Result<Vec<Holiday>, String> {
    let page: Page = toml::from_str(page).map_err(|e| format!("law/calendar.toml: {e}"))?;
    let mut all = Vec::new();
    for row in page.holiday {
        let days: Vec<Date> = match (&row.month_day, row.day) {
            (Some(month_day), _) => YEARS
                .filter(|year| row.from.is_none_or(|from| from <= *year) && row.to.is_none_or(|to| *year <= to))
                .filter_map(|year| format!("{year:04}-{month_day}").parse().ok())
                .collect(),
            (None, Some(day)) => vec![day],
            (None, None) => return Err(format!("law/calendar.toml: `{}` has neither day nor month_day", row.name_fr)),
        };
        all.extend(days.into_iter().map(|day| Holiday {
            day,
            name_ar: row.name_ar.clone(),
            name_fr: row.name_fr.clone(),
            provisional: row.provisional,
        }));
    }
    Ok(all)
}
