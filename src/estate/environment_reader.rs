//! The environment of each unit: the user's mapping, the files around it, its own values and the folders it lies in.
//!
//! A name that means production counts over any other, whatever tells it: no file, value or mapping talks a unit out of
//! production.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use crate::config::EnvironmentMapping;
use crate::diagnostic::Diagnostic;
use crate::lang::provenance::Provenance;
use crate::lang::value::Value;
use crate::source::Span;
use crate::terragrunt::Config;

use super::environment::{Dispute, Environment, How, Subject, Told, is_production};
use super::environment_account::inferred;
use super::environment_files::{Around, EnvironmentFiles, Surroundings};
use super::environment_names::{Said, said_by_folders};

/// What the values of a unit tell.
#[derive(Default)]
struct Own {
    said: Said,
    /// What the configurations tell that it reads.
    read: Said,
}

/// Tells environments. Shared by threads.
pub(super) struct Environments<'f> {
    files: &'f EnvironmentFiles<'f>,
    around: Surroundings<'f>,
    mappings: &'f [EnvironmentMapping],
    root: &'f Path,
}

impl<'f> Environments<'f> {
    pub(super) fn new(
        files: &'f EnvironmentFiles<'f>,
        root: &'f Path,
        mappings: &'f [EnvironmentMapping],
    ) -> Self {
        Self { files, around: Surroundings::below(files, root), mappings, root }
    }

    /// The environment of the unit in `folder`.
    pub(super) fn of_unit(&self, folder: &Path, config: &Config) -> Environment {
        let mut environment = self.of(folder, said_by_unit(config), &self.around.of(folder));
        if environment.account.is_none() && environment.disputed(Subject::Account).is_none() {
            let mut found = inferred(config);
            if found.len() > 1 {
                let dispute = Dispute { subject: Subject::Account, told: found, first_counts: false };
                environment.disputes.push(dispute);
            } else {
                environment.account = found.pop();
            }
        }
        environment
    }

    /// The environment of what lies in `folder` without values of its own, a stack for example. What is wrong in a file
    /// is reported for the units that read it.
    pub(super) fn of_folder(&self, folder: &Path) -> Environment {
        self.of(folder, Own::default(), &self.around.of(folder))
    }

    /// The accounts of production that the files of the repository name, and what is wrong in files of production that
    /// should name one: without that account nothing can be told to be outside production.
    pub(super) fn of_production(&self) -> (BTreeSet<String>, Vec<Diagnostic>) {
        // Neither a root further down nor a `live` folder hides it.
        let above = Surroundings::below(self.files, self.files.top());
        let mut accounts = BTreeSet::new();
        let mut problems = Vec::new();
        for folder in self.files.folders() {
            let around = above.of(folder);
            let in_tables = around.accounts().filter(|(name, _)| is_production(name));
            accounts.extend(in_tables.map(|(_, account)| account.value.to_string()));
            let environment = self.below(self.files.top(), folder, Own::default(), &around);
            if environment.is_production() {
                match environment.stated_account() {
                    Some(account) => drop(accounts.insert(account.to_owned())),
                    None => problems.extend(around.problems.iter().cloned()),
                }
            }
        }
        for mapping in self.mappings {
            let is_of_production = mapping.name.as_ref().is_some_and(|(name, _)| is_production(name));
            let account = mapping.account.as_ref().filter(|_| is_of_production);
            accounts.extend(account.map(|(account, _)| account.to_string()));
        }
        let why =
            "production's account is not known without this file, so nothing can be told to be outside it";
        (accounts, problems.into_iter().map(|problem| problem.note(why)).collect())
    }

    fn of(&self, folder: &Path, own: Own, around: &Around) -> Environment {
        self.below(self.root, folder, own, around)
    }

