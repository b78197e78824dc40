//! What templates are understood as, down to the blanks.

use super::support::{body, expression, template};

#[track_caller]
fn check(read: fn(&str) -> String, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn only_a_lone_interpolation_passes_its_type_on() {
    check(
        expression,
        &[
            (r#""${a}""#, "pass(a)"),
            (r#""${~ a ~}""#, "pass(a)"),
            (r#""${a}${b}""#, "`${a}${b}`"),
            (r#""${a ~} ""#, "`${a}`"),
            (r#""x${"y${z}"}""#, "`x${`y${z}`}`"),
            ("<<EOT\n${a}\nEOT\n", "`${a}\\n`"),
        ],
    );
}

#[test]
fn directives() {
    check(
        expression,
        &[
            (r#""a%{ if x }b%{ else }c%{ endif }d""#, "`aif(x ? b : c)d`"),
            (r#""%{ if x }b\n%{ endif }""#, "`if(x ? b\\n : )`"),
            (r#""%{ for k, v in m }${k}%{ endfor }""#, "`for(k, v in m : ${k})`"),
            (r#""%{if a}%{for x in y}${x}%{endfor}%{else}-%{endif}""#, "`if(a ? for(x in y : ${x}) : -)`"),
            (r#""%{ if x }a"b%{ endif }""#, "error: `\"` inside a string"),
            (r#""%{ ifx }%{ endif }""#, "error: `if` is glued to what follows"),
        ],
    );
}

#[test]
fn strip_markers_take_blanks_up_to_the_line() {
    check(
        expression,
        &[
            (r#""a  ${~ b ~}  c""#, "`a${b}c`"),
            (r#""a \n ${~ b }""#, "`a${b}`"),
            ("<<EOT\na\n  ${~ b ~}  \n\n  c\nEOT\n", "`a\\n${b}\\n  c\\n`"),
            ("<<EOT\n%{ for a in b ~}\n  ${a}\n%{ endfor ~}\nEOT\n", "`for(a in b :   ${a}\\n)`"),
        ],
    );
}

#[test]
fn flush_heredocs_lose_what_all_lines_share() {
    check(
        expression,
        &[
            ("<<-EOT\n    a\n      b\n    EOT\n", r#""a\n  b\n""#),
            ("<<-EOT\n  a\n\n   \n  b\n  EOT\n", r#""a\n\n   \nb\n""#),
            ("<<-EOT\n  a\n b\nEOT\n", r#"" a\nb\n""#),
            ("<<-EOT\n\ta\n\t\tb\nEOT\n", r#""a\n\tb\n""#),
            ("<<-EOT\n    ${a}\n   b\nEOT\n", "` ${a}\\nb\\n`"),
            ("<<-EOT\n${a}\n   b\nEOT\n", "`${a}\\n   b\\n`"),
            // The text of a directive that follows an unindented line keeps its letters.
            ("<<-EOT\na\n%{ if x }provider\n%{ endif }\n  b\nEOT\n", "`a\\nif(x ? provider\\n : )\\n  b\\n`"),
            // What `~` has taken counts no more: it comes before the indentation is measured.
            ("<<-EOT\n    a\n  ${~ b ~}\n    c\nEOT\n", "`    a\\n${b}    c\\n`"),
        ],
    );
}

#[test]
fn heredocs_keep_line_ends_and_backslashes() {
    check(
        expression,
        &[
            ("<<EOT\na\\n\r\n b $${x}\r\nEOT\r\n", r#""a\\n\r\n b ${x}\r\n""#),
            ("<<-EOT\r\n  a\r\n   b\r\n  EOT\r\n", r#""a\r\n b\r\n""#),
            ("<<EOT\nEOT\n", r#""""#),
            ("<<EOT\n  EOTs\n EOT\n", r#""  EOTs\n""#),
        ],
    );
}

#[test]
fn heredocs_end_where_the_language_ends_them() {
    check(
        body,
        &[
            ("a = <<EOT\nEOT\nb = <<EOT\nx\nEOT\n", r#"a = ""; b = "x\n";"#),
            ("a = <<EOT\nEOT x\nEOT\n", r#"a = "EOT x\n";"#),
            ("a = <<EOT\nx\nEOT", "error: heredoc `EOT` ends without a line break"),
            ("a = <<EOT\nx\n", "error: heredoc `EOT` is never closed"),
        ],
    );
}

#[test]
fn whole_files_are_templates() {
    check(
        template,
        &[
            ("", r#""""#),
            ("a \"b\" \\n $", r#""a \"b\" \\n $""#),
            ("${a}", "pass(a)"),
            ("${a}\n", "`${a}\\n`"),
            ("%{ for x in y ~}\n- ${x}\n%{ endfor ~}\nend", "`for(x in y : - ${x}\\n)end`"),
            ("a $${b}\r\nc", r#""a ${b}\r\nc""#),
            ("a ${b", "error: `${` is never closed"),
            ("a %{ if b }", "error: template directive has no `%{ endif }`"),
        ],
    );
}
