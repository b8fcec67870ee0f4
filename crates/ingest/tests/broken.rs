//! Folders and files that cannot be read: what the error says, and where.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use folder::{LISTS, WIDE, error, folder, folder_of_bytes};
use saylau_ingest::{Error, ErrorKind, Options, load};

/// Kind, file, line and column of an error; 0 for a line or column it does not have.
fn place(error: &Error) -> (ErrorKind, &str, usize, usize) {
    (error.kind(), error.file(), error.line().unwrap_or(0), error.column().unwrap_or(0))
}

/// The error of the lists with this `p.csv`.
fn of_csv(csv: &[u8]) -> Error {
    let toml = format!("{LISTS}{WIDE}");
    let dir = folder_of_bytes(&[("election.toml", toml.as_bytes()), ("p.csv", csv)]);
    load(dir.path(), &Options::default()).unwrap_err()
}

/// The error of an `election.toml` beside a readable `p.csv`.
fn of_toml(toml: &str) -> Error {
    error(&[("election.toml", toml), ("p.csv", "station,a,b,c\n1,1,2,3\n")])
}

/// The error of the lists with one text of `election.toml` replaced.
fn replaced(from: &str, to: &str) -> Error {
    let toml = format!("{LISTS}{WIDE}");
    assert!(toml.contains(from), "{from}");
    of_toml(&toml.replace(from, to))
}

#[test]
fn an_error_shows_the_line_with_a_mark_under_the_culprit() {
    let error = replaced("\"majilis-list\"", "\"majilis\"");
    let lines: Vec<String> = error.render(false).lines().map(|line| line.trim_end().to_owned()).collect();
    assert_eq!(lines[1..5], [" --> election.toml:6:8", "  |", "6 | kind = \"majilis\"", "  |        ^^^^^^^^^"]);
    assert!(lines[0].starts_with("error: unknown variant `majilis`, expected one of `president`"), "{}", lines[0]);
    assert!(error.to_string().starts_with("election.toml:6:8: unknown variant"), "{error}");
    assert!(error.render(true).contains("\u{1b}["));
}

#[test]
fn a_long_line_is_cut_around_the_culprit() {
    let csv = format!("station,{},a,b,c,a\n", "x".repeat(5_000));
    let error = of_csv(csv.as_bytes());
    assert_eq!(place(&error), (ErrorKind::ColumnRepeated, "p.csv", 1, 5_016));
    let text = error.render(false);
    assert!(text.contains("p.csv:1:5016") && text.lines().all(|line| line.len() < 200), "{text}");
}

#[test]
fn a_file_without_content_is_an_error() {
    for csv in ["", "\u{feff}", "\n\n", "  \r\n"] {
        assert_eq!(place(&of_csv(csv.as_bytes())), (ErrorKind::Empty, "p.csv", 0, 0), "{csv:?}");
    }
    let error = replaced("files = [\"p.csv\"]", "files = [\"p.csv\"]\nheader_rows = 3");
    assert_eq!(place(&error), (ErrorKind::Empty, "p.csv", 0, 0));
}

#[test]
fn a_header_in_no_encoding_that_it_shows_is_an_error() {
    assert_eq!(place(&of_csv(b"station,\xff,b,c\n1,1,2,3\n")), (ErrorKind::NotUtf8, "p.csv", 1, 1));
    let dir = folder_of_bytes(&[("election.toml", b"id = \"\xcd\"\n")]);
    let error = load(dir.path(), &Options::default()).unwrap_err();
    assert_eq!(place(&error), (ErrorKind::NotUtf8, "election.toml", 1, 7));
}

#[test]
fn a_quote_in_the_header_that_is_not_closed_is_an_error() {
    assert_eq!(place(&of_csv(b"station,\"a,b,c\n1,1,2,3\n")), (ErrorKind::Syntax, "p.csv", 1, 1));
}

#[test]
fn a_column_that_is_not_there_is_told_with_those_that_are() {
    let error = replaced("columns.station = \"station\"", "columns.station = \"statoin\"");
    assert_eq!(place(&error), (ErrorKind::ColumnMissing, "election.toml", 13, 19));
    let help = "did you mean `station`? the columns of `p.csv` are: `station`, `a`, `b`, `c`";
    assert_eq!(error.help_text(), Some(help));
    let error = replaced("columns.station = \"station\"", "columns.station = 5");
    assert_eq!(place(&error), (ErrorKind::ColumnMissing, "election.toml", 13, 19));
    assert_eq!(error.message(), "`p.csv` has 4 columns");
}

