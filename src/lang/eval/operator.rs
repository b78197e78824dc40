//! Operators. Logical ones need only what decides: `false && unknown` is false.

use crate::diagnostic::{Code, Diagnostic};
use crate::lang::convert::{ConvertError, convert};
use crate::lang::equal::equal;
use crate::lang::kind::Type;
use crate::lang::number::Number;
use crate::lang::provenance::Provenance;
use crate::lang::reason::Reason;
use crate::lang::value::{Data, Value};
use crate::source::Span;
use crate::syntax::tree::{BinaryExpr, BinaryOperator, Expr, UnaryOperator};

use super::evaluator::Evaluator;

impl Evaluator<'_> {
    pub(super) fn evaluate_unary(&mut self, operator: UnaryOperator, operand: &Expr, span: Span) -> Value {
        let kind = match operator {
            UnaryOperator::Not => Type::Bool,
            UnaryOperator::Negate => Type::Number,
        };
        let value = self.operand(operand, &kind);
        let data = match &value.data {
            Data::Bool(flag) => Data::Bool(!flag),
            Data::Number(number) => Data::Number(number.negate()),
            _ => match value.as_unknown() {
                Some(unknown) => Value::unknown(unknown.reason.clone(), kind).data,
                None => return value,
            },
        };
        Value::new(data)
            .with_provenance(Provenance::computed(span, [value.provenance]))
            .sensitive_if(value.sensitive)
    }

    pub(super) fn evaluate_binary(&mut self, binary: &BinaryExpr, span: Span) -> Value {
        match binary.operator {
            BinaryOperator::And => self.evaluate_logical(binary, span, false),
            BinaryOperator::Or => self.evaluate_logical(binary, span, true),
            BinaryOperator::Equal => self.evaluate_equality(binary, span, true),
            BinaryOperator::NotEqual => self.evaluate_equality(binary, span, false),
            _ => self.evaluate_arithmetic(binary, span),
        }
    }

    /// `&&` is decided by false, `||` by true, whichever operand it is: the other may then be unknown or fail. A null
    /// counts as false, as long as that decides.
    fn evaluate_logical(&mut self, binary: &BinaryExpr, span: Span, decisive: bool) -> Value {
        let (left, left_problems) = self.logical_operand(&binary.left);
        let (right, right_problems) = self.logical_operand(&binary.right);
        let (left, right) = match (left, right) {
            (Ok(left), Ok(right)) => (left, right),
            (left, right) => {
                self.diagnostics.extend(left.err().into_iter().chain(right.err()));
                self.diagnostics.extend(left_problems.into_iter().chain(right_problems));
                return Value::failed().with_provenance(Provenance::written(span));
            }
        };
        let truth = |value: &Value| (!value.is_unknown()).then(|| value.as_bool().unwrap_or(false));
        let (data, problems) = match (truth(&left), truth(&right)) {
            (Some(flag), _) if flag == decisive => (Some(Data::Bool(decisive)), left_problems),
            (_, Some(flag)) if flag == decisive => (Some(Data::Bool(decisive)), right_problems),
            (None, None) if left_problems.is_empty() => (None, Vec::new()),
            (None, Some(_)) => (None, left_problems),
            (Some(_), None) => (None, right_problems),
            (None, None) => (None, [left_problems, right_problems].concat()),
            (Some(_), Some(_)) => match [(&left, &binary.left), (&right, &binary.right)]
                .into_iter()
                .find(|(value, _)| value.is_null())
            {
                Some((_, expr)) => return self.null_operand(expr, &Type::Bool),
                None => (Some(Data::Bool(!decisive)), Vec::new()),
            },
        };
        self.diagnostics.extend(problems);
        match data {
            Some(data) => combined(data, &left, &right, span),
            None => unknown_of(&left, &right, Type::Bool, span),
        }
    }

    /// An operand as a bool, or why it is none; and what evaluating it reported, which may turn out not to matter.
    fn logical_operand(&mut self, expr: &Expr) -> (Result<Value, Diagnostic>, Vec<Diagnostic>) {
        match self.attempt(expr) {
            Err(problems) => (Ok(Value::failed()), problems),
            Ok(value) => (
                convert(&value, &Type::Bool).map_err(|error| wrong_operand(expr, &Type::Bool, &error)),
                Vec::new(),
            ),
        }
    }

    fn evaluate_equality(&mut self, binary: &BinaryExpr, span: Span, wanted: bool) -> Value {
        let before = self.diagnostics.len();
        let left = self.evaluate(&binary.left);
        let right = self.evaluate(&binary.right);
        match equal(&left, &right) {
            // What failed is equal to nothing and different from nothing.
            Some(_) if self.has_failed_since(before) => {
                combined(Value::unknown(Reason::Failed, Type::Bool).data, &left, &right, span)
            }
            Some(is_equal) => combined(Data::Bool(is_equal == wanted), &left, &right, span),
            None => unknown_of(&left, &right, Type::Bool, span),
        }
    }

    fn evaluate_arithmetic(&mut self, binary: &BinaryExpr, span: Span) -> Value {
        let left = self.operand(&binary.left, &Type::Number);
        let right = self.operand(&binary.right, &Type::Number);
        let kind = match binary.operator {
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => Type::Bool,
            _ => Type::Number,
        };
        let (Some(a), Some(b)) = (left.as_number(), right.as_number()) else {
            return unknown_of(&left, &right, kind, span);
        };
        match compute(binary.operator, a, b) {
            Some(data) => combined(data, &left, &right, span),
            None => self.fail(
                Diagnostic::error(Code::InvalidValue, "division by zero")
                    .at(binary.right.span, "this is zero"),
            ),
        }
    }

    /// An operand of a type; unknown where it is unknown or wrong, which is then reported.
    fn operand(&mut self, expr: &Expr, kind: &Type) -> Value {
        let value = self.evaluate(expr);
        match convert(&value, kind) {
            Ok(value) if value.is_null() => self.null_operand(expr, kind),
            Ok(value) => value,
            Err(error) => self.fail(wrong_operand(expr, kind, &error)),
        }
    }

    fn null_operand(&mut self, expr: &Expr, kind: &Type) -> Value {
        self.fail(
            Diagnostic::error(Code::InvalidValue, "the operand is null")
                .at(expr.span, format!("a {kind} is required")),
        )
    }
}

