//! How a proof is written: the figures it proves in words, its neighbours packed (docs/record.md, "Proofs").
//!
//! A path through ten thousand stations has some three hundred numbers. As JSON with names they are most of the file, and nobody
//! reads them; packed, a proof is a kilobyte or two, and still says in plain words whose figures it proves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use saylau_tally::count::{Account, Count, Figure};
use saylau_tally::text::Id;

use crate::canonical;
use crate::difference::Difference;
use crate::digest;
use crate::error::Error;
use crate::proof::{At, Neighbour, PartOf, Proof, Refusal, Step, Subject};

/// What a proof calls its own form.
const FORMAT: &str = "saylau-proof-2";

/// Of the first byte of a neighbour: it stands on the right.
const RIGHT: u8 = 1;
/// Of the first byte of a neighbour: not every station of it reported every account.
const PARTLY: u8 = 2;

/// A proof as it stands in its file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    format: String,
    record_sha256: String,
    root: String,
    election: Id,
    same_paper: bool,
    subject: Subject,
    /// Accounts that neighbours have and the subject has not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    more_accounts: Vec<Account>,
    /// For each level above the subject its neighbours, packed.
    path: Vec<Vec<String>>,
}

/// The proof as it stands in its file.
pub(crate) fn write(proof: &Proof) -> Result<Vec<u8>, Error> {
    canonical::to_bytes(&Form::of(proof), "the proof")
}

/// What stands before a proof inside its page, and after it.
const OPENED: &[u8] = b"<script type=\"application/json\" id=\"proof\">";
const CLOSED: &[u8] = b"</script>";

/// The proof in some bytes: those of its file, or of its page, which holds the same. Spaces and the order of members do not matter; anything else that is not as it is written does.
pub(crate) fn read(bytes: &[u8]) -> Result<Proof, Refusal> {
    let bytes = inside(bytes).unwrap_or(bytes);
    let not_a_proof = |error: serde_json::Error| Refusal::NotAProof(error.to_string());
    let found: Value = serde_json::from_slice(bytes).map_err(not_a_proof)?;
    let format = found.get("format").and_then(Value::as_str);
    if let Some(format) = format.filter(|format| *format != FORMAT) {
        return Err(Refusal::NotAProof(format!("its form is `{format}`, not `{FORMAT}`")));
    }
    let form: Form = serde_json::from_slice(bytes).map_err(not_a_proof)?;
    let proof = form.proof()?;
    // There is one way to write a proof, so that a changed one is another one.
    let expected = serde_json::to_value(Form::of(&proof)).map_err(not_a_proof)?;
    if let Some(difference) = Difference::of_json("proof", &expected, &found) {
        return Err(Refusal::NotAProof(format!("{} is not written as a proof has it", difference.at)));
    }
    Ok(proof)
}

/// The proof inside its page.
fn inside(page: &[u8]) -> Option<&[u8]> {
    let begins = page.windows(OPENED.len()).position(|window| window == OPENED)? + OPENED.len();
    let rest = page.get(begins..)?;
    rest.windows(CLOSED.len()).position(|window| window == CLOSED).and_then(|end| rest.get(..end))
}

impl Form {
    fn of(proof: &Proof) -> Self {
        let subject = &proof.subject.count().accounts;
        let counts = proof.path.iter().filter_map(|step| match step {
            Step::Left(neighbour) | Step::Right(neighbour) => Some(&neighbour.count),
            Step::Part(_) => None,
        });
        let more = counts.flat_map(|count| count.accounts.keys()).filter(|account| !subject.contains_key(*account));
        let more = by_name(more.copied());
        let all = by_name(subject.keys().chain(&more).copied());
        Self {
            format: FORMAT.to_owned(),
            record_sha256: proof.record_sha256.clone(),
            root: proof.root.clone(),
            election: proof.election.clone(),
            same_paper: proof.same_paper,
            subject: proof.subject.clone(),
            more_accounts: more,
            path: packed(&proof.path, &all),
        }
    }

