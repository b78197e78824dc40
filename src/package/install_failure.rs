//! uv's words on a failed install, read into a problem that names the requirement, the target and the way out.
//!
//! Pure: what else must be asked is a function that it is given. Secrets are taken out before anything is shown.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Code, Diagnostic};

use super::gather::Requirements;
use super::request::BuildRequest;
use super::runtime::Target;

/// How many lines of uv's output a message shows, and how many wheel tags.
const MAX_LINES: usize = 12;
const MAX_TAGS: usize = 6;
/// Below this length a value is no secret worth the name.
const MIN_SECRET: usize = 6;

/// What failed.
pub(super) struct Failure<'f> {
    pub(super) request: &'f BuildRequest,
    pub(super) target: Target,
    pub(super) requirements: &'f Requirements,
    pub(super) secrets: Vec<String>,
}

macro_rules! patterns {
    ($($name:ident = $pattern:literal;)*) => {
        $(static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($pattern).expect("internal: a constant pattern is valid"));)*
    };
}

patterns! {
    UNKNOWN = r"Because (\S+) was not found in the package registry";
    NO_VERSION = r"there (?:is|are) no versions? of (\S+)";
    NO_WHEEL = r"Wheels are required for `([^`]+)`|(\S+?)(?:==\S+)? (?:has|have) no (?:usable )?wheels";
    WHEEL_PIN = r"(\S+==\S+) (?:has|have) no (?:usable )?wheels";
    CONFLICT = r"(?:ecause you require \S+ and|conclude that you require [^\n]*\.\s+And because you require) (\S+), we can conclude that your requirements are unsatisfiable";
    UNREAD = r"(?:Expected|Unexpected) .*: (\S+:\d+:\d+)";
    HASH_MISMATCH = r"Hash mismatch for `([^`]+)`";
    HASH_LACKING = r"In `--require-hashes` mode, all requirements must have [^:]*(?:hash|pinned)[^:]*: *(\S+)";
    UNPARSED = r"Couldn't parse requirement in `([^`]+)`";
    REFUSED = r"\b(401 Unauthorized|403 Forbidden)\b";
    CERTIFICATE = r"invalid peer certificate|UnknownIssuer|certificate verify failed";
    NETWORK = r"client error \(Connect\)|dns error|Request failed after|[Nn]etwork connectivity is disabled|operation timed out";
    UNWRITABLE = r"No space left on device|Read-only file system|Permission denied|Disk quota exceeded";
    OTHER_PYTHON = r"depends on Python([<>=!~][^,\s]*)";
    WHEEL_FILE = r"[/\\]([A-Za-z0-9_.+%!-]+)\.whl";
    CREDENTIALS = r"://[^/@\s]+@";
}