fn wrong_operand(expr: &Expr, kind: &Type, error: &ConvertError) -> Diagnostic {
    Diagnostic::error(Code::InvalidValue, format!("the operand is not a {kind}"))
        .at(expr.span, error.to_string())
}

fn compute(operator: BinaryOperator, a: &Number, b: &Number) -> Option<Data> {
    Some(match operator {
        BinaryOperator::Add => Data::Number(a.add(b)),
        BinaryOperator::Subtract => Data::Number(a.subtract(b)),
        BinaryOperator::Multiply => Data::Number(a.multiply(b)),
        BinaryOperator::Divide => Data::Number(a.divide(b)?),
        BinaryOperator::Modulo => Data::Number(a.modulo(b)?),
        BinaryOperator::Less => Data::Bool(a < b),
        BinaryOperator::LessOrEqual => Data::Bool(a <= b),
        BinaryOperator::Greater => Data::Bool(a > b),
        BinaryOperator::GreaterOrEqual => Data::Bool(a >= b),
        BinaryOperator::Equal | BinaryOperator::NotEqual | BinaryOperator::And | BinaryOperator::Or => {
            unreachable!("internal: these operators have evaluators of their own")
        }
    })
}

fn combined(data: Data, left: &Value, right: &Value, span: Span) -> Value {
    Value::new(data)
        .with_provenance(Provenance::computed(span, [left.provenance.clone(), right.provenance.clone()]))
        .sensitive_if(left.is_sensitive_inside() || right.is_sensitive_inside())
}

fn unknown_of(left: &Value, right: &Value, kind: Type, span: Span) -> Value {
    let unknown = left.first_unknown().or_else(|| right.first_unknown());
    let unknown = unknown.expect("internal: one operand is unknown");
    combined(Value::unknown(unknown.reason.clone(), kind).data, left, right, span)
}
