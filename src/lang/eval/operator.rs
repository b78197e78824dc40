//! Operators. Logical ones are decided by one side where it suffices: `false && unknown` is false.

use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::lang::convert::convert;
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

    /// `&&` is decided by false, `||` by true. Both sides are evaluated, and a side that cannot be a bool is an error in
    /// any case; what else is wrong with a side only counts where the other does not decide.
    fn evaluate_logical(&mut self, binary: &BinaryExpr, span: Span, decisive: bool) -> Value {
        let left = self.logical_operand(&binary.left);
        let right = self.logical_operand(&binary.right);
        let has_type = left.has_type && right.has_type;
        let (decided, undecided) = (Some(decisive), Some(!decisive));
        let failed = has_errors(&left.diagnostics);
        // Null counts as false here; as an operand that does not decide it is an error all the same.
        let flag = |value: &Value| if value.is_null() { Some(false) } else { value.as_bool() };
        let (kept, decides) = match (flag(&left.value), flag(&right.value)) {
            _ if !has_type => (Kept::Both, false),
            (flag, _) if flag == decided => (Kept::Left, true),
            (_, flag) if flag == decided => (Kept::Right, true),
            // What is not known may turn out to decide, and then what is wrong with the other side does not count.
            _ if failed && right.is_open() => (Kept::Right, false),
            (None, None) if left.value.is_unknown() && right.value.is_unknown() && !failed => {
                (Kept::Left, false)
            }
            (None, flag) if left.value.is_unknown() && flag == undecided => (Kept::Left, false),
            (flag, None) if right.value.is_unknown() && flag == undecided => (Kept::Right, false),
            _ => (Kept::Both, false),
        };
        if kept != Kept::Right {
            self.diagnostics.extend(left.diagnostics);
        }
        if kept != Kept::Left {
            self.diagnostics.extend(right.diagnostics);
        }
        let (left, right) = (left.value, right.value);
        if decides {
            return combined(Data::Bool(decisive), &left, &right, span);
        }
        if kept == Kept::Both && has_type {
            for (operand, value) in [(&binary.left, &left), (&binary.right, &right)] {
                if value.is_null() {
                    return self.null_operand(operand, &Type::Bool);
                }
            }
        }
        if kept == Kept::Right && right.is_unknown() {
            return unknown_of(&right, &left, Type::Bool, span);
        }
        if left.is_unknown() || right.is_unknown() {
            return unknown_of(&left, &right, Type::Bool, span);
        }
        combined(Data::Bool(!decisive), &left, &right, span)
    }

    /// A side of a logical operator, with what is wrong with it held back.
    fn logical_operand(&mut self, expr: &Expr) -> Operand {
        let before = self.diagnostics.len();
        let value = self.evaluate(expr);
        let mut diagnostics = self.diagnostics.split_off(before);
        match convert(&value, &Type::Bool) {
            Ok(value) => Operand { value, has_type: true, diagnostics },
            Err(error) => {
                let title = format!("the operand is not a {}", Type::Bool);
                diagnostics
                    .push(Diagnostic::error(Code::InvalidValue, title).at(expr.span, error.to_string()));
                let value = Value::failed().with_provenance(Provenance::written(expr.span));
                Operand { value, has_type: false, diagnostics }
            }
        }
    }

    fn evaluate_equality(&mut self, binary: &BinaryExpr, span: Span, wanted: bool) -> Value {
        let before = self.diagnostics.len();
        let left = self.evaluate(&binary.left);
        let right = self.evaluate(&binary.right);
        if !self.pay_for_walk(&left, span) || !self.pay_for_walk(&right, span) {
            return Value::failed().with_provenance(Provenance::written(span));
        }
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
            Some(Data::Number(number)) if !number.is_in_range() => self.fail(
                Diagnostic::error(Code::InvalidValue, "the result is out of range")
                    .at(span, "too large, or too near to zero"),
            ),
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
        if value.is_null() {
            return self.null_operand(expr, kind);
        }
        match convert(&value, kind) {
            Ok(value) => value,
            Err(error) => self.fail(
                Diagnostic::error(Code::InvalidValue, format!("the operand is not a {kind}"))
                    .at(expr.span, error.to_string()),
            ),
        }
    }

    fn null_operand(&mut self, expr: &Expr, kind: &Type) -> Value {
        self.fail(
            Diagnostic::error(Code::InvalidValue, "the operand is null")
                .at(expr.span, format!("a {kind} is required")),
        )
    }
}

/// A side of a logical operator.
struct Operand {
    value: Value,
    has_type: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Operand {
    /// Whether it is not known, and nothing is wrong with it.
    fn is_open(&self) -> bool {
        self.value.is_unknown() && !has_errors(&self.diagnostics)
    }
}

/// Whose problems count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    Left,
    Right,
    Both,
}

fn compute(operator: BinaryOperator, a: &Number, b: &Number) -> Option<Data> {
    Some(match operator {
        BinaryOperator::Add => Data::Number(a.add(b)),
        BinaryOperator::Subtract => Data::Number(a.subtract(b)),
        BinaryOperator::Multiply => Data::Number(a.multiply(b)),
        BinaryOperator::Divide => Data::Number(a.divide(b)?),
        BinaryOperator::Modulo => Data::Number(a.modulo(b)),
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