#[test]
fn an_option_without_a_column_is_told_with_the_columns_that_are_there() {
    let error = of_csv(b"\nstation,a,c\n1,1,2\n");
    assert_eq!(place(&error), (ErrorKind::ColumnMissing, "election.toml", 7, 32));
    assert_eq!(error.message(), "no column of `p.csv` holds the option `b` of `lists`");
    let way_out = "name the columns in `[source.options]`, or call them like the options' identifiers";
    let help = format!("the columns of `p.csv` are: `station`, `a`, `c`; {way_out}");
    assert_eq!(error.help_text(), Some(help.as_str()));
    let error = of_csv(b"station,a,B,c\n1,1,2,3\n");
    let help = format!("did you mean `B`? the columns of `p.csv` are: `station`, `a`, `B`, `c`; {way_out}");
    assert_eq!(error.help_text(), Some(help.as_str()));
    let toml = format!("{LISTS}{WIDE}options = {{ a = 2, b = 3 }}\n");
    assert_eq!(place(&of_toml(&toml)), (ErrorKind::ColumnMissing, "election.toml", 13, 1));
}

#[test]
fn a_column_is_not_taken_twice() {
    let error = of_toml(&format!("{LISTS}{WIDE}options = {{ a = 2, b = \"a\", c = 4 }}\n"));
    assert_eq!(place(&error), (ErrorKind::Setting, "election.toml", 14, 24));
    assert_eq!(error.message(), "the column `a` is named for `a` already");
    let error = of_toml(&format!("{LISTS}{WIDE}accounts.issued = [2, 3, 2]\n"));
    assert_eq!(place(&error), (ErrorKind::Setting, "election.toml", 14, 26));
    let error = of_toml(&format!("{LISTS}{WIDE}accounts.invalid = 3\n"));
    assert_eq!(error.message(), "the column `b` is named for an option and for an account");
}

#[test]
fn a_header_that_stands_twice_is_told_with_its_positions() {
    let error = of_csv("station,есеп,b,c,a,c\n1,1,2,3,4,5\n".as_bytes());
    assert_eq!(place(&error), (ErrorKind::ColumnRepeated, "p.csv", 1, 20));
    assert_eq!(error.help_text(), Some("name the column by its position; the header stands at 4 and 6"));
}

#[test]
fn a_name_of_a_column_needs_a_header() {
    let error = replaced("contest = \"lists\"", "contest = \"lists\"\nheader_rows = 0");
    assert_eq!(place(&error), (ErrorKind::Setting, "election.toml", 14, 19));
}

#[test]
fn a_file_that_is_not_there_or_is_none_is_told_where_it_is_named() {
    let files = |name: &str| replaced("[\"p.csv\"]", &format!("[\"p.csv\", \"{name}\"]"));
    assert_eq!(place(&files("q.csv")), (ErrorKind::Missing, "election.toml", 11, 19));
    assert_eq!(place(&files("q-*.csv")), (ErrorKind::Missing, "election.toml", 11, 19));
    assert_eq!(place(&files("../p.csv")), (ErrorKind::Outside, "election.toml", 11, 19));
    assert_eq!(place(&files("/p.csv")), (ErrorKind::Outside, "election.toml", 11, 19));
    assert_eq!(place(&files("*/p.csv")), (ErrorKind::Missing, "election.toml", 11, 19));
    assert_eq!(place(&files("./p.csv")), (ErrorKind::Setting, "election.toml", 11, 19));
    assert_eq!(files("./p.csv").message(), "the source names `p.csv` twice");

    let toml = format!("{LISTS}{WIDE}").replace("p.csv", "sub");
    let error = error(&[("election.toml", &toml), ("sub/p.csv", "x")]);
    assert_eq!(place(&error), (ErrorKind::ColumnMissing, "election.toml", 13, 19), "a folder stands for its files");
}

#[cfg(unix)]
#[test]
fn a_link_cannot_lead_out_of_the_folder() {
    let toml = format!("{LISTS}{WIDE}");
    let outside = folder(&[("secret.csv", "station,a,b,c\n1,1,2,3\n")]);
    let dir = folder(&[("election.toml", &toml), ("inside.csv", "station,a,b,c\n1,1,2,3\n")]);
    std::os::unix::fs::symlink(outside.path().join("secret.csv"), dir.path().join("p.csv")).unwrap();
    let error = load(dir.path(), &Options::default()).unwrap_err();
    assert_eq!(place(&error), (ErrorKind::Outside, "election.toml", 11, 10));

    std::fs::remove_file(dir.path().join("p.csv")).unwrap();
    std::os::unix::fs::symlink("inside.csv", dir.path().join("p.csv")).unwrap();
    assert_eq!(folder::votes(&load(dir.path(), &Options::default()).unwrap()), [1, 2, 3]);
}

