//! Corrections are made in the order of their lines, and one that does not fit is an error at its place.

#![allow(clippy::unwrap_used, reason = "a test may fall")]

mod folder;

use folder::{LISTS, WIDE, folder};
use saylau_ingest::{Error, Loaded, Options, load};
use saylau_tally::count::Account;

const HEAD: &str = "date,author,reason,contest,station,figure,old,new\n";

fn read(corrections: &str) -> Result<Loaded, Error> {
    let source = "accounts.in_boxes = \"in_boxes\"\naccounts.invalid = \"invalid\"\n";
    let toml = format!("{LISTS}[corrections]\nfile = \"corrections.csv\"\n{WIDE}{source}");
    let protocols = "station,in_boxes,invalid,a,b,c\n1,10,1,2,3,4\n2,,2,5,6,7\n";
    let dir = folder(&[("election.toml", toml.as_str()), ("p.csv", protocols), ("corrections.csv", corrections)]);
    load(dir.path(), &Options::default())
}

#[test]
fn corrections_are_made_one_after_the_other() {
    let rows = "2004-09-21,Commission,recount,lists,1,a,2,3\n\
                2004-09-21,Commission,recount,lists,1,b,3,2\n\
                2004-09-22,Court,second recount,lists,1,a,3,1\n\
                2004-09-22,Court,second recount,lists,1,invalid,1,3\n\
                2004-09-23,Commission,the line was found,lists,2,in_boxes,,20\n";
    let loaded = read(&format!("{HEAD}{rows}")).unwrap();
    let stations = &loaded.counts[0].stations;
    assert_eq!(stations[0].count.votes, [1, 2, 4]);
    assert_eq!(stations[0].count.account(Account::Invalid), Some(3));
    assert_eq!(stations[1].count.account(Account::InBoxes), Some(20));
    let made = loaded.corrections.unwrap();
    assert_eq!(
        made.iter().map(|one| (one.line, one.old, one.new)).collect::<Vec<_>>(),
        [
            (2, Some(2), Some(3)),
            (3, Some(3), Some(2)),
            (4, Some(3), Some(1)),
            (5, Some(1), Some(3)),
            (6, None, Some(20)),
        ]
    );
    let source = loaded.sources.iter().find(|source| source.path == "corrections.csv").unwrap();
    assert_eq!((source.rows_read, source.rows_counted), (5, 5));
    assert!(!loaded.findings.iter().any(|finding| finding.code == "boxes-not-accounted"), "{:?}", loaded.findings);
}

#[test]
fn a_file_without_rows_corrects_nothing() {
    let loaded = read(HEAD).unwrap();
    assert_eq!(loaded.corrections, Some(Vec::new()));
    assert_eq!(loaded.counts[0].stations[0].count.votes, [2, 3, 4]);
}

#[test]
fn a_correction_that_does_not_fit_is_an_error_at_its_place() {
    let of = |row: &str| format!("{HEAD}{row}\n");
    let cases = [
        (String::new(), None, "the file is empty, it has not even a header"),
        ("date,author\n".to_owned(), Some((1, 1)), "there is no column `reason`"),
        (format!("{},note\n", HEAD.trim_end()), Some((1, 51)), "this column has no meaning here"),
        (of("2004-09-21,C,r,lists,1,a,9,3"), Some((2, 26)), "the figure is 2, and this line says it was 9"),
        (of("2004-09-21,C,r,lists,1,a,2,2"), Some((2, 28)), "this corrects nothing: the new figure is the old one"),
        (of("2004-09-21,C,r,lists,1,a,2,-1"), Some((2, 28)), "`-1` is no whole number"),
        (of("2004-09-21,C,r,lists,1,a,2,"), Some((2, 28)), "votes are a number"),
        (
            of("2004-09-21,C,r,lists,1,a,2,99999999999999999999"),
            Some((2, 28)),
            "`99999999999999999999` is no whole number",
        ),
        (
            of("2004-09-21,C,r,lists,1,in_boxes,,10"),
            Some((2, 33)),
            "the figure is 10, and this line says it was not reported",
        ),
        (of("2004-09-21,C,r,lists,3,a,2,3"), Some((2, 22)), "there is no counted station `3`"),
        (of("2004-09-21,C,r,list,1,a,2,3"), Some((2, 16)), "there is no contest `list`"),
        (of("2004-09-21,C,r,lists,1,z,2,3"), Some((2, 24)), "there is no option or account `z`"),
        (of("21.09.2004,C,r,lists,1,a,2,3"), Some((2, 1)), "`21.09.2004` is no day"),
        (of("2004-09-21,,r,lists,1,a,2,3"), Some((2, 12)), "the author is missing"),
        (of("2004-09-21,C,…,lists,1,a,2,3"), Some((2, 14)), "the reason is missing"),
        (of("2004-09-21,C,r,lists,1,a,2"), Some((2, 1)), "the row has 7 cells, and the header 8"),
        (of("2004-09-21,C,\"r,lists,1,a,2,3"), Some((2, 1)), "a quote is not closed"),
    ];
    for (corrections, place, message) in cases {
        let error = read(&corrections).unwrap_err();
        assert_eq!(error.message(), message, "{corrections}{error:?}");
        assert_eq!(error.line().zip(error.column()), place, "{corrections}{error:?}");
        assert_eq!(error.file(), "corrections.csv");
    }
}

#[test]
fn a_file_of_corrections_that_is_not_there_is_an_error_where_it_is_named() {
    let toml = format!("{LISTS}[corrections]\nfile = \"none.csv\"\n{WIDE}");
    let dir = folder(&[("election.toml", toml.as_str()), ("p.csv", "station,a,b,c\n1,1,2,3\n")]);
    let error = load(dir.path(), &Options::default()).unwrap_err();
    assert_eq!(error.file(), "election.toml");
    assert_eq!(error.line(), Some(LISTS.lines().count() + 2));
}
