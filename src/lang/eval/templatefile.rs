//! `templatefile(path, vars)`: a file as a template that sees the given variables and nothing else.
//!
//! Not in the tables of builtins, since it evaluates. The template may call the builtins of the language, but none of
//! Terragrunt's own, and not `templatefile` again.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::lang::builtin::{Call, CallError};
use crate::lang::builtins::source_file;
use crate::lang::convert::convert;
use crate::lang::kind::Type;
use crate::lang::value::{Entries, Value};
use crate::syntax::parse_template;

use super::evaluator::{Evaluator, Scope};

/// The variables of a template.
struct Variables {
    entries: Arc<Entries>,
    /// Whether all of them are secret.
    sensitive: bool,
}

impl Scope for Variables {
    fn variable(&self, name: &str) -> Option<Value> {
        self.entries.get(name).map(|value| value.clone().sensitive_if(self.sensitive))
    }

    fn names(&self) -> Vec<&str> {
        self.entries.keys().map(|name| &**name).collect()
    }
}

impl Evaluator<'_> {
    /// The value of the call; the problems inside the template are the causes of the error.
    pub(super) fn evaluate_templatefile(&self, arguments: &[Value]) -> Result<Value, CallError> {
        if self.in_template {
            return Err(CallError::new("cannot recursively call `templatefile` from inside a template"));
        }
        let [path, variables] = arguments else {
            return Err(CallError::new(format!("it takes 2 arguments, not {}", arguments.len())));
        };
        for (index, (argument, name)) in [(path, "path"), (variables, "vars")].into_iter().enumerate() {
            if argument.is_null() {
                return Err(CallError::argument(index, format!("`{name}` must not be null")));
            }
        }
        let converted = convert(path, &Type::String)
            .map_err(|error| CallError::argument(0, format!("`path`: {error}")))?;
        if let Some(unknown) = converted.as_unknown().or_else(|| variables.as_unknown()) {
            let sensitive = path.sensitive || variables.sensitive;
            return Ok(Value::unknown(unknown.reason.clone(), Type::Any).sensitive_if(sensitive));
        }
        let scope = scope_of(variables)?;
        let file = source_file(&Call { context: self.context, arguments: &[converted] })?;
        let note = format!("while evaluating the template `{}`", file.path().display());
        let failed = |problems: Vec<Diagnostic>| {
            let causes = problems.into_iter().map(|problem| problem.note(note.clone())).collect();
            CallError::new("the template cannot be evaluated").causes(causes)
        };
        let (template, problems) = self.context.files.template(file.id(), || {
            let (template, problems) = parse_template(&file);
            (template.map(Arc::new), Arc::new(problems))
        });
        let template = template.ok_or_else(|| failed(problems.to_vec()))?;

        let mut evaluator = Evaluator::new(self.context, &scope, None);
        evaluator.in_template = true;
        let value = evaluator.evaluate(&template);
        let problems = evaluator.take_diagnostics();
        if problems.iter().any(Diagnostic::is_error) {
            return Err(failed(problems));
        }
        Ok(value.sensitive_if(path.sensitive))
    }
}

fn scope_of(variables: &Value) -> Result<Variables, CallError> {
    let entries = variables.entries().ok_or_else(|| {
        CallError::argument(1, format!("`vars` must be a map or an object, not {}", variables.kind()))
    })?;
    if let Some(name) = entries.keys().find(|name| !is_identifier(name)) {
        return Err(CallError::argument(1, format!("`{name}` cannot be the name of a template variable"))
            .hint("a name begins with a letter and has letters, digits, `_` and `-`"));
    }
    Ok(Variables { entries: Arc::clone(entries), sensitive: variables.sensitive })
}

fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(char::is_alphabetic)
        && characters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostic;
    use crate::lang::budget::Budget;
    use crate::lang::builtin::{CallContext, FunctionSet};
    use crate::lang::eval::{Evaluator, Scope};
    use crate::lang::file_memo::FileMemo;
    use crate::lang::reason::Reason;
    use crate::lang::test_world::TestWorld;
    use crate::lang::value::Value;
    use crate::lang::world::{Mode, World as _};
    use crate::syntax::parse_hcl;

    const FILES: &[(&str, &[u8])] = &[
        ("/estate/unit/hello.tpl", b"hello ${name}\n%{ for x in xs ~}\n- ${upper(x)}\n%{ endfor ~}\n"),
        ("/estate/unit/one.tpl", b"${xs}"),
        ("/estate/unit/again.tpl", b"${templatefile(\"one.tpl\", {})}"),
        ("/estate/unit/missing.tpl", b"\n  ${nmae}\n"),
        ("/estate/unit/file.tpl", b"${file(\"one.tpl\")}!"),
        ("/estate/unit/broken.tpl", b"${"),
    ];

    struct Names;

    impl Scope for Names {
        fn variable(&self, name: &str) -> Option<Value> {
            match name {
                "secret" => Some(Value::string("s").sensitive_if(true)),
                "unknown" => {
                    Some(Value::unknown(Reason::Environment("X".into()), crate::lang::kind::Type::Any))
                }
                _ => None,
            }
        }

        fn names(&self) -> Vec<&str> {
            vec!["secret", "unknown"]
        }
    }

    fn run(world: &TestWorld, expression: &str) -> (Value, Vec<Diagnostic>) {
        let folder = "/estate/unit".as_ref();
        let functions = FunctionSet::Terragrunt;
        let (budget, files) = (Budget::default(), FileMemo::default());
        let context =
            CallContext { world, budget: &budget, files: &files, mode: Mode::Plan, folder, functions };
        let name = expression.replace('/', "|");
        let file = world.sources().add(name.as_ref(), format!("x = {expression}\n"));
        let mut evaluator = Evaluator::new(context, &Names, None);
        let value = evaluator.evaluate(&parse_hcl(&file).0.attributes[0].value);
        (value, evaluator.take_diagnostics())
    }

    #[test]
    fn a_template_sees_its_variables() {
        let world = TestWorld::with_files(FILES);
        for (expression, expected) in [
            (
                r#"templatefile("hello.tpl", { name = "you", xs = ["a", "b"] })"#,
                Value::string("hello you\n- A\n- B\n"),
            ),
            (r#"templatefile("one.tpl", { xs = ["a"] })"#, Value::tuple([Value::string("a")])),
            (r#"templatefile("file.tpl", {})"#, Value::string("${xs}!")),
        ] {
            let (value, problems) = run(&world, expression);
            assert_eq!((value, problems), (expected, Vec::new()), "{expression}");
        }
    }

    #[test]
    fn secrets_and_unknowns_reach_the_result() {
        let world = TestWorld::with_files(FILES);
        let (value, _) = run(&world, r#"templatefile("hello.tpl", { name = secret, xs = [] })"#);
        assert!(value.sensitive);
        let (value, _) = run(&world, r#"templatefile("hello.tpl", { name = "you", xs = [secret] })"#);
        assert!(value.sensitive);
        for expression in [
            r#"templatefile("hello.tpl", { name = unknown, xs = [] })"#,
            r#"templatefile("hello.tpl", unknown)"#,
            "templatefile(unknown, {})",
        ] {
            assert!(run(&world, expression).0.is_unknown(), "{expression}");
        }
    }

    #[test]
    fn problems_point_into_the_template() {
        let world = TestWorld::with_files(FILES);
        let (_, problems) = run(&world, r#"templatefile("missing.tpl", { name = 1 })"#);
        let [problem] = &*problems else { panic!("one problem: {problems:?}") };
        assert_eq!(problem.title, "there is no variable `nmae`");
        let place = world.sources().locate(problem.primary.as_ref().unwrap().span).unwrap();
        assert_eq!(place.to_string(), "/estate/unit/missing.tpl:2:5");
        assert_eq!(problem.notes, ["while evaluating the template `/estate/unit/missing.tpl`"]);
    }

    #[test]
    fn what_it_cannot_take_is_refused() {
        let world = TestWorld::with_files(FILES);
        for (expression, expected) in [
            (r#"templatefile("again.tpl", {})"#, "cannot recursively call `templatefile`"),
            (r#"templatefile("one.tpl", ["a"])"#, "`vars` must be a map or an object, not tuple"),
            (r#"templatefile("one.tpl", { "a b" = 1 })"#, "`a b` cannot be the name of a template variable"),
            (r#"templatefile("one.tpl", null)"#, "`vars` must not be null"),
            (r#"templatefile("one.tpl")"#, "it takes 2 arguments, not 1"),
            (r#"templatefile("none.tpl", {})"#, "no file exists at `none.tpl`"),
            (r#"templatefile("broken.tpl", {})"#, "`${` is never closed"),
        ] {
            let (_, problems) = run(&world, expression);
            assert!(
                problems.iter().any(|problem| problem.title.contains(expected)),
                "{expression}: {problems:?}"
            );
        }
    }
}
