//! How deep is too deep.

use super::support::{body, expression, template};

/// Deep text is read or refused with a message; either way the stack holds.
#[test]
fn deep_nesting_is_refused() {
    let many = 10_000;
    let nested = |open: &str, inner: &str, close: &str| {
        format!("a = {}{inner}{}\n", open.repeat(many), close.repeat(many))
    };
    let cases = [
        nested("[", "1", "]"),
        nested("(", "1", ")"),
        nested("{a=", "1", "}"),
        nested("f(", "1", ")"),
        nested("!", "a", ""),
        nested("- ", "a", ""),
        nested("a[", "1", "]"),
        nested("\"${", "1", "}\""),
        nested("[for a in ", "b", ": c]"),
        nested("a ? ", "b", " : c"),
        nested("a ? b : ", "c", ""),
        nested("1 + ", "1", ""),
        nested("a && ", "b", ""),
        format!("a = b{}", ".c".repeat(many)),
        format!("a = b{}", "[0]".repeat(many)),
        format!("a = b{}", "[*]".repeat(many)),
        format!("a = \"{}{}\"", "%{ if a }".repeat(many), "%{ endif }".repeat(many)),
        "a {\n".repeat(many) + &"}\n".repeat(many),
    ];
    for text in cases {
        let start: String = text.chars().take(24).collect();
        let found = body(&text);
        assert!(found.starts_with("error: expression is nested too deeply"), "{start}: {found}");
    }
}

#[test]
fn deep_text_that_is_wrong_as_well_is_refused() {
    let many = 10_000;
    for text in ["[", "(", "{", "{a=", "f(", "\"${", "!", "-", "a[", "%{", "${", "<<A\n${", "a {\n", "b ? "] {
        let text = text.repeat(many);
        assert!(body(&format!("a = {text}")).starts_with("error: "));
        assert!(body(&text).starts_with("error: "));
        assert!(expression(&text).starts_with("error: "));
        drop(template(&text));
    }
}

/// Nested operands that the parser would read again and again, each twice as often as the one around it.
#[test]
fn operands_that_are_read_again_are_refused() {
    for (open, last) in [
        ("K<z<K[", "\""),
        ("K<z<K[", ""),
        ("1%{if <=", "\""),
        ("a + b + f(", "\"${"),
        ("a /* , */ < b < [", "\""),
        ("a < # ,\n b < [", "\""),
        ("a && \"x,\" && (", "\""),
        ("a < <<E\n,\nE\n < [", "\""),
        ("[0, 1] == [a < b < c, a < b < [", "\""),
    ] {
        let found = body(&format!("a = [{}{last}\n", open.repeat(60)));
        assert!(found.starts_with("error: expression is nested too deeply"), "{open}: {found}");
        drop(template(&format!("${{[{}{last}", open.repeat(60))));
    }
    let nested = format!("{}1{}", "a && b && (".repeat(10), ")".repeat(10));
    assert!(!expression(&nested).starts_with("error: "));
}

/// Where a heredoc is empty the parser reads all that follows it as its text before it sees that.
#[test]
fn empty_heredocs_are_read_once() {
    let many = 60;
    let inside = "x${<<EOT\nEOT\n}";
    let lines: Vec<String> = (0..many).map(|number| format!("a{number} = \"{inside}\"\n")).collect();
    let text = lines.concat();
    assert!(body(&text).ends_with("a59 = `x${\"\"}`;"), "{}", body(&text));
    assert!(!template(&inside.repeat(many)).starts_with("error: "));
    assert_eq!(body(&format!("a = <<EOT\n{}", inside.repeat(many))), "error: heredoc `EOT` is never closed");
    assert!(body(&format!("a = )\n{text}")).starts_with("error: "));
    assert_eq!(body("a = <<E\nE\nb = [<<-E\n  E\n, 1]\n"), "a = \"\"; b = [\"\", 1];");
    assert_eq!(body("a = <<E\nE"), "error: heredoc `E` ends without a line break");
}

#[test]
fn what_people_write_is_deep_enough() {
    let nested = format!("{}1{}", "[".repeat(50), "]".repeat(50));
    assert_eq!(expression(&nested), nested);
    assert!(expression(&format!("a{}", " && b".repeat(100))).starts_with("((((("));
    assert!(expression(&format!("a{}", ".b[0]".repeat(100))).ends_with(".b[0]"));
}

#[test]
fn objects_of_any_size_end_in_time() {
    let object = format!("a = {{\n{}}}\n", "b = 1\n".repeat(25_000));
    assert_eq!(body(&object), "error: object has too many items");
    let attributes: String =
        (0..25_000).map(|number| format!("a{number} = 1\n")).collect::<Vec<_>>().concat();
    assert!(body(&attributes).starts_with("a0 = 1; a1 = 1;"));
}
