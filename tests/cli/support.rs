//! A folder to work in, and the program run in it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder of its own, with no settings.
pub struct Bench {
    dir: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    /// With every run of blanks made one, so that wrapping does not matter.
    pub err: String,
}

impl Bench {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// With `p.ron`, made from the sample articles.
    pub fn with_sample() -> Self {
        let bench = Self::new();
        let texts: Vec<String> = sample_texts().iter().map(|path| path.display().to_string()).collect();
        let args: Vec<&str> = ["import", "p.ron"].into_iter().chain(texts.iter().map(String::as_str)).collect();
        let ran = bench.run(&args);
        assert_eq!(ran.code, 0, "{ran:?}");
        bench
    }

    /// With `p.ron`, made from one small article with letters of two and of four bytes.
    pub fn with_article() -> Self {
        let bench = Self::new();
        bench.write("2025-03-10-visit.txt", ARTICLE);
        assert_eq!(bench.run(&["import", "p.ron", "2025-03-10-visit.txt", "--outlet", "Strait Courier"]).code, 0);
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files, sorted.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.dir.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_entente"));
        command.args(args).current_dir(self.dir.path()).env("ENTENTE_HOME", self.path("home")).env("USER", "tester");
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    /// What the command prints with `--json`.
    pub fn json(&self, args: &[&str]) -> Value {
        let ran = self.run(&[args, &["--json"]].concat());
        assert!(ran.code < 2, "{ran:?}");
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.out))
    }

    /// Performs steps that must succeed.
    pub fn perform(&self, steps: &str) -> Value {
        self.write("steps.ron", format!("[{steps}]"));
        let ran = self.run(&["perform", "p.ron", "steps.ron", "--json"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        serde_json::from_str(&ran.out).unwrap()
    }
}

impl Ran {
    pub fn of(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let err = text(output.stderr);
        assert!(!err.contains("panicked"), "{err}");
        // What clap says of wrong arguments is its own affair.
        let wrapped =
            err.starts_with("error:") || err.lines().all(|line| line.chars().count() <= 80 || !line.contains(' '));
        assert!(wrapped, "{err}");
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: err.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }

    /// It could not be done, and all of these words say why.
    #[track_caller]
    pub fn could_not(&self, words: &[&str]) {
        assert_eq!(self.code, 2, "{self:?}");
        for word in words {
            assert!(self.err.contains(word), "“{word}” is missing: {}", self.err);
        }
    }
}

/// Title, dateline and a story; “Rabat” stands twice.
pub const ARTICLE: &str = "Minister 😀 visits Rabat\n\nRABAT, 10 March 2025 (Courier) — Gérald Vasseur met his \
                           counterpart in Rabat on Monday. They signed a joint\ndeclaration.\n";

pub fn sample_texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let mut texts: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    texts.sort();
    texts
}