/// The problem behind `stderr`. `published` tells what the index has of a pin.
pub(super) fn explain(failure: &Failure<'_>, stderr: &str, published: impl Fn(&str) -> String) -> Diagnostic {
    let stderr = &failure.redact(stderr);
    let first = |pattern: &Regex| {
        let found = pattern.captures(stderr)?;
        found.iter().skip(1).flatten().next().map(|group| group.as_str())
    };
    let name = &failure.request.name;
    let problem = if let Some(reason) = UNWRITABLE.find(stderr) {
        let reason = reason.as_str().to_lowercase();
        let title = format!("requirements of `{name}` cannot be written to disk: {reason}");
        Diagnostic::error(Code::OutputUnwritable, title).hint(
            "make room and the folders writable: the root's `.tglambda`, and uv's cache (`UV_CACHE_DIR`)",
        )
    } else if let Some(pin) = first(&HASH_MISMATCH) {
        failure
            .error(pin, format!("requirement `{pin}` of `{name}` does not have the hash that is pinned"))
            .hint("pin the hashes again if the release is to be trusted; otherwise the index serves something else")
    } else if let Some(pin) = first(&HASH_LACKING) {
        failure
            .error(pin, format!("requirement `{pin}` of `{name}` has no hash, while others have"))
            .hint("pin every package with its version and hashes, those that others require included: `uv pip compile --generate-hashes`")
    } else if let Some(package) = first(&UNKNOWN) {
        failure
            .error(
                package,
                format!("requirement `{package}` of `{name}` does not exist in the package index"),
            )
            .hint("correct its name, or name the index that has it by `UV_INDEX`")
    } else if let Some(pin) = first(&CONFLICT) {
        failure
            .error(pin, format!("requirement `{pin}` of `{name}` and another exclude each other"))
            .hint("change one of them so that a version fits both")
    } else if let Some(package) = first(&NO_WHEEL) {
        let pin = first(&WHEEL_PIN).unwrap_or(package);
        failure.no_wheel(pin, &published(pin))
    } else if let Some(pin) = first(&NO_VERSION) {
        failure
            .error(pin, format!("requirement `{pin}` of `{name}` names a version that does not exist"))
            .hint("pin a version that the package index has")
    } else if let Some(file) = first(&UNPARSED) {
        failure.error("", format!("requirements of `{name}` cannot be read: `{file}`"))
    } else if let Some(place) = first(&UNREAD) {
        failure.error("", format!("requirements of `{name}` cannot be read: `{place}`"))
    } else if let Some(answer) = first(&REFUSED) {
        failure
            .error("", format!("the package index refuses the requirements of `{name}`: {answer}"))
            .hint("give its credentials by `UV_INDEX_<NAME>_USERNAME` and `UV_INDEX_<NAME>_PASSWORD`, or in `~/.netrc`")
    } else if CERTIFICATE.is_match(stderr) {
        failure
            .error("", format!("requirements of `{name}` cannot be fetched: the index shows a certificate that this system does not trust"))
            .hint("add your proxy's certificate to the system's store, or name the bundle by `SSL_CERT_FILE`")
    } else if NETWORK.is_match(stderr) {
        failure
            .error("", format!("requirements of `{name}` cannot be fetched: the package index cannot be reached"))
            .hint("check the network, and `HTTPS_PROXY` when there is a proxy; a private index is named by `UV_DEFAULT_INDEX`")
            .hint("`UV_OFFLINE=1` takes what is in uv's cache, when all is")
    } else {
        failure.error("", format!("requirements of `{name}` cannot be installed"))
    };
    let problem = problem.note(format!("the target is {}", failure.target_in_words()));
    let notes = lines(stderr).into_iter().filter(|line| !line.starts_with("hint: Wheels"));
    notes.fold(problem, |problem, line| problem.note(format!("uv: {line}")))
}

impl Failure<'_> {
    fn error(&self, pin: &str, title: String) -> Diagnostic {
        let package = pin.split(['=', '<', '>', '!', '~', '[']).next().unwrap_or(pin);
        Diagnostic::error(Code::DependenciesFailed, title)
            .at(self.requirements.place(package), "required here")
    }

    fn target_in_words(&self) -> String {
        let Target { runtime, architecture } = self.target;
        format!(
            "{} on {} ({}, glibc {})",
            runtime.id,
            architecture,
            runtime.system.name(),
            runtime.system.glibc()
        )
    }

    fn no_wheel(&self, pin: &str, published: &str) -> Diagnostic {
        let name = &self.request.name;
        let python = self.target.runtime.python;
        if let Some(range) = OTHER_PYTHON.captures(published).and_then(|found| found.get(1)) {
            let range = range.as_str();
            return self
                .error(
                    pin,
                    format!("requirement `{pin}` of `{name}` needs Python {range}, the runtime has {python}"),
                )
                .hint(format!(
                    "pin a version that supports Python {python}, or move the function to a newer runtime"
                ));
        }
        let tags = wheel_tags(published, self.target);
        if tags.is_empty() && published.contains("[[packages]]") && !published.contains(".whl") {
            return self
                .error(pin, format!("requirement `{pin}` of `{name}` has no wheel: it is published as source only"))
                .note("only wheels are installed, so that no code of a requirement runs on this machine")
                .hint("pin a version or a fork that publishes wheels, or build a wheel of it and name that in the requirements");
        }
        let problem = self
            .error(pin, format!("requirement `{pin}` of `{name}` has no wheel for the function's target"));
        let needed =
            format!("cp{} and {}", python.replace('.', ""), self.target.platform().replace('-', " "));
        let problem = if tags.is_empty() {
            problem
        } else {
            problem
                .note(format!("its wheels are for {}; the target takes {needed} or older", tags.join(", ")))
        };
        problem.hint("pin a version that has such a wheel, build one, or bring the package in a layer and leave it out here")
    }

    /// uv's words without secrets. A very short one is left alone: it would be found in the middle of words.
    fn redact(&self, text: &str) -> String {
        let text = CREDENTIALS.replace_all(text, "://***@").into_owned();
        let secrets = self.secrets.iter().filter(|secret| secret.len() >= MIN_SECRET);
        secrets.fold(text, |text, secret| text.replace(secret, "***"))
    }
}

