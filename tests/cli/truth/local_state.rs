//! State on this machine, for estates that keep theirs where no test can reach it.

use std::path::Path;

use crate::support::Sandbox;

const FOR_THE_STATE: &str = "${path_relative_to_include()}/terraform.tfstate";

/// Gives every `remote_state` block of the checkout a local backend below a folder; what it generates stays.
pub(super) fn keep_below(sandbox: &Sandbox, state: &Path) {
    let config = format!("\n    path = \"{}/{FOR_THE_STATE}\"\n  ", state.display());
    for file in super::run::files_that(&sandbox.root(), |path| super::run::is_of_kind(path, "hcl")) {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        if let Some(text) = with_local_state(&text, &config) {
            std::fs::write(&file, text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        }
    }
}

/// The text with a local backend in its `remote_state`, nothing when it has none or has a local one.
fn with_local_state(text: &str, config: &str) -> Option<String> {
    let start = text.find("\nremote_state {")?;
    let block = start + text[start..].find('{')?..start + end_of_block(&text[start..])?;
    let body = &text[block.clone()];
    if body.contains("\"local\"") {
        return None;
    }
    let backend = body.find("backend")?;
    let line_end = backend + body[backend..].find('\n')?;
    let config_start = body.find("config = {").or_else(|| body.find("config  = {"))?;
    let config_open = config_start + body[config_start..].find('{')? + 1;
    let config_close = config_start + end_of_block(&body[config_start..])? - 1;
    let mut pieces = [(backend..line_end, "backend = \"local\""), (config_open..config_close, config)];
    pieces.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut changed = body.to_owned();
    for (range, piece) in pieces {
        changed.replace_range(range, piece);
    }
    Some(format!("{}{changed}{}", &text[..block.start], &text[block.end..]))
}

/// The place behind the brace that closes the first one.
fn end_of_block(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(place + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[test]
fn only_the_backend_and_its_settings_change() {
    let text = r#"
remote_state {
  backend = "s3"
  generate = {
    path = "backend.tf"
  }
  config = {
    bucket = "b-${local.x}"
    key    = "k"
  }
}

inputs = { backend = "s3" }
"#;
    let changed = with_local_state(text, "PATH").expect("it has a remote state");
    insta::assert_snapshot!(changed, @r#"

    remote_state {
      backend = "local"
      generate = {
        path = "backend.tf"
      }
      config = {PATH}
    }

    inputs = { backend = "s3" }
    "#);
    assert_eq!(with_local_state(&changed, "PATH"), None);
}
