//! Whether the handler is in the package, found without running anything.

use crate::diagnostic::{Code, Diagnostic, suggest};

use super::content::{Entry, Origin};
use super::handler::Handler;
use super::python_names::bound_names;
use super::request::BuildRequest;

/// The handler, taken apart.
///
/// # Errors
/// When Lambda would refuse it.
pub(super) fn parse_handler(request: &BuildRequest) -> Result<Handler, Diagnostic> {
    Handler::parse(&request.handler).map_err(|reason| {
        Diagnostic::error(Code::HandlerMissing, format!("handler `{}` is not valid", request.handler))
            .at(request.origins.handler, "")
            .note(reason)
    })
}

/// Looks for the handler's module in the package, and for the function in it. `hidden` says why the module, although it is
/// in the folder, was left out.
pub(super) fn check_handler(
    entries: &[Entry],
    handler: &Handler,
    request: &BuildRequest,
    hidden: Option<String>,
) -> Result<(), Diagnostic> {
    if !entries.iter().any(|entry| handler.is_module(&entry.path)) {
        return Err(missing_module(entries, handler, request, hidden));
    }
    // Python takes a compiled module before the source beside it.
    let is_compiled =
        |entry: &Entry| handler.is_module(&entry.path) && entry.path.strip_suffix(".py").is_none();
    if entries.iter().any(is_compiled) {
        return Ok(());
    }
    let source =
        handler.source_files().into_iter().find_map(|path| entries.iter().find(|entry| entry.path == path));
    let Some((source, text)) =
        source.and_then(|entry| Some((entry, std::str::from_utf8(&entry.content).ok()?)))
    else {
        return Ok(());
    };
    let Some(names) = bound_names(text) else { return Ok(()) };
    if names.contains(&handler.function) {
        return Ok(());
    }
    let title = format!(
        "handler `{}` is not in the package: `{}` defines no `{}`",
        request.handler, source.path, handler.function
    );
    let problem = Diagnostic::error(Code::HandlerMissing, title)
        .at(request.origins.handler, format!("`{}` is looked for here", handler.function))
        .note(format!("Lambda would fail at the first call of `{}`", request.name));
    Err(match suggest::nearest(&handler.function, names.iter().map(String::as_str)) {
        Some(name) => problem.hint(format!("did you mean `{}.{name}`?", module_part(request))),
        None => problem
            .hint(format!("define `{}` in `{}`, or name another handler", handler.function, source.path)),
    })
}

fn missing_module(
    entries: &[Entry],
    handler: &Handler,
    request: &BuildRequest,
    hidden: Option<String>,
) -> Diagnostic {
    let title = format!("handler `{}` is not in the package: no `{}.py`", request.handler, handler.module);
    let problem = Diagnostic::error(Code::HandlerMissing, title)
        .at(request.origins.handler, "the module is looked for in the function's folder, then in its `src`")
        .note(format!("the function's folder is `{}`", request.folder.display()));
    if let Some(reason) = hidden {
        return problem.note(reason);
    }
    let modules: Vec<String> = entries
        .iter()
        .filter(|entry| entry.origin == Origin::Function)
        .filter_map(|entry| entry.path.strip_suffix(".py"))
        .map(|module| module.strip_suffix("/__init__").unwrap_or(module).replace('/', "."))
        .collect();
    let wanted = handler.module.replace('/', ".");
    if let Some((module, class)) = wanted.rsplit_once('.')
        && modules.iter().any(|known| known == module)
    {
        return problem.hint(format!(
            "a handler is a function of a module: for one of a class, bind it in `{module}`, as in `{0} = {class}.{0}`, and name `{module}.{0}`",
            handler.function
        ));
    }
    match suggest::nearest(&wanted, modules.iter().map(String::as_str)) {
        Some(module) => problem.hint(format!("did you mean `{module}.{}`?", handler.function)),
        None => {
            problem.hint("name a handler as `module.function`, from the folder that becomes the zip's root")
        }
    }
}

fn module_part(request: &BuildRequest) -> &str {
    request.handler.rsplit_once('.').map_or(request.handler.as_str(), |(module, _)| module)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(handler: &str, files: &[(&str, &str)]) -> Result<(), (String, Vec<String>)> {
        let request = BuildRequest::for_test("f", "python3.12", handler);
        let entries: Vec<Entry> = files
            .iter()
            .map(|(path, text)| Entry {
                path: (*path).to_owned(),
                content: text.as_bytes().to_vec(),
                origin: Origin::Function,
            })
            .collect();
        let handler = parse_handler(&request).unwrap();
        check_handler(&entries, &handler, &request, None).map_err(|problem| (problem.title, problem.hints))
    }

    #[test]
    fn a_handler_is_found_in_module_package_or_compiled_module() {
        assert_eq!(checked("app.run", &[("app.py", "def run(e, c): ...\n")]), Ok(()));
        assert_eq!(checked("a.b.run", &[("a/b/__init__.py", "from .c import run\n")]), Ok(()));
        assert_eq!(checked("app.run", &[("app.abi3.so", "\x7fELF")]), Ok(()));
        assert_eq!(checked("app.run", &[("app.py", "from x import *\n")]), Ok(()));
        assert_eq!(checked("app.run", &[("app.abi3.so", "\x7fELF"), ("app.py", "")]), Ok(()));
        // A package hides the module beside it.
        assert!(checked("app.run", &[("app.py", "def run(): ...\n"), ("app/__init__.py", "")]).is_err());
    }

    #[test]
    fn a_slip_is_named() {
        let (title, hints) = checked("ap.run", &[("app.py", "")]).unwrap_err();
        assert_eq!(title, "handler `ap.run` is not in the package: no `ap.py`");
        assert_eq!(hints, ["did you mean `app.run`?"]);
        let (_, hints) = checked("app.Api.run", &[("app.py", "class Api: ...\n")]).unwrap_err();
        assert_eq!(
            hints,
            [
                "a handler is a function of a module: for one of a class, bind it in `app`, as in `run = Api.run`, and name `app.run`"
            ]
        );
        let (title, hints) = checked("app.handle", &[("app.py", "def handler(e, c): ...\n")]).unwrap_err();
        assert_eq!(title, "handler `app.handle` is not in the package: `app.py` defines no `handle`");
        assert_eq!(hints, ["did you mean `app.handler`?"]);
    }
}