#[test]
fn a_folder_that_is_not_there_or_holds_no_election_is_told() {
    let dir = folder(&[("file", "")]);
    let kind = |path: &str| load(&dir.path().join(path), &Options::default()).unwrap_err().kind();
    assert_eq!(
        (kind("nowhere"), kind("file"), kind("")),
        (ErrorKind::Missing, ErrorKind::NotAFile, ErrorKind::Missing)
    );
}

#[test]
fn toml_that_cannot_be_parsed_is_told_with_its_place() {
    assert_eq!(place(&of_toml("id = \"x\"\ntitle = \n")), (ErrorKind::Syntax, "election.toml", 2, 9));
    assert_eq!(place(&replaced("date = 2004-09-19", "date = 2004-09-31")), (ErrorKind::Syntax, "election.toml", 2, 8));
    assert_eq!(place(&replaced("date = 2004-09-19", "date = \"2004\"")), (ErrorKind::Syntax, "election.toml", 2, 8));
    assert_eq!(place(&replaced("date = 2004-09-19\n", "")), (ErrorKind::Syntax, "election.toml", 1, 1));
}

#[test]
fn an_unknown_key_is_told_with_its_place() {
    let unknown = |from: &str, to: &str| {
        let error = replaced(from, to);
        assert!(error.message().starts_with("unknown field"), "{error}");
        (error.kind(), error.line().unwrap(), error.column().unwrap())
    };
    assert_eq!(unknown("date = ", "day = 1\ndate = "), (ErrorKind::Syntax, 2, 1));
    assert_eq!(unknown("kind = \"majilis-list\"", "kind = \"majilis-list\"\nkinds = 1"), (ErrorKind::Syntax, 7, 1));
    assert_eq!(unknown("{ id = \"b\" }", "{ id = \"b\", nam = \"B\" }"), (ErrorKind::Syntax, 7, 37));
    assert_eq!(unknown("contest = \"lists\"", "contests = \"lists\""), (ErrorKind::Syntax, 12, 1));
    assert_eq!(unknown("columns.station", "columns.statio"), (ErrorKind::Syntax, 13, 9));
    assert_eq!(unknown("title = \"Test\"", "title = { kz = \"Сынақ\" }"), (ErrorKind::Syntax, 3, 11));
    let error = replaced("columns.station", "accounts.spoiled = 1\ncolumns.station");
    assert_eq!(place(&error), (ErrorKind::Syntax, "election.toml", 13, 10));
    assert!(error.message().starts_with("unknown variant `spoiled`, expected one of `on_list`"), "{error}");
}

#[test]
fn a_value_of_a_wrong_type_is_told_with_its_place() {
    let wrong = |from: &str, to: &str| {
        let error = replaced(from, to);
        assert_eq!(error.kind(), ErrorKind::Syntax, "{error}");
        (error.line().unwrap(), error.column().unwrap())
    };
    assert_eq!(wrong("id = \"test\"", "id = 1"), (1, 6));
    assert_eq!(wrong("title = \"Test\"", "title = 1"), (3, 9));
    assert_eq!(wrong("title = \"Test\"", "title = {}"), (3, 9));
    assert_eq!(wrong("{ id = \"b\" }", "{ id = \"b\", candidates = -1 }"), (7, 50));
    assert_eq!(wrong("{ id = \"b\" }", "{ id = \"b\", role = \"winner\" }"), (7, 44));
    assert_eq!(wrong("columns.station = \"station\"", "columns.station = 0"), (13, 19));
    assert_eq!(wrong("columns.station = \"station\"", "columns.station = []"), (13, 19));
    assert_eq!(wrong("columns.station = \"station\"", "columns.station = [\"station\", 1.5]"), (13, 31));
    assert_eq!(wrong("layout = \"wide\"", "layout = \"wide\"\ndelimiter = \":\""), (11, 13));
}

