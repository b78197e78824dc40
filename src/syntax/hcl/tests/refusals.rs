//! One message for a text that is no HCL: what, where, and what to do.

use super::support::{at, refusal};

/// Text, title, what stands at the place, and a hint or related place that must be given (or nothing).
type Case = (&'static str, &'static str, &'static str, &'static str);

fn check(cases: &[Case]) {
    for (text, title, place, help) in cases {
        let found = refusal(text);
        let primary = found.primary.as_ref().unwrap();
        assert_eq!(found.title, *title, "{text}");
        assert_eq!(at(text, primary.span), *place, "{text}: {}", found.title);
        let helps: Vec<String> = found
            .hints
            .iter()
            .cloned()
            .chain(found.related.iter().map(|label| format!("{} {}", at(text, label.span), label.text)))
            .collect();
        assert!(help.is_empty() || helps.iter().any(|given| given.contains(help)), "{text}: {helps:?}");
    }
}

#[test]
fn what_is_not_closed_is_named_with_its_opening() {
    check(&[
        ("a = {\n b = 1\n", "`{` is never closed", "", "{ opened here"),
        ("locals {\n a = 1\n", "`{` is never closed", "", "{ opened here"),
        (
            "locals {\n  a = 1\ninputs = {\n  b = 2\n}\n",
            "`{` is never closed",
            "",
            "inputs perhaps `{` was meant to be closed",
        ),
        (
            "a = \"abc\n b = 2\n",
            "string is never closed",
            "\"abc",
            "Close it with `\"`; for text of several lines",
        ),
        ("a = f(1\n", "`(` is never closed", "", "( opened here"),
        ("a = \"${x\"", "`${` is never closed", "\"", "${ opened here"),
        (
            "a = <<EOT\nfoo\n",
            "heredoc `EOT` is never closed",
            "<<EOT",
            "Put `EOT` alone on the line after the text,",
        ),
        (
            "a = <<EOT\nfoo\nEOT x\n",
            "heredoc `EOT` is never closed",
            "<<EOT",
            "Put `EOT` alone on the line after the text,",
        ),
        ("a = x[\n", "`[` is never closed", "", "[ opened here"),
        ("a = x[1", "`[` is never closed", "", "[ opened here"),
        ("a = (1", "`(` is never closed", "", "( opened here"),
        ("}", "`}` closes nothing", "}", ""),
        ("a = 1 }", "`}` closes nothing", "}", ""),
        ("a = [1}\n", "`}` does not close `[`", "}", "[ opened here"),
        ("/* foo", "comment is never closed", "/*", "Close it with `*/`."),
        (
            "locals = {\n a = 1\n\nb = 2\n",
            "`{` is never closed",
            "",
            "b perhaps `{` was meant to be closed before",
        ),
        ("include {\n  path = find_in_parent_folders(\n}\n", "`}` does not close `(`", "}", "( opened here"),
        ("a = \"${\"\n", "`${` is never closed", "\"", "${ opened here"),
        (
            "dependency \"x\" {\n  config_path = \"../x\n}\n",
            "string is never closed",
            "\"../x",
            "Close it with `\"`; for text of several lines",
        ),
        ("a = [for x in y : z", "`[` is never closed", "", "[ opened here"),
        ("locals {\n  a = \"${b\"\n}\n", "`${` is never closed", "\"", "${ opened here"),
        ("inputs = {\n  a = merge(local.x, { b = 1 }\n}\n", "`}` does not close `(`", "}", "( opened here"),
    ]);
}

