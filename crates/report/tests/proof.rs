//! Every station of a result can be proved, and no changed figure can.

#![allow(clippy::unwrap_used, reason = "what cannot be unwrapped fails the test")]

mod samples;

use serde_json::{Value, json};

use saylau_report::{
    At, Documents, PartOf, Proof, Refusal, Step, Subject, Wanted, proof_page, prove, render_disproved,
};
use saylau_tally::count::ContestCount;
use saylau_tally::text::Language;

use samples::{Sample, all, constituencies, id, majilis_2004};

struct Made {
    documents: Documents,
}

impl Made {
    fn of(sample: &Sample) -> Self {
        Self { documents: Documents::of(&sample.certification()).unwrap() }
    }

    fn file(&self, name: &str) -> &[u8] {
        self.documents.file(name).unwrap()
    }

    fn prove(&self, wanted: &Wanted) -> Result<Proof, saylau_report::Error> {
        prove(self.documents.record(), self.file("record.json"), self.file("results.csv"), wanted)
    }

    fn check(&self, proof: &Proof) -> Result<(), Refusal> {
        proof.holds_for_record(self.documents.record(), self.file("record.json")).map(drop)
    }
}

fn wanted(contest: &str, station: &str) -> Wanted {
    Wanted { contest: Some(id(contest)), station: Some(id(station)), ..Wanted::default() }
}

#[test]
fn stations_all_over_every_sample_prove_their_own_figures() {
    for (name, sample) in all() {
        let made = Made::of(&sample);
        for count in &sample.counts {
            // Each proof builds the tree anew, so of a large sample some stations must do, the first and the last among them.
            let step = (count.stations.len() / 6).max(1);
            for station in count.stations.iter().step_by(step).chain(count.stations.last()) {
                let wanted = Wanted {
                    constituency: Some(station.constituency.clone()),
                    ..wanted(count.contest.as_str(), station.station.as_str())
                };
                let proof = made.prove(&wanted).unwrap();
                assert_eq!(*proof.subject.count(), station.count, "{name}");
                let read = Proof::read(&proof.to_bytes().unwrap()).unwrap();
                assert_eq!(read, proof);
                made.check(&read).unwrap();
                let root = made.documents.record().roots.iter().find(|root| root.contest == count.contest).unwrap();
                let proved = read.holds_for_root(&root.sha256.to_uppercase()).unwrap();
                assert_eq!(proved.nation, root.count);
            }
        }
    }
}

#[test]
fn the_sums_of_a_region_and_of_a_constituency_are_proved_too() {
    let sample = majilis_2004();
    let made = Made::of(&sample);
    let sums = sample.counts[0].sums().unwrap();
    let region = Wanted { region: Some(id("AKM")), ..Wanted::default() };
    let proof = made.prove(&region).unwrap();
    assert_eq!(*proof.subject.count(), sums.regions[&id("nation")][&id("AKM")]);
    made.check(&proof).unwrap();
    let nation = Wanted { constituency: Some(id("nation")), ..Wanted::default() };
    let proof = made.prove(&nation).unwrap();
    assert_eq!(*proof.subject.count(), sums.constituencies[&id("nation")]);
    made.check(&proof).unwrap();
}

/// The contest in which every constituency has a ballot paper of its own.
fn with_papers(sample: &Sample) -> &ContestCount {
    let several = |count: &&ContestCount| {
        let contest = sample.election.contest(&count.contest).unwrap();
        contest.constituencies.windows(2).any(|pair| pair[0].options != pair[1].options)
    };
    sample.counts.iter().find(several).unwrap()
}

/// Every value of a JSON document, as a pointer to it.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                pointers(member, &format!("{at}/{name}"), all);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointers(element, &format!("{at}/{index}"), all);
            }
        }
        _ => all.push(at.to_owned()),
    }
}

/// Another value in the place of one.
fn changed(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_u64().unwrap() ^ 1),
        Value::Bool(flag) => json!(!flag),
        // One digit of a hash, or one letter of a name.
        Value::String(text) => {
            let last = if text.ends_with('0') { '1' } else { '0' };
            json!(format!("{}{last}", &text[..text.len() - text.chars().last().unwrap().len_utf8()]))
        }
        other => panic!("{other}"),
    }
}

#[test]
fn a_proof_with_any_one_value_changed_is_refused() {
    for (sample, station) in [(majilis_2004(), "AKM-2"), (constituencies(), "")] {
        let made = Made::of(&sample);
        let count = if station.is_empty() { with_papers(&sample) } else { &sample.counts[0] };
        let station = if station.is_empty() { count.stations[1].station.as_str() } else { station };
        let wanted = Wanted {
            constituency: count
                .stations
                .iter()
                .find(|row| row.station.as_str() == station)
                .map(|row| row.constituency.clone()),
            ..wanted(count.contest.as_str(), station)
        };
        let proof = made.prove(&wanted).unwrap();
        let whole: Value = serde_json::from_slice(&proof.to_bytes().unwrap()).unwrap();
        let mut all = Vec::new();
        pointers(&whole, "", &mut all);
        assert!(all.len() > 20);
        for pointer in &all {
            let mut forged = whole.clone();
            let value = forged.pointer_mut(pointer).unwrap();
            *value = changed(value);
            let checked = Proof::read(&serde_json::to_vec(&forged).unwrap()).and_then(|proof| made.check(&proof));
            let refusal = checked.expect_err(pointer);
            for language in Language::ALL {
                let text = render_disproved(&refusal, language);
                assert!(!text.contains("\n  proof-") && !text.contains("{$"), "{text}");
            }
        }
    }
}

