//! The rules of the house, read off its sources: floors, fences, front pages, sizes, manners, licences.
//!
//! Every offence is listed as `path:line: what`. Each rule is also tried on a source that breaks it, so that none of
//! them passes because it sees nothing. What this does *not* do: it does not parse Rust. It blanks comments and
//! string literals and looks for words in what is left, which is enough for sources that `rustfmt` has laid out.

use regex::Regex;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The floors, and what each may use besides itself.
const FLOORS: [(&str, &[&str]); 9] = [
    ("base", &[]),
    ("model", &["base"]),
    ("project", &["base", "model"]),
    ("query", &["base", "model", "project"]),
    ("ops", &["base", "model", "project"]),
    ("files", &["base", "model", "project", "query", "ops"]),
    ("session", &["base", "model", "project", "query", "ops", "files"]),
    ("cli", &["base", "model", "project", "query", "ops", "files", "session"]),
    ("ui", &["base", "model", "project", "query", "ops", "files", "session"]),
];

/// Where a program must not stop, whatever it is given.
const NEVER_PANICS: [&str; 5] = ["base", "model", "project", "query", "ops"];

/// A file longer than this, without its tests, holds more than one idea.
const MOST_LINES: usize = 500;

/// Crates that open connections to other machines. What the window needs to talk to its own desktop is not here.
const NETWORK: [&str; 24] = [
    "actix-web",
    "async-h1",
    "attohttpc",
    "axum",
    "curl",
    "curl-sys",
    "h2",
    "hyper",
    "hyper-util",
    "isahc",
    "minreq",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "smoltcp",
    "surf",
    "tokio-tungstenite",
    "trust-dns-proto",
    "tungstenite",
    "ureq",
    "warp",
    "websocket",
];

