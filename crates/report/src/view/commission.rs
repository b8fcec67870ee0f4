//! Who is to sign the record, as its page shows it. The signatures are made after the page and are not on it.

use saylau_tally::commission::Commission;

use crate::signatures_text::role;
use crate::signers::fingerprint_of;
use crate::words::{Values, Words};

/// The commission of a record.
pub(crate) struct CommissionView {
    pub(crate) name: String,
    pub(crate) must_sign: String,
    /// Said where the number is the one of the law.
    pub(crate) majority: Option<String>,
    pub(crate) members: Vec<MemberRow>,
}

/// One member.
pub(crate) struct MemberRow {
    pub(crate) name: String,
    pub(crate) role: String,
    /// The fingerprint of the key.
    pub(crate) key: Option<String>,
}

impl CommissionView {
    pub(crate) fn of(commission: &Commission, words: &Words) -> Self {
        let all = u64::try_from(commission.members.len()).unwrap_or(u64::MAX);
        let values = Values::default().number("members", all, words).number("must", commission.must_sign, words);
        let members = commission.members.iter().map(|member| MemberRow {
            name: member.name.get(words.language()).to_owned(),
            role: role(member, words),
            key: fingerprint_of(member),
        });
        let by_law = commission.must_sign == Commission::majority(all);
        Self {
            name: commission.name.get(words.language()).to_owned(),
            must_sign: words.say("commission-must-sign", &values),
            majority: by_law.then(|| words.plain("commission-majority")),
            members: members.collect(),
        }
    }
}