#[test]
fn strings_and_heredocs() {
    check(&[
        (
            "a = \"${x y}\"",
            "expected `}` after the expression, found `y`",
            "y",
            "For the text `${` (of a shell, say) write `$${`.",
        ),
        (
            "a = \"%{ foo }\"",
            "`foo` is no template directive",
            "foo",
            "A directive is `if`, `else`, `endif`, `for` or",
        ),
        (
            "a = \"%{ if x }\"",
            "template directive has no `%{ endif }`",
            "%{ if",
            "Put `%{ endif }` after the text it applies to.",
        ),
        ("a = \"%{ if x }a%{ endfor }\"", "`%{ endfor` belongs to no directive", "%{ endfor", ""),
        ("a = \"%{ else }\"", "`%{ else` belongs to no directive", "%{ else", ""),
        (
            "a = <<EOT\nfoo\nEOT",
            "heredoc `EOT` ends without a line break",
            "EOT",
            "End the file with a line break.",
        ),
        ("a = \"\\d\"", "unknown escape `\\d`", "\\d", "For a backslash write `\\\\`; the escapes are"),
        (
            "a = \"\\u12\"",
            "`\\u12` is no Unicode character",
            "\\u12",
            "`\\u` takes four hexadecimal digits of a",
        ),
        ("a = ${x}\n", "`${` outside a string", "$", "Write the expression alone, without `${` and"),
        (
            "a = \"x\ny\"\n",
            "string goes on over the end of its line",
            "\n",
            "Write `\\n`, or use a heredoc (`<<EOT`) for",
        ),
        (
            "a = <<EOT x\nEOT\n",
            "expected the end of the line after the marker, found `x`",
            "x",
            "The text of a heredoc begins on the line after",
        ),
        (
            "a = {\n  b = <<EOT\n  x %{ foo }\n  EOT\n}\n",
            "`foo` is no template directive",
            "foo",
            "A directive is `if`, `else`, `endif`, `for` or",
        ),
        ("a = \"\\é\"\n", "unknown escape `\\é`", "\\é", "For a backslash write `\\\\`; the escapes are"),
    ]);
}

#[test]
fn characters_that_begin_nothing() {
    check(&[
        (
            "a = 1\rb = 2\r",
            "a carriage return ends no line",
            "\r",
            "Save the file with line breaks of one kind",
        ),
        ("a = [1,\r2]\r\n", "a carriage return ends no line", "\r", ""),
        ("a = 'x'", "strings take double quotes, not `'`", "'", "Write `\"…\"`."),
        ("a = 1 & 2\n", "operator `&` does not exist", "&", "For a condition write `&&`."),
        ("a = 1;\n", "`;` separates nothing", ";", "Put each attribute on a line of its own, and"),
        (
            "a = `x`",
            "strings take double quotes, not backticks",
            "`",
            "Write `\"…\"`, or a heredoc (`<<EOT`) for text",
        ),
        (
            "a = “x”",
            "strings take straight double quotes, not `“`",
            "“",
            "Write `\"…\"`; curly quotes often come from a",
        ),
        ("@\n", "unexpected character `@`", "@", ""),
        (
            "a = {\n  b = 1;\n}\n",
            "`;` separates nothing",
            ";",
            "Put each attribute on a line of its own, and",
        ),
        (
            "é = 1\nb = “x”\n",
            "strings take straight double quotes, not `“`",
            "“",
            "Write `\"…\"`; curly quotes often come from a",
        ),
    ]);
}

