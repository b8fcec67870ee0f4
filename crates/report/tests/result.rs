//! A result is written whole, verifies, and gives away every change.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod samples;

use std::fs;
use std::path::Path;

use saylau_report::{
    Check, CheckKind, Documents, Status, Verification, record_at, render_refusal, render_text, render_verification,
    verify, write,
};
use saylau_tally::count::{Account, Count};
use saylau_tally::election::ContestKind;
use saylau_tally::finding::Severity;
use saylau_tally::rules::Rule;
use saylau_tally::text::{Language, Text};

use samples::{all, constituencies, decided, id, majilis_2004, provisional, unresolved};

fn status(verification: &Verification, kind: CheckKind) -> Status {
    let check: &Check = verification.checks.iter().find(|check| check.kind == kind).unwrap();
    check.status
}

#[test]
fn a_written_result_passes_every_check_with_its_inputs() {
    for sample in [majilis_2004(), provisional()] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("result");
        let written = write(&out, &sample.certification()).unwrap();
        let verification = verify(&out, Some(&sample.certification())).unwrap();
        for check in &verification.checks {
            assert_eq!(check.status, Status::Passed, "{check:?}");
        }
        assert_eq!(verification.record_sha256, Some(written.record_sha256));
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["result"], "nothing is left beside the result");
    }
}

#[test]
fn without_the_inputs_the_inputs_are_not_checked_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    write(&out, &majilis_2004().certification()).unwrap();
    let verification = verify(&out, None).unwrap();
    assert_eq!(status(&verification, CheckKind::Inputs), Status::NotChecked);
    assert!(verification.passed());
    let others = verification.checks.iter().filter(|check| check.kind != CheckKind::Inputs);
    assert!(others.into_iter().all(|check| check.status == Status::Passed));
}

#[test]
fn the_same_certification_gives_the_same_bytes() {
    let (one, two) = (provisional(), provisional());
    assert_eq!(
        Documents::of(&one.certification()).unwrap().files(),
        Documents::of(&two.certification()).unwrap().files()
    );
}

#[test]
fn any_changed_byte_of_any_file_is_found() {
    let sample = provisional();
    let documents = Documents::of(&sample.certification()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    documents.write(&out).unwrap();
    for (name, bytes) in documents.files() {
        let path = out.join(name);
        // Some ten places spread over the file, the first and the last byte among them.
        let step = (bytes.len() / 10).max(1);
        for place in (0..bytes.len()).step_by(step).chain([bytes.len() - 1]) {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            fs::write(&path, &changed).unwrap();
            let verification = verify(&out, None).unwrap();
            assert!(!verification.passed(), "{name}, byte {place}");
            assert!(verification.first_failure().unwrap().difference.is_some());
        }
        fs::write(&path, bytes).unwrap();
    }
    assert!(verify(&out, None).unwrap().passed());
}

#[test]
fn a_cut_a_missing_and_a_strange_file_are_found() {
    let sample = majilis_2004();
    let documents = Documents::of(&sample.certification()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    documents.write(&out).unwrap();
    for (name, bytes) in documents.files() {
        let path = out.join(name);
        for length in [0, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&path, &bytes[..length]).unwrap();
            assert!(!verify(&out, None).unwrap().passed(), "{name} cut to {length} bytes");
        }
        fs::remove_file(&path).unwrap();
        let verification = verify(&out, None).unwrap();
        assert_eq!(status(&verification, CheckKind::Files), Status::Failed, "{name} is missing");
        fs::write(&path, bytes).unwrap();
    }
    fs::write(out.join("note.txt"), "a word").unwrap();
    let verification = verify(&out, None).unwrap();
    assert_eq!(verification.first_failure().unwrap().difference.as_ref().unwrap().file, "note.txt");
}

/// Changes one file and makes the digests anew, as somebody would who wants a false result to look right.
fn forge(out: &Path, name: &str, change: impl Fn(&str) -> String) {
    let path = out.join(name);
    let before = fs::read_to_string(&path).unwrap();
    let after = change(&before);
    assert_ne!(before, after, "the forgery changes something");
    fs::write(&path, after).unwrap();
}

#[test]
fn a_station_changed_in_the_results_differs_from_the_sums() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    write(&out, &majilis_2004().certification()).unwrap();
    forge(&out, "results.csv", |text| {
        text.replacen("lists,station,AKM,nation,AKM-1,1,", "lists,station,AKM,nation,AKM-1,1,9", 1)
    });
    let verification = verify(&out, None).unwrap();
    let sums = verification.checks.iter().find(|check| check.kind == CheckKind::Sums).unwrap();
    let difference = sums.difference.as_ref().unwrap();
    assert_eq!(sums.status, Status::Failed);
    assert_eq!(
        (difference.file.as_str(), difference.at.as_str()),
        ("record.json", "sums[0].constituencies.nation.accounts.in_boxes.sum")
    );
    assert_eq!(difference.found, "4893204");
}

