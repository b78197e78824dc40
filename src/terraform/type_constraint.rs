//! Stand-in until the real one comes.

use crate::diagnostic::Diagnostic;
use crate::lang::convert::{ConvertError, convert};
use crate::lang::kind::Type;
use crate::lang::provenance::Provenance;
use crate::lang::value::Value;
use crate::syntax::tree::Expr;

#[derive(Clone, Debug)]
pub struct TypeConstraint(Type);
pub struct Converted {
    pub value: Value,
    pub dropped: Vec<Dropped>,
}
#[derive(Clone, Debug)]
pub struct Dropped {
    pub route: String,
    pub value_provenance: Provenance,
}
impl TypeConstraint {
    pub fn any() -> Self {
        Self(Type::Any)
    }
    pub fn parse(
        _expr: &Expr,
        _evaluate: &mut dyn FnMut(&Expr) -> Value,
        _diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        Self::any()
    }
    pub fn apply(&self, value: &Value) -> Result<Converted, ConvertError> {
        Ok(Converted { value: convert(value, &self.0)?, dropped: Vec::new() })
    }
}
