//! What files hold, worked out once in a run and not for each unit that reads them. Shared by threads. Must not read or
//! decode anything itself.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::syntax::tree::Expr;

use super::value::Value;

/// What the text of a file is decoded from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// A template that was parsed: nothing where it is wrong, and what is.
pub type Template = (Option<Arc<Expr>>, Arc<Vec<Diagnostic>>);

/// What files hold.
#[derive(Debug, Default)]
pub struct FileMemo {
    decoded: RwLock<HashMap<(FileId, Encoding), Value>>,
    templates: RwLock<HashMap<FileId, Template>>,
}

impl FileMemo {
    /// The value that the whole text of a file is decoded to. What fails is not kept.
    ///
    /// # Errors
    /// When `decode` fails.
    pub fn decoded<E>(
        &self,
        file: FileId,
        encoding: Encoding,
        decode: impl FnOnce() -> Result<Value, E>,
    ) -> Result<Value, E> {
        let key = (file, encoding);
        if let Some(known) = self.decoded.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return Ok(known.clone());
        }
        let value = decode()?;
        let mut decoded = self.decoded.write().unwrap_or_else(PoisonError::into_inner);
        Ok(decoded.entry(key).or_insert(value).clone())
    }

    /// The template that a file is.
    pub fn template(&self, file: FileId, parse: impl FnOnce() -> Template) -> Template {
        if let Some(known) = self.templates.read().unwrap_or_else(PoisonError::into_inner).get(&file) {
            return known.clone();
        }
        let template = parse();
        let mut templates = self.templates.write().unwrap_or_else(PoisonError::into_inner);
        templates.entry(file).or_insert(template).clone()
    }
}
