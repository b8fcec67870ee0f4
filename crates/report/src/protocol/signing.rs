//! Where the members of the commission sign the sheet, and whose digital signature already lies beside the record.

use serde::Serialize;

use saylau_tally::commission::{Commission, Role};

use crate::signatures::{Signatures, Standing};
use crate::signatures_text::role;
use crate::words::{Values, Words};

/// The words around the signatures.
pub(super) const LABELS: &[&str] = &[
    "protocol-digital",
    "protocol-drawn-up",
    "protocol-ink",
    "protocol-member-name",
    "protocol-place",
    "protocol-seal",
    "protocol-signature",
    "protocol-signatures",
    "protocol-words",
    "column-role",
    "section-corrections",
];

/// The members of a commission whose record does not name them: who leads it has a line, and four more (Law on Elections, Art. 10).
const UNNAMED: [Role; 7] =
    [Role::Chairperson, Role::Deputy, Role::Secretary, Role::Member, Role::Member, Role::Member, Role::Member];

/// The end of the sheet.
#[derive(Serialize)]
pub(crate) struct Signing {
    /// How many must sign, or that nobody is named.
    note: String,
    members: Vec<Signer>,
    /// Whether the digital signatures suffice; nothing where no commission is named.
    digital: Option<String>,
    /// The opinions of members who dissent.
    dissents: Vec<String>,
}

/// One line to sign on.
#[derive(Serialize)]
pub(crate) struct Signer {
    /// Empty where a hand must write it.
    name: String,
    role: String,
    /// Whether a digital signature lies beside the record and holds.
    digital: Option<String>,
}

impl Signing {
    pub(crate) fn of(commission: Option<&Commission>, signatures: &Signatures, words: &Words) -> Self {
        let Some(commission) = commission else {
            let unnamed = UNNAMED.map(|role| Signer {
                name: String::new(),
                role: words.plain(&format!("role-{}", role.name())),
                digital: None,
            });
            let note = words.plain("protocol-no-commission");
            return Self { note, members: unnamed.into(), digital: None, dissents: Vec::new() };
        };
        let signed = signatures.signed();
        let holds = |holds: bool| words.plain(if holds { "protocol-digital-yes" } else { "protocol-digital-no" });
        let members = commission.members.iter().map(|member| Signer {
            name: member.name.get(words.language()).to_owned(),
            role: role(member, words),
            digital: Some(holds(signed.iter().any(|one| one.id == member.id))),
        });
        let all = u64::try_from(commission.members.len()).unwrap_or(u64::MAX);
        let must = Values::default().number("members", all, words).number("must", commission.must_sign, words);
        let enough = if signatures.suffices() { "protocol-digital-sufficient" } else { "protocol-digital-short" };
        let count = u64::try_from(signed.len()).unwrap_or(u64::MAX);
        let counted = Values::default().number("signed", count, words).number("needed", commission.must_sign, words);
        Self {
            note: words.say("protocol-must-sign", &must),
            members: members.collect(),
            digital: Some(words.say(enough, &counted)),
            dissents: dissents(commission, signatures, words),
        }
    }
}

fn dissents(commission: &Commission, signatures: &Signatures, words: &Words) -> Vec<String> {
    let opinion = |(file, standing): &(String, Standing)| {
        let Standing::Dissent(id) = standing else { return None };
        let member = commission.member(id.as_str())?;
        let values = Values::default().text("name", member.name.get(words.language())).text("file", file);
        Some(words.say("protocol-dissent", &values))
    };
    signatures.files.iter().filter_map(opinion).collect()
}
