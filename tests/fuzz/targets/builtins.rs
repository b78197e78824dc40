//! Calls any builtin with any values: the first byte chooses the builtin, the others make the arguments.

use std::path::Path;
use std::sync::Arc;

use tglambda::lang::budget::Budget;
use tglambda::lang::builtin::{CallContext, FunctionSet};
use tglambda::lang::builtins::all;
use tglambda::lang::file_memo::FileMemo;
use tglambda::lang::kind::Type;
use tglambda::lang::number::Number;
use tglambda::lang::reason::Reason;
use tglambda::lang::value::{Entries, Value};
use tglambda::lang::world::Mode;

use super::memory_world::MemoryWorld;
use super::secrets;

/// Calls the builtin in both modes.
pub(crate) fn run(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    if rest.windows(secrets::SECRET.len()).any(|window| window == secrets::SECRET.as_bytes()) {
        return;
    }
    let builtins: Vec<_> = all().collect();
    let builtin = builtins[usize::from(first) % builtins.len()];
    let mut bytes = Bytes { left: rest };
    let count = bytes.next() % 5;
    let arguments: Vec<Value> = (0..count).map(|_| bytes.value(0)).collect();
    let world = MemoryWorld::with_files([
        ("/estate/unit/a", &b"a: ${x}\n"[..]),
        ("/estate/unit/b/c.json", &b"{\"a\": [1]}"[..]),
    ]);
    for mode in [Mode::Plan, Mode::Render] {
        let folder = Path::new("/estate/unit");
        let budget = Budget::default();
        let context = CallContext {
            world: &world,
            budget: &budget,
            files: &FileMemo::default(),
            mode,
            folder,
            functions: FunctionSet::Terraform,
        };
        let Ok(value) = builtin.call(context, &arguments) else { continue };
        if builtin.name != "nonsensitive" {
            secrets::check_value(&value);
        }
    }
}

/// The texts that formats, times and addresses are made of: chance alone finds none of them.
const TEXTS: [&str; 24] = [
    "%d",
    "%-08.3f",
    "%#v",
    "%[2]*[1]x",
    "%%",
    "YYYY-MM-DD'T'hh:mm:ssZ",
    "2020-02-29T23:59:60Z",
    "-1h30m.5s",
    "9999999h",
    "10.0.0.0/8",
    "::/0",
    "10.1.2.3/33",
    "a,b\n\"c\"\"d\",e\n",
    "utf-16le",
    "**/*",
    "/(?P<a>x)|y/",
    "{\"a\": [1, {}]}",
    "a: &x [*x]",
    "1e999",
    "-0x1p-3",
    "/../..",
    "\u{feff}ﬀ\u{301}",
    "${x}",
    "\0",
];

/// The fuzzer's bytes, taken from the front; zeros behind them.
struct Bytes<'d> {
    left: &'d [u8],
}

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        let Some((&first, rest)) = self.left.split_first() else { return 0 };
        self.left = rest;
        first
    }

    fn text(&mut self) -> String {
        let length = usize::from(self.next()).min(self.left.len());
        let (text, rest) = self.left.split_at(length);
        self.left = rest;
        String::from_utf8_lossy(text).into_owned()
    }

    fn value(&mut self, depth: usize) -> Value {
        let choice = self.next() % if depth > 4 { 11 } else { 15 };
        match choice {
            0 => Value::null(),
            1 => Value::bool(self.next() % 2 == 1),
            2 => Value::number(usize::from(self.next())),
            3 => Value::number(i64::from_be_bytes(std::array::from_fn(|_| self.next()))),
            4 => {
                let text = self.text();
                Number::parse(&text).map_or_else(|| Value::string(text), Value::number)
            }
            5 | 6 => Value::string(self.text()),
            7 => Value::string(TEXTS[usize::from(self.next()) % TEXTS.len()]),
            8 => Value::unknown(Reason::Environment("UNSET".into()), self.kind()),
            9 => Value::string(secrets::SECRET).sensitive_if(true),
            10 => Value::string(TEXTS[usize::from(self.next()) % TEXTS.len()].repeat(3)),
            11 => Value::string_list((0..self.next() % 8).map(|_| self.text()).collect::<Vec<_>>()),
            12 | 13 => Value::tuple((0..self.next() % 8).map(|_| self.value(depth + 1)).collect::<Vec<_>>()),
            _ => {
                let parts = (0..self.next() % 6).map(|_| (Arc::from(self.text()), self.value(depth + 1)));
                Value::object(parts.collect::<Entries>())
            }
        }
    }

    fn kind(&mut self) -> Type {
        match self.next() % 7 {
            0 => Type::Bool,
            1 => Type::Number,
            2 => Type::String,
            3 => Type::list(Type::String),
            4 => Type::set(Type::Any),
            5 => Type::map(Type::Number),
            _ => Type::Any,
        }
    }
}