#[test]
fn a_vote_moved_between_two_stations_is_found_though_every_sum_and_digest_fits() {
    for mut forged in [majilis_2004(), provisional()] {
        let stations = &mut forged.counts[0].stations;
        stations[0].count.votes[0] -= 1;
        stations[1].count.votes[0] += 1;
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("result");
        // The forger makes every file and digest anew, and leaves the findings as they were.
        write(&out, &forged.certification()).unwrap();
        let verification = verify(&out, None).unwrap();
        let failed: Vec<_> = verification.checks.iter().filter(|check| check.status == Status::Failed).collect();
        assert_eq!(failed.len(), 1, "{failed:?}");
        assert_eq!(failed[0].kind, CheckKind::Relations);
        let difference = failed[0].difference.as_ref().unwrap();
        assert_eq!(
            (difference.file.as_str(), difference.at.as_str()),
            ("findings.csv", "contest `lists`, station `AKM-1`")
        );
        assert!(difference.expected.starts_with("boxes-not-accounted, blocking: difference="), "{difference:?}");
    }
}

#[test]
fn a_finding_that_no_protocol_raises_and_one_made_lighter_are_found() {
    for change in [
        |sample: &mut samples::Sample| drop(sample.findings.remove(0)),
        |sample: &mut samples::Sample| {
            sample.findings[1].severity = Severity::Note;
        },
        |sample: &mut samples::Sample| {
            sample.findings[0].station = Some(id("ZHA-1"));
        },
    ] {
        let mut forged = provisional();
        change(&mut forged);
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("result");
        write(&out, &forged.certification()).unwrap();
        assert_eq!(status(&verify(&out, None).unwrap(), CheckKind::Relations), Status::Failed);
    }
}

#[test]
fn without_the_inputs_the_last_line_says_what_only_they_can_show() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    write(&out, &majilis_2004().certification()).unwrap();
    let text = render_verification(&verify(&out, None).unwrap(), Language::English);
    let last = text.lines().last().unwrap();
    assert!(last.contains("only the inputs can show: name their folder with --inputs"), "{last}");
}

#[test]
fn other_inputs_are_named_by_the_first_figure_that_differs() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    let sample = majilis_2004();
    write(&out, &sample.certification()).unwrap();
    let mut other = sample.clone();
    other.counts[0].stations[0].count.votes[0] += 1;
    let verification = verify(&out, Some(&other.certification())).unwrap();
    let difference = verification.first_failure().unwrap().difference.clone().unwrap();
    assert_eq!(difference.at, "sums[0].constituencies.nation.votes[0]");
    assert_eq!((difference.expected.as_str(), difference.found.as_str()), ("2883707", "2883706"));
}

