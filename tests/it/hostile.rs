//! Files from strangers: what a person wrote, changed by chance, in every reader that there is.
//!
//! Each test takes good files, does to them what disks, mails and people do (bytes flipped, cut, doubled, moved, zeroed,
//! brackets nested without end), from a fixed seed, and feeds them to [`feed`], which fails where a promise is broken.
//! It takes a second or two; the fuzz targets do the same for as long as one likes (`CONTRIBUTING.md`). What they found
//! lies in `tests/files/hostile` and is fed here too.

#[path = "hostile/feed.rs"]
pub mod feed;

use std::path::{Path, PathBuf};
use std::time::Instant;

/// No file of a few kilobytes may keep a reader so long, whatever it says: not even in a debug build.
const LONGEST_SECS: u64 = 20;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file(path: &str) -> Vec<u8> {
    std::fs::read(root().join(path)).expect(path)
}

/// One change.
fn mutate(bytes: &mut Vec<u8>, chance: &mut fastrand::Rng) {
    const WORDS: [&[u8]; 18] = [
        b"\"",
        b"(",
        b")",
        b"[",
        b"]",
        b"{",
        b"}",
        b"\\",
        b"\n",
        b"None",
        b"-1",
        b"18446744073709551615",
        b"/*",
        b"r#\"",
        b"\xFF",
        b"\0",
        b"\xE2\x80\xAE",
        b"<<<<<<< ours\n",
    ];
    let at = |chance: &mut fastrand::Rng, bytes: &[u8]| chance.usize(..=bytes.len());
    let (a, b) = (at(chance, bytes), at(chance, bytes));
    let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 200));
    match chance.u8(..9) {
        0 if from < bytes.len() => bytes[from] ^= 1 << chance.u8(..8),
        1 => bytes.truncate(a),
        2 => drop(bytes.drain(from..to)),
        3 => {
            let piece = bytes[from..to].to_vec();
            let place = at(chance, bytes);
            drop(bytes.splice(place..place, piece));
        }
        4 => bytes[from..to].fill(0),
        5 => {
            let word = chance.choice(WORDS).unwrap_or_default();
            drop(bytes.splice(from..from, word.iter().copied()));
        }
        6 => {
            let nest = [b"(".as_slice(), b"[", b"{", b"\"a\": ("][chance.usize(..4)].repeat(chance.usize(1..3_000));
            drop(bytes.splice(from..from, nest));
        }
        7 => {
            // A number becomes another one: an offset beyond the text, a year beyond the calendar.
            let Some(digit) = bytes.iter().skip(from).position(u8::is_ascii_digit).map(|found| from + found) else {
                return;
            };
            bytes[digit] = b'0' + chance.u8(..10);
        }
        _ => {
            let place = at(chance, bytes);
            let piece = bytes[from..to].to_vec();
            for (offset, byte) in piece.into_iter().enumerate() {
                if let Some(there) = bytes.get_mut(place + offset) {
                    *there = byte;
                }
            }
        }
    }
}

/// Feeds each file as it is, and so many changed versions of each.
fn check_all(files: &[Vec<u8>], rounds: usize, feed: fn(&[u8])) {
    let mut chance = fastrand::Rng::with_seed(20_250_310);
    for bytes in files {
        feed(bytes);
        for _ in 0..rounds {
            let mut bytes = bytes.clone();
            for _ in 0..chance.usize(1..4) {
                mutate(&mut bytes, &mut chance);
            }
            let began = Instant::now();
            feed(&bytes);
            let took = began.elapsed().as_secs();
            assert!(took < LONGEST_SECS, "{took} s for {} bytes:\n{}", bytes.len(), String::from_utf8_lossy(&bytes));
        }
    }
}

/// The example of the page about the format: one record of each kind.
fn example() -> Vec<u8> {
    let page = String::from_utf8(file("docs/format.md")).expect("text");
    let from = page.find("#![enable").expect("the example");
    let to = from + page[from..].find("```").expect("its end");
    page.as_bytes()[from..to].to_vec()
}

#[test]
fn projects() {
    check_all(&[example()], 250, feed::project);
    check_all(&[example()], 2_000, feed::quickly);
    check_all(&[example()], 20, feed::report);
}

#[test]
fn logs() {
    let line = |body: &str| format!("{:08x} {body}\n", feed::crc(body.as_bytes()));
    let header = line("(log:1,project:\"p0000000001\",after:None)");
    let tx = line(
        "(id:\"t4x9k2m7q0a\",at:\"2025-03-10T09:30:00Z\",by:\"AL\",title:\"Add\",cause:Change,edits:[Event(\"e0000000004\",\
         (before:None,after:Some((title:\"Visit\",made:(by:\"AL\",at:\"2025-03-10T09:30:00Z\")))))])",
    );
    check_all(&[format!("{header}{tx}{tx}").into_bytes()], 500, feed::history);
}

#[test]
fn articles() {
    let article = "Visit to Rabat\n\nRABAT, 11 March 2025 – Justice minister Gérald Darmanin met 37 police officers on \
                   Monday, a year after the 10–12 March talks; 4.6 million euros (€4.6m) were seized.\n\nوزير العدل عبد \
                   اللطيف وهبي، 10 مارس 2025\n\nRead also\nMore from the courts\n";
    check_all(&[article.as_bytes().to_vec()], 60, feed::text);
    let timeml = b"<?xml version=\"1.0\"?><TimeML><DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2025-03-10\">10 March\
                   </TIMEX3></DCT><TEXT>He came on <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2025-03-11\">Tuesday</TIMEX3> \
                   &amp; left.</TEXT></TimeML>";
    check_all(&[timeml.to_vec()], 2_000, feed::timeml_file);
}

#[test]
fn commands_and_codebooks() {
    let stories: Vec<Vec<u8>> =
        ["visit", "edges", "same"].map(|name| file(&format!("tests/stories/{name}.ron"))).to_vec();
    check_all(&stories, 40, feed::commands);
    check_all(&[file("assets/codebooks/cooperation.ron")], 20, feed::codes);
}

#[test]
fn dates() {
    let written = [
        "2025-03-10",
        "2024-05/2024-11",
        "[2025-03-10,2025-03-11]",
        "2019~/..",
        "c. 2019",
        "last Monday",
        "10 March 2025, 23:20",
        "{1999..2001}",
        "Y-17E7",
        "201X",
        "2025-W11",
        "2001-21",
    ];
    check_all(&written.map(|date| date.as_bytes().to_vec()), 1_500, feed::date);
}

#[test]
fn copies_that_somebody_else_made() {
    let two = [example(), vec![feed::PARTED], example()].concat();
    check_all(&[two], 120, feed::two_projects);
}

/// Files that broke a promise once; the name says which reader.
#[test]
fn what_was_found_before() {
    let folder = root().join("tests/files/hostile");
    let paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("tests/files/hostile")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    for path in paths {
        let bytes = std::fs::read(&path).expect("a file");
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match name.split('-').next().unwrap_or_default() {
            "project" => feed::project(&bytes),
            "report" => feed::report(&bytes),
            "quick" => feed::quickly(&bytes),
            "log" => feed::history(&bytes),
            "text" => feed::text(&bytes),
            "timeml" => feed::timeml_file(&bytes),
            "commands" => feed::commands(&bytes),
            "codebook" => feed::codes(&bytes),
            "when" => feed::date(&bytes),
            "merge" => feed::two_projects(&bytes),
            "README.md" => {}
            other => panic!("{other}: nobody reads {}", path.display()),
        }
    }
}
