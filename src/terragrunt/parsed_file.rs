//! A configuration file after parsing, with what its text alone tells. No value is known here.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::lang::confidential::hide_secrets;
use crate::lang::references::walk;
use crate::lang::value::Value;
use crate::lang::world::{Mode, ReadError, World};
use crate::source::Span;
use crate::syntax::tree::{Block, Body, Expr, ExprKind};
use crate::syntax::{self};

use super::locals::LocalsPlan;
use super::{forbidden, json_schema, older};

/// A parsed configuration file.
#[derive(Debug)]
pub(super) struct ParsedFile {
    pub(super) body: Body,
    /// Where its first attribute or block begins.
    pub(super) start: Option<Span>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// In which order its locals are evaluated; `None` when it has none.
    pub(super) locals: Option<LocalsPlan>,
    /// Whether anything but locals refers to `dependency`: only then does the outcome depend on who includes it.
    pub(super) uses_dependency: bool,
    /// Whether it depends on the unit that includes it through nothing but builtins.
    pub(super) is_shareable: bool,
    /// Whether an expression reads `dependency.<label>.inputs`, which only older versions have.
    pub(super) reads_inputs: bool,
    /// What is refused once the whole file is evaluated.
    pub(super) refusals: Vec<Diagnostic>,
    /// The values that a generated file holds where its author wrote expressions.
    pub(super) constants: Arc<[Value]>,
}

impl ParsedFile {
    /// Reads and parses a file, JSON where its name says so.
    pub(super) fn read(world: &dyn World, mode: Mode, path: &Path) -> Result<Arc<Self>, ReadError> {
        let file = world.read(path)?;
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        let (body, diagnostics) = if is_json {
            syntax::parse_json_body(&file, json_schema::FILE)
        } else {
            syntax::parse_hcl(&file)
        };
        hide_secrets(&file, &body);
        Ok(Arc::new(Self::of(mode, body, is_json, diagnostics, Arc::default())))
    }

    /// A file that was written by nobody: made from a block of another.
    pub(super) fn generated(mode: Mode, body: Body, constants: Arc<[Value]>) -> Arc<Self> {
        Arc::new(Self::of(mode, body, false, Vec::new(), constants))
    }

    fn of(
        mode: Mode,
        body: Body,
        is_json: bool,
        mut diagnostics: Vec<Diagnostic>,
        constants: Arc<[Value]>,
    ) -> Self {
        forbidden::report(&body, &mut diagnostics);
        let reads_inputs = older::report(mode, &body, is_json, &mut diagnostics);
        let uses_dependency =
            body.attributes.iter().any(|attribute| mentions(&attribute.value, "dependency"))
                || body
                    .blocks
                    .iter()
                    .filter(|block| !matches!(&*block.kind.text, "locals" | "include" | "feature"))
                    .any(|block| block_mentions(block, "dependency"));
        let is_of_unit =
            |block: &Block| matches!(&*block.kind.text, "dependency" | "dependencies" | "include");
        let is_shareable = !uses_dependency && !body.blocks.iter().any(is_of_unit);
        let mut refusals = Vec::new();
        if !is_json {
            older::report_source(mode, &body, &mut refusals);
        }
        let locals = LocalsPlan::of(&body);
        let start = first_place(&body);
        Self {
            body,
            start,
            diagnostics,
            locals,
            uses_dependency,
            is_shareable,
            reads_inputs,
            refusals,
            constants,
        }
    }

    /// Where expressions of the file name the variable `root`.
    pub(super) fn places_of(&self, root: &str) -> Vec<Span> {
        let mut places = Vec::new();
        collect_places(&self.body, root, &mut places);
        places
    }
}

fn collect_places(body: &Body, root: &str, places: &mut Vec<Span>) {
    for attribute in &body.attributes {
        walk(&attribute.value, &mut |part| {
            if matches!(&part.kind, ExprKind::Variable(name) if **name == *root) {
                places.push(part.span);
            }
        });
    }
    for block in &body.blocks {
        collect_places(&block.body, root, places);
    }
}

fn first_place(body: &Body) -> Option<Span> {
    let attributes = body.attributes.iter().map(|attribute| attribute.name.span);
    attributes.chain(body.blocks.iter().map(|block| block.kind.span)).min()
}

/// Whether an expression refers to the variable `root`.
pub(super) fn mentions(expr: &Expr, root: &str) -> bool {
    let mut found = false;
    walk(expr, &mut |part| found |= matches!(&part.kind, ExprKind::Variable(name) if **name == *root));
    found
}

fn block_mentions(block: &Block, root: &str) -> bool {
    block.body.attributes.iter().any(|attribute| mentions(&attribute.value, root))
        || block.body.blocks.iter().any(|inner| block_mentions(inner, root))
}