#[test]
fn a_former_result_is_replaced_and_anything_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    let sample = majilis_2004();
    write(&out, &sample.certification()).unwrap();
    write(&out, &provisional().certification()).unwrap();
    assert!(verify(&out, Some(&provisional().certification())).unwrap().passed());

    fs::write(out.join("thesis.txt"), "years of work").unwrap();
    let error = write(&out, &sample.certification()).unwrap_err().to_string();
    assert!(error.contains("thesis.txt"), "{error}");
    assert_eq!(fs::read_to_string(out.join("thesis.txt")).unwrap(), "years of work");

    let file = folder.path().join("file");
    fs::write(&file, "text").unwrap();
    assert!(write(&file, &sample.certification()).is_err());
    assert_eq!(fs::read_to_string(&file).unwrap(), "text");
}

#[test]
fn a_folder_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("record.json"), "{\"format\":\"diary\"}").unwrap();
    let error = write(folder.path(), &majilis_2004().certification()).unwrap_err().to_string();
    assert!(error.contains("of another program"), "{error}");
}

#[test]
fn the_summary_says_who_gets_how_many_seats_and_by_which_sum() {
    let sample = majilis_2004();
    let documents = Documents::of(&sample.certification()).unwrap();
    let record = documents.record();
    let text = render_text(record, Language::English);
    assert!(
        text.contains("Seats: Otan\u{a0}—\u{a0}7; Ak Zhol\u{a0}—\u{a0}1; Asar\u{a0}—\u{a0}1; AIST bloc\u{a0}—\u{a0}1."),
        "{text}"
    );
    assert!(text.contains("336,177 × 100 = 33,617,700 > 7 × 4,757,773 = 33,304,411"), "{text}");
    assert!(text.contains("Law on Elections, Art. 97-1"), "{text}");
    assert!(render_text(record, Language::Russian).contains("Закон о выборах, ст. 43, п. 5"));
    assert!(render_text(record, Language::Kazakh).contains("Сайлау туралы заң, 43-бап 5-тармақ"));
}

#[test]
fn a_missing_folder_is_an_error_that_names_it() {
    let error = verify(Path::new("no/such/result"), None).unwrap_err().to_string();
    assert!(error.starts_with("error: ") && error.contains("no/such/result"), "{error}");
}

#[test]
fn every_sample_verifies_with_its_inputs() {
    let folder = tempfile::tempdir().unwrap();
    for (name, sample) in all() {
        let out = folder.path().join(name);
        write(&out, &sample.certification()).unwrap();
        let verification = verify(&out, Some(&sample.certification())).unwrap();
        assert!(verification.passed(), "{name}: {:?}", verification.first_failure());
        let text = render_verification(&verification, Language::English);
        assert!(text.contains("The result is verified"), "{text}");
    }
}

#[test]
fn a_forged_outcome_is_given_away_by_the_law() {
    let mut sample = majilis_2004();
    let other = decided(sample.election.clone(), "1998", sample.counts.clone());
    // The outcome of another edition under this one's name: 7, 2, 1 and 0 seats instead of 7, 1, 1 and 1.
    sample.results = other.results;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    write(&out, &sample.certification()).unwrap();
    let verification = verify(&out, None).unwrap();
    assert_eq!(status(&verification, CheckKind::Outcomes), Status::Failed);
    let failure = verification.first_failure().unwrap().difference.as_ref().unwrap();
    assert!(failure.at.starts_with("results[0].determinations[0]"), "{failure:?}");
}

#[test]
fn a_result_that_could_not_be_certified_does_not_pass_as_certified() {
    for mut sample in [provisional(), unresolved()] {
        sample.provisional = false;
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("result");
        write(&out, &sample.certification()).unwrap();
        assert_eq!(status(&verify(&out, None).unwrap(), CheckKind::Certified), Status::Failed);
    }
}