/// Licences that a program under MIT or Apache-2.0 may be given on with.
const LICENCES: [&str; 16] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Ubuntu-font-1.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` that ends in one of these, sorted.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("an entry").path();
        let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
        if path.is_dir() {
            found.extend(files(&path, extensions));
        } else if extensions.contains(&extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Path from the root of the repository with `/`, and the text.
fn sources(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let read = |path: PathBuf| {
        let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&path).unwrap_or_default())
    };
    files(&root().join(folder), extensions).into_iter().map(read).collect()
}

type Rule = fn(&str, &str) -> Vec<(usize, String)>;

/// Applies a rule to every source and fails with the list of what it found.
fn check(folder: &str, rule: Rule) {
    let sources = sources(folder, &["rs"]);
    assert!(!sources.is_empty(), "there are no sources in {folder}");
    let offences: Vec<String> = sources
        .iter()
        .flat_map(|(path, text)| {
            rule(path, text).into_iter().map(move |(line, what)| format!("{path}:{line}: {what}"))
        })
        .collect();
    assert!(offences.is_empty(), "{} offences:\n{}\n", offences.len(), offences.join("\n"));
}

#[test]
fn no_file_uses_a_floor_above_its_own() {
    check("src", higher_floors);
}

#[test]
fn every_file_begins_with_what_it_is() {
    check("src", no_front_page);
    check("tests", no_front_page);
}

#[test]
fn only_the_window_knows_the_window() {
    check("src", window_outside_ui);
}

#[test]
fn nothing_reaches_for_the_network() {
    check("src", network);
}

#[test]
fn no_file_has_outgrown_its_idea() {
    check("src", too_long);
}

#[test]
fn the_lower_floors_never_panic_on_purpose() {
    check("src", panics);
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    check("src", machine_paths);
    check("tests", machine_paths);
    for folder in ["docs", "assets", ".ci"] {
        for (path, text) in sources(folder, &["md", "ron", "txt", "sh", "py", "yml", "toml"]) {
            let found = machine_paths(&path, &text);
            assert!(found.is_empty(), "{path}: {found:?}");
        }
    }
}

#[test]
fn no_dependency_reaches_for_the_network() {
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let found: Vec<&str> = names_in_lock(&lock).filter(|name| NETWORK.contains(name)).collect();
    assert!(names_in_lock(&lock).count() > 20, "Cargo.lock was not understood");
    assert!(found.is_empty(), "Cargo.lock holds {found:?}");
}

fn names_in_lock(lock: &str) -> impl Iterator<Item = &str> {
    lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'))
}

/// Reads the packages that a build on this machine needs; nothing is downloaded.
#[test]
fn every_licence_is_allowed() {
    let host = Command::new("rustc").arg("-vV").output().expect("rustc");
    let host = String::from_utf8(host.stdout).expect("text");
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("the host's triple");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let metadata = Command::new(cargo)
        .args(["metadata", "--format-version=1", "--offline", "--filter-platform", host])
        // What was not built may not have been downloaded.
        .args((!cfg!(feature = "gui")).then_some("--no-default-features"))
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 20, "cargo metadata was not understood");
    let refused: Vec<String> = packages
        .iter()
        .filter(|package| !package["license"].as_str().is_some_and(is_allowed))
        .map(|package| format!("{} {}: {}", package["name"], package["version"], package["license"]))
        .collect();
    assert!(refused.is_empty(), "licences that are not on the list:\n{}", refused.join("\n"));
}

/// Whether an SPDX expression can be satisfied with the licences of the list. `A/B` is the old way to write `A OR B`.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest) && rest.is_empty()
}

fn any_of(rest: &mut &[&str]) -> bool {
    let mut allowed = all_of(rest);
    while let ["OR", after @ ..] = rest {
        *rest = after;
        allowed |= all_of(rest);
    }
    allowed
}

fn all_of(rest: &mut &[&str]) -> bool {
    let mut allowed = one(rest);
    while let ["AND", after @ ..] = rest {
        *rest = after;
        allowed &= one(rest);
    }
    allowed
}

fn one(rest: &mut &[&str]) -> bool {
    match rest {
        ["(", after @ ..] => {
            *rest = after;
            let allowed = any_of(rest);
            let closed = rest.first() == Some(&")");
            *rest = rest.get(1..).unwrap_or_default();
            allowed && closed
        }
        [licence, "WITH", exception, after @ ..] => {
            let name = format!("{licence} WITH {exception}");
            *rest = after;
            LICENCES.contains(&name.as_str())
        }
        [licence, after @ ..] => {
            *rest = after;
            // “MPL-2.0+”: this version of the licence or, if one likes, a later one.
            LICENCES.contains(&licence.trim_end_matches('+'))
        }
        [] => false,
    }
}

/// The floor that a path below `src` stands on; `None` for the door and the map.
fn floor(path: &str) -> Option<&str> {
    let first = path.strip_prefix("src/")?.split('/').next()?;
    FLOORS.iter().map(|(floor, _)| *floor).find(|floor| *floor == first.trim_end_matches(".rs"))
}

fn higher_floors(path: &str, text: &str) -> Vec<(usize, String)> {
    let Some(own) = floor(path) else { return Vec::new() };
    let may_use = FLOORS.iter().find(|(floor, _)| *floor == own).map_or(&[][..], |(_, below)| *below);
    let code = code_of(text);
    let plain = Regex::new(r"\b(?:crate|entente)::(\w+)").expect("a pattern");
    let several = Regex::new(r"\bcrate::\{([^;]*)").expect("a pattern");
    let upwards = Regex::new(r"\b((?:super::)+)(\w+)").expect("a pattern");
    let first = Regex::new(r"^\s*(\w+)").expect("a pattern");
    let mut used: Vec<(usize, String)> = Vec::new();
    for found in plain.captures_iter(&code) {
        used.push((line_at(&code, found.get(0).map_or(0, |all| all.start())), found[1].to_owned()));
    }
    for found in several.captures_iter(&code) {
        let line = line_at(&code, found.get(0).map_or(0, |all| all.start()));
        used.extend(found[1].split(',').filter_map(|part| Some((line, first.captures(part)?[1].to_owned()))));
    }
    for found in upwards.captures_iter(&code) {
        let line = line_at(&code, found.get(0).map_or(0, |all| all.start()));
        // Up to the root of the crate, and down again elsewhere.
        if found[1].matches("super::").count() >= depth(path) {
            used.push((line, found[2].to_owned()));
        }
    }
    let is_floor = |name: &str| FLOORS.iter().any(|(floor, _)| *floor == name);
    let above = |name: &str| is_floor(name) && name != own && !may_use.contains(&name);
    let mut offences: Vec<(usize, String)> = used
        .into_iter()
        .filter(|(_, name)| above(name))
        .map(|(line, name)| (line, format!("{own} may not use {name}")))
        .collect();
    offences.sort();
    offences.dedup();
    offences
}

/// Modules between a file and the root of the crate: `src/a/mod.rs` and `src/a.rs` have one, `src/a/b.rs` two.
fn depth(path: &str) -> usize {
    let parts = path.trim_start_matches("src/").trim_end_matches(".rs").split('/');
    parts.filter(|part| *part != "mod").count()
}

fn no_front_page(_: &str, text: &str) -> Vec<(usize, String)> {
    if text.starts_with("//!") { Vec::new() } else { vec![(1, "does not begin with //!".to_owned())] }
}

fn window_outside_ui(path: &str, text: &str) -> Vec<(usize, String)> {
    if path.starts_with("src/ui/") || path == "src/ui.rs" || path == "src/main.rs" {
        return Vec::new();
    }
    matches(&code_of(text), r"\b(egui\w*|eframe|rfd)\b", |word| format!("{word} outside src/ui"))
}

fn network(_: &str, text: &str) -> Vec<(usize, String)> {
    let crates: Vec<String> = NETWORK.iter().map(|name| name.replace('-', "_")).collect();
    let pattern = format!(r"\bstd::net\b|\b(?:tokio|async_std|{})::", crates.join("|"));
    matches(&code_of(text), &pattern, |word| format!("{word} reaches for the network"))
}

fn too_long(path: &str, text: &str) -> Vec<(usize, String)> {
    let lines = without_tests(path, text).lines().count();
    if lines <= MOST_LINES {
        return Vec::new();
    }
    vec![(MOST_LINES, format!("{lines} lines without its tests, the most is {MOST_LINES}"))]
}

fn panics(path: &str, text: &str) -> Vec<(usize, String)> {
    if !floor(path).is_some_and(|floor| NEVER_PANICS.contains(&floor)) {
        return Vec::new();
    }
    let code = code_of(without_tests(path, text));
    matches(&code, r"\.unwrap\(\)|\.expect\(|\b(?:panic|unreachable|todo|unimplemented)!", |word| {
        format!("{word} can stop the program")
    })
}

fn machine_paths(_: &str, text: &str) -> Vec<(usize, String)> {
    // Put together here, so that this file does not hold what it looks for.
    let folders = ["home", "root", "Users", "work", "mnt", "media"].map(|folder| format!("/{folder}/"));
    let pattern = format!(r#"(?:^|[\s"'(=`])(?:{}|[A-Z]:\\\w)"#, folders.join("|"));
    matches(text, &pattern, |word| format!("a path of one machine: {}", word.trim()))
}