/// The letters in which neighbours are written.
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

#[test]
fn a_proof_with_any_letter_of_a_neighbour_changed_is_refused() {
    let made = Made::of(&majilis_2004());
    let proof = made.prove(&wanted("lists", "AKM-2")).unwrap();
    let whole: Value = serde_json::from_slice(&proof.to_bytes().unwrap()).unwrap();
    let text = whole["path"][0][0].as_str().unwrap();
    assert!(text.len() > 60);
    for place in 0..text.len() {
        let letter = LETTERS.find(&text[place..=place]).unwrap();
        for bit in 0..6 {
            let other = letter ^ (1 << bit);
            let mut forged = whole.clone();
            forged["path"][0][0] =
                json!(format!("{}{}{}", &text[..place], &LETTERS[other..=other], &text[place + 1..]));
            let read = Proof::read(&serde_json::to_vec(&forged).unwrap());
            assert!(read.and_then(|proof| made.check(&proof)).is_err(), "letter {place}, bit {bit}");
        }
    }
}

#[test]
fn every_reason_to_refuse_is_told_apart() {
    let made = Made::of(&majilis_2004());
    let proof = made.prove(&wanted("lists", "AKM-2")).unwrap();
    let with = |change: &dyn Fn(&mut Value)| {
        let mut value: Value = serde_json::from_slice(&proof.to_bytes().unwrap()).unwrap();
        change(&mut value);
        Proof::read(&serde_json::to_vec(&value).unwrap()).and_then(|proof| made.check(&proof))
    };
    assert_eq!(with(&|_| {}), Ok(()));
    assert!(matches!(Proof::read(b""), Err(Refusal::NotAProof(_))));
    assert!(matches!(with(&|proof| proof["format"] = json!("saylau-proof-1")), Err(Refusal::NotAProof(_))));
    assert!(matches!(with(&|proof| proof["subject"]["count"]["note"] = json!(1)), Err(Refusal::NotAProof(_))));
    assert!(matches!(with(&|proof| proof["subject"]["count"]["votes"][0] = json!(-1)), Err(Refusal::NotAProof(_))));
    let large = |proof: &mut Value| proof["subject"]["count"]["votes"][0] = json!(9_007_199_254_740_992_u64);
    assert_eq!(with(&large), Err(Refusal::Number(At::Subject)));
    // A neighbour whose votes make the sum too large for a record.
    let with_votes = |votes: u64| {
        let mut forged = proof.clone();
        let (Step::Left(neighbour) | Step::Right(neighbour)) = &mut forged.path[0] else { panic!("a neighbour") };
        neighbour.count.votes[0] = votes;
        Proof::read(&forged.to_bytes().unwrap()).and_then(|proof| made.check(&proof))
    };
    assert_eq!(with_votes(9_007_199_254_740_991), Err(Refusal::Number(At::Step(1))));
    assert_eq!(with_votes(9_007_199_254_740_992), Err(Refusal::Number(At::Step(1))));
    assert_eq!(with_votes(1 << 63), Err(Refusal::Neighbour(At::Step(1))));
    let fewer = |proof: &mut Value| drop(proof["subject"]["count"]["votes"].as_array_mut().unwrap().pop());
    assert_eq!(with(&fewer), Err(Refusal::Neighbour(At::Step(1))));
    let emptied = |proof: &mut Value| proof["path"][0][0] = json!("");
    assert_eq!(with(&emptied), Err(Refusal::Neighbour(At::Step(1))));
    // What says the same in other words is not a proof: there is one way to write one.
    let count = proof.subject.count();
    let (account, figure) = count.accounts.iter().next().unwrap();
    assert_eq!(figure.stations, count.stations);
    let otherwise =
        |proof: &mut Value| proof["subject"]["count"]["accounts"][account.name()] = json!([figure.sum, count.stations]);
    assert!(matches!(with(&otherwise), Err(Refusal::NotAProof(_))));
    let nobody = |proof: &mut Value| proof["subject"]["count"]["accounts"][account.name()] = json!([0, 0]);
    assert!(matches!(with(&nobody), Err(Refusal::NotAProof(_))));
    let more = |proof: &mut Value| proof["more_accounts"] = json!([]);
    assert!(matches!(with(&more), Err(Refusal::NotAProof(_))));
    let twice = |proof: &mut Value| {
        proof["subject"]["stations"] = json!(["AKM-2", "AKM-2"]);
        proof["subject"]["count"]["stations"] = json!(2);
    };
    assert_eq!(with(&twice), Err(Refusal::Stations { counted: 2, named: 2 }));
    let cut = |proof: &mut Value| drop(proof["path"].as_array_mut().unwrap().pop());
    assert_eq!(with(&cut), Err(Refusal::Levels { expected: 3, found: 2 }));
    let longer = |proof: &mut Value| proof["path"].as_array_mut().unwrap().push(json!([]));
    assert_eq!(with(&longer), Err(Refusal::Levels { expected: 3, found: 4 }));
    let mut begun_anew = proof.clone();
    begun_anew.path.insert(0, Step::Part(PartOf::Nation));
    assert_eq!(made.check(&begun_anew), Err(Refusal::Order(At::Step(1))));
    let mut unfinished = proof.clone();
    unfinished.path.pop();
    assert_eq!(made.check(&unfinished), Err(Refusal::Order(At::End)));
    let alone = |proof: &mut Value| proof["path"][0] = json!([]);
    assert!(matches!(with(&alone), Err(Refusal::Altered { .. })));
    let moved = |proof: &mut Value| proof["subject"]["count"]["votes"][0] = json!(0);
    assert!(matches!(with(&moved), Err(Refusal::Altered { .. })));
    let other = |proof: &mut Value| proof["record_sha256"] = json!("0".repeat(64));
    assert!(matches!(with(&other), Err(Refusal::OtherRecord { .. })));
    assert!(matches!(proof.holds_for_root(&"0".repeat(64)), Err(Refusal::OtherRoot { .. })));
}