#[test]
fn a_refusal_names_every_open_finding_and_how_to_accept_one() {
    let sample = provisional();
    let text = render_refusal(&sample.certification(), Language::English);
    assert!(text.contains("protocols.csv:5: boxes-not-accounted [ALA-1]"), "{text}");
    assert!(text.contains("protocols.csv:50:1: station-unknown"), "{text}");
    assert!(!text.contains("[AKM-1]"), "an accepted finding is no reason: {text}");
    assert!(
        text.contains(
            "[[acceptance]]\n    code = \"boxes-not-accounted\"\n    contest = \"lists\"\n    station = \"ALA-1\""
        ),
        "{text}"
    );
    assert_eq!(render_refusal(&majilis_2004().certification(), Language::English), "");
}

#[test]
fn a_refusal_counts_the_findings_it_has_no_room_for() {
    let mut sample = provisional();
    let one = sample.findings.iter().find(|finding| finding.severity == Severity::Blocking).unwrap().clone();
    sample.acceptances.clear();
    sample.findings = (0..150).map(|number| one.clone().station(&id(&format!("S-{number:03}")))).collect();
    let text = render_refusal(&sample.certification(), Language::English);
    assert_eq!(text.matches("[S-").count(), 100, "{text}");
    assert!(text.contains("boxes-not-accounted: 50 more"), "{text}");
}

#[test]
fn a_refusal_says_how_an_open_question_is_answered() {
    let text = render_refusal(&unresolved().certification(), Language::English);
    assert!(
        text.contains("question = \"runoff-pair\"\n    among = [\"b\", \"c\"]\n    chosen = [\"…\"]  # "),
        "{text}"
    );
}

#[test]
fn what_a_refusal_prints_is_toml_once_the_dots_are_filled_in() {
    let mut sample = unresolved();
    // A name that needs every escape TOML has for it.
    let odd = id("b\\ \"quoted\"");
    sample.election.contests[0].constituencies[0].options[1].id = odd.clone();
    let sample = decided(sample.election, "2004", sample.counts);
    for language in Language::ALL {
        for (certification, key) in
            [(sample.certification(), "decision"), (provisional().certification(), "acceptance")]
        {
            let text = render_refusal(&certification, language);
            let block: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("    ")).collect();
            let filled = block.join("\n").replace("= …", "= 2005-12-05").replace('…', "c");
            let table: toml::Table = filled.parse().unwrap();
            let entry = &table[key].as_array().unwrap()[0];
            assert!(entry["date"].is_datetime(), "{filled}");
            if key == "decision" {
                assert_eq!(entry["among"][0].as_str(), Some(odd.as_str()));
                assert_eq!(entry["chosen"].as_array().unwrap().len(), 1);
            }
        }
    }
}

#[test]
fn a_question_is_not_to_be_answered_before_the_findings_of_its_contest_are_settled() {
    let mut sample = unresolved();
    let finding = provisional().findings.into_iter().find(|finding| finding.severity == Severity::Blocking).unwrap();
    let contest = sample.election.contests[0].id.clone();
    for (about, offered) in [(Some(contest), false), (None, false), (Some(id("another")), true)] {
        sample.findings = vec![saylau_tally::finding::Finding { contest: about, ..finding.clone() }];
        let text = render_refusal(&sample.certification(), Language::English);
        assert_eq!(text.contains("[[decision]]"), offered, "{text}");
        assert_ne!(text.contains("First settle the findings above"), offered, "{text}");
    }
}

#[test]
fn equal_remainders_without_the_order_of_registration_ask_for_it_and_for_no_lot() {
    for (orders, missing) in [
        ([None, None], Some("Otan, Ak Zhol")),
        ([Some(1), None], Some("Ak Zhol")),
        // Two lists cannot share a place; only a decision can tell them apart.
        ([Some(1), Some(1)], None),
    ] {
        let text = render_refusal(&equal_remainders(orders).certification(), Language::English);
        assert_eq!(text.contains("[[decision]]"), missing.is_none(), "{text}");
        assert_eq!(text.contains("State registered = 1, 2, … for the lists"), missing.is_some(), "{text}");
        match missing {
            Some(missing) => assert!(text.contains(&format!("registration is missing for: {missing}.")), "{text}"),
            None => assert!(text.contains("The order of registration does not decide it."), "{text}"),
        }
    }
    let solved = equal_remainders([Some(2), Some(1)]).certification().can_be_certified();
    assert!(solved, "the order of registration answers the question");
}

