//! What a header says its column holds, in Kazakh, Russian and English.
//!
//! Headers of protocols are whole sentences, so they are looked at for the beginnings of words that tell one line of a protocol
//! from the others. The first rule that fits decides; rules about parts stand before those about the whole.

use saylau_tally::count::Account;

/// What a header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The column names the polling station.
    Station,
    /// A region, the largest place a station lies in.
    Region,
    /// A place between region and station, such as a district or a territorial commission.
    Place,
    /// A constituency.
    Constituency,
    /// The number of a ballot.
    Ballot,
    /// The contest of a row.
    Contest,
    /// The choice on a ballot, or the option that a number is of.
    Choice,
    /// A number of votes.
    Votes,
    /// A line of the protocol.
    Account(Account),
    /// One of several columns that make a line of the protocol together, such as the ballots in stationary boxes.
    Part(Account),
    /// Ballots, without saying which.
    Ballots,
    /// The mark against everybody.
    AgainstAll,
    /// The answer yes.
    Yes,
    /// The answer no.
    No,
    /// The number of the row.
    RowNumber,
    /// Something that is counted and has nothing to do with ballots, such as absentee certificates or an hourly turnout.
    Beside,
}

/// One rule: one of each of `all`, none of `none`.
struct Rule {
    says: Says,
    all: &'static [&'static [&'static str]],
    none: &'static [&'static str],
}

