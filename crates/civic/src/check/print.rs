//! The report as people read it in a terminal.

use super::{Act, Path, Report, Share, Stand};
use crate::calendar::{Delay, Unit};
use crate::procedure::Running;
use std::fmt;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, revision {} (service {}, series {})", self.code, self.revision, self.service, self.series)?;
        writeln!(f, "\n  Rests on")?;
        for (code, name) in &self.texts {
            writeln!(f, "    {code:<10} {name}")?;
        }
        match self.findings.len() {
            0 => writeln!(f, "\n  Nothing to mend.")?,
            1 => writeln!(f, "\n  One thing to mend")?,
            n => writeln!(f, "\n  {n} things to mend")?,
        }
        for finding in &self.findings {
            writeln!(f, "    - {}", finding.says)?;
        }
        writeln!(f, "\n  Who may do what")?;
        for step in &self.steps {
            stand(f, step)?;
        }
        for act in &self.everywhere {
            writeln!(f, "    everywhere: {} ({})", act.name, act.by.join(", "))?;
        }
        path(f, &self.path)?;
        if !self.unverified.is_empty() {
            let (some, all) = (self.unverified.len(), self.values);
            writeln!(f, "\n  Still to be compared with the text: {some} of {all} values")?;
        }
        for value in &self.unverified {
            let cited = cited(&value.text, &value.article);
            writeln!(f, "    {:<28} {:>4} {:<15} {cited}", value.name, value.value, value.unit)?;
        }
        Ok(())
    }
}

fn stand(f: &mut fmt::Formatter<'_>, step: &Stand) -> fmt::Result {
    let clock = match step.clock {
        Running::Runs => "clock runs",
        Running::Pauses => "clock paused",
        Running::Stopped => "clock stopped",
    };
    let limit = match &step.limit {
        Some(share) if step.holder == "nobody" => format!("an end, for {}", length(share.delay)),
        None if step.holder == "nobody" => "an end".into(),
        Some(share) => format!("{clock}, {}", length(share.delay)),
        None => format!("{clock}, no limit"),
    };
    writeln!(f, "    {:<20} {:<17} {limit}", step.name, step.holder)?;
    for (role, acts) in &step.roles {
        let said: Vec<String> = acts.iter().map(act).collect();
        let mut lines = wrapped(&said, 76).into_iter();
        writeln!(f, "      {role:<18} {}", lines.next().unwrap_or_default())?;
        for line in lines {
            writeln!(f, "      {:<18} {line}", "")?;
        }
    }
    Ok(())
}

fn act(act: &Act) -> String {
    let once = if act.once { " (once)" } else { "" };
    match &act.to {
        Some(to) => format!("{} → {to}{once}", act.name),
        None => format!("{}{once}", act.name),
    }
}

/// Words put in lines of at most `most` letters, with commas between them.
fn wrapped(words: &[String], most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let word = if at + 1 < words.len() { format!("{word},") } else { word.clone() };
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    lines
}

fn path(f: &mut fmt::Formatter<'_>, path: &Path) -> fmt::Result {
    writeln!(f, "\n  The longest legal path")?;
    let mut line = |what: &str, share: &Option<Share>| match share {
        Some(share) => {
            writeln!(
                f,
                "    {what:<20} {:<18} {:<22} {}",
                length(share.delay),
                share.name,
                cited(&share.text, &share.article)
            )
        }
        None => writeln!(f, "    {what:<20} none"),
    };
    line("the file's clock", &path.limit)?;
    line("its extension, once", &path.extension)?;
    line("the law's maximum", &path.longest)?;
    let clock: Vec<Delay> = [&path.limit, &path.extension].into_iter().flatten().map(|s| s.delay).collect();
    if let (Some(sum), Some(longest)) = (sum(&clock), &path.longest) {
        let against = if path.beyond { "beyond" } else { "within" };
        writeln!(f, "    together             {}, {against} {}", length(sum), length(longest.delay))?;
    }
    let shares: Vec<String> = path.shares.iter().map(|(step, share)| format!("{step} {}", share.delay.count)).collect();
    let steps: Vec<Delay> = path.shares.iter().map(|(_, share)| share.delay).collect();
    if let (Some(sum), Some(limit)) = (sum(&steps), &path.limit) {
        writeln!(f, "    shares of the clock  {} = {} of {}", shares.join(" + "), sum.count, length(limit.delay))?;
    }
    for (act, step) in &path.returns {
        writeln!(f, "    begins again         {step}, after {act}: out of the same clock")?;
    }
    writeln!(f, "    Time that is the applicant's, the clock standing still")?;
    for wait in &path.pauses {
        let (length, law) = match &wait.share {
            Some(share) => (length(share.delay), format!("{:<22} {}", share.name, cited(&share.text, &share.article))),
            None => ("no limit".into(), String::new()),
        };
        let times = if wait.once { "once" } else { "each time" };
        writeln!(f, "      {:<22} {length:<18} {law}, {times}", wait.step)?;
    }
    Ok(())
}

/// The sum of delays counted in one unit.
fn sum(delays: &[Delay]) -> Option<Delay> {
    let unit = delays.first()?.unit;
    let same = delays.iter().all(|d| d.unit == unit);
    same.then(|| Delay { count: delays.iter().map(|d| d.count).sum(), unit })
}

fn cited(text: &str, article: &str) -> String {
    match article {
        "" => text.to_owned(),
        article if article.chars().all(|c| c.is_ascii_digit()) => format!("{text}, art. {article}"),
        article => format!("{text}, {article}"),
    }
}

fn length(delay: Delay) -> String {
    let (one, many) = match delay.unit {
        Unit::WorkingDays => ("working day", "working days"),
        Unit::CalendarDays => ("day", "days"),
        Unit::Months => ("month", "months"),
        Unit::Years => ("year", "years"),
    };
    format!("{} {}", delay.count, if delay.count == 1 { one } else { many })
}