/// The ten seats of 2004 where two lists have the same votes and the last seat is between them.
fn equal_remainders(orders: [Option<u64>; 2]) -> samples::Sample {
    let sample = majilis_2004();
    let mut election = sample.election;
    let options = &mut election.contests[0].constituencies[0].options;
    options.truncate(3);
    for (option, order) in options.iter_mut().zip(orders) {
        option.registered = order;
    }
    let mut counts = sample.counts;
    counts[0].stations.truncate(1);
    // Quota 100: 4 seats and remainder 50 for each of the first two, 1 seat and no remainder for the third; one seat is left.
    counts[0].stations[0].count =
        Count::of_station(vec![450, 450, 100], [(Account::InBoxes, 1000), (Account::Invalid, 0)]);
    decided(election, "2004", counts)
}

#[test]
fn a_result_by_another_edition_than_the_one_in_force_says_so() {
    let sample = majilis_2004();
    let what_if = decided(sample.election, "1998", sample.counts);
    let documents = Documents::of(&what_if.certification()).unwrap();
    let text = render_text(documents.record(), Language::English);
    assert!(text.contains("another edition of the law than the one in force on the day of voting, “2004”"), "{text}");
    let page = String::from_utf8(documents.file("report.html").unwrap().to_vec()).unwrap();
    assert!(page.contains("another edition of the law than the one in force"));
}

#[test]
fn a_result_by_another_edition_does_not_look_certified_anywhere() {
    let sample = majilis_2004();
    let mut what_if = decided(sample.election, "1998", sample.counts);
    for provisional in [false, true] {
        what_if.provisional = provisional;
        let documents = Documents::of(&what_if.certification()).unwrap();
        let second_line = |language| render_text(documents.record(), language).lines().nth(1).unwrap().to_owned();
        assert_eq!(second_line(Language::English), "WHAT IF, BY THE EDITION “1998” OF THE LAW: NOT CERTIFIED");
        assert_eq!(second_line(Language::Russian), "УСЛОВНЫЙ РАСЧЁТ ПО РЕДАКЦИИ «1998», НЕ УТВЕРЖДЕНО");
        assert_eq!(second_line(Language::Kazakh), "ШАРТТЫ ЕСЕП: «1998» РЕДАКЦИЯСЫ БОЙЫНША, БЕКІТІЛМЕГЕН");
        let page = std::str::from_utf8(documents.file("report.html").unwrap()).unwrap();
        assert!(!page.contains("class=\"certified\""));
        assert_eq!(page.matches("<p class=\"status\">What if: by the edition “1998”").count(), 1);
        assert!(page.contains("content: \"Шартты есеп: «1998» редакциясы"), "every printed sheet says so");
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("result");
        documents.write(&out).unwrap();
        let text = render_verification(&verify(&out, None).unwrap(), Language::English);
        let last = text.lines().last().unwrap();
        assert!(last.contains("a what-if by the edition “1998” of the law"), "{last}");
        assert_eq!(last.contains("provisional"), provisional, "{last}");
    }
}

#[test]
fn a_verification_says_in_its_last_line_that_a_result_is_provisional() {
    let folder = tempfile::tempdir().unwrap();
    for (sample, says) in [(majilis_2004(), false), (provisional(), true)] {
        let out = folder.path().join("result");
        write(&out, &sample.certification()).unwrap();
        let verification = verify(&out, Some(&sample.certification())).unwrap();
        let text = render_verification(&verification, Language::English);
        assert_eq!(text.lines().last().unwrap().contains("provisional, not certified"), says, "{text}");
    }
}

