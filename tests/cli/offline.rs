//! The program asks nothing of any other machine: its system calls are watched while it works.
//!
//! `strace` sees every call that has to do with the network, of every thread and child. A socket of the family UNIX
//! (a name service on the same machine) would be allowed; one of any other family fails the test. Where there is no
//! `strace`, or where tracing is forbidden, the test says so, loudly, and passes: CI installs it (`.ci/run`).

use super::support::Bench;
use std::process::{Command, Stdio};

/// What a person does in a day, one command after another.
const DAY: [&[&str]; 27] = [
    &["--version"],
    &["import", "p.ron", "visit.txt", "--outlet", "Strait Courier"],
    &["perform", "p.ron", "commands.ron"],
    &["show", "p.ron", "documents"],
    &["show", "p.ron", "events"],
    &["search", "p.ron", "Rabat"],
    &["activity", "p.ron", "--by", "month"],
    &["trend", "p.ron", "--by", "month"],
    &["timeline", "p.ron"],
    &["network", "p.ron"],
    &["matrix", "p.ron"],
    &["dates", "p.ron"],
    &["figures", "p.ron"],
    &["grid", "p.ron", "Visit to Rabat"],
    &["codebook", "export", "p.ron", "codes.ron"],
    &["codebook", "import", "p.ron", "codes.ron"],
    &["names", "p.ron"],
    &["same", "p.ron", "Visit to Rabat"],
    &["check", "p.ron"],
    &["export", "p.ron", "--to", "html", "page.html"],
    &["export", "p.ron", "--to", "docx", "report.docx"],
    &["export", "p.ron", "--to", "md", "report.md"],
    &["log", "p.ron"],
    &["diff", "p.ron", "p.ron"],
    &["merge", "p.ron", "copy.ron", "-o", "merged.ron"],
    &["agree", "p.ron", "copy.ron"],
    &["repair", "p.ron", "-o", "repaired.ron"],
];

/// Whether this machine lets a program be watched.
fn can_watch() -> bool {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-e", "trace=network", "true"]).stdout(Stdio::null()).stderr(Stdio::null());
    strace.status().is_ok_and(|status| status.success())
}

/// The calls that reach for another machine.
fn reaching(trace: &str) -> Vec<&str> {
    let calls = ["socket(", "socketpair(", "connect(", "bind(", "sendto(", "sendmsg("];
    let watched = trace.lines().filter(|line| calls.iter().any(|call| line.contains(call)));
    // A call on a socket that is open already names no family; without a socket of another family there is none.
    let abroad = |line: &&str| line.contains("AF_") && !line.contains("AF_UNIX");
    watched.filter(abroad).collect()
}

#[test]
fn no_command_opens_a_connection() {
    if !can_watch() {
        eprintln!("SKIPPED: strace is not here or may not trace, so nobody has looked whether the program connects");
        return;
    }
    let bench = Bench::new();
    bench.write("visit.txt", "Visit to Rabat\n\n11 March 2025 – The justice minister met his colleague in Rabat.\n");
    bench.write("commands.ron", "[(do: AddEvent(changes: [Title(\"Visit to Rabat\")]))]");
    for args in DAY {
        if args.first() == Some(&"merge") {
            std::fs::copy(bench.path("p.ron"), bench.path("copy.ron")).unwrap();
        }
        let (trace, program) = (bench.path("trace"), bench.command(args));
        let mut watched = Command::new("strace");
        watched.args(["-f", "-qq", "-e", "trace=network", "-o"]).arg(&trace);
        watched.arg(program.get_program()).args(program.get_args());
        watched.current_dir(bench.path(".")).env("ENTENTE_HOME", bench.path("home")).stdin(Stdio::null());
        let done = watched.output().unwrap();
        let code = done.status.code();
        // 1 is an answer, too: “check” has found something.
        assert!(matches!(code, Some(0 | 1)), "{args:?}: {code:?} {}", String::from_utf8_lossy(&done.stderr));
        let trace = std::fs::read_to_string(&trace).unwrap();
        let reaching = reaching(&trace);
        assert!(reaching.is_empty(), "{args:?} reaches for another machine:\n{}", reaching.join("\n"));
    }
}

#[test]
fn a_connection_would_be_noticed() {
    let trace = "\
1 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0) = 3
1 connect(3, {sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110) = -1 ENOENT
2 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 3
2 connect(3, {sa_family=AF_INET6, sin6_port=htons(53)}, 16) = 0
3 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 3
3 sendto(3, \"GET\", 3, 0, NULL, 0) = 3
";
    assert_eq!(reaching(trace).len(), 3);
}
