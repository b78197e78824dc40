//! Builtins that compute what Terragrunt takes from its libraries, beside the real Terragrunt.

use std::path::Path;

use crate::effects::differs_from_terragrunt;
use crate::small_estate::unit;
use crate::support::Sandbox;

/// A repeatable sequence that looks random.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("internal: 31 bits") % sides
    }

    fn pick<'a>(&mut self, among: &[&'a str]) -> &'a str {
        among[self.throw(among.len())]
    }
}

/// A unit whose locals are these expressions.
fn unit_of(expressions: impl IntoIterator<Item = String>) -> Sandbox {
    let locals = expressions.into_iter().enumerate().map(|(index, text)| format!("  l{index} = {text}\n"));
    unit(&format!("locals {{\n{}}}\n", locals.collect::<String>()))
}

fn assert_equal(sandbox: &Sandbox, folder: &str) {
    let differences = differs_from_terragrunt(sandbox, folder, &[]);
    assert!(differences.is_empty(), "{folder}:\n{}", differences.join("\n"));
}

#[test]
fn versions_meet_constraints_as_in_terragrunt() {
    let versions =
        ["1.2", "v1.2.3", "1.2.3-beta", "1.2.3-beta.2", "1.2.3-rc1+b", "1.3.0-a", "2.0", "1.2.3.4", "1.2-1"];
    let bounds = ["1.2", "1.2.3", "1.2.3-beta.1", "1.2.3-a", "2", "1.2.3.0", "1.2beta", "1.2.3-10"];
    let mut expressions = Vec::new();
    for version in versions {
        for bound in bounds {
            for operator in ["", "= ", "!=", ">", ">= ", "<", "<=", "~> "] {
                expressions.push(format!("constraint_check(\"{version}\", \"{operator}{bound}\")"));
            }
        }
        expressions.push(format!("constraint_check(\"{version}\", \" >= 1.2 , < 1.3\")"));
    }
    for wrong in ["1.2.x", "1.2beta", "", " 1.2"] {
        expressions.push(format!("try(constraint_check(\"{wrong}\", \"> 1\"), \"fails\")"));
        expressions.push(format!("try(constraint_check(\"1.2\", \"~>{wrong}\"), \"fails\")"));
    }
    assert_equal(&unit_of(expressions), "live/dev/u");
}

#[test]
fn patterns_match_files_as_in_terragrunt() {
    let parts = [
        "a",
        "b",
        "ab",
        "*",
        "**",
        "?",
        "/",
        "/",
        "[ab]",
        "[!a]",
        "[a-c]",
        ".tf",
        "{a,b}",
        "{*,**/*}",
        "{a*,ab*}",
        "{,a}",
        "{*.tf,**/*.tf}",
        "é",
        "\\\\*",
        "{a/b,a/*}",
        "{a",
        "}",
        ",",
        "{**,b}",
        "{ab,a?}",
    ];
    let mut dice = Dice(7);
    let mut expressions: Vec<String> = (0..400)
        .map(|_| {
            let pattern: String = (0..=dice.throw(6)).map(|_| dice.pick(&parts)).collect();
            format!("try(mark_glob_as_read(\"../t/{pattern}\"), [\"fails\"])")
        })
        .collect();
    expressions.extend(
        [
            "mark_glob_as_read(\"--terragrunt-boundary=../t\", \"../t/a/*\")",
            "mark_glob_as_read(\"--terragrunt-boundary\", \"..\", \"../t/*\")",
            "try(mark_glob_as_read(\"--terragrunt-boundary=../t/a\", \"../t/*\"), \"fails\")",
            "try(mark_glob_as_read(\"--terragrunt-boundary=\", \"../t/*\"), \"fails\")",
            "try(mark_glob_as_read(\"--terragrunt-boundaries=x\", \"../t/*\"), \"fails\")",
            "try(mark_glob_as_read(\"/*\"), \"fails\")",
            "mark_glob_as_read(\"${get_repo_root()}/**/b.tf\")",
            "mark_glob_as_read(\"none/*\")",
            "mark_glob_as_read(\"../t/link/*\")",
        ]
        .map(str::to_owned),
    );
    let sandbox = unit_of(expressions);
    for file in
        ["a/a", "a/b.tf", "a/ab/a", "a/ab/b.tf", "b/b/b", "b/.h", "ab.tf", "a.tf", "é.tf", "c", "a,b", "x{y"]
    {
        sandbox.write(format!("live/dev/t/{file}"), "");
    }
    std::os::unix::fs::symlink("a", sandbox.path("live/dev/t/link")).unwrap();
    assert_equal(&sandbox, "live/dev/u");
}