#[test]
fn lists_and_objects() {
    check(&[
        ("a = [1 2]", "missing comma before `2`", "2", "Put a comma after `1`."),
        ("a = {b = 1 c = 2}", "missing comma before `c`", "c", "Put a comma after `1`."),
        (
            "a = 1,\n",
            "expected the end of the line, found `,`",
            ",",
            "Attributes are separated by line breaks, not by",
        ),
        ("a = f(1 2)\n", "missing comma before `2`", "2", "Put a comma after `1`."),
        ("a = {\n b 1\n}", "expected `=` after key `b`, found `1`", "1", "Write `b = …`."),
        (
            "a = {\n b.c d = 1\n}",
            "expected `=` after key `b.c`, found `d`",
            "d",
            "Put a key with dots or blanks in quotes.",
        ),
        ("a = [for x y : z]", "expected `in`, found `y`", "y", "Write `for item in collection`."),
        (
            "a = {for x in y : z}",
            "expected `=>`, found `}`",
            "}",
            "Between braces, `for` gives pairs: `for item in",
        ),
        (
            "b { a = 1, c = 2 }",
            "expected `}`, found `,`",
            ",",
            "A block on one line holds one attribute; put",
        ),
        (
            "a = f(x...,)\n",
            "expected `)`, found `,`",
            ",",
            "Nothing follows the argument that `...` expands.",
        ),
        ("a = [\n1,\n2\n3\n]\n", "missing comma before `3`", "3", "Put a comma after `2`."),
        ("a = {(b) 1}", "expected `=` after key `(b)`, found `1`", "1", "Write `(b) = …`."),
        ("a = [for]\n", "`for` cannot be a name here", "for", "Write a key of this name as `\"for\"`."),
        (
            "locals {\n  a = {\n    b = [1, 2\n    c = 3\n  }\n}\n",
            "missing comma before `c`",
            "c",
            "Put a comma after `2`.",
        ),
        (
            "inputs {\n  a = 1,\n  b = 2,\n}\n",
            "expected the end of the line, found `,`",
            ",",
            "Attributes are separated by line breaks, not by",
        ),
        ("a = f(,)\n", "expected a value, found `,`", ",", "( opened here"),
        ("a = [,]\n", "expected a value, found `,`", ",", ""),
        ("a = {,}\n", "expected a value, found `,`", ",", ""),
        ("a = {for k, v in m : k => v, }\n", "expected `}`, found `,`", ",", ""),
        (
            "locals {\n  a = [\"x\" \"y\"]\n}\n",
            "missing comma before a string",
            "\"y\"",
            "Put a comma after `\"x\"`.",
        ),
        (
            "inputs = {\n  a = 1\n  b\n}\n",
            "expected `=` after key `b`, found the end of the line",
            "",
            "Write `b = …`.",
        ),
    ]);
}

#[test]
fn missing_values_and_names() {
    check(&[
        ("a = ", "`a` has no value", "", ""),
        ("a = \n", "`a` has no value", "", ""),
        ("a = {\n b = \n}", "`b` has no value", "", ""),
        ("a = x ? 1\n", "expected `:`, found the end of the line", "", "Write `condition ? value : other`."),
        ("a = x ? : 2", "expected a value, found `:`", ":", "Something must follow `?` on the same line."),
        ("a = [for x in y z]", "expected `:`, found `z`", "z", "Write `for item in collection : value`."),
        ("a = x.", "expected a name after `.`, found the end of the file", ".", ""),
        ("a = 1 ** 2\n", "expected a value, found `*`", "*", "There is no operator `**`; use `pow(…)`."),
        (
            "a = 1 +\n",
            "expected a value, found the end of the line",
            "",
            "Something must follow `+` on the same line.",
        ),
        (
            "a = -\n",
            "expected a value, found the end of the line",
            "",
            "Something must follow `-` on the same line.",
        ),
        ("a = {\n  \"x\" = 1\n  y: \n}\n", "`y` has no value", "", ""),
        ("a == 1\n", "expected a value, found `==`", "==", ""),
        ("a = #\n", "`a` has no value", "", ""),
        ("a = foo.0.1\n", "`.0.1` reads as a fraction, not as two indexes", ".0.1", "Write `[0][1]`."),
        (
            "a = foo.*.b.*.c\n",
            "`.*` inside another `.*`",
            ".*",
            "Use `[*]`, which applies to all that follows.",
        ),
        ("a : 1\n", "expected `{`, found `:`", ":", "Write `a = …` for an attribute, `a { … }` for a"),
        ("a = x.1.\n", "expected a name after `.`, found the end of the line", ".", ""),
        ("a = \"${}\"\n", "expected a value, found `}`", "}", ""),
        (
            "locals {\n  a = b ? c\n}\n",
            "expected `:`, found the end of the line",
            "",
            "Write `condition ? value : other`.",
        ),
        ("inputs = {\n  a = 1\n  b : \n  c = 2\n}\n", "`b` has no value", "", ""),
    ]);
}

