//! The operator's choices: `defaults.toml`, then `diwan.toml` in the data folder, then the environment.

use desk::register::Verifier;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use store::Engine;

pub const DEFAULTS: &str = include_str!("defaults.toml");

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub address: String,
    pub listen: String,
    pub database: String,
    pub mail_server: String,
    pub mail_from: String,
    pub sign_in_minutes: i64,
    pub second_factor_minutes: i64,
    pub piece_megabytes_most: u64,
    pub figures_seconds: i64,
    pub declaration: String,
    pub provider_issuer: String,
    pub provider_client: String,
    pub provider_secret: String,
    pub provider_key: String,
    pub provider_key_id: String,
    pub provider_roots: String,
    pub provider_name_ar: String,
    pub provider_name_fr: String,
    pub provider_scopes: String,
    pub provider_claim_cnie: String,
    pub provider_claim_verified: String,
    pub provider_claim_name_ar: String,
    pub provider_claim_name_fr: String,
    pub provider_claim_email: String,
    pub provider_algorithms: String,
    pub behind_proxy: bool,
    pub theme: String,
    pub master_key: String,
    pub stamp_url: String,
    pub stamp_roots: String,
    pub stamp_lists: String,
    pub foreign_lists: String,
    pub token_module: String,
    pub token_label: String,
    pub token_pin_file: String,
    pub threads: usize,
    pub checkpoint_seconds: i64,
    pub register_cosigners: String,
    pub log: String,
    pub log_format: String,
    /// What the demo town offers at its door: no operator writes it.
    #[serde(skip)]
    pub accounts: Vec<desk::DemoAccount>,
}

impl Config {
    /// Reads the options; an error names the file or the variable, and the option.
    pub fn read(data: &Path) -> Result<Config, String> {
        let mut table: toml::Table = DEFAULTS.parse().map_err(|e| format!("defaults.toml: {e}"))?;
        let file = data.join("diwan.toml");
        if file.exists() {
            let text = std::fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            let own: toml::Table = text.parse().map_err(|e| format!("{}: {e}", file.display()))?;
            for (name, value) in own {
                if !table.contains_key(&name) {
                    return Err(format!(
                        "{}: there is no option `{name}`; `diwan defaults` lists them",
                        file.display()
                    ));
                }
                table.insert(name, value);
            }
        }
        let names: Vec<String> = table.keys().cloned().collect();
        for name in names {
            let variable = format!("DIWAN_{}", name.to_uppercase());
            if let Ok(text) = std::env::var(&variable) {
                let value = match table.get(&name) {
                    Some(toml::Value::Integer(_)) => text
                        .parse()
                        .map(toml::Value::Integer)
                        .map_err(|_| format!("{variable}: `{text}` is not a whole number"))?,
                    Some(toml::Value::Boolean(_)) => text
                        .parse()
                        .map(toml::Value::Boolean)
                        .map_err(|_| format!("{variable}: `{text}` is neither true nor false"))?,
                    _ => toml::Value::String(text),
                };
                table.insert(name, value);
            }
        }
        toml::Value::Table(table).try_into().map_err(|e| format!("options: {e}"))
    }

    pub fn engine(&self, data: &Path) -> Engine {
        match self.database.as_str() {
            "" => Engine::Sqlite { file: data.join("diwan.sqlite") },
            url => Engine::Postgres { url: url.to_owned() },
        }
    }

    /// Where the key lies that locks all others.
    pub fn master_file(&self, data: &Path) -> PathBuf {
        match self.master_key.as_str() {
            "" => data.join("keys/master"),
            file => PathBuf::from(file),
        }
    }

    pub fn desk_options(&self, data: &Path, demo: bool, master: desk::keys::Master) -> Result<desk::Options, String> {
        let cosigners = self.register_cosigners.split_whitespace();
        let cosigners = cosigners
            .map(|key| Verifier::parse(key).map_err(|e| format!("register_cosigners: {e}")))
            .collect::<Result<_, String>>()?;
        Ok(desk::Options {
            address: self.address.trim_end_matches('/').to_owned(),
            mail: desk::mail::MailOptions {
                server: (!self.mail_server.is_empty()).then(|| self.mail_server.clone()),
                from: self.mail_from.clone(),
            },
            sign_in_minutes: self.sign_in_minutes,
            second_factor_minutes: self.second_factor_minutes,
            piece_bytes_most: self.piece_megabytes_most * 1024 * 1024,
            figures_seconds: self.figures_seconds,
            declaration: self.declaration.clone(),
            demo,
            master,
            accounts: self.accounts.clone(),
            register: desk::register::Options {
                checkpoint_seconds: self.checkpoint_seconds,
                cosigners,
                ..desk::register::Options::default()
            },
            provider: self.provider(data)?,
            token: self.token(data)?,
            stamp: self.stamp(data)?,
            lists: self.lists()?,
        })
    }