fn matches(text: &str, pattern: &str, what: impl Fn(&str) -> String) -> Vec<(usize, String)> {
    let pattern = Regex::new(&format!("(?m){pattern}")).expect("a pattern");
    pattern.find_iter(text).map(|found| (line_at(text, found.start()), what(found.as_str()))).collect()
}

fn line_at(text: &str, byte: usize) -> usize {
    text[..byte].matches('\n').count() + 1
}

/// A source without its `mod tests` at the end; a file of nothing but tests is all tests.
fn without_tests<'t>(path: &str, text: &'t str) -> &'t str {
    if path.contains("/tests/") || path.ends_with("/tests.rs") || path.ends_with("/testing.rs") {
        return "";
    }
    let end = ["#[cfg(test)]\nmod tests {", "#[cfg(test)]\nmod test {", "#[cfg(test)]\npub mod testing {"];
    let end = end.iter().filter_map(|head| text.find(head)).min();
    &text[..end.unwrap_or(text.len())]
}

/// The source with comments and the contents of string literals blanked; every line stays where it is.
fn code_of(text: &str) -> String {
    let literal = concat!(
        r#"(?s)//[^\n]*"#,
        r#"|/\*.*?\*/"#,
        r###"|r#+".*?"#+|r"[^"]*""###,
        r#"|"(?:\\.|[^"\\])*""#,
        r#"|'(?:\\.[^']*|[^'\\\n])'"#,
    );
    let literal = Regex::new(literal).expect("a pattern");
    let blank = |found: &regex::Captures| -> String {
        found[0].chars().map(|character| if character == '\n' { '\n' } else { ' ' }).collect()
    };
    literal.replace_all(text, blank).into_owned()
}