#[test]
fn attributes_and_blocks() {
    check(&[
        (
            "a",
            "`a` is neither an attribute nor a block",
            "a",
            "Write `a = …` for an attribute, `a { … }` for a",
        ),
        (
            "a\n",
            "`a` is neither an attribute nor a block",
            "a",
            "Write `a = …` for an attribute, `a { … }` for a",
        ),
        ("a b", "expected `{`, found the end of the file", "", ""),
        ("foo \"x\" = 1", "expected `{`, found `=`", "=", "Write `foo = …` for an attribute, `foo"),
        (
            "\"a\" = 1",
            "names of attributes and blocks take no quotes",
            "\"a\"",
            "Write the name without quotes.",
        ),
        (
            "b { a = 1 \n}",
            "expected `}`, found the end of the line",
            "",
            "A block on one line holds one attribute; put",
        ),
        ("b { c {} }", "expected `}`, found `{`", "{", "A block on one line holds one attribute; put"),
        (
            "include a.b {\n}\n",
            "expected `{`, found `.`",
            ".",
            "Put a label that is more than a plain word in",
        ),
        (
            "include \"${x}\" {\n}\n",
            "expected `{`, found a string",
            "\"${x}\"",
            "The label of a block is plain text, without",
        ),
        (
            "include \"x\"\n{\n}\n",
            "expected `{`, found the end of the line",
            "",
            "Put the `{` on the line of `include`.",
        ),
        (
            "a = 0x10\n",
            "expected the end of the line, found `x10`",
            "x10",
            "Each attribute stands on a line of its own;",
        ),
        ("a=1\na=2\n", "attribute `a` is set twice", "a", "Keep one of the two."),
        (
            "a = b ? c : d e\n",
            "expected the end of the line, found `e`",
            "e",
            "Each attribute stands on a line of its own;",
        ),
        (
            "a = hello world\n",
            "expected the end of the line, found `world`",
            "world",
            "Each attribute stands on a line of its own;",
        ),
        ("a = {for = 1}\n", "expected a name, found `=`", "=", "Write a key of the name `for` as `\"for\"`."),
        (
            "a = if x\n",
            "expected the end of the line, found `x`",
            "x",
            "Each attribute stands on a line of its own;",
        ),
        (
            "a = b c\n",
            "expected the end of the line, found `c`",
            "c",
            "Each attribute stands on a line of its own;",
        ),
        (
            "a { b = 1 } c = 2\n",
            "expected the end of the line, found `c`",
            "c",
            "Each attribute and each block begins on a line",
        ),
        ("a = ns::\n", "expected a name, found the end of the line", "", ""),
        ("a = ns::b\n", "expected `(`, found the end of the line", "", ""),
        ("a = -b!c\n", "`a` cannot be read", "a", ""),
        (
            "locals {\n  a = \"x\" \"y\"\n}\n",
            "expected the end of the line, found a string",
            "\"y\"",
            "Each attribute stands on a line of its own;",
        ),
        (
            "dependency vpc-1.x {\n}\n",
            "expected `{`, found `.`",
            ".",
            "Put a label that is more than a plain word in",
        ),
        ("dependency 1 {\n}\n", "expected `{`, found `1`", "1", "Put the label in quotes."),
        (
            "a = 1 b = 2\n",
            "expected the end of the line, found `b`",
            "b",
            "Each attribute stands on a line of its own;",
        ),
        (
            "a = 1_000\n",
            "expected the end of the line, found `_000`",
            "_000",
            "Each attribute stands on a line of its own;",
        ),
        ("= 1\n", "expected an attribute or a block, found `=`", "=", ""),
        ("[1]\n", "expected an attribute or a block, found `[`", "[", ""),
        (
            "\"x\" {\n}\n",
            "names of attributes and blocks take no quotes",
            "\"x\"",
            "Write the name without quotes.",
        ),
    ]);
}
