//! What `tglambda.toml` says, and what is wrong with it, by the line.

use std::path::Path;

use crate::lang::test_world::TestWorld;
use crate::lang::world::World as _;
use crate::source::Span;
use crate::syntax::tree::{Expr, ExprKind};
use crate::terraform::{FunctionMapping, MappedModule};

use super::{KnownFields, Settings, SettingsError};

const FIELDS: KnownFields<'_> = KnownFields {
    all: &["handler", "runtime", "filename", "timeout", "vpc_config.subnet_ids", "environment.variables"],
    maps: &["environment.variables"],
};

fn world(text: &str) -> TestWorld {
    TestWorld::with_files(&[("/e/tglambda.toml", text.as_bytes()), ("/e/modules/lambda/main.tf", b"")])
}

fn read(world: &TestWorld) -> Settings {
    Settings::read(world, Path::new("/e"), &FIELDS).unwrap_or_else(|error| panic!("{error:?}"))
}

/// The problems of a text: title, line, and what is at that place.
fn problems(text: &str) -> Vec<(String, usize, String)> {
    let world = world(text);
    let error = Settings::read(&world, Path::new("/e"), &FIELDS).unwrap_err();
    let SettingsError::Wrong { problems, .. } = error else { panic!("{error:?}") };
    let place = |span: Span| {
        let file = world.sources().get(span.file).unwrap();
        (file.position(span.start as usize).line, file.text()[span.range()].to_owned())
    };
    problems
        .into_iter()
        .map(|problem| {
            let (line, at) = place(problem.primary.unwrap().span);
            (problem.title, line, at)
        })
        .collect()
}

