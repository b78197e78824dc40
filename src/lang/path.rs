//! Paths as text, the way Go's `filepath` treats them on Unix: by their letters alone. Looks at no disk.

/// The shortest path that names the same place: no `.`, no `..` but at the front, no doubled `/`.
pub(super) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => match steps.last() {
                Some(last) if *last != ".." => {
                    steps.pop();
                }
                // Above the root is the root.
                None if rooted => {}
                _ => steps.push(".."),
            },
            _ => steps.push(step),
        }
    }
    let joined = steps.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// `path` as seen from `folder`, cleaned; an empty part adds nothing.
pub(super) fn join(folder: &str, path: &str) -> String {
    match (folder.is_empty(), path.is_empty()) {
        (true, true) => String::new(),
        (true, false) => clean(path),
        (false, true) => clean(folder),
        (false, false) => clean(&format!("{folder}/{path}")),
    }
}

/// The last step of a path.
pub(super) fn base(path: &str) -> &str {
    if path.is_empty() {
        return ".";
    }
    let path = path.trim_end_matches('/');
    match path.rsplit_once('/') {
        _ if path.is_empty() => "/",
        Some((_, last)) => last,
        None => path,
    }
}

/// All but the last step of a path, cleaned.
pub(super) fn folder(path: &str) -> String {
    clean(path.rfind('/').map_or("", |slash| &path[..=slash]))
}

/// The way from one cleaned absolute path to another.
pub(super) fn relative(from: &str, to: &str) -> String {
    let steps = |path: &'_ str| path.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect();
    let (from, to): (Vec<String>, Vec<String>) = (steps(from), steps(to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = vec!["..".to_owned(); from.len() - common];
    let way = [&up[..], &to[common..]].concat().join("/");
    if way.is_empty() { ".".to_owned() } else { way }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cleaned_by_their_letters() {
        for (path, cleaned) in [
            ("", "."),
            ("a//b/./c/..", "a/b"),
            ("/../a", "/a"),
            ("../../a/../b", "../../b"),
            ("a/..", "."),
            ("/", "/"),
            ("a/../..", ".."),
        ] {
            assert_eq!(clean(path), cleaned, "{path}");
        }
        assert_eq!(join("/a", "../b/"), "/b");
        assert_eq!(join("", ""), "");
    }

    #[test]
    fn a_path_has_a_last_step_and_a_folder() {
        for (path, last, before) in [
            ("", ".", "."),
            ("/", "/", "/"),
            ("a", "a", "."),
            ("/a", "a", "/"),
            ("a/b/", "b", "a/b"),
            ("../x/y", "y", "../x"),
        ] {
            assert_eq!((base(path), folder(path).as_str()), (last, before), "{path}");
        }
    }

    #[test]
    fn one_path_leads_to_another() {
        assert_eq!(relative("/a/b", "/a/c/d"), "../c/d");
        assert_eq!(relative("/", "/a"), "a");
        assert_eq!(relative("/a", "/a"), ".");
    }
}
