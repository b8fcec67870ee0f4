//! Who signed a result, in words for a terminal.

use std::fmt::Write as _;

use saylau_tally::commission::{Commission, Member};
use saylau_tally::text::{Id, Language};

use crate::signatures::{FOLDER, Signatures, Standing};
use crate::signing::Signed;
use crate::words::{Values, Words};

/// What was signed just now, and who has signed so far.
pub fn render_signed(signed: &Signed, language: Language) -> String {
    let words = Words::of(language);
    let opinion = signed.file.extension().is_some_and(|extension| extension == "txt");
    let key = if opinion { "signatures-dissent-written" } else { "signatures-written" };
    let values =
        Values::default().text("name", signed.member.name.get(language)).text("role", role(&signed.member, &words));
    let mut text = format!("{} {}\n", words.say(key, &values), signed.file.display());
    if signed.provisional {
        let _ = writeln!(text, "{}", words.plain("signatures-provisional"));
    }
    text.push('\n');
    put(&mut text, &signed.signatures, &words);
    text
}

/// Who signed and who did not, whether it suffices, and every file that does not count.
pub(crate) fn put(text: &mut String, signatures: &Signatures, words: &Words) {
    let language = words.language();
    match &signatures.commission {
        None => {
            let _ = writeln!(text, "{}", words.plain("signatures-no-commission"));
        }
        Some(commission) => {
            let name = Values::default().text("commission", commission.name.get(language));
            let _ = writeln!(text, "{}", words.say("signatures-of", &name));
            for member in &commission.members {
                let (mark, standing) = standing(signatures, member);
                let (name, role) = (member.name.get(language), role(member, words));
                let _ = writeln!(text, "  {mark} {name}, {role}: {}", words.plain(standing));
            }
        }
    }
    for (name, standing) in &signatures.files {
        if let Some(said) = say(name, standing, signatures.commission.as_ref(), words) {
            let _ = writeln!(text, "  · {FOLDER}/{name}: {said}");
        }
    }
    if let Some(commission) = &signatures.commission {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let values = Values::default()
            .number("signed", number(signatures.signed().len()), words)
            .number("members", number(commission.members.len()), words)
            .number("must", commission.must_sign, words);
        let key = if signatures.suffices() { "signatures-enough" } else { "signatures-short" };
        let _ = writeln!(text, "{}", words.say(key, &values));
    }
}

/// The name of a member's role.
pub(crate) fn role(member: &Member, words: &Words) -> String {
    words.plain(&format!("role-{}", member.role.name()))
}

fn standing(signatures: &Signatures, member: &Member) -> (char, &'static str) {
    if signatures.signed().contains(&member) {
        ('✓', "signatures-signed")
    } else if member.key.is_some() {
        ('–', "signatures-not-signed")
    } else {
        ('–', "signatures-without-key")
    }
}

/// What is said of a file; nothing of those that count, which their members are named for.
fn say(file: &str, standing: &Standing, commission: Option<&Commission>, words: &Words) -> Option<String> {
    let named = |id: &Id| {
        let member = commission.and_then(|commission| commission.member(id.as_str()));
        Values::default().text("name", member.map_or(id.as_str(), |member| member.name.get(words.language())))
    };
    let by_key = |key: &String| Values::default().text("key", key);
    Some(match standing {
        Standing::Counts(_) | Standing::Allowed => return None,
        Standing::Repeated(id) => words.say("signatures-repeated", &named(id)),
        Standing::Foreign(key) => words.say("signatures-foreign", &by_key(key)),
        Standing::Dissent(id) => words.say("signatures-dissent", &named(id)),
        Standing::ForeignDissent(key) => words.say("signatures-foreign-dissent", &by_key(key)),
        Standing::Wrong(wrong) => {
            let (expected, found) = wrong.in_words(file);
            words.say("signatures-wrong", &Values::default().text("expected", expected).text("found", found))
        }
    })
}