/// Each pair of texts and the line and column of the complaint about the second one.
#[test]
fn what_contradicts_itself_is_told_with_its_place() {
    let options = "option = [{ id = \"a\" }, { id = \"b\" }, { id = \"c\" }]";
    let kind = "kind = \"majilis-list\"";
    for (from, to, line, column, message) in [
        ("id = \"test\"", "id = \"\"", 1, 6, "an identifier cannot be empty"),
        ("id = \"test\"", "id = \"a\\nb\"", 1, 6, "an identifier cannot hold a control character"),
        ("date = 2004-09-19", "date = 2004-09-19T10:00:00", 2, 8, "a day is wanted here, without a time"),
        ("{ id = \"b\" }", "{ id = \"a\" }", 7, 32, "the option `a` is on the ballot paper twice"),
        ("{ id = \"b\" }", "{ id = \"invalid\" }", 7, 32, "`invalid` is the name of a line of the protocol"),
        (
            "{ id = \"b\" }",
            "{ id = \"b\", registered = 0 }",
            7,
            32,
            "the places of registration are counted from 1; `b` has 0",
        ),
        (
            "{ id = \"b\" }",
            "{ id = \"b\", role = \"yes\" }",
            7,
            32,
            "the option `b` is an answer, and the contest asks no question",
        ),
        (options, "", 5, 6, "the contest has no option on its ballot paper"),
        (kind, "kind = \"referendum\"", 7, 18, "the option `a` of a question needs the role `yes` or `no`"),
        (kind, "kind = \"custom\"", 6, 8, "a custom contest needs its rule"),
        (kind, "kind = \"senate\"", 6, 8, "this kind of contest is held in constituencies, and none is listed"),
        (
            kind,
            "kind = \"majilis-list\"\nconstituencies = \"as-found\"",
            7,
            18,
            "this kind of contest is held in the nation as one constituency",
        ),
        (kind, "kind = \"majilis-list\"\nround = 3", 7, 9, "a round is 1 or 2"),
        (kind, "kind = \"majilis-list\"\nround = 2", 5, 6, "a second round must say which contest it follows"),
        (kind, "kind = \"majilis-list\"\nfollows = \"x\"", 7, 11, "only a second round follows another contest"),
        (kind, "kind = \"majilis-list\"\nround = 2\nfollows = \"list\"", 8, 11, "there is no contest `list`"),
        (
            kind,
            "kind = \"majilis-list\"\nround = 2\nfollows = \"lists\"",
            8,
            11,
            "`lists` is not a first round of this kind",
        ),
        ("contest = \"lists\"", "contest = \"list\"", 12, 11, "there is no contest `list`"),
        ("contest = \"lists\"\n", "", 8, 1, "the source does not say which contest its rows belong to"),
        (
            "columns.station",
            "columns.contest = 1\ncolumns.station",
            13,
            19,
            "the contest is either named or taken from a column, not both",
        ),
        ("columns.station", "columns.votes = 1\ncolumns.station", 13, 17, "`votes` has no meaning in this layout"),
        ("columns.station", "choices.x = \"a\"\ncolumns.station", 13, 9, "`choices` has no meaning in this layout"),
        ("columns.station", "options.z = 1\ncolumns.station", 13, 9, "there is no option `z`"),
        (
            "columns.station",
            "columns.constituency = 1\ncolumns.station",
            13,
            24,
            "the contest `lists` has no constituencies",
        ),
        (
            "layout = \"wide\"",
            "layout = \"marks\"",
            10,
            10,
            "the layout of this kind of source is `wide`, `columns` or `long`",
        ),
        ("layout = \"wide\"", "layout = \"long\"", 13, 1, "this layout needs the column `option`"),
    ] {
        let error = replaced(from, to);
        assert_eq!((error.kind(), error.message()), (ErrorKind::Setting, message), "{to}");
        assert_eq!((error.line(), error.column()), (Some(line), Some(column)), "{to}: {}", error.render(false));
    }
}

#[test]
fn lists_of_an_election_hold_nothing_twice() {
    let region = "[[region]]\nid = \"A\"\n";
    let error = of_toml(&format!("{LISTS}{WIDE}{region}{region}"));
    assert_eq!((error.message(), error.line(), error.column()), ("the region `A` is listed twice", Some(17), Some(6)));
    let error =
        of_toml(&format!("{LISTS}[[contest]]\nid = \"lists\"\nkind = \"president\"\noption = [{{ id = \"a\" }}]\n"));
    assert_eq!(
        (error.message(), error.line(), error.column()),
        ("the contest `lists` is listed twice", Some(9), Some(6))
    );
}

