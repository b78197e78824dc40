#!/usr/bin/env python3
"""Records what older versions of Terragrunt make of the estates in `fixtures/`.

    python3 tests/record/record.py [--terraform PATH]

Builds each version in `tests/record/terragrunt/` from its Go module (Go 1.26; about four minutes each, once, kept in
`target/older`), runs it over every unit of every estate, and writes `inputs` and `locals` of each to
`tests/record/answers/VERSION/ESTATE.json`. The rest of a rendered document differs from version to version. A unit that
the version refuses is recorded as refused. Paths below the copy of the estate begin with `[ROOT]`.

`cargo test --test cli recorded` compares the product with these files and runs none of this. Run it again when a fixture
changes.
"""

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
MODULE = "github.com/gruntwork-io/terragrunt"

# Folders of `fixtures/` laid one over the other.
ESTATES = {
    "estate": ["estate"],
    "estate-local": ["estate", "estate-local"],
    "estate-old": ["estate-old"],
}


def render_json(unit, answer):
    """The arguments of versions before `render`."""
    return ["render-json", "--terragrunt-non-interactive", "--terragrunt-working-dir", unit,
            "--terragrunt-json-out", answer]


def render(unit, answer):
    return ["render", "--json", "--write", "--non-interactive", "--working-dir", unit, "--out", answer]


COMMANDS = {"0.58.0": render_json, "0.77.22": render}


def build(version):
    binary = REPOSITORY / "target" / "older" / f"terragrunt-{version}"
    if binary.exists():
        return binary
    binary.parent.mkdir(parents=True, exist_ok=True)
    # The checksum database does not know every version; `go.sum` pins all of them.
    environment = os.environ | {
        "CGO_ENABLED": "0", "GOFLAGS": "-mod=readonly -buildvcs=false", "GONOSUMDB": MODULE, "GOTOOLCHAIN": "local",
        "GOWORK": "off",
    }
    command = ["go", "build", "-ldflags", "-s -w", "-o", str(binary), MODULE]
    subprocess.run(command, cwd=HERE / "terragrunt" / version, env=environment, check=True)
    return binary


def lay(folder, layers):
    """A copy of an estate, committed: Terragrunt asks git for the top of the repository."""
    root = folder / "root"
    for layer in layers:
        shutil.copytree(REPOSITORY / "fixtures" / layer, root, dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns(".terraform*", ".terragrunt-cache", ".tglambda"))
    git = ["git", "-C", str(root), "-c", "user.name=Fixture", "-c", "user.email=fixture@example.com"]
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=fixture"]):
        subprocess.run(git + arguments, check=True)
    return root


def units(root):
    files = [file for pattern in ("terragrunt.hcl", "terragrunt.hcl.json") for file in root.rglob(pattern)]
    return sorted({file.parent.relative_to(root).as_posix() for file in files})


def environment(folder, terraform):
    home = folder / "home"
    home.mkdir()
    return {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8",
        "ESTATE_STATE": str(folder / "state"),
        "TERRAGRUNT_TFPATH": terraform, "TG_TF_PATH": terraform, "TF_CLI_CONFIG_FILE": os.devnull,
        # No credentials and no way out: what an estate keeps in the cloud is not to be had.
        "AWS_EC2_METADATA_DISABLED": "true", "HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9",
    }


def ask(binary, version, root, unit, variables, answer):
    answer.unlink(missing_ok=True)
    command = [str(binary), *COMMANDS[version](str(root / unit), str(answer))]
    done = subprocess.run(command, cwd=root, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0 or not answer.exists():
        return {"refused": True}
    document = json.loads(answer.read_text().replace(str(root), "[ROOT]").replace(str(root.parent), "[OUTSIDE]"))
    return {"inputs": document["inputs"], "locals": document["locals"]}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    found = shutil.which("tofu") or shutil.which("terraform")
    arguments.add_argument("--terraform", default=found, help="Terraform or OpenTofu, which is asked for outputs")
    terraform = arguments.parse_args().terraform
    if not terraform:
        arguments.error("neither tofu nor terraform is on PATH: name one with --terraform")
    for version in COMMANDS:
        binary = build(version)
        for estate, layers in ESTATES.items():
            with tempfile.TemporaryDirectory() as scratch:
                folder = Path(scratch).resolve()
                variables = environment(folder, str(Path(terraform).resolve()))
                root = lay(folder, layers)
                answers = {
                    unit: ask(binary, version, root, unit, variables, folder / "answer.json") for unit in units(root)
                }
            path = HERE / "answers" / version / f"{estate}.json"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(answers, indent=2, sort_keys=True, ensure_ascii=False) + "\n")
            refused = sum("refused" in answer for answer in answers.values())
            print(f"{version} {estate}: {len(answers)} units, {refused} refused")


if __name__ == "__main__":
    main()