/// What uv and pip write whether or not something is wrong.
const NOISE: [&str; 9] = [
    "Using CPython",
    "Using Python",
    "Resolved ",
    "Prepared ",
    "Downloading ",
    "Downloaded ",
    "WARNING",
    "warning: Failed to hardlink",
    "If the cache and target",
];

/// The lines of an output that say something, the last ones when there are many.
pub(super) fn lines(stderr: &str) -> Vec<String> {
    let is_noise = |line: &str| {
        line.is_empty() || line.contains("UV_LINK_MODE") || NOISE.iter().any(|noise| line.starts_with(noise))
    };
    let all: Vec<&str> = stderr.lines().map(str::trim).filter(|line| !is_noise(line)).collect();
    all[all.len().saturating_sub(MAX_LINES)..].iter().map(|line| (*line).to_owned()).collect()
}

/// The tags of the wheels in a lock file: those for Linux on the target's processor, when there are any.
fn wheel_tags(lock: &str, target: Target) -> Vec<String> {
    let all: BTreeSet<String> = WHEEL_FILE
        .captures_iter(lock)
        .filter_map(|found| {
            let mut parts = found[1].rsplit('-');
            let (platform, abi, python) = (parts.next()?, parts.next()?, parts.next()?);
            Some(format!("{python}-{abi}-{platform}"))
        })
        .collect();
    let machine = target.platform().split('-').next().unwrap_or_default();
    let near = |tag: &&String| tag.contains("linux") && tag.ends_with(machine);
    let chosen: Vec<String> = all.iter().filter(near).cloned().collect();
    let mut chosen = if chosen.is_empty() { all.into_iter().collect() } else { chosen };
    if chosen.len() > MAX_TAGS {
        let more = chosen.len() - MAX_TAGS;
        chosen.truncate(MAX_TAGS);
        chosen.push(format!("{more} more"));
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::super::request::Architecture;
    use super::super::runtime::Runtime;
    use super::*;

    fn explained(runtime: &str, stderr: &str, published: &str) -> Diagnostic {
        let request = BuildRequest::for_test("f", runtime, "app.run");
        let failure = Failure {
            request: &request,
            target: Target { runtime: Runtime::find(runtime).unwrap(), architecture: Architecture::X86_64 },
            requirements: &Requirements::default(),
            secrets: vec!["hunter2".into()],
        };
        explain(&failure, stderr, |_| published.to_owned())
    }

    #[test]
    fn each_kind_of_failure_is_told_apart() {
        let no_wheel = "error: No solution found when resolving dependencies\n  cause: Because a==1.0 has no usable wheels and you require a==1.0, we can conclude that your requirements are unsatisfiable.\n\nhint: Wheels are required for `a` because building from source is disabled for all packages (i.e., with `--no-build`)";
        let sdist = "[[packages]]\nname = \"a\"\nsdist = { url = \"https://host.invalid/a-1.0.tar.gz\" }";
        let wheels = "[[packages]]\nwheels = [{ url = \"https://host.invalid/a-1.0-cp39-cp39-win_amd64.whl\" }, { url = \"https://host.invalid/a-1.0-cp39-cp39-manylinux_2_28_x86_64.whl\" }]";
        let python = "cause: Because the requested Python version (>=3.9) does not satisfy Python>=3.11 and a==1.0 depends on Python>=3.11, we can conclude";
        for (stderr, published, expected) in [
            (
                "  cause: Because nope was not found in the package registry and you require nope==1.0, we can",
                "",
                "requirement `nope` of `f` does not exist in the package index",
            ),
            (
                "  cause: Because there is no version of requests==99.0 and you require requests==99.0, we",
                "",
                "requirement `requests==99.0` of `f` names a version that does not exist",
            ),
            (no_wheel, sdist, "requirement `a==1.0` of `f` has no wheel: it is published as source only"),
            (no_wheel, wheels, "requirement `a==1.0` of `f` has no wheel for the function's target"),
            (no_wheel, python, "requirement `a==1.0` of `f` needs Python >=3.11, the runtime has 3.9"),
            (
                "error: Failed to download `six==1.16.0`\n  cause: Hash mismatch for `six==1.16.0`",
                "",
                "requirement `six==1.16.0` of `f` does not have the hash that is pinned",
            ),
            (
                "error: In `--require-hashes` mode, all requirements must have a hash, but none were provided for: idna==3.7",
                "",
                "requirement `idna==3.7` of `f` has no hash, while others have",
            ),
            (
                "error: In `--require-hashes` mode, all requirements must have their versions pinned with `==`, but found: idna",
                "",
                "requirement `idna` of `f` has no hash, while others have",
            ),
            (
                "  cause: client error (Connect)\n  cause: dns error",
                "",
                "requirements of `f` cannot be fetched: the package index cannot be reached",
            ),
            (
                "  cause: client error (Connect)\n  cause: invalid peer certificate: UnknownIssuer",
                "",
                "requirements of `f` cannot be fetched: the index shows a certificate that this system does not trust",
            ),
            (
                "Downloading a (1MiB)\n  cause: failed to copy file: No space left on device (os error 28)",
                "",
                "requirements of `f` cannot be written to disk: no space left on device",
            ),
            (
                "  cause: Because you require six==1.17.0 and six==1.16.0, we can conclude that your requirements are unsatisfiable.",
                "",
                "requirement `six==1.16.0` of `f` and another exclude each other",
            ),
            (
                "cause: Because a==1 depends on b>=3 and you require a==1, we can conclude that you require b>=3.\n And because you require b==2, we can conclude that your requirements are unsatisfiable.",
                "",
                "requirement `b==2` of `f` and another exclude each other",
            ),
            (
                "cause: Because a==1.0 has no wheels with a matching Python ABI tag (e.g., `cp313`) and you require a==1.0, we can conclude",
                wheels,
                "requirement `a==1.0` of `f` has no wheel for the function's target",
            ),
            (
                "error: Unexpected '<', expected '-c', '-e', '-r' or the start of a requirement: requirements.txt:1:1",
                "",
                "requirements of `f` cannot be read: `requirements.txt:1:1`",
            ),
            ("error: something new", "", "requirements of `f` cannot be installed"),
        ] {
            assert_eq!(explained("python3.9", stderr, published).title, expected, "{stderr}");
        }
    }

    #[test]
    fn what_is_published_and_what_is_needed_is_said() {
        let lock = "{ url = \"https://host.invalid/a-1.0-cp312-cp312-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl\" }";
        let problem = explained("python3.9", "hint: Wheels are required for `a` because", lock);
        insta::assert_snapshot!(problem.notes.join("\n"), @"
        its wheels are for cp312-cp312-manylinux_2_27_x86_64.manylinux_2_28_x86_64; the target takes cp39 and x86_64 manylinux2014 or older
        the target is python3.9 on x86_64 (Amazon Linux 2, glibc 2.26)
        ");
    }

    #[test]
    fn secrets_are_not_shown() {
        let problem =
            explained("python3.12", "error: Failed to fetch: https://me:secret@host.invalid/x hunter2", "");
        assert_eq!(problem.notes[1], "uv: error: Failed to fetch: https://***@host.invalid/x ***");
    }
}