#[test]
fn an_election_without_a_contest_is_an_error() {
    let error = of_toml("id = \"x\"\ndate = 2004-09-19\ntitle = \"x\"\n");
    assert_eq!((error.message(), error.line(), error.column()), ("the election has no contest", Some(1), Some(6)));
}

/// A custom contest with this rule.
fn rule(rule: &str) -> Error {
    let toml = format!("{LISTS}[contest.rule]\n{rule}").replace("majilis-list", "custom");
    of_toml(&toml)
}

#[test]
fn a_rule_has_its_own_keys_and_shares_that_can_be_read() {
    for (text, line, column, message) in [
        ("rule = \"plurality\"", 9, 8, "this rule needs `seats`"),
        ("rule = \"plurality\"\nseats = 0", 10, 9, "there must be a seat to fill"),
        ("rule = \"plurality\"\nseats = 1\nrunoff = true", 11, 10, "`runoff` has no meaning in this rule"),
        (
            "rule = \"majority\"\nbase = \"valid\"\nrunoff = true\nbar = {}",
            12,
            7,
            "a bar is either `more_than` or `not_less_than`",
        ),
        (
            "rule = \"majority\"\nbase = \"valid\"\nrunoff = true\nbar.more_than = \"half\"",
            12,
            17,
            "`half` is not a share",
        ),
        (
            "rule = \"majority\"\nbase = \"valid\"\nrunoff = true\nbar.more_than = \"101\"",
            12,
            17,
            "a share cannot be more than the whole",
        ),
        (
            "rule = \"majority\"\nbase = \"valid\"\nrunoff = true\nbar.more_than = \"1/0\"",
            12,
            17,
            "a fraction needs a denominator other than zero",
        ),
    ] {
        let error = rule(text);
        assert_eq!((error.message(), error.line(), error.column()), (message, Some(line), Some(column)), "{text}");
    }
}

#[test]
fn a_contest_is_not_counted_from_protocols_and_ballots_at_once() {
    let ballots = WIDE.replace("protocols", "ballots").replace("wide", "marks");
    let error = of_toml(&format!("{LISTS}{WIDE}{ballots}"));
    assert_eq!(error.message(), "`lists` would be counted from protocols and from ballots");
    assert_eq!((error.kind(), error.line()), (ErrorKind::Setting, Some(19)));
}

#[test]
fn a_decision_speaks_of_the_election_it_is_in() {
    let decision = |from: &str, to: &str| {
        let text = "[[decision]]\ncontest = \"lists\"\nquestion = \"seat\"\namong = [\"a\", \"b\"]\nchosen = [\"a\"]\nby = \"lot\"\nauthor = \"CEC\"\ndate = 2004-09-25\n";
        let error = of_toml(&format!("{LISTS}{WIDE}{}", text.replace(from, to)));
        (error.message().to_owned(), error.line().unwrap(), error.column().unwrap())
    };
    let expected = |message: &str, line, column| (message.to_owned(), line, column);
    assert_eq!(decision("\"lists\"", "\"liste\""), expected("there is no contest `liste`", 15, 11));
    assert_eq!(
        decision("among = [\"a\"", "among = [\"z\""),
        expected("the decision chose `a`, who is not among those it is about", 18, 11)
    );
    assert_eq!(decision("\"b\"]", "\"z\"]"), expected("there is no option `z`", 17, 15));
    assert_eq!(decision("\"b\"]", "\"a\"]"), expected("`a` is named twice", 17, 15));
    assert_eq!(
        decision("\"seat\"", "\"missing-figure\""),
        expected("no decision can stand for a missing figure", 16, 12)
    );
    assert_eq!(
        decision("question", "constituency = \"x\"\nquestion"),
        expected("there is no constituency `x`", 16, 16)
    );
}

#[test]
fn an_acceptance_of_a_finding_that_was_not_made_is_refused() {
    let acceptance =
        "[[acceptance]]\ncode = \"station-missing\"\nauthor = \"CEC\"\ndate = 2004-09-25\nreason = \"burnt\"\n";
    let error = of_toml(&format!("{LISTS}{WIDE}{acceptance}"));
    assert_eq!((error.kind(), error.line(), error.column()), (ErrorKind::Setting, Some(15), Some(8)));
    assert_eq!(error.message(), "no finding `station-missing` was made that this could accept");
}

