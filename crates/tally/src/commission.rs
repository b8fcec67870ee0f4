//! Who decides on a result and signs it: the members of a commission, their public keys, and how many of them must sign.
//!
//! Keys are carried as text. What a key may be and whether a signature is true is for those who read and check files.

use serde::{Deserialize, Serialize};

use crate::text::{Id, Text};

/// A commission (Law on Elections, Art. 10) as its election's file names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commission {
    /// Its name.
    pub name: Text,
    /// All of its members, with a key or without one.
    pub members: Vec<Member>,
    /// How many of the members must sign, at least 1 and at most all of them.
    pub must_sign: u64,
}

/// One member of a commission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// A short name for files and for OpenSSH; see [`Member::is_fit`].
    pub id: Id,
    /// The member's name.
    pub name: Text,
    /// What the member is in the commission.
    pub role: Role,
    /// The public key as OpenSSH writes it, without a comment; a member without one cannot sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// What a member is in a commission (Law on Elections, Art. 10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The chairperson.
    Chairperson,
    /// A deputy of the chairperson.
    Deputy,
    /// The secretary.
    Secretary,
    /// Any other member.
    Member,
}

impl Role {
    /// Every role, the highest first.
    pub const ALL: [Self; 4] = [Self::Chairperson, Self::Deputy, Self::Secretary, Self::Member];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chairperson => "chairperson",
            Self::Deputy => "deputy",
            Self::Secretary => "secretary",
            Self::Member => "member",
        }
    }
}

impl Member {
    /// Whether a text can be a member's identifier: 1 to 32 of the characters `a-z`, `0-9`, `-` and `_`, the first a letter or digit,
    /// so that it can name a file on every system and a signer to OpenSSH.
    pub fn is_fit(id: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        (1..=32).contains(&id.len())
            && id.bytes().all(|byte| plain(byte) || matches!(byte, b'-' | b'_'))
            && id.bytes().next().is_some_and(plain)
    }
}

impl Commission {
    /// The least number of members that is a majority of all (Law on Elections, Art. 20).
    pub fn majority(members: u64) -> u64 {
        members / 2 + 1
    }

    /// The member with this identifier.
    pub fn member(&self, id: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.id.as_str() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_majority_is_more_than_half_of_all_members() {
        for (members, majority) in [(1, 1), (2, 2), (3, 2), (6, 4), (7, 4), (8, 5)] {
            assert_eq!(Commission::majority(members), majority, "{members}");
            assert!(2 * majority > members && 2 * (majority - 1) <= members);
        }
    }

    #[test]
    fn an_identifier_of_a_member_can_name_a_file_and_a_signer() {
        assert!(Member::is_fit("chair") && Member::is_fit("7") && Member::is_fit("a_b-2"));
        let long = "a".repeat(33);
        for id in ["", "-a", "_a", ".a", "a.b", "a b", "Chair", "төраға", "a/b", "a,b", "a*", &long] {
            assert!(!Member::is_fit(id), "{id}");
        }
    }
}