const fn rule(says: Says, all: &'static [&'static [&'static str]], none: &'static [&'static str]) -> Rule {
    Rule { says, all, none }
}

/// Beginnings of words; one with a blank at its end is a whole word.
const RULES: &[Rule] = &[
    rule(Says::Beside, &[&["открепительн", "absentee cert", "есептен шығару"]], &[]),
    rule(Says::Beside, &[&["явк", "turnout", "%", "процент", "пайыз", "percent"]], &[]),
    rule(Says::AgainstAll, &[&["против всех", "бәріне қарсы", "against all", "none of the above", "nota "]], &[]),
    rule(
        Says::Account(Account::InMobileBoxes),
        &[&["переносн", "тасымалданатын", "mobile box", "portable box", "in mobile"]],
        &[],
    ),
    rule(Says::Part(Account::InBoxes), &[&["стационарн", "тұрақты жәшік", "тұрақты сайлау жәшік", "stationary"]], &[]),
    rule(
        Says::Account(Account::IssuedOutside),
        &[&["выдан", "берілген", "берген", "issued"], &["вне ", "тыс ", "outside"]],
        &[],
    ),
    rule(
        Says::Part(Account::Issued),
        &[
            &["выдан", "берілген", "берген", "issued"],
            &["досрочн", "в помещ", "мерзімінен бұрын", "inside", "early", "in advance"],
        ],
        &[],
    ),
    rule(
        Says::Account(Account::Issued),
        &[&["выдан", "получивших", "берілген", "берген", "issued", "signed for", "signatures", "бюллетеньдер алған"]],
        &["комиссиясы алған"],
    ),
    rule(Says::Account(Account::Lost), &[&["утрачен", "утерян", "жоғалған", "жоғалтылған", "lost"]], &[]),
    rule(
        Says::Account(Account::NotCounted),
        &[&["не учитываем", "есепке алынбайтын", "not counted", "not_counted"]],
        &[],
    ),
    rule(Says::Account(Account::Unaccounted), &[&["не учтен", "неучтен", "есепке алынбаған", "unaccounted"]], &[]),
    rule(
        Says::Account(Account::Unused),
        &[&["погашен", "неиспользован", "жойылған", "пайдаланылмаған", "unused", "cancelled", "canceled", "left over"]],
        &[],
    ),
    rule(
        Says::Account(Account::Received),
        &[&["получен", "комиссиясы алған", "received"], &["бюллет", "ballot", "received "]],
        &[],
    ),
    rule(Says::Account(Account::Blank), &[&["незаполнен", "пуст", "бос бюллетень", "blank"]], &[]),
    rule(Says::Account(Account::Overvoted), &[&["overvot", "over vote"]], &[]),
    rule(
        Says::Account(Account::Invalid),
        &[&["недействит", "жарамсыз", "invalid", "rejected", "spoil", "null vot"]],
        &[],
    ),
    rule(Says::Account(Account::Valid), &[&["действит", "жарамды", "valid"]], &[]),
    rule(
        Says::Account(Account::InBoxes),
        &[&[
            "извлечен",
            "обнаружен",
            "в урнах",
            "из урн",
            "в ящик",
            "из ящик",
            "жәшіктерден алынған",
            "жәшіктердегі",
            "in boxes",
            "in the box",
            "in ballot box",
            "ballots cast",
            "votes cast",
            "total cast",
            "total ballots",
            "ballots counted",
            "ballots found",
            "total votes",
        ]],
        &[],
    ),
    rule(Says::Account(Account::Present), &[&["присутств", "қатысып отыр", "electors present", "present "]], &[]),
    rule(
        Says::Account(Account::OnList),
        &[
            &[
                "избирателей",
                "избиратели",
                "сайлаушылар",
                "выборщиков",
                "таңдаушылар",
                "voters",
                "electorate",
                "registered",
                "electors",
                "граждан",
            ],
            &[
                "внесен",
                "включен",
                "в списк",
                "списка",
                "общее число",
                "зарегистр",
                "число избирателей",
                "всего избирателей",
                "тізім",
                "жалпы саны",
                "саны",
                "on list",
                "on the list",
                "on roll",
                "registered",
                "eligible",
                "possible",
                "total",
                "number",
                "enrolled",
                "electorate",
                "избирателей ",
            ],
        ],
        &["принявших", "проголосовав", "қатысқан", "special", "voted"],
    ),
    rule(Says::RowNumber, &[&["№ п/п", "n п/п", "п/п ", "row number", "row id", "rowid"]], &[]),
    rule(
        Says::Ballot,
        &[&["ballot id", "ballot number", "ballot no", "номер бюллетеня", "бюллетень нөмірі", "cvr "]],
        &[],
    ),
    rule(Says::Ballots, &[&["ballots ", "бюллетеней ", "бюллетеньдер "]], &[]),
    rule(
        Says::Constituency,
        &[&["округ", "constituency", "electoral district", "riding", "сайлау округ", "одномандат", "okrug"]],
        &[],
    ),
    rule(
        Says::Station,
        &[&[
            "уик ",
            "uik ",
            "участок ",
            "номер участка",
            "№ участка",
            "участк",
            "уск ",
            "учаске",
            "polling station",
            "polling place",
            "station",
            "precinct",
            "booth",
        ]],
        &["special"],
    ),
    rule(
        Says::Region,
        &[&["region", "oblast", "область ", "облыс", "регион", "субъект", "өңір", "аймақ", "province", "county"]],
        &[],
    ),
    rule(
        Says::Place,
        &[&[
            "tik ",
            "тик ",
            "район",
            "аудан",
            "district",
            "municipality",
            "city ",
            "город ",
            "қала ",
            "ward ",
            "terr",
            "locality",
        ]],
        &[],
    ),
    rule(
        Says::Contest,
        &[&["contest", "race ", "office ", "question ", "вопрос", "мәселе", "тур ", "кезең", "round "]],
        &[],
    ),
];

/// Headers of the choice on a ballot, or of the option a number of votes is for.
pub(crate) const CHOICE: &[&str] = &[
    "choice",
    "vote",
    "option",
    "candidate",
    "party",
    "list",
    "выбор",
    "голос",
    "кандидат",
    "партия",
    "список",
    "таңдау",
    "үміткер",
    "кандидаттар",
    "партиялық тізім",
];

/// Headers of a number of votes.
pub(crate) const VOTES: &[&str] =
    &["votes", "count", "total", "голоса", "голосов", "число голосов", "дауыс", "дауыстар", "дауыс саны"];

/// Headers that mean something as a whole and nothing as a part.
const WHOLE: &[(Says, &[&str])] = &[
    (Says::Account(Account::OnList), &["on the list", "в списке", "тізімде"]),
    (Says::RowNumber, &["№", "n", "no", "#", "row", "id", "номер", "number", "нөмір", "р/с", "реттік нөмірі"]),
    (Says::Beside, &["url", "link", "ссылка", "сілтеме", "date", "дата", "күні", "year", "год"]),
    (Says::Ballot, &["ballot", "cvr", "cvrnumber", "бюллетень"]),
    (
        Says::Beside,
        &[
            "tabulatornum",
            "tabulator",
            "batchid",
            "batch id",
            "recordid",
            "record id",
            "imprintedid",
            "countinggroup",
            "ballottype",
        ],
    ),
    (Says::Choice, CHOICE),
    (Says::Votes, VOTES),
    (Says::Yes, &["yes", "за", "да", "иә", "жақтап", "for"]),
    (Says::No, &["no votes", "против", "нет", "жоқ", "қарсы", "against"]),
    (Says::Constituency, &["district id", "district_id"]),
    (Says::Region, &["область", "край", "республика", "state"]),
];

/// What a header says; nothing where no rule fits.
pub(super) fn read(header: &str) -> Option<Says> {
    let plain = plain(header);
    if let Some(account) = Account::from_name(&plain.trim().replace(' ', "_")) {
        return Some(Says::Account(account));
    }
    let whole = WHOLE.iter().find(|(_, names)| names.contains(&plain.trim()));
    let fits = |rule: &&Rule| {
        let any = |words: &[&str]| words.iter().any(|word| begins_a_word(&plain, word));
        rule.all.iter().all(|words| any(words)) && !any(rule.none)
    };
    whole.map(|(says, _)| *says).or_else(|| RULES.iter().find(fits).map(|rule| rule.says))
}

/// Whether a header begins with a number, as lists and candidates on a ballot paper do: `3. Party`, `12 - Party`.
pub(super) fn ballot_number(header: &str) -> Option<&str> {
    let header = header.trim();
    let digits = header.len() - header.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = header[digits..].trim_start();
    let marked = behind.starts_with(['.', ')', '-', '–', '—', ':']);
    let named =
        behind.trim_start_matches(['.', ')', '-', '–', '—', ':', ' ']).chars().next().is_some_and(char::is_alphabetic);
    (1..=3).contains(&digits).then(|| &header[..digits]).filter(|_| marked && named)
}

/// In lower case, with one blank between words, before the first and behind the last.
fn plain(header: &str) -> String {
    let header = header.to_lowercase().replace('ё', "е");
    // Kazakh texts often have the Latin letter where the Cyrillic one belongs.
    let kazakh = header.chars().any(|c| "әғқңөұүһ".contains(c));
    let header = if kazakh { header.replace('i', "і") } else { header };
    let words = header
        .split(|c: char| c.is_whitespace() || matches!(c, '_' | ',' | ';' | ':' | '(' | ')' | '"' | '«' | '»' | '-'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

fn begins_a_word(plain: &str, word: &str) -> bool {
    plain.match_indices(word).any(|(at, _)| plain[..at].ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_a_protocol_are_known_in_russian() {
        use Account::{
            InBoxes, InMobileBoxes, Invalid, Issued, IssuedOutside, Lost, OnList, Received, Unaccounted, Unused, Valid,
        };
        let lines = [
            ("Число избирателей, внесённых в список", OnList),
            ("Число бюллетеней, полученных участковой комиссией", Received),
            ("Число бюллетеней, выданных вне помещения", IssuedOutside),
            ("Число избирателей, получивших бюллетени", Issued),
            ("Число погашенных бюллетеней", Unused),
            ("Число бюллетеней в переносных ящиках", InMobileBoxes),
            ("Бюллетени, извлечённые из урн для голосования", InBoxes),
            ("Число недействительных бюллетеней", Invalid),
            ("Число действительных бюллетеней", Valid),
            ("Число утраченных бюллетеней", Lost),
            ("Число бюллетеней, не учтённых при получении", Unaccounted),
        ];
        for (header, account) in lines {
            assert_eq!(read(header), Some(Says::Account(account)), "{header}");
        }
        assert_eq!(read("Число открепительных удостоверений, полученных комиссией"), Some(Says::Beside));
        assert_eq!(read("Против всех"), Some(Says::AgainstAll));
        let parts = [
            ("Число бюллетеней, выданных досрочно", Issued),
            ("Число бюллетеней, выданных в помещении для голосования", Issued),
            ("Число бюллетеней в стационарных ящиках", InBoxes),
        ];
        for (header, account) in parts {
            assert_eq!(read(header), Some(Says::Part(account)), "{header}");
        }
    }

    #[test]
    fn the_lines_of_a_protocol_are_known_in_kazakh() {
        use Account::{InBoxes, Invalid, Issued, OnList, Received, Unused, Valid};
        let lines = [
            ("Учаскедегі сайлаушылардың жалпы саны", OnList),
            ("Бюллетеньдер алған сайлаушылар саны", Issued),
            ("Комиссияның әрбір мүшесі берген бюллетеньдер саны", Issued),
            ("Учаскелік сайлау комиссиясы алған бюллетеньдер саны", Received),
            ("Жойылған бюллетеньдер саны", Unused),
            ("Жәшiктерден алынған бюллетеньдер саны", InBoxes),
            ("Жарамсыз деп танылған бюллетеньдер саны", Invalid),
            ("Жарамды бюллетеньдер саны", Valid),
        ];
        for (header, account) in lines {
            assert_eq!(read(header), Some(Says::Account(account)), "{header}");
        }
        assert_eq!(read("Сайлау учаскесі"), Some(Says::Station));
        assert_eq!(read("Облыс"), Some(Says::Region));
        assert_eq!(read("Сайлау округі"), Some(Says::Constituency));
        assert_eq!(read("Бәріне қарсымын"), Some(Says::AgainstAll));
    }

    #[test]
    fn the_lines_of_a_protocol_are_known_in_english_and_by_their_own_names() {
        use Account::{InBoxes, Invalid, Issued, IssuedOutside, OnList, Received, Valid};
        let lines = [
            ("possible voters", OnList),
            ("Registered voters", OnList),
            ("Ballots received", Received),
            ("ballots signed for", Issued),
            ("ballots issued outside", IssuedOutside),
            ("invalid votes", Invalid),
            ("valid votes", Valid),
            ("Total ballots cast", InBoxes),
            ("in_boxes", InBoxes),
            ("on_list", OnList),
            ("On the list", OnList),
        ];
        for (header, account) in lines {
            assert_eq!(read(header), Some(Says::Account(account)), "{header}");
        }
        assert_eq!(read("special voters"), None);
        assert_eq!(read("num ballots"), Some(Says::Ballots));
        assert_eq!(read("district_id"), Some(Says::Constituency));
        assert_eq!(read("PrecinctPortion"), Some(Says::Station));
        assert_eq!((read("State"), read("State for the People")), (Some(Says::Region), None));
    }

    #[test]
    fn a_number_before_a_name_is_its_place_on_the_ballot_paper() {
        assert_eq!(ballot_number("1. Политическая партия"), Some("1"));
        assert_eq!(ballot_number("44 - Initiative Group"), Some("44"));
        assert_eq!(ballot_number("12"), None);
        assert_eq!(ballot_number("2016"), None);
        assert_eq!(ballot_number("1.1"), None);
    }
}
