//! What this Diwan offers: the services, their procedures, the territory, the law as shipped.

use civic::law::Law;
use civic::territory::Territory;
use civic::{Act, Dossier, Procedure};
use i18n::{Lang, Words};
use std::collections::HashMap;
use std::sync::Arc;
use store::documents::Document;
use store::people::Account;

/// What one house brings.
#[derive(Clone, Copy)]
pub struct Service {
    pub name: &'static str,
    /// Procedure files, every revision that ever opened a file.
    pub procedures: &'static [&'static str],
    pub migrations: &'static [store::Migration],
    pub words: &'static [(Lang, &'static str, &'static str)],
    /// Templates of papers by file name, and the base they share.
    pub papers: &'static [(&'static str, &'static str)],
    /// Says what a paper holds; may read the house's own rows.
    pub compose: fn(&Composing, &mut store::Tx) -> store::Result<serde_json::Value>,
    /// Papers that belong to no single file.
    pub house_papers: &'static [HousePaper],
}

/// A paper of a house that follows from a matter of its own, not from an act on a file: it bears the seal,
/// and the hands of those whom the house names.
#[derive(Clone, Copy)]
pub struct HousePaper {
    /// Unique among all houses and procedures.
    pub name: &'static str,
    pub template: &'static str,
    pub series: &'static str,
    /// The law value that says how long each has to sign.
    pub within: &'static str,
    pub compose: fn(&crate::Desk, &mut store::Tx, &Document) -> store::Result<serde_json::Value>,
    pub sees: fn(&crate::Desk, &mut store::Tx, &civic::Viewer, &Document) -> crate::Result<bool>,
    pub matter: fn(&mut store::Tx, &Document) -> store::Result<Option<crate::paper::house::Matter>>,
}

/// What a house is given to compose a paper.
pub struct Composing<'a> {
    pub desk: &'a crate::Desk,
    pub procedure: &'a Procedure,
    /// The file as it was right after the act that the paper follows from.
    pub dossier: &'a Dossier,
    /// The acts until then, the last being that one.
    pub acts: &'a [Act],
    pub document: &'a Document,
    /// Accounts of the applicant, the agent and everyone who acted.
    pub people: &'a HashMap<uuid::Uuid, Account>,
    /// The papers that the file had before this one.
    pub before: &'a [Document],
    /// The delegation under which the last act was done.
    pub delegation: Option<&'a civic::Office>,
}

/// Everything that is built in.
pub struct Street {
    pub services: Vec<Service>,
    pub territory: Territory,
    /// The law as shipped; what administrators add is in the store.
    pub law: Law,
    /// The holidays as shipped, put into the store when it has none.
    pub holidays: Vec<store::laws::Holiday>,
    /// Words of the shared screens, beside those of the floor and the houses.
    pub words: Vec<(Lang, &'static str, &'static str)>,
    procedures: HashMap<(String, u32), Arc<Procedure>>,
}

impl Street {
    /// These services over the territory, the law and the calendar that ship with the program.
    pub fn shipped(services: &[Service], words: &[(Lang, &'static str, &'static str)]) -> Result<Street, String> {
        let (territory, law, holidays) = crate::shipped::shipped()?;
        Street::new(services.to_vec(), words.to_vec(), territory, law, holidays)
    }

    /// Reads every procedure; an error names the file and its fault.
    pub fn new(
        services: Vec<Service>,
        words: Vec<(Lang, &'static str, &'static str)>,
        territory: Territory,
        law: Law,
        holidays: Vec<store::laws::Holiday>,
    ) -> Result<Street, String> {
        let mut procedures = HashMap::new();
        for service in &services {
            for text in service.procedures {
                let procedure = Procedure::read(text).map_err(|e| format!("services/{}: {e}", service.name))?;
                procedures.insert((procedure.code.clone(), procedure.revision), Arc::new(procedure));
            }
        }
        Ok(Street { services, territory, law, holidays, words, procedures })
    }

    /// The revision that new files are opened under.
    pub fn latest(&self, code: &str) -> Option<Arc<Procedure>> {
        self.procedures.values().filter(|p| p.code == code).max_by_key(|p| p.revision).cloned()
    }

    pub fn procedure(&self, code: &str, revision: u32) -> Option<Arc<Procedure>> {
        self.procedures.get(&(code.to_owned(), revision)).cloned()
    }

    /// The latest revision of every procedure, by code.
    pub fn catalogue(&self) -> Vec<Arc<Procedure>> {
        let mut latest: HashMap<&str, &Arc<Procedure>> = HashMap::new();
        for procedure in self.procedures.values() {
            let kept = latest.entry(procedure.code.as_str()).or_insert(procedure);
            if kept.revision < procedure.revision {
                *kept = procedure;
            }
        }
        let mut all: Vec<Arc<Procedure>> = latest.into_values().cloned().collect();
        all.sort_by(|a, b| b.code.cmp(&a.code));
        all
    }

    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.iter().find(|s| s.name == name)
    }

    /// The house's own paper of a name, and the service that makes it.
    pub fn of_house(&self, name: &str) -> Option<(&Service, &HousePaper)> {
        self.services.iter().find_map(|s| Some((s, s.house_papers.iter().find(|p| p.name == name)?)))
    }

    pub fn migrations(&self) -> Vec<&'static [store::Migration]> {
        let mut lists = vec![store::MIGRATIONS];
        lists.extend(self.services.iter().map(|s| s.migrations));
        lists
    }

    /// The words of the floor, the shared screens and the houses.
    pub fn words(&self) -> Result<Words, Vec<i18n::Fault>> {
        let mut all = self.words.clone();
        for service in &self.services {
            all.extend_from_slice(service.words);
        }
        Words::new(&all)
    }
}

/// The name of a file in the two languages: in Arabic, a line break, in French.
pub fn title(account: &Account) -> String {
    format!("{}\n{}", account.name_ar, account.name_fr)
}