#[test]
fn a_register_that_cannot_be_right_stops_everything() {
    let toml = format!(
        "{LISTS}{WIDE}[register]\nfile = \"s.csv\"\ncolumns = {{ station = \"station\", on_list = \"voters\" }}\n"
    );
    for (rows, line, column, message) in [
        ("1,700\n2,7OO\n", 3, 3, "`7OO` is not a whole number"),
        ("1,700\n1,700\n", 3, 1, "the station `1` is in line 2 already"),
        ("1\n", 2, 1, "the row has 1 cells instead of 2"),
        (",7\n", 2, 1, "the station has no name"),
    ] {
        let register = format!("station,voters\n{rows}");
        let error = error(&[("election.toml", &toml), ("p.csv", "station,a,b,c\n1,1,2,3\n"), ("s.csv", &register)]);
        assert_eq!(place(&error), (ErrorKind::Register, "s.csv", line, column));
        assert_eq!(error.message(), message);
    }
}

#[test]
fn votes_that_no_sum_holds_are_an_error() {
    let csv = format!("station,a,b,c\n1,{},0,0\n2,1,0,0\n", u64::MAX);
    assert_eq!(of_csv(csv.as_bytes()).kind(), ErrorKind::Overflow);
}

#[test]
fn a_name_that_looks_like_another_is_an_error() {
    for (id, message) in [
        ("a ", "the identifier `a ` begins or ends with white space"),
        ("\\u00a0a", "the identifier `\u{a0}a` begins or ends with white space"),
        ("a\\u200b", "an identifier cannot hold the character U+200B, which cannot be seen"),
        ("a\\u202e", "an identifier cannot hold the character U+202E, which cannot be seen"),
    ] {
        let error = replaced("option = [{ id = \"a\" }", &format!("option = [{{ id = \"{id}\" }}"));
        assert_eq!(place(&error), (ErrorKind::Setting, "election.toml", 7, 18), "{id}");
        assert_eq!(error.message(), message);
    }
    for (name, character) in
        [("x\\u202ey", "U+202E"), ("x\\u2066", "U+2066"), ("x\\ny", "U+000A"), ("\\u001b[1m", "U+001B")]
    {
        let message = format!("a name cannot hold the character {character}, which cannot be seen");
        let error = replaced("title = \"Test\"", &format!("title = {{ ru = \"{name}\" }}"));
        assert_eq!((place(&error), error.message()), ((ErrorKind::Setting, "election.toml", 3, 9), message.as_str()));
        let error = replaced("{ id = \"b\" }", &format!("{{ id = \"b\", name = \"{name}\" }}"));
        assert_eq!((place(&error), error.message()), ((ErrorKind::Setting, "election.toml", 7, 44), message.as_str()));
    }
}

/// An acceptance with an author and a reason.
fn acceptance(author: &str, reason: &str) -> String {
    format!("[[acceptance]]\ncode = \"cell-empty\"\nauthor = {author}\ndate = 2004-09-25\nreason = {reason}\n")
}

#[test]
fn an_acceptance_says_who_and_why() {
    let of = |acceptances: &str| of_toml(&format!("{LISTS}{acceptances}{WIDE}"));
    for nothing in ["\"\"", "\" \"", "\"…\"", "\"...\"", "{ ru = \"–\" }"] {
        let author = of(&acceptance(nothing, "\"x\""));
        assert_eq!((author.file(), author.line(), author.column()), ("election.toml", Some(10), Some(10)), "{author}");
        let reason = of(&acceptance("\"x\"", nothing));
        assert_eq!((reason.file(), reason.line(), reason.column()), ("election.toml", Some(12), Some(10)), "{reason}");
    }
    assert_eq!(of(&acceptance("\"…\"", "\"x\"")).message(), "`…` is no author");
}

#[test]
fn a_finding_is_accepted_once() {
    let one = acceptance("\"x\"", "\"\"\"two\nlines\"\"\"");
    let error = of_toml(&format!("{LISTS}{one}{one}{WIDE}"));
    assert_eq!(place(&error), (ErrorKind::Setting, "election.toml", 15, 8));
    assert_eq!(error.message(), "`cell-empty` is accepted here for the second time");
}

#[test]
fn a_decision_says_whose_it_is() {
    let decision = "[[decision]]\ncontest = \"lists\"\nquestion = \"seat\"\namong = [\"a\", \"b\"]\nchosen = [\"a\"]\nby = \"lot\"\n";
    let error = of_toml(&format!("{LISTS}{decision}author = \"…\"\ndate = 2004-09-25\n{WIDE}"));
    assert_eq!(place(&error), (ErrorKind::Setting, "election.toml", 14, 10));
    assert_eq!(error.message(), "`…` is no author");
}
