//! The tree every HCL file becomes, whatever parser read it. Trees are immutable and shared between units and threads.
//!
//! Names and texts are `Arc<str>` so that values can keep them without copying.

use std::sync::Arc;

use crate::source::Span;

/// A parsed file: its attributes and blocks.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Attributes in the order written.
    pub attributes: Vec<Attribute>,
    /// Blocks in the order written.
    pub blocks: Vec<Block>,
}

impl Body {
    /// The attribute with this name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| &*attribute.name.text == name)
    }

    /// All blocks of this type.
    pub fn blocks<'b>(&'b self, kind: &'b str) -> impl Iterator<Item = &'b Block> {
        self.blocks.iter().filter(move |block| &*block.kind.text == kind)
    }
}

/// A name with its place.
#[derive(Clone, Debug)]
pub struct Ident {
    /// The name.
    pub text: Arc<str>,
    /// Where it is written.
    pub span: Span,
}

/// `name = value`.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// The name.
    pub name: Ident,
    /// The expression.
    pub value: Expr,
}

/// `kind "label" { … }`.
#[derive(Clone, Debug)]
pub struct Block {
    /// The block's type.
    pub kind: Ident,
    /// Its labels.
    pub labels: Vec<Ident>,
    /// What is inside.
    pub body: Body,
    /// From the type to the closing brace.
    pub span: Span,
}

/// An expression with its place.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it is written.
    pub span: Span,
}

/// The forms an expression takes.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number, as written: what it means is `lang`'s business.
    Number(Arc<str>),
    /// A quoted string or heredoc without interpolation: escapes resolved, normalised to NFC.
    String(Arc<str>),
    /// A quoted string or heredoc with at least one interpolation or directive.
    Template(Vec<TemplatePart>),
    /// `"${expression}"`: passes the value on with its type.
    Interpolation(Box<Expr>),
    /// `[a, b]`.
    Tuple(Vec<Expr>),
    /// `{ a = b }`.
    Object(Vec<ObjectItem>),
    /// `[for …]` and `{for …}`.
    For(Box<ForExpr>),
    /// A name that stands for a value: `local`, `each`, a `for` variable.
    Variable(Arc<str>),
    /// `source.name`.
    Attribute(Box<Expr>, Ident),
    /// `source[key]`, and the legacy `source.0` with a number literal as key.
    Index(Box<Expr>, Box<Expr>),
    /// `source[*].a.b` and `source.*.a.b`.
    Splat(Box<SplatExpr>),
    /// `name(arguments)`.
    Call(CallExpr),
    /// `condition ? a : b`.
    Conditional(Box<ConditionalExpr>),
    /// `!a`, `-a`.
    Unary(UnaryOperator, Box<Expr>),
    /// `a + b`.
    Binary(Box<BinaryExpr>),
    /// `(a)`.
    Parenthesis(Box<Expr>),
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum TemplatePart {
    /// Text, with `~` strip markers, heredoc indentation and escapes already applied.
    Literal(Arc<str>, Span),
    /// `${expression}`.
    Interpolation(Expr),
    /// `%{ if … }`.
    If(Box<TemplateIf>),
    /// `%{ for … }`.
    For(Box<TemplateFor>),
}

/// `%{ if condition }then%{ else }otherwise%{ endif }`.
#[derive(Clone, Debug)]
pub struct TemplateIf {
    /// The condition.
    pub condition: Expr,
    /// Text where it holds.
    pub then: Vec<TemplatePart>,
    /// Text where it does not.
    pub otherwise: Vec<TemplatePart>,
}

/// `%{ for key, value in collection }body%{ endfor }`.
#[derive(Clone, Debug)]
pub struct TemplateFor {
    /// The key's name, when two names are given.
    pub key: Option<Ident>,
    /// The value's name.
    pub value: Ident,
    /// What is iterated.
    pub collection: Expr,
    /// The repeated text.
    pub body: Vec<TemplatePart>,
}

/// One item of an object constructor.
#[derive(Clone, Debug)]
pub struct ObjectItem {
    /// Its key.
    pub key: ObjectKey,
    /// Its value.
    pub value: Expr,
}

/// How an object's key is written.
#[derive(Clone, Debug)]
pub enum ObjectKey {
    /// A bare name: the key is the name itself.
    Name(Ident),
    /// Any other expression: `"a-b"`, `(local.x)`, `"${local.x}"`, `1`.
    Expr(Expr),
}

/// `[for key, value in collection : element if condition]`, `{for … : key => element...}`.
#[derive(Clone, Debug)]
pub struct ForExpr {
    /// The key's name, when two names are given.
    pub key_name: Option<Ident>,
    /// The value's name.
    pub value_name: Ident,
    /// What is iterated.
    pub collection: Expr,
    /// The resulting key; present exactly in the object form.
    pub key: Option<Expr>,
    /// The resulting element.
    pub element: Expr,
    /// Whether values of equal keys are grouped (`...`).
    pub grouping: bool,
    /// The filter.
    pub condition: Option<Expr>,
}

/// A splat with what is applied to each element.
#[derive(Clone, Debug)]
pub struct SplatExpr {
    /// What is iterated.
    pub source: Expr,
    /// Applied to each element, in order.
    pub each: Vec<SplatStep>,
}

/// A step inside a splat.
#[derive(Clone, Debug)]
pub enum SplatStep {
    /// `.name`.
    Attribute(Ident),
    /// `[key]`, and the legacy `.0` with a number literal as key.
    Index(Expr),
    /// `[*]` or `.*` once more: these steps apply to each element of the element.
    Splat(Vec<Self>),
}

/// A call.
#[derive(Clone, Debug)]
pub struct CallExpr {
    /// The name, with `ns::` parts as written.
    pub name: Ident,
    /// The arguments.
    pub arguments: Vec<Expr>,
    /// Whether the last argument is expanded (`...`).
    pub expand_final: bool,
}

/// `condition ? then : otherwise`.
#[derive(Clone, Debug)]
pub struct ConditionalExpr {
    /// The condition.
    pub condition: Expr,
    /// The result where it holds.
    pub then: Expr,
    /// The result where it does not.
    pub otherwise: Expr,
}

/// `left operator right`.
#[derive(Clone, Debug)]
pub struct BinaryExpr {
    /// The operator.
    pub operator: BinaryOperator,
    /// Left operand.
    pub left: Expr,
    /// Right operand.
    pub right: Expr,
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}