    fn proof(self) -> Result<Proof, Refusal> {
        let own = self.subject.count().accounts.keys().copied();
        let accounts = by_name(own.chain(self.more_accounts.iter().copied()));
        let levels: &[PartOf] = match self.subject {
            Subject::Station { .. } => &[PartOf::Region, PartOf::Constituency, PartOf::Nation],
            Subject::Region { .. } => &[PartOf::Constituency, PartOf::Nation],
            Subject::Constituency { .. } => &[PartOf::Nation],
        };
        if self.path.len() != levels.len() {
            return Err(Refusal::Levels { expected: levels.len(), found: self.path.len() });
        }
        let mut path = Vec::new();
        for (part, neighbours) in levels.iter().zip(&self.path) {
            // Above a constituency the votes of different ballot papers are not added up.
            let without_votes = *part == PartOf::Nation && !self.same_paper;
            let votes = if without_votes { 0 } else { self.subject.count().votes.len() };
            for neighbour in neighbours {
                let at = At::Step(path.len() + 1);
                path.push(unpacked(neighbour, votes, &accounts, at)?);
            }
            path.push(Step::Part(*part));
        }
        Ok(Proof {
            record_sha256: self.record_sha256,
            root: self.root,
            election: self.election,
            same_paper: self.same_paper,
            subject: self.subject,
            path,
        })
    }
}

/// Accounts in the order of their names, each once.
fn by_name(accounts: impl Iterator<Item = Account>) -> Vec<Account> {
    accounts.map(|account| (account.name(), account)).collect::<BTreeMap<_, _>>().into_values().collect()
}

/// The neighbours of each level.
fn packed(path: &[Step], accounts: &[Account]) -> Vec<Vec<String>> {
    let levels = path.split_inclusive(|step| matches!(step, Step::Part(_)));
    let neighbours = |level: &[Step]| {
        let texts = level.iter().filter_map(|step| match step {
            Step::Left(neighbour) => Some(pack(neighbour, 0, accounts)),
            Step::Right(neighbour) => Some(pack(neighbour, RIGHT, accounts)),
            Step::Part(_) => None,
        });
        texts.collect()
    };
    levels.map(neighbours).collect()
}

fn pack(neighbour: &Neighbour, side: u8, accounts: &[Account]) -> String {
    let count = &neighbour.count;
    let figure = |account| count.accounts.get(account).copied().unwrap_or_default();
    let partly = accounts.iter().any(|account| figure(account).stations != count.stations);
    let mut bytes = vec![side | if partly { PARTLY } else { 0 }];
    bytes.extend_from_slice(&neighbour.hash);
    put(count.stations, &mut bytes);
    count.votes.iter().for_each(|votes| put(*votes, &mut bytes));
    for account in accounts {
        if partly {
            put(figure(account).stations, &mut bytes);
        }
        put(figure(account).sum, &mut bytes);
    }
    digest::base64_url(&bytes)
}

fn unpacked(text: &str, votes: usize, accounts: &[Account], at: At) -> Result<Step, Refusal> {
    let wrong = || Refusal::Neighbour(at);
    let bytes = digest::from_base64_url(text).ok_or_else(wrong)?;
    let (first, rest) = bytes.split_first().ok_or_else(wrong)?;
    let (hash, mut rest) = rest.split_first_chunk().ok_or_else(wrong)?;
    if first & !(RIGHT | PARTLY) != 0 {
        return Err(wrong());
    }
    let mut number = || take(&mut rest).ok_or_else(wrong);
    let stations = number()?;
    let votes = (0..votes).map(|_| number()).collect::<Result<Vec<u64>, _>>()?;
    let mut figures = BTreeMap::new();
    for account in accounts {
        let stations = if first & PARTLY == 0 { stations } else { number()? };
        let sum = number()?;
        // An account that none of the stations reported is not in a count.
        if stations > 0 || sum > 0 {
            figures.insert(*account, Figure { sum, stations });
        }
    }
    if !rest.is_empty() {
        return Err(wrong());
    }
    let neighbour = Neighbour { hash: *hash, count: Count { stations, votes, accounts: figures } };
    Ok(if first & RIGHT == 0 { Step::Left(neighbour) } else { Step::Right(neighbour) })
}