fn problem(text: &str) -> (String, usize, String) {
    let mut found = problems(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn environments_are_mapped_by_the_folders_of_units() {
    let world = world(
        "[[environments.map]]\npath = \"live/acct-a/**\"\nname = \"dev\"\naccount = \"111111111111\"\n\
         [[environments.map]]\npath = \"live/*/eu/*\"\nregion = \"eu-west-1\"\n",
    );
    let settings = read(&world);
    let [first, second] = &*settings.environments.map else { panic!("{settings:?}") };
    for (folder, expected) in [
        ("live/acct-a/u", [true, false]),
        ("live/acct-a/eu/u", [true, true]),
        ("live/acct-a", [true, false]),
        ("live/acct-ab/u", [false, false]),
        ("live/x/eu/u", [false, true]),
        ("live/x/eu/u/v", [false, false]),
        ("other/live/acct-a/u", [false, false]),
    ] {
        assert_eq!([first.matches(folder), second.matches(folder)], expected, "{folder}");
    }
    let (name, place) = first.name.as_ref().unwrap();
    let file = world.sources().get(place.file).unwrap();
    assert_eq!((&**name, &file.text()[place.range()]), ("dev", "\"dev\""));
    assert_eq!(settings.environments.allowed, ["dev", "staging"]);
}

#[test]
fn a_wrong_mapping_of_environments_is_told_with_its_line() {
    let text =
        "[environments]\nallowed = [\"dev\"]\n\n[[environments.map]]\npath = \"a/**\"\nacount = \"1\"\n";
    assert_eq!(problem(text), ("`environments.map` has no `acount`".to_owned(), 6, "acount".to_owned()));
    let text = "[[environments.map]]\npath = \"a/**\"\naccount = 111111111111\n";
    assert_eq!(
        problem(text),
        ("`environments.map.account` is not a text".to_owned(), 3, "111111111111".to_owned())
    );
    let text = "[[environments.map]]\npath = \"a/**\"\naccount = \"12\"\n";
    assert_eq!(problem(text), ("`12` is not an AWS account".to_owned(), 3, "\"12\"".to_owned()));
    let text = "[[environments.map]]\nname = \"dev\"\n";
    assert_eq!(problem(text).0, "an entry of `environments.map` has no `path`");
    let text = "[[environments.map]]\npath = \"a/**\"\n";
    assert_eq!(problem(text).0, "an entry of `environments.map` says nothing of its units");
    let text = "[environments]\nmap = \"dev\"\n";
    assert_eq!(problem(text).0, "`environments.map` is not a list of tables");
}

#[test]
fn inputs_have_further_names_for_settings_that_exist() {
    let world = world(
        "[inputs]\nhandler = [\"entry_point\", \"main\"]\nruntime = \"py\"\nvpc_config.subnet_ids = [\"nets\"]\n\
         \"environment.variables\" = [\"vars\"]\n",
    );
    let names = read(&world).inputs;
    let of = |path: &str| names.of_field(path).iter().map(|name| &**name).collect::<Vec<_>>();
    assert_eq!(of("handler"), ["entry_point", "main"]);
    assert_eq!(of("runtime"), ["py"]);
    assert_eq!(of("vpc_config.subnet_ids"), ["nets"]);
    assert_eq!(of("environment.variables"), ["vars"]);
    assert_eq!(of("timeout"), [""; 0]);

    let text = "[inputs]\nhandlr = [\"x\"]\n";
    assert_eq!(problem(text), ("a function has no setting `handlr`".to_owned(), 2, "handlr".to_owned()));
    let text = "[inputs]\nsubnet_ids = [\"x\"]\n";
    assert_eq!(
        problem(text),
        ("a function has no setting `subnet_ids`".to_owned(), 2, "subnet_ids".to_owned())
    );
    let text = "[inputs]\nhandler = [1]\n";
    assert_eq!(problem(text), ("`inputs.handler` is not a text".to_owned(), 2, "1".to_owned()));
    let text = "[inputs.handler]\nx = \"y\"\n";
    assert_eq!(problem(text).0, "`inputs.handler` is not a list of texts");
    let text = "[inputs]\nhandler = \"\"\n";
    assert_eq!(problem(text).0, "a name in `inputs.handler` is empty");
}

#[test]
fn a_folder_stands_for_a_module_whatever_its_version() {
    let world = world(
        "[modules.\"git::https://example.com/modules.git//lambda?ref=v1\"]\nfolder = \"./modules/lambda\"\n",
    );
    let settings = read(&world);
    let [module] = &*settings.modules else { panic!("{settings:?}") };
    assert_eq!(&*module.source, "git::https://example.com/modules.git//lambda");
    let MappedModule::Folder(folder) = &module.kind else { panic!("{module:?}") };
    assert_eq!(folder, Path::new("/e/modules/lambda"));

    let text = "[modules.\"x/y/aws\"]\nfolder = \"none\"\n";
    assert_eq!(
        problem(text),
        ("there is no folder `none` below the root".to_owned(), 2, "\"none\"".to_owned())
    );
    let text = "[modules.\"x/y/aws\"]\n";
    assert_eq!(problem(text).0, "`modules.\"x/y/aws\"` says nothing of the module");
    let text = "[modules.\"x/y/aws\"]\nfolder = \"modules/lambda\"\nfunction.handler = \"var.h\"\n";
    assert_eq!(problem(text).0, "`modules.\"x/y/aws\"` says two things of the module");
    let text = "[modules.\"x/y/aws\"]\nfile = \"x\"\n";
    assert_eq!(problems(text)[0].0, "`modules.\"x/y/aws\"` has no `file`");
    let text = "modules = 1\n";
    assert_eq!(problem(text), ("`modules` is not a table".to_owned(), 1, "1".to_owned()));
}

fn function(world: &TestWorld) -> FunctionMapping {
    let mut settings = read(world);
    match settings.modules.remove(0).kind {
        MappedModule::Function(mapping) => *mapping,
        other @ MappedModule::Folder(_) => panic!("{other:?}"),
    }
}

#[test]
fn a_function_is_described_by_expressions_with_their_places() {
    let world = world(
        "[modules.\"x/y/aws\".function]\nfor_each = \"var.functions\"\nhandler = \"${var.prefix}-${each.key}\"\n\
         runtime = '\"python3.12\"'\ntimeout = 30\nvpc_config.subnet_ids = [\"var.a\", '\"subnet-1\"']\n\
         ignore_changes = [\"filename\", \"environment\"]\n\
         [modules.\"x/y/aws\".function.environment]\nvariables = { A = \"upper(var.a)\" }\n",
    );
    let mapping = function(&world);
    let written = |expr: &Expr| {
        let file = world.sources().get(expr.span.file).unwrap();
        file.text()[expr.span.range()].to_owned()
    };
    assert_eq!(written(mapping.for_each.as_ref().unwrap()), "var.functions");
    let attributes: Vec<(&str, String)> =
        mapping.attributes.iter().map(|(path, expr)| (&**path, written(expr))).collect();
    assert_eq!(
        attributes,
        [
            ("handler", "${var.prefix}-${each.key}".to_owned()),
            ("runtime", "\"python3.12\"".to_owned()),
            ("timeout", "30".to_owned()),
            ("vpc_config.subnet_ids", "[\"var.a\", '\"subnet-1\"']".to_owned()),
            ("environment.variables", "{ A = \"upper(var.a)\" }".to_owned()),
        ]
    );
    assert!(matches!(mapping.attributes[0].1.kind, ExprKind::Template(_)));
    assert!(matches!(&mapping.attributes[1].1.kind, ExprKind::String(text) if &**text == "python3.12"));
    let ExprKind::Tuple(subnets) = &mapping.attributes[3].1.kind else { panic!("{mapping:?}") };
    assert_eq!(subnets.iter().map(written).collect::<Vec<_>>(), ["var.a", "\"subnet-1\""]);
    let ignored: Vec<&str> = mapping.ignore_changes.iter().map(|(path, _)| &**path).collect();
    assert_eq!(ignored, ["filename", "environment"]);
}

#[test]
fn an_expression_with_escapes_has_its_quotes_as_its_place() {
    let world = world("[modules.\"x/y/aws\".function]\nhandler = \"\\\"app.h\\\"\"\n");
    let mapping = function(&world);
    let (_, expression) = &mapping.attributes[0];
    assert!(matches!(&expression.kind, ExprKind::String(text) if &**text == "app.h"), "{expression:?}");
    let file = world.sources().get(expression.span.file).unwrap();
    assert_eq!(&file.text()[expression.span.range()], "\"\\\"app.h\\\"\"");
}

#[test]
fn a_wrong_description_of_a_function_is_told_with_its_line() {
    let start = "[modules.\"x/y/aws\".function]\n";
    let of = |text: &str| problem(&format!("{start}{text}\n"));
    assert_eq!(
        of("handlr = \"var.h\""),
        ("a function has no setting `handlr`".to_owned(), 2, "handlr".to_owned())
    );
    let name = "modules.\"x/y/aws\".function";
    let (title, line, at) = of("runtime = \"python3.12\"");
    assert_eq!((&*title, line, &*at), (&*format!("`{name}.runtime` refers to `python3`"), 2, "python3"));
    let (_, line, _) = of("handler = \"var.h +\"");
    assert_eq!(line, 2);
    assert_eq!(of("vpc_config.subnets = \"var.s\"").0, "a function has no setting `vpc_config.subnets`");
    assert_eq!(of("vpc_config = \"var.s\"").0, "a function has no setting `vpc_config`");
    assert_eq!(of("handler = { a = \"var.h\" }").0, format!("`{name}.handler` is not an expression"));
    assert_eq!(of("ignore_changes = [\"code\"]").0, "a function has no setting `code`");
    assert_eq!(of("for_each = \"local.functions\"").0, format!("`{name}.for_each` refers to `local`"));
}