/// Each rule on a source that breaks it.
#[test]
fn every_rule_can_be_broken() {
    const NONE: [usize; 0] = [];
    let lines = |rule: Rule, path: &str, text: &str| -> Vec<usize> {
        rule(path, text).into_iter().map(|(line, _)| line).collect()
    };
    let model = "//! crate::ui\nuse crate::{\n    base::span,\n    ops::mark,\n};\nfn f() { crate::files::x(); }\n";
    assert_eq!(lines(higher_floors, "src/model/mark.rs", model), [2, 6]);
    assert_eq!(lines(higher_floors, "src/query/index.rs", "use super::super::ops::x;\nuse super::ops;"), [1]);
    assert_eq!(lines(higher_floors, "src/query/index.rs", "use crate::ops::x;"), [1]);
    assert_eq!(lines(higher_floors, "src/cli/mod.rs", "use crate::ui::x;\nuse crate::session::x;"), [1]);
    assert_eq!(lines(higher_floors, "src/ui/mod.rs", "use crate::cli::x;"), [1]);
    assert_eq!(lines(higher_floors, "src/ops/mod.rs", "// crate::ui\nlet s = \"crate::ui\";"), NONE);
    assert_eq!(lines(higher_floors, "src/lib.rs", "use crate::ui::x;"), NONE);
    assert_eq!(lines(no_front_page, "src/a.rs", "// This is\n//! too late"), [1]);
    assert_eq!(lines(window_outside_ui, "src/cli/mod.rs", "\nfn f(ui: &mut egui::Ui) {}\nuse eframe::App;"), [2, 3]);
    assert_eq!(lines(window_outside_ui, "src/ui/mod.rs", "use egui::Ui;"), NONE);
    assert_eq!(lines(network, "src/files/mod.rs", "use std::net::TcpStream;\nreqwest::get(url);"), [1, 2]);
    assert_eq!(lines(too_long, "src/a.rs", &"\n".repeat(501)), [500]);
    assert_eq!(
        lines(too_long, "src/a.rs", &format!("{}#[cfg(test)]\nmod tests {{{}", "\n".repeat(400), "\n".repeat(400))),
        NONE
    );
    let panicking =
        "fn f() {\n    x.unwrap();\n    y.expect(\"…\");\n}\n#[cfg(test)]\nmod tests {\n    z.unwrap();\n}";
    assert_eq!(lines(panics, "src/ops/mark.rs", panicking), [2, 3]);
    assert_eq!(lines(panics, "src/files/store.rs", panicking), NONE);
    assert_eq!(lines(panics, "src/ops/mark.rs", "#[expect(dead_code)]\nx.unwrap_or(1); // .unwrap()"), NONE);
    let home = format!("let path = \"{}home/me/a.ron\";", "/");
    assert_eq!(lines(machine_paths, "src/a.rs", &home), [1]);
    assert_eq!(lines(machine_paths, "src/a.rs", "/etc/hostname and a/home/b"), NONE);
    assert_eq!(names_in_lock("[[package]]\nname = \"ureq\"\nversion = \"1\"").collect::<Vec<_>>(), ["ureq"]);
    assert!(
        is_allowed("MIT OR Apache-2.0")
            && is_allowed("(MIT OR GPL-3.0) AND Unicode-3.0")
            && is_allowed("MIT/GPL-2.0")
    );
    assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR GPL-3.0-only"));
    assert!(!is_allowed("GPL-3.0") && !is_allowed("MIT AND GPL-3.0") && !is_allowed("") && !is_allowed("(MIT"));
}