#[test]
fn a_record_that_contradicts_its_own_root_is_found_by_a_proof() {
    let made = Made::of(&majilis_2004());
    let proof = made.prove(&wanted("lists", "AKM-2")).unwrap();
    let mut record = made.documents.record().clone();
    record.sums[0].constituencies.get_mut(&id("nation")).unwrap().votes[0] += 1;
    let refused = proof.holds_for_record(&record, made.file("record.json"));
    assert!(matches!(refused, Err(Refusal::OtherSum(At::Step(_)))), "{refused:?}");
}

#[test]
fn what_is_not_there_or_stands_several_times_is_said() {
    let made = Made::of(&majilis_2004());
    let error = made.prove(&wanted("lists", "AKM-9")).unwrap_err().to_string();
    assert!(error.contains("no row of contest `lists`, station `AKM-9`"), "{error}");
    let sample = constituencies();
    let all = Wanted { contest: Some(with_papers(&sample).contest.clone()), ..Wanted::default() };
    let error = Made::of(&sample).prove(&all).unwrap_err().to_string();
    assert!(error.contains("name one with --contest and --constituency"), "{error}");
}

#[test]
fn the_page_shows_the_figures_in_three_languages() {
    let made = Made::of(&majilis_2004());
    let proof = made.prove(&wanted("lists", "AKM-2")).unwrap();
    let Subject::Station { count, .. } = &proof.subject else { panic!("a station") };
    let page = String::from_utf8(proof_page(&proof, made.documents.record()).unwrap()).unwrap();
    let figure = saylau_report::whole(count.votes[0], Language::English);
    for text in ["lang=\"kk\"", "lang=\"ru\"", "lang=\"en\"", "Polling station AKM-2", &proof.root, &figure] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("proof-kicker"), "a message is missing");
    // The page holds the proof itself, and is checked like its file.
    assert_eq!(Proof::read(page.as_bytes()), Ok(proof.clone()));
    let forged = page.replacen("\"votes\":[", "\"votes\":[1", 1);
    assert!(Proof::read(forged.as_bytes()).is_ok_and(|proof| made.check(&proof).is_err()));
    let cut = page.split("</script>").next().unwrap();
    assert!(matches!(Proof::read(cut.as_bytes()), Err(Refusal::NotAProof(_))));
}

/// A small generator of numbers, so that the elections are random and the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

#[test]
fn random_elections_prove_every_station_and_no_vote_moved_does() {
    let mut numbers = Numbers(2004);
    for _ in 0..12 {
        let mut sample = if numbers.below(2) == 0 { majilis_2004() } else { constituencies() };
        let kept = 1 + numbers.below(24);
        for count in &mut sample.counts {
            let all = count.stations.len() as u64;
            count.stations.retain(|_| numbers.below(all) < kept);
            for row in &mut count.stations {
                if numbers.below(4) == 0 {
                    row.region = None;
                }
                for votes in &mut row.count.votes {
                    *votes = numbers.below(3000);
                }
            }
        }
        let made = Made::of(&sample);
        for count in &sample.counts {
            for row in &count.stations {
                let wanted = Wanted {
                    constituency: Some(row.constituency.clone()),
                    ..wanted(count.contest.as_str(), row.station.as_str())
                };
                let proof = made.prove(&wanted).unwrap();
                made.check(&proof).unwrap();
                let mut forged = proof.clone();
                let Subject::Station { count, .. } = &mut forged.subject else { panic!("a station") };
                count.votes[0] += 1;
                assert!(matches!(made.check(&forged), Err(Refusal::Altered { .. })));
            }
        }
    }
}