    fn below(&self, top: &Path, folder: &Path, own: Own, around: &Around) -> Environment {
        let below = folder.strip_prefix(top).unwrap_or(folder);
        let folders: Vec<&str> =
            below.components().filter_map(|component| component.as_os_str().to_str()).collect();
        let in_folders = said_by_folders(&folders);
        let mapped = self.mapped(folder);
        let (configured, data) = (around.configured.clone(), around.data.clone());
        let mut environment = Environment::default();
        // Folders count where no configuration says the name.
        let folder_name = in_folders.name.filter(|_| configured.name.is_none());
        let is_said =
            [&mapped.name, &configured.name, &data.name, &own.said.name].iter().any(|name| name.is_some());
        // A unit may read the files of other environments too.
        let read_name = own.read.name.filter(|_| !is_said);
        let names = [mapped.name, configured.name, data.name, own.said.name, read_name, folder_name];
        environment.name = environment.chosen(Subject::Name, names, is_production);
        let table = environment.name().and_then(|name| around.account_of(name)).cloned();
        // The account that a configuration names is never hidden by a mapping: it may be production's.
        let accounts = [
            configured.account,
            mapped.account,
            data.account,
            own.said.account,
            table,
            own.read.account,
            in_folders.account,
        ];
        environment.account = environment.chosen(Subject::Account, accounts, |_| false);
        let regions = [
            mapped.region,
            own.said.region,
            configured.region,
            data.region,
            own.read.region,
            in_folders.region,
        ];
        environment.region = environment.chosen(Subject::Region, regions, |_| false);
        environment
    }

    fn mapped(&self, folder: &Path) -> Said {
        let Ok(below) = folder.strip_prefix(self.root) else { return Said::default() };
        let path = below.to_string_lossy().replace('\\', "/");
        let matching = self.mappings.iter().filter(|mapping| mapping.matches(&path));
        matching.fold(Said::default(), |said, mapping| {
            let told = |written: &Option<(Arc<str>, Span)>| {
                written.as_ref().map(|(text, span)| Told {
                    value: Arc::clone(text),
                    provenance: Provenance::written(*span),
                    how: How::Mapped,
                    sensitive: false,
                })
            };
            said.or(&Said {
                name: told(&mapping.name),
                account: told(&mapping.account),
                region: told(&mapping.region),
            })
        })
    }
}

impl Environment {
    /// The dispute about a subject.
    pub fn disputed(&self, subject: Subject) -> Option<&Dispute> {
        self.disputes.iter().find(|dispute| dispute.subject == subject)
    }

    /// The first of these, or the first that is `stronger`; that others say something else is kept.
    fn chosen<const N: usize>(
        &mut self,
        subject: Subject,
        told: [Option<Told>; N],
        stronger: fn(&str) -> bool,
    ) -> Option<Told> {
        let told: Vec<Told> = told.into_iter().flatten().collect();
        let index = told.iter().position(|told| stronger(&told.value)).unwrap_or_default();
        let chosen = told.get(index)?.clone();
        // What is only the name of a folder does not dispute what is written.
        let others = told.into_iter().filter(|other| other.value != chosen.value && other.how != How::Folder);
        let others: Vec<Told> = others.collect();
        if !others.is_empty() {
            let told = std::iter::once(chosen.clone()).chain(others).collect();
            self.disputes.push(Dispute { subject, told, first_counts: true });
        }
        Some(chosen)
    }
}

/// What a unit's inputs, its locals, what those read and the locals of the files it includes tell.
fn said_by_unit(config: &Config) -> Own {
    let mut own = Own::default();
    if let Some(inputs) = &config.inputs {
        own.said = Said::of_unit(inputs);
    }
    for locals in config.locals.iter().chain(&config.outer_locals) {
        own.said = own.said.or(&Said::of_unit(locals));
        own.read = own.read.or(&said_by_read(locals));
    }
    own
}

/// What the configurations and data tell that a file reads into its locals, where they agree.
fn said_by_read(locals: &Value) -> Said {
    let mut agreed = Said::default();
    let mut differing = [false; 3];
    for value in locals.entries().into_iter().flat_map(|entries| entries.values()) {
        let Some(read) = value.entry("locals") else { continue };
        let said = Said::of_unit(read);
        for (index, (known, told)) in [
            (&mut agreed.name, said.name),
            (&mut agreed.account, said.account),
            (&mut agreed.region, said.region),
        ]
        .into_iter()
        .enumerate()
        {
            match (&*known, told) {
                (Some(known), Some(told)) => differing[index] |= known.value != told.value,
                (None, told) => *known = told,
                (Some(_), None) => {}
            }
        }
    }
    let [name, account, region] = differing;
    Said {
        name: agreed.name.filter(|_| !name),
        account: agreed.account.filter(|_| !account),
        region: agreed.region.filter(|_| !region),
    }
}