#[test]
fn the_working_folder_is_the_one_of_the_copy() {
    let sandbox = unit("inputs = { folder = get_working_dir() }\n");
    let sources = [
        "../module",
        "../../m d//s p",
        "/abs//a/../b/",
        "git::https://example.com/org/repo.git//m/x?ref=v1",
        "github.com/org/x//y?ref=1",
        "git@example.com:org/x.git//a",
        "tfr:///org/vpc/aws?version=1.0.0",
        "https://github.com/org/x",
        "s3::https://s3.amazonaws.com/b/k.zip",
        "",
        "./%20x",
    ];
    for (index, source) in sources.into_iter().enumerate() {
        let text =
            format!("terraform {{\n  source = \"{source}\"\n}}\ninputs = {{ folder = get_working_dir() }}\n");
        sandbox.write(format!("live/dev/s{index}/terragrunt.hcl"), text);
    }
    let text =
        "include \"root\" {\n  path = \"../../../root.hcl\"\n}\nlocals {\n  a = get_working_dir()\n}\n";
    sandbox.write("live/dev/i/terragrunt.hcl", text);
    sandbox.write(
        "root.hcl",
        "terraform {\n  source = \"../m//x\"\n}\ninputs = { folder = get_working_dir() }\n",
    );
    assert_equal(&sandbox, "live/dev/u");
    assert_equal(&sandbox, "live/dev/i");
    for index in 0..sources.len() {
        assert_equal(&sandbox, &format!("live/dev/s{index}"));
    }
    let text = "inputs = { folder = get_working_dir(), source = get_terragrunt_source_cli_flag() }\n";
    sandbox.write("live/dev/u/terragrunt.hcl", text);
    for (name, value) in [("TG_DOWNLOAD_DIR", "../copies"), ("TG_SOURCE", "../m//x")] {
        let render = |tool: crate::support::Tool| {
            let tool = tool.env(name, value).args(["render", "--json", "--working-dir", "live/dev/u"]);
            tool.run().success().last_line_json()
        };
        assert_eq!(render(sandbox.tglambda())["inputs"], render(sandbox.terragrunt())["inputs"], "{name}");
    }
}

/// A text that the key in `tests/support/keys` decrypts, whose forms were made for this test and are used nowhere else.
const ENCRYPTED: &str = "GdgdGKe9RfDh7w4cRCsaUp+mC9AHCpuFFEvrpdKnlYb53SXALgudNqLyGcJqSpDraaLJFcYoOFTQBJJgViqnw7lW7QU2BYwn\
                         dhc4yD9EleQcDbUga1hVTlO2K5neuONfX5bqTyJAsL3+JcTseFwEaZg8hUVWDo4uqxaBg24XkZc=";

#[test]
fn private_keys_decrypt_as_in_terragrunt() {
    let forms = ["pkcs1", "pkcs8", "openssh", "small", "elliptic", "passphrase"];
    let good = forms[..3].iter().map(|form| format!("rsadecrypt(\"{ENCRYPTED}\", file(\"{form}.pem\"))"));
    let wrong = ["AAAA", "x!", &ENCRYPTED[4..], ""];
    let of_wrong =
        wrong.iter().map(|text| format!("try(rsadecrypt(\"{text}\", file(\"pkcs1.pem\")), \"fails\")"));
    let of_bad_keys = forms[3..]
        .iter()
        .map(|form| format!("try(rsadecrypt(\"{ENCRYPTED}\", file(\"{form}.pem\")), \"fails\")"));
    let sandbox = unit_of(good.chain(of_wrong).chain(of_bad_keys));
    for form in forms {
        let key =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/keys").join(format!("{form}.pem"));
        sandbox.write(format!("live/dev/u/{form}.pem"), std::fs::read(key).unwrap());
    }
    assert_equal(&sandbox, "live/dev/u");
    let rendered = sandbox.tglambda().args(["render", "--working-dir", "live/dev/u"]).run().success().json();
    assert_eq!(rendered["locals"]["l0"], "a sécret\n");
    assert_eq!(rendered["locals"]["l3"], "fails");
    assert_eq!(rendered["locals"]["l9"], "fails");
}

