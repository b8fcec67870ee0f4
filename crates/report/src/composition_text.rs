//! A Chamber put together, for a terminal.

use std::collections::BTreeMap;

use saylau_tally::law::composition::Composition;
use saylau_tally::text::{Id, Language, Text};

use crate::calendar_text::{cited, put};
use crate::words::{Values, Words};

/// A Chamber of Parliament.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chamber {
    /// The Majilis.
    Majilis,
    /// The Senate.
    Senate,
}

/// The Chamber in words: the seats of each part, those of each party, and what is open. `names` gives the names of parties.
/// Lines end with `\n`.
pub fn render_composition(
    chamber: Chamber,
    composition: &Composition,
    names: &BTreeMap<Id, Text>,
    language: Language,
) -> String {
    let words = Words::of(language);
    let mut text = String::new();
    let key = match chamber {
        Chamber::Majilis => "composition-majilis",
        Chamber::Senate => "composition-senate",
    };
    let values =
        Values::default().number("filled", composition.filled(), &words).number("total", composition.total, &words);
    put(&mut text, &words.say(key, &values));
    for step in &composition.steps {
        put(&mut text, &format!("  - {}", cited(step, &words)));
    }
    if !composition.parties.is_empty() {
        put(&mut text, &format!("\n{}", words.plain("composition-parties")));
        for (party, seats) in by_seats(composition) {
            let name = match party {
                Some(party) => names.get(party).map_or_else(|| party.to_string(), |name| name.get(language).to_owned()),
                None => words.plain("composition-no-party"),
            };
            put(&mut text, &format!("  {seats:>3}  {name}"));
        }
    }
    if !composition.flags.is_empty() {
        text.push('\n');
    }
    for flag in &composition.flags {
        put(&mut text, &format!("  ! {}: {}", words.plain("calendar-note"), cited(flag, &words)));
    }
    text
}

/// The parties, the largest first, those without one last.
fn by_seats(composition: &Composition) -> Vec<(Option<&Id>, u64)> {
    let mut parties: Vec<_> = composition.parties.iter().map(|(party, seats)| (party.as_ref(), *seats)).collect();
    parties.sort_by_key(|(party, seats)| (party.is_none(), u64::MAX - seats));
    parties
}

#[cfg(test)]
mod tests {
    use saylau_tally::law::Edition;
    use saylau_tally::law::composition::{Affiliations, majilis};
    use saylau_tally::outcome::{Determination, ListSeats, Outcome};

    use super::*;

    #[test]
    fn a_chamber_says_its_parts_its_parties_and_what_is_open() {
        let id = |text: &str| Id::new(text).unwrap();
        let seats = vec![
            ListSeats { option: id("asar"), seats: 3, vacant: 0 },
            ListSeats { option: id("otan"), seats: 7, vacant: 0 },
        ];
        let outcome = Outcome::Seats { seats, vacant: 0 };
        let lists = Determination { constituency: Id::nation(), outcome, steps: Vec::new(), flags: Vec::new() };
        let edition = Edition::named("2004").unwrap();
        let composition = majilis(edition, &[], Some(&lists), &Affiliations::new()).unwrap();
        let names = BTreeMap::from([(id("otan"), Text::same("Otan"))]);
        let text = render_composition(Chamber::Majilis, &composition, &names, Language::English);
        assert_eq!(
            text,
            "Majilis: 10 of 77 seats are filled\n  \
             - Constitution, Art. 50(3): Single-mandate constituencies: 67 seats; filled 0, vacant 0, open 67.\n  \
             - Constitution, Art. 50(3): Party lists: 10 seats; filled 10, vacant 0, open 0.\n\
             \n\
             By party\n    \
             7  Otan\n    \
             3  asar\n\
             \n  \
             ! Note: Constitution, Art. 50(3): Constituencies given: 0; by law: 67.\n"
        );
    }
}