    /// The authority of the time, when another one than ours is named.
    fn stamp(&self, data: &Path) -> Result<Option<desk::keys::StampOptions>, String> {
        if self.stamp_url.is_empty() {
            return Ok(None);
        }
        if !self.stamp_url.starts_with("http://") && !self.stamp_url.starts_with("https://") {
            return Err(format!("stamp_url: {}: give an address of http or https", self.stamp_url));
        }
        if self.stamp_roots.is_empty() {
            return Err("stamp_url is set: set stamp_roots, or nothing that it says can be believed".into());
        }
        let roots = certificates("stamp_roots", &data.join(&self.stamp_roots))?;
        let lists = self.stamp_lists.split_whitespace().map(|name| data.join(name)).collect();
        Ok(Some(desk::keys::StampOptions { url: self.stamp_url.clone(), roots, lists }))
    }

    /// Where the revocation lists of other authorities are fetched.
    fn lists(&self) -> Result<desk::keys::ListOptions, String> {
        use desk::keys::ListOptions;
        let urls: Vec<String> = self.foreign_lists.split_whitespace().map(str::to_owned).collect();
        match urls.as_slice() {
            [] => Ok(ListOptions::Named),
            [none] if none == "none" => Ok(ListOptions::Nowhere),
            _ => match urls.iter().find(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
                Some(url) => Err(format!("foreign_lists: {url}: give addresses of http or https, or `none`")),
                None => Ok(ListOptions::At(urls)),
            },
        }
    }

    /// The token, when one is named.
    fn token(&self, data: &Path) -> Result<Option<desk::keys::TokenOptions>, String> {
        if self.token_module.is_empty() {
            return Ok(None);
        }
        if self.token_label.is_empty() || self.token_pin_file.is_empty() {
            return Err("token_module is set: set token_label and token_pin_file".into());
        }
        let file = data.join(&self.token_pin_file);
        let pin = std::fs::read_to_string(&file).map_err(|e| format!("token_pin_file: {}: {e}", file.display()))?;
        let pin = pin.trim_end_matches(['\r', '\n']).to_owned();
        let module = PathBuf::from(&self.token_module);
        Ok(Some(desk::keys::TokenOptions { module, label: self.token_label.clone(), pin }))
    }

    /// The identity provider, when one is named.
    fn provider(&self, data: &Path) -> Result<Option<desk::provider::ProviderOptions>, String> {
        if self.provider_issuer.is_empty() {
            return Ok(None);
        }
        if self.provider_client.is_empty() || (self.provider_secret.is_empty() && self.provider_key.is_empty()) {
            return Err("provider_issuer is set: set provider_client, and provider_secret or provider_key".into());
        }
        let key = match self.provider_key.as_str() {
            "" => String::new(),
            name => {
                let file = data.join(name);
                std::fs::read_to_string(&file).map_err(|e| format!("provider_key: {}: {e}", file.display()))?
            }
        };
        let roots = match self.provider_roots.as_str() {
            "" => Vec::new(),
            name => {
                let found = certificates("provider_roots", &data.join(name))?;
                found.into_iter().map(|one| one.der().to_vec()).collect()
            }
        };
        Ok(Some(desk::provider::ProviderOptions {
            issuer: self.provider_issuer.clone(),
            client: self.provider_client.clone(),
            secret: self.provider_secret.clone(),
            key,
            key_id: self.provider_key_id.clone(),
            name_ar: self.provider_name_ar.clone(),
            name_fr: self.provider_name_fr.clone(),
            scopes: self.provider_scopes.clone(),
            claim_cnie: self.provider_claim_cnie.clone(),
            claim_verified: self.provider_claim_verified.clone(),
            claim_name_ar: self.provider_claim_name_ar.clone(),
            claim_name_fr: self.provider_claim_name_fr.clone(),
            claim_email: self.provider_claim_email.clone(),
            algorithms: self.provider_algorithms.split_whitespace().map(str::to_owned).collect(),
            roots,
        }))
    }
}

/// The certificates of a file that an option names; at least one.
fn certificates(option: &str, file: &Path) -> Result<Vec<proof::certificate::Certificate>, String> {
    let said = |why: &dyn std::fmt::Display| format!("{option}: {}: {why}", file.display());
    let bytes = std::fs::read(file).map_err(|e| said(&e))?;
    let found = proof::pem::of_file(proof::pem::CERTIFICATE, &bytes).map_err(|e| said(&e))?;
    let read = found.iter().map(|der| proof::certificate::Certificate::read(der).map_err(|e| said(&e)));
    match read.collect::<Result<Vec<_>, _>>()? {
        none if none.is_empty() => Err(said(&"it holds no certificate")),
        some => Ok(some),
    }
}