#[test]
fn compressed_texts_are_those_of_terragrunt_byte_for_byte() {
    let words =
        ["alpha", "be", "gamma delta", "\n", "0", "aaaaaaaaaaaaaaaaaaaaaaaa", "é", "{\"a\": 1}", "zzz", "-"];
    let mut dice = Dice(11);
    let mut texts: Vec<String> = vec![String::new(), "a".to_owned(), "abcabcabcabc".to_owned()];
    // Around what a block, a match and the window can hold.
    for length in
        [3, 4, 50, 257, 258, 259, 700, 5_000, 16_384, 32_768, 40_000, 65_274, 65_536, 70_000, 140_000]
    {
        texts.push("x".repeat(length));
        texts.push((0..length).map(|_| char::from(b'!' + u8::try_from(dice.throw(90)).unwrap())).collect());
        let mut mixed = String::new();
        while mixed.len() < length {
            let run = dice.throw(40) + 1;
            mixed.push_str(&dice.pick(&words).repeat(run));
        }
        texts.push(mixed);
    }
    let sandbox = unit_of((0..texts.len()).map(|index| format!("base64gzip(file(\"{index}.txt\"))")));
    for (index, text) in texts.iter().enumerate() {
        sandbox.write(format!("live/dev/u/{index}.txt"), text);
    }
    assert_equal(&sandbox, "live/dev/u");
}

#[test]
fn what_differs_each_time_is_made_in_the_same_form() {
    let sandbox =
        unit_of(["timestamp()", "uuid()", "bcrypt(\"secret\", 4)", "bcrypt(\"x\")"].map(str::to_owned));
    // Every digit and letter of what is random stands for its kind.
    let shape = |text: &str| -> String {
        text.chars().map(|letter| if letter.is_ascii_alphanumeric() { 'x' } else { letter }).collect()
    };
    let shapes = |rendered: &serde_json::Value| {
        let local = |name: &str| rendered["locals"][name].as_str().unwrap().to_owned();
        let cost = |hash: &str| hash[..7].to_owned();
        (shape(&local("l0")), shape(&local("l1")), cost(&local("l2")), local("l2").len(), cost(&local("l3")))
    };
    let render = |tool: crate::support::Tool| {
        tool.args(["render", "--json", "--working-dir", "live/dev/u"]).run().success().last_line_json()
    };
    let (real, first, second) =
        (render(sandbox.terragrunt()), render(sandbox.tglambda()), render(sandbox.tglambda()));
    assert_eq!(shapes(&first), shapes(&real));
    for name in ["l1", "l2", "l3"] {
        assert_ne!(first["locals"][name], second["locals"][name], "{name} differs at every run");
    }
}

#[test]
fn what_differs_each_time_differs_between_units_too() {
    let sandbox = unit("");
    sandbox.write(
        "root.hcl",
        "locals {\n  read = read_terragrunt_config(\"${get_repo_root()}/read.hcl\").locals\n}\ninputs = { own = uuid(), read = \
         local.read.id, run = run_cmd(\"--terragrunt-no-cache\", \"sh\", \"-c\", \"echo $$\") }\n",
    );
    sandbox.write("read.hcl", "locals {\n  id = uuid()\n}\n");
    for name in ["a", "b"] {
        let text = "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n";
        sandbox.write(format!("live/{name}/terragrunt.hcl"), text);
    }
    let output = sandbox
        .tglambda()
        .args(["render", "--all", "--jsonl", "--allow-run-cmd", "--working-dir", "live"])
        .run()
        .success();
    let lines: Vec<serde_json::Value> =
        output.stdout().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |unit: &str, input: &str| {
        let line = lines.iter().find(|line| line["path"].as_str().is_some_and(|path| path.ends_with(unit)));
        line.unwrap()["rendered"]["inputs"][input].clone()
    };
    for input in ["own", "read", "run"] {
        assert_ne!(of("a", input), of("b", input), "{input}");
    }
}

#[test]
fn paths_are_taken_from_where_the_process_works() {
    let sandbox = unit_of(
        [
            "abspath(\"x/../y\")",
            "abspath(\"\")",
            "abspath(\"/a//b/\")",
            "pathexpand(\"~/x\")",
            "pathexpand(\"x/~\")",
        ]
        .map(str::to_owned),
    );
    let render = |tool: crate::support::Tool| {
        tool.dir("live").args(["render", "--json", "--working-dir", "dev/u"]).run().success().last_line_json()
    };
    assert_eq!(render(sandbox.tglambda())["locals"], render(sandbox.terragrunt())["locals"]);
}