/// Writes a number in groups of seven bits, the lowest first; all but the last have the highest bit set (LEB128).
fn put(mut number: u64, bytes: &mut Vec<u8>) {
    loop {
        let [low, ..] = (number & 0x7f).to_le_bytes();
        number >>= 7;
        if number == 0 {
            return bytes.push(low);
        }
        bytes.push(low | 0x80);
    }
}

/// Takes a number from the front; none where the bytes end before it or it has more than 63 bits.
fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..63).step_by(7) {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// How the figures of the subject are written: an account that all its stations reported is its sum, another one the sum and the number
/// of stations that reported it.
pub(crate) mod figures {
    use serde::{Deserializer, Serializer, de::Error as _};

    use super::{Account, BTreeMap, Count, Deserialize, Figure, Serialize};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Figures {
        accounts: BTreeMap<Account, Written>,
        stations: u64,
        votes: Vec<u64>,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Written {
        ByAll(u64),
        Partly([u64; 2]),
    }

    pub(crate) fn serialize<S: Serializer>(count: &Count, serializer: S) -> Result<S::Ok, S::Error> {
        let written = |figure: &Figure| {
            if figure.stations == count.stations {
                Written::ByAll(figure.sum)
            } else {
                Written::Partly([figure.sum, figure.stations])
            }
        };
        let accounts = count.accounts.iter().map(|(account, figure)| (*account, written(figure))).collect();
        Figures { accounts, stations: count.stations, votes: count.votes.clone() }.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Count, D::Error> {
        let Figures { accounts, stations, votes } = Figures::deserialize(deserializer)?;
        let mut figures = BTreeMap::new();
        for (account, written) in accounts {
            let (sum, stations) = match written {
                Written::ByAll(sum) => (sum, stations),
                Written::Partly([_, 0]) => return Err(D::Error::custom("an account that no station reported")),
                Written::Partly([sum, stations]) => (sum, stations),
            };
            figures.insert(account, Figure { sum, stations });
        }
        Ok(Count { stations, votes, accounts: figures })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_examples_of_dwarf_have_them() {
        // DWARF 5, section 7.6, the examples of unsigned LEB128.
        for (number, bytes) in
            [(2, &[2_u8][..]), (127, &[127]), (128, &[0x80, 1]), (129, &[0x81, 1]), (12857, &[0xb9, 0x64])]
        {
            let mut written = Vec::new();
            put(number, &mut written);
            assert_eq!(written, bytes);
            assert_eq!(take(&mut &bytes[..]), Some(number));
        }
        assert_eq!(take(&mut &[0x80_u8][..]), None);
        assert_eq!(take(&mut &[0xff_u8; 10][..]), None);
    }

    #[test]
    fn a_neighbour_says_which_accounts_only_some_of_its_stations_reported() {
        let accounts = [Account::Blank, Account::Invalid, Account::OnList];
        let figures =
            [(Account::Invalid, Figure { sum: 300, stations: 2 }), (Account::OnList, Figure { sum: 0, stations: 1 })];
        let count = Count { stations: 2, votes: vec![1, 128], accounts: figures.into_iter().collect() };
        let neighbour = Neighbour { hash: [7; 32], count };
        let text = pack(&neighbour, RIGHT, &accounts);
        let mut bytes = vec![3_u8];
        bytes.extend([7; 32]);
        bytes.extend([2, 1, 0x80, 1, 0, 0, 2, 0xac, 2, 1, 0]);
        assert_eq!(digest::from_base64_url(&text).unwrap(), bytes);
        assert_eq!(unpacked(&text, 2, &accounts, At::Step(1)), Ok(Step::Right(neighbour)));
        for (votes, accounts) in [(1, &accounts[..]), (3, &accounts), (2, &accounts[1..])] {
            assert_eq!(unpacked(&text, votes, accounts, At::Step(1)), Err(Refusal::Neighbour(At::Step(1))));
        }
        for text in ["", "A", "AA", "!", &text[1..]] {
            assert_eq!(unpacked(text, 2, &accounts, At::Step(4)), Err(Refusal::Neighbour(At::Step(4))), "{text}");
        }
    }
}