#[test]
fn an_election_by_its_own_rule_names_no_edition_of_the_law() {
    let mut sample = majilis_2004();
    sample.election.contests[0].kind = ContestKind::Custom(Rule::Plurality { seats: 1 });
    let sample = decided(sample.election, "2004", sample.counts);
    let documents = Documents::of(&sample.certification()).unwrap();
    let text = render_text(documents.record(), Language::English);
    assert!(text.contains("the rule written out in the election's file") && !text.contains("edition"), "{text}");
}

#[test]
fn names_that_look_like_markup_or_formulas_do_no_harm() {
    let mut sample = majilis_2004();
    let evil = "<script>alert('1')</script>";
    sample.election.contests[0].constituencies[0].options[0].name = Text::same(evil);
    sample.election.title = Text::same(evil);
    sample.election.contests[0].constituencies[0].options[1].id = id("=1+1");
    for (number, station) in sample.counts[0].stations.iter_mut().enumerate() {
        station.station = id(&format!("@SUM({number:02}), \"x\""));
    }
    let sample = decided(sample.election, "2004", sample.counts);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    write(&out, &sample.certification()).unwrap();
    assert!(verify(&out, Some(&sample.certification())).unwrap().passed());
    assert!(!fs::read_to_string(out.join("report.html")).unwrap().contains("<script>alert"));
    let results = fs::read_to_string(out.join("results.csv")).unwrap();
    assert!(results.lines().next().unwrap().contains(",'=1+1,"), "{results}");
    assert!(results.contains(",\"'@SUM(00), \"\"x\"\"\","), "{results}");
}

#[test]
fn the_page_holds_the_figures_of_every_station_as_results_csv_has_them() {
    for sample in [majilis_2004(), constituencies()] {
        let documents = Documents::of(&sample.certification()).unwrap();
        let page = std::str::from_utf8(documents.file("report.html").unwrap()).unwrap();
        let (_, rest) = page.split_once("<script type=\"application/json\" id=\"stations\">").unwrap();
        let data: serde_json::Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
        let mut on_the_page = Vec::new();
        for contest in data["contests"].as_array().unwrap() {
            for row in contest["stations"].as_array().unwrap() {
                let [station, region, constituency, figures @ ..] = row.as_array().unwrap().as_slice() else {
                    panic!("{row}")
                };
                let named = |list: &serde_json::Value, number: &serde_json::Value, of: &str| {
                    let entry = usize::try_from(number.as_i64().unwrap()).ok().map(|number| list[number].clone());
                    let id = entry.map(|entry| if of.is_empty() { entry[0].clone() } else { entry[of].clone() });
                    id.map(|id| id.as_str().unwrap().to_owned()).unwrap_or_default()
                };
                let place = [
                    contest["id"].as_str().unwrap().to_owned(),
                    named(&data["regions"], region, ""),
                    named(&contest["constituencies"], constituency, "id"),
                    station.as_str().unwrap().to_owned(),
                ];
                let known = figures.iter().filter_map(serde_json::Value::as_u64);
                on_the_page.push(place.into_iter().chain(known.map(|figure| figure.to_string())).collect::<Vec<_>>());
            }
        }
        let mut results = csv::Reader::from_reader(documents.file("results.csv").unwrap());
        let rows = results.records().map(Result::unwrap).filter(|row| &row[1] == "station");
        let in_the_file: Vec<Vec<String>> = rows
            .map(|row| {
                let place = [0, 2, 3, 4].map(|column| row[column].to_owned());
                place.into_iter().chain(row.iter().skip(6).filter(|cell| !cell.is_empty()).map(str::to_owned)).collect()
            })
            .collect();
        assert!(!in_the_file.is_empty());
        assert_eq!(on_the_page, in_the_file);
    }
}

