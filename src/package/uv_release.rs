//! The uv that is fetched when a machine has none: its version and the sha256 of each wheel it may be.

/// The pinned version.
pub(super) const VERSION: &str = "0.13.9";

/// The oldest uv that knows every option the install passes.
pub(super) const MINIMUM: (u32, u32, u32) = (0, 6, 0);

/// Sha256 of the pinned version's wheels for the platforms that this tool runs on, from the package index.
const WHEELS: [(&str, &str); 6] = [
    ("macosx_10_12_x86_64", "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5"),
    ("macosx_11_0_arm64", "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63"),
    ("manylinux_2_17_aarch64", "5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe"),
    ("manylinux_2_28_aarch64", "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375"),
    ("manylinux_2_17_x86_64", "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19"),
    ("musllinux_1_1_x86_64", "2c45530751517d6c3bbc69a19473f6effe47cce047bede01ffd8af7ea7b36b25"),
];

/// The requirement that names the pinned version and nothing else.
pub(super) fn requirement() -> String {
    let hashes = WHEELS.iter().map(|(_, sha256)| format!(" --hash=sha256:{sha256}"));
    std::iter::once(format!("uv=={VERSION}")).chain(hashes).chain(["\n".to_owned()]).collect()
}

/// The version in the output of `uv --version`, as in `uv 0.13.9 (…)`.
pub(super) fn parse_version(output: &str) -> Option<(u32, u32, u32)> {
    let mut parts = output.split_whitespace().nth(1)?.splitn(3, '.');
    let mut number = || {
        let part = parts.next()?;
        part.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    Some((number()?, number()?, number()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_compared_as_numbers() {
        assert_eq!(parse_version("uv 0.13.9 (x86_64-unknown-linux-gnu)\n"), Some((0, 13, 9)));
        assert_eq!(parse_version("uv 0.14.0-rc1"), Some((0, 14, 0)));
        assert_eq!(parse_version("command not found"), None);
        assert!(parse_version("uv 0.5.30") < Some(MINIMUM) && parse_version("uv 0.13.9") > Some(MINIMUM));
        assert!(parse_version(&format!("uv {VERSION}")) >= Some(MINIMUM));
    }

    #[test]
    fn the_requirement_pins_one_version_by_hashes() {
        let requirement = requirement();
        assert!(requirement.starts_with("uv==0.13.9 --hash=sha256:"));
        assert_eq!(requirement.matches("sha256:").count(), WHEELS.len());
    }
}
