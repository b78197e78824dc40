//! What expressions are understood as.

use super::support::expression;

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(expression(text), *expected, "{text}");
    }
}

#[test]
fn literals() {
    check(&[
        ("null", "null"),
        ("true", "true"),
        ("1", "1"),
        ("18446744073709551617", "18446744073709551617"),
        ("0.10", "0.10"),
        ("1e5", "1e5"),
        ("-5", "-(5)"),
        ("- 1.5e-3", "-(1.5e-3)"),
        (r#""""#, r#""""#),
        (r#""a\tb \u00e9 $${x} %%{y} $ %""#, r#""a\tb é ${x} %{y} $ %""#),
        ("\"e\u{301}\"", "\"é\""),
    ]);
}

#[test]
fn operators_bind_as_the_language_says() {
    check(&[
        ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
        ("a || b && c == d < e + f % g", "(a || (b && (c == (d < (e + (f % g))))))"),
        ("-a.b + !c[0]", "(-(a.b) + !(c[0]))"),
        ("-46 + 5", "(-(46) + 5)"),
        ("!a == b", "(!(a) == b)"),
        ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
        ("a == b ? c : d", "((a == b) ? c : d)"),
        ("(a + b) * c", "(paren((a + b)) * c)"),
        ("a >= b != (c <= d)", "((a >= b) != paren((c <= d)))"),
    ]);
}

#[test]
fn paths() {
    check(&[
        ("a.b-c.d_e", "a.b-c.d_e"),
        ("a[0][\"k\"].b", "a[0][\"k\"].b"),
        ("a.0.b", "a[0].b"),
        ("a[b.c]", "a[b.c]"),
        ("f(x).y[0]", "f(x).y[0]"),
        ("(a).b", "paren(a).b"),
        ("{a = 1}.a", "{a = 1}.a"),
        ("a\n.b", "a.b"),
    ]);
}

#[test]
fn attribute_splats_end_at_a_bracket() {
    check(&[
        ("a.*", "splat(a)"),
        ("a.*.b.c", "splat(a .b .c)"),
        ("a.*.b.0", "splat(a .b [0])"),
        ("a.*.b[0]", "splat(a .b)[0]"),
        ("a.*.b[0].c", "splat(a .b)[0].c"),
        ("a.*.b[*].c", "splat(splat(a .b) .c)"),
        ("a.*.b.*.c", "error: `.*` inside another `.*`"),
    ]);
}

#[test]
fn full_splats_take_all_that_follows() {
    check(&[
        ("a[*]", "splat(a)"),
        ("a[*].b[0].c", "splat(a .b [0] .c)"),
        ("a[*].b.0", "splat(a .b [0])"),
        ("a.x[*][k]", "splat(a.x [k])"),
        ("a[*].b[*].c", "splat(a .b splat(.c))"),
        ("a[*].b.*.c[0].d", "splat(a .b splat(.c) [0] .d)"),
    ]);
}

#[test]
fn legacy_indexes_do_not_chain() {
    check(&[
        ("a.0.1", "error: `.0.1` reads as a fraction, not as two indexes"),
        ("a.0.b.1", "a[0].b[1]"),
        ("1.2.3", "error: malformed number"),
    ]);
}

#[test]
fn tuples_and_objects() {
    check(&[
        ("[]", "[]"),
        ("[1, [2], ]", "[1, [2]]"),
        ("{}", "{}"),
        ("{a = 1, \"b\" : 2}", "{a = 1, <\"b\"> = 2}"),
        ("{\n a = 1 # one\n\n b = 2, c = 3,\n}", "{a = 1, b = 2, c = 3}"),
        ("{(a) = 1, \"${b}\" = 2, 3 = 4}", "{<paren(a)> = 1, <pass(b)> = 2, <3> = 4}"),
        ("{true = 1, null = 2, in = 3}", "{true = 1, null = 2, in = 3}"),
        ("{a.b = 1}", "{<a.b> = 1}"),
        ("{for = 1}", "error: expected a name, found `=`"),
        ("[for]", "error: `for` cannot be a name here"),
        ("{for.a = 1}", "error: `for` cannot be a name here"),
        ("[format(a)]", "[format(a)]"),
    ]);
}

#[test]
fn for_expressions() {
    check(&[
        ("[for x in y : x]", "for(x in y : x)"),
        ("[for i, x in y :\n x.z if i > 0]", "for(i, x in y : x.z if (i > 0))"),
        ("{for k, v in m : k => v...}", "for(k, v in m : k => v...)"),
        ("{\n for k, v in m :\n k => v if v != null\n}", "for(k, v in m : k => v if (v != null))"),
        ("[for x inm : x]", "error: `in` is glued to what follows"),
    ]);
}

#[test]
fn calls() {
    check(&[
        ("f()", "f()"),
        ("f(a, b,\n)", "f(a, b)"),
        ("f(a...)", "f(a...)"),
        ("provider::x::y(1)", "provider::x::y(1)"),
        ("f(\n# note\na /* b */, // c\nb)", "f(a, b)"),
    ]);
}

#[test]
fn an_expression_may_cover_lines_but_must_be_one() {
    check(&[
        ("\n a\n + b # end", "(a + b)"),
        ("a) + (b", "error: `)` closes nothing"),
        ("", "error: expected a value, found the end of the file"),
        ("a b", "error: expected `)`, found `b`"),
    ]);
}