#[test]
fn a_station_changed_on_the_page_alone_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    let sample = majilis_2004();
    write(&out, &sample.certification()).unwrap();
    let path = out.join("report.html");
    let page = fs::read_to_string(&path).unwrap();
    let (before, data) = page.split_once("id=\"stations\">").unwrap();
    let votes = sample.counts[0].stations[0].count.votes[0];
    let changed = data.replacen(&format!(",{votes},"), &format!(",{},", votes + 1), 1);
    assert_ne!(changed, data);
    fs::write(&path, format!("{before}id=\"stations\">{changed}")).unwrap();
    let verification = verify(&out, None).unwrap();
    assert_eq!(status(&verification, CheckKind::Page), Status::Failed);
    assert_eq!(status(&verification, CheckKind::Sums), Status::Passed);
}

#[test]
fn the_page_needs_nothing_but_itself_and_stays_small() {
    let documents = Documents::of(&constituencies().certification()).unwrap();
    let page = std::str::from_utf8(documents.file("report.html").unwrap()).unwrap();
    for reference in ["http:", "https:", "src=", "@import", "url("] {
        assert!(!page.contains(reference), "{reference}");
    }
    assert!(page.contains("default-src &#39;none&#39;"));
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
}

#[test]
fn a_number_no_record_can_hold_is_refused_before_anything_is_written() {
    let mut sample = majilis_2004();
    sample.counts[0].stations[0].count.votes[0] = 1 << 53;
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    let error = write(&out, &sample.certification()).unwrap_err().to_string();
    assert!(
        error.starts_with("error: the sum of votes for `otan` in contest `lists`, constituency `nation`, is 90071992"),
        "{error}"
    );
    assert!(error.contains("larger than 9007199254740991"), "{error}");
    assert!(!out.exists());
    let mut sample = majilis_2004();
    sample.counts[0].stations[3].count = Count::of_station(vec![0; 10], [(Account::Invalid, u64::MAX / 2)]);
    let error = write(&out, &sample.certification()).unwrap_err().to_string();
    assert!(error.starts_with("error: the sum of `invalid` in contest `lists`"), "{error}");
}

#[test]
fn a_damaged_record_cannot_be_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    write(&out, &majilis_2004().certification()).unwrap();
    assert_eq!(record_at(&out).unwrap().edition.name, "2004");
    fs::write(out.join("record.json"), "{\"format\":").unwrap();
    let error = record_at(&out).unwrap_err().to_string();
    assert!(error.contains("record.json") && error.contains("line 1"), "{error}");
}

#[test]
fn a_record_that_does_not_fit_itself_is_a_failed_check_and_no_crash() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("result");
    let documents = Documents::of(&majilis_2004().certification()).unwrap();
    documents.write(&out).unwrap();
    let record: serde_json::Value = serde_json::from_slice(documents.file("record.json").unwrap()).unwrap();
    let nation = "/sums/0/constituencies/nation";
    let changes = [
        (format!("{nation}/votes"), serde_json::json!([1, 2])),
        ("/sums/0/regions/nation/AKM/votes".to_owned(), serde_json::json!([])),
        ("/sums/0/contest".to_owned(), serde_json::json!("no-such-contest")),
        ("/sums/0/regions".to_owned(), serde_json::json!({"17": {}})),
        ("/sums".to_owned(), serde_json::json!([])),
        ("/results".to_owned(), serde_json::json!([])),
        ("/election/contests".to_owned(), serde_json::json!([])),
        ("/election/contests/0/constituencies/0/options".to_owned(), serde_json::json!([])),
        ("/edition/name".to_owned(), serde_json::json!("1812")),
    ];
    for (place, value) in changes {
        let mut other = record.clone();
        *other.pointer_mut(&place).unwrap() = value;
        fs::write(out.join("record.json"), other.to_string()).unwrap();
        let verification = verify(&out, Some(&majilis_2004().certification())).unwrap();
        assert!(!verification.passed(), "{place}");
    }
}
