//! Offices and activities that cannot be kept beside a mandate.
//!
//! They bar nobody from standing: whoever is elected gives them up. So each is a flag with its article.

use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::law::calendar::Office;
use crate::law::eligibility::Person;
use crate::outcome::{Step, Value};

/// An office or activity that a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// The President of the Republic.
    President,
    /// A deputy of the Senate.
    Senator,
    /// A deputy of the Majilis.
    MajilisDeputy,
    /// A deputy of a maslikhat other than the one stood for.
    MaslikhatDeputy,
    /// A member of the Government.
    GovernmentMember,
    /// The Chairperson or a member of the Constitutional Council.
    CouncilMember,
    /// A judge.
    Judge,
    /// In military service.
    Military,
    /// An employee of the bodies of national security.
    NationalSecurity,
    /// An employee of the law-enforcement bodies.
    LawEnforcement,
    /// Another paid office.
    PaidOffice,
    /// Paid teaching, research or other creative work.
    TeachingOrCreative,
    /// Entrepreneurial activity.
    Entrepreneur,
    /// In a managing body or a supervisory board of a commercial organization.
    CompanyBoard,
    /// A member of a political party, or on its list.
    PartyMember,
}

impl Held {
    /// Every office and activity.
    pub const ALL: [Self; 15] = [
        Self::President,
        Self::Senator,
        Self::MajilisDeputy,
        Self::MaslikhatDeputy,
        Self::GovernmentMember,
        Self::CouncilMember,
        Self::Judge,
        Self::Military,
        Self::NationalSecurity,
        Self::LawEnforcement,
        Self::PaidOffice,
        Self::TeachingOrCreative,
        Self::Entrepreneur,
        Self::CompanyBoard,
        Self::PartyMember,
    ];

    /// The name used in files: `majilis-deputy`, ...
    pub fn name(self) -> &'static str {
        match self {
            Self::President => "president",
            Self::Senator => "senator",
            Self::MajilisDeputy => "majilis-deputy",
            Self::MaslikhatDeputy => "maslikhat-deputy",
            Self::GovernmentMember => "government-member",
            Self::CouncilMember => "council-member",
            Self::Judge => "judge",
            Self::Military => "military",
            Self::NationalSecurity => "national-security",
            Self::LawEnforcement => "law-enforcement",
            Self::PaidOffice => "paid-office",
            Self::TeachingOrCreative => "teaching-or-creative",
            Self::Entrepreneur => "entrepreneur",
            Self::CompanyBoard => "company-board",
            Self::PartyMember => "party-member",
        }
    }

    /// The office or activity of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|held| held.name() == name)
    }

    /// Whether those who have it keep away from political parties (Art. 23(2)).
    fn keeps_away_from_parties(self) -> bool {
        matches!(self, Self::Military | Self::NationalSecurity | Self::LawEnforcement | Self::Judge)
    }

    /// The article by which it cannot be kept beside `office`, where one says so.
    fn barred_beside(self, office: Office) -> Option<Citation> {
        let article = match office {
            Office::President => self.barred_beside_the_presidency(),
            Office::Senate | Office::Majilis => self.barred_beside_a_seat_in_parliament(office),
            Office::Maslikhat => self.barred_beside_a_seat_in_a_maslikhat(),
        };
        article.map(Citation::constitution)
    }

    /// Art. 43: the President is no deputy, has no other paid office and no enterprise, and suspends work in a party. No
    /// exception is made for teaching.
    fn barred_beside_the_presidency(self) -> Option<&'static str> {
        match self {
            Self::President | Self::CompanyBoard => None,
            Self::PartyMember => Some("43(2)"),
            _ => Some("43(1)"),
        }
    }

    /// Art. 50(4): not in both Chambers. Art. 52(3): no other representative body, paid office but teaching, research and creative work,
    /// enterprise or company board; Art. 68(2), 71(4), 79(4) say the same from the other side.
    fn barred_beside_a_seat_in_parliament(self, office: Office) -> Option<&'static str> {
        match self {
            Self::Senator => (office != Office::Senate).then_some("50(4)"),
            Self::MajilisDeputy => (office != Office::Majilis).then_some("50(4)"),
            Self::President => Some("43(1)"),
            Self::GovernmentMember => Some("68(2)"),
            Self::CouncilMember => Some("71(4)"),
            Self::Judge => Some("79(4)"),
            Self::TeachingOrCreative | Self::PartyMember => None,
            Self::MaslikhatDeputy
            | Self::Military
            | Self::NationalSecurity
            | Self::LawEnforcement
            | Self::PaidOffice
            | Self::Entrepreneur
            | Self::CompanyBoard => Some("52(3)"),
        }
    }

    /// Art. 86(3): one maslikhat only; the other offices bar any mandate from their side.
    fn barred_beside_a_seat_in_a_maslikhat(self) -> Option<&'static str> {
        match self {
            Self::MaslikhatDeputy => Some("86(3)"),
            Self::Senator | Self::MajilisDeputy => Some("52(3)"),
            Self::President => Some("43(1)"),
            Self::GovernmentMember => Some("68(2)"),
            Self::CouncilMember => Some("71(4)"),
            Self::Judge => Some("79(4)"),
            _ => None,
        }
    }
}

/// The flags for a person's offices, in the order they are given.
pub(super) fn flags(person: &Person, office: Office) -> Vec<Step> {
    let Some(offices) = &person.offices else {
        return vec![Step::new(Citation::constitution("33(4)"), "offices-not-known")];
    };
    let mut flags: Vec<Step> = offices
        .iter()
        .filter_map(|held| {
            Some(Step::new(held.barred_beside(office)?, "office-to-give-up").with("office", word(*held)))
        })
        .collect();
    if offices.contains(&Held::PartyMember) {
        let keeps_away = offices.iter().filter(|held| held.keeps_away_from_parties());
        flags.extend(keeps_away.map(|held| {
            Step::new(Citation::constitution("23(2)"), "party-membership-barred").with("office", word(*held))
        }));
    }
    flags
}

fn word(held: Held) -> Value {
    Value::Word(format!("office-{}", held.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_office_has_a_name_of_its_own() {
        for held in Held::ALL {
            assert_eq!(Held::from_name(held.name()), Some(held));
        }
        assert_eq!(Held::from_name("no-such-office"), None);
    }
}
