//! The contests of `election.toml`, their constituencies and ballot papers.

use saylau_tally::count::Account;
use saylau_tally::election::{BallotOption, Constituency, Contest, ContestKind, DroppedOut, Role, Round};
use saylau_tally::rules::Rule;
use saylau_tally::text::{Id, Text};
use toml::Spanned;

use super::format::{ConstituencyFormat, ContestFormat, DroppedOutFormat, ElectionFormat, KindFormat, OptionFormat};
use super::{Constituencies, ContestSettings, ElectionFile, rule};
use crate::error::Error;

/// The contests, and what they say beyond their type.
pub(super) fn read(
    file: &ElectionFile,
    format: &ElectionFormat,
) -> Result<(Vec<Contest>, Vec<ContestSettings>), Error> {
    if format.contest.is_empty() {
        return Err(file.complain(format.id.span(), "the election has no contest").help("add a table `[[contest]]`"));
    }
    let mut contests: Vec<Contest> = Vec::new();
    let mut settings = Vec::new();
    for contest in &format.contest {
        let (read, setting) = read_contest(file, contest, format)?;
        if contests.iter().any(|other| other.id == read.id) {
            let span = contest.get_ref().id.span();
            return Err(file.complain(span, format!("the contest `{}` is listed twice", read.id)));
        }
        contests.push(read);
        settings.push(setting);
    }
    for contest in &format.contest {
        check_round(file, contest.get_ref(), &contests)?;
    }
    Ok((contests, settings))
}

fn read_contest(
    file: &ElectionFile,
    spanned: &Spanned<ContestFormat>,
    election: &ElectionFormat,
) -> Result<(Contest, ContestSettings), Error> {
    let format = spanned.get_ref();
    let id = file.id(&format.id)?;
    let kind = read_kind(file, format)?;
    let constituencies = where_from(file, format)?;
    let shared = read_options(file, &format.option, &kind)?;
    let listed = match constituencies {
        Constituencies::Nation => vec![nation(file, format, shared.clone())?],
        Constituencies::AsFound if shared.is_empty() => return Err(no_options(file, format)),
        Constituencies::AsFound => Vec::new(),
        Constituencies::Listed => read_constituencies(file, format, &kind, &shared, election)?,
    };
    let own = format.constituency.iter().flat_map(|constituency| &constituency.option);
    let settings = ContestSettings {
        constituencies,
        shared,
        options_at: own.chain(&format.option).map(|option| (option.id.get_ref().clone(), option.id.span())).collect(),
        own_ballot: format.constituency.iter().map(|constituency| !constituency.option.is_empty()).collect(),
        second_round: format.round.as_ref().is_some_and(|round| *round.get_ref() == 2),
    };
    let title = file.name_or(format.title.as_ref(), &id)?;
    let round = read_round(file, format)?;
    Ok((Contest { id, title, kind, round, constituencies: listed }, settings))
}

fn read_kind(file: &ElectionFile, format: &ContestFormat) -> Result<ContestKind, Error> {
    let kind = match format.kind.get_ref() {
        KindFormat::President => ContestKind::President,
        KindFormat::MajilisList => ContestKind::MajilisList,
        KindFormat::MajilisConstituency => ContestKind::MajilisConstituency,
        KindFormat::Senate => ContestKind::Senate,
        KindFormat::Maslikhat => ContestKind::Maslikhat,
        KindFormat::Referendum => ContestKind::Referendum {
            amends_constitution: format.amends_constitution.as_ref().map(|amends| *amends.get_ref()),
        },
        KindFormat::Custom => {
            let missing = || {
                let error = file.complain(format.kind.span(), "a custom contest needs its rule");
                error.help("add a table `[contest.rule]`")
            };
            return rule::read(file, format.rule.as_ref().ok_or_else(missing)?).map(ContestKind::Custom);
        }
    };
    if let (Some(amends), false) = (&format.amends_constitution, matches!(kind, ContestKind::Referendum { .. })) {
        return Err(file
            .complain(amends.span(), "only a referendum can amend the Constitution")
            .help("remove `amends_constitution`, or set `kind = \"referendum\"`"));
    }
    match &format.rule {
        None => Ok(kind),
        Some(rule) => Err(file
            .complain(rule.span(), "the law of this kind of contest is known; a rule has no meaning here")
            .help("remove `[contest.rule]`, or set `kind = \"custom\"`")),
    }
}

fn where_from(file: &ElectionFile, format: &ContestFormat) -> Result<Constituencies, Error> {
    let listed = format.constituency.first().map(|constituency| constituency.id.span());
    let as_found = format.constituencies.as_ref().map(Spanned::span);
    let of_nation =
        matches!(format.kind.get_ref(), KindFormat::President | KindFormat::MajilisList | KindFormat::Referendum);
    match (listed, as_found) {
        (Some(span), None) | (None, Some(span)) if of_nation => {
            Err(file.complain(span, "this kind of contest is held in the nation as one constituency"))
        }
        (Some(_), Some(span)) => {
            Err(file.complain(span, "constituencies are either listed or as found in the files, not both"))
        }
        (Some(_), None) => Ok(Constituencies::Listed),
        (None, Some(_)) => Ok(Constituencies::AsFound),
        (None, None) if of_nation || *format.kind.get_ref() == KindFormat::Custom => Ok(Constituencies::Nation),
        (None, None) => Err(file
            .complain(format.kind.span(), "this kind of contest is held in constituencies, and none is listed")
            .help("add tables `[[contest.constituency]]`, or set `constituencies = \"as-found\"`")),
    }
}

fn nation(file: &ElectionFile, format: &ContestFormat, options: Vec<BallotOption>) -> Result<Constituency, Error> {
    if options.is_empty() {
        return Err(no_options(file, format));
    }
    let id = Id::nation();
    Ok(Constituency { name: Text::same(id.as_str()), id, region: None, seats: None, entitled: None, options })
}

fn no_options(file: &ElectionFile, format: &ContestFormat) -> Error {
    file.complain(format.id.span(), "the contest has no option on its ballot paper")
        .help("add tables `[[contest.option]]` in the order of the ballot paper")
}

fn read_constituencies(
    file: &ElectionFile,
    contest: &ContestFormat,
    kind: &ContestKind,
    shared: &[BallotOption],
    election: &ElectionFormat,
) -> Result<Vec<Constituency>, Error> {
    let mut constituencies: Vec<Constituency> = Vec::new();
    for format in &contest.constituency {
        let read = read_constituency(file, format, kind, shared, election)?;
        if constituencies.iter().any(|other| other.id == read.id) {
            return Err(file.complain(format.id.span(), format!("the constituency `{}` is listed twice", read.id)));
        }
        if read.options.is_empty() {
            return Err(file
                .complain(format.id.span(), format!("nothing is on the ballot paper of the constituency `{}`", read.id))
                .help("add `[[contest.constituency.option]]` to it, or `[[contest.option]]` to the contest"));
        }
        constituencies.push(read);
    }
    Ok(constituencies)
}

fn read_constituency(
    file: &ElectionFile,
    format: &ConstituencyFormat,
    kind: &ContestKind,
    shared: &[BallotOption],
    election: &ElectionFormat,
) -> Result<Constituency, Error> {
    let id = file.id(&format.id)?;
    let region = format.region.as_ref().map(|region| read_region(file, region, election)).transpose()?;
    let options = if format.option.is_empty() { shared.to_vec() } else { read_options(file, &format.option, kind)? };
    let name = file.name_or(format.name.as_ref(), &id)?;
    Ok(Constituency { id, name, region, seats: format.seats, entitled: format.entitled, options })
}

fn read_region(file: &ElectionFile, region: &Spanned<String>, election: &ElectionFormat) -> Result<Id, Error> {
    let id = file.id(region)?;
    if !election.region.is_empty() && election.region.iter().all(|known| known.id.get_ref() != region.get_ref()) {
        let known: Vec<Id> = election.region.iter().map(|known| file.id(&known.id)).collect::<Result<_, _>>()?;
        return Err(file.unknown("region", region, &known));
    }
    Ok(id)
}

fn read_options(file: &ElectionFile, formats: &[OptionFormat], kind: &ContestKind) -> Result<Vec<BallotOption>, Error> {
    let mut options: Vec<BallotOption> = Vec::new();
    for format in formats {
        let id = file.id(&format.id)?;
        if options.iter().any(|other| other.id == id) {
            return Err(file.complain(format.id.span(), format!("the option `{id}` is on the ballot paper twice")));
        }
        if Account::from_name(id.as_str()).is_some() {
            return Err(file
                .complain(format.id.span(), format!("`{id}` is the name of a line of the protocol"))
                .help("give the option another identifier"));
        }
        check_option(file, format, kind, &options)?;
        let name = file.name_or(format.name.as_ref(), &id)?;
        let OptionFormat { role, registered, candidates, .. } = *format;
        options.push(BallotOption { id, name, role, registered, candidates });
    }
    if let Some(last) = formats.last() {
        check_roles(file, last, kind, &options)?;
    }
    Ok(options)
}

fn check_option(
    file: &ElectionFile,
    format: &OptionFormat,
    kind: &ContestKind,
    before: &[BallotOption],
) -> Result<(), Error> {
    let id = format.id.get_ref();
    let complain = |message: String| Err(file.complain(format.id.span(), message));
    let answer = matches!(format.role, Role::Yes | Role::No);
    if is_question(kind) != answer {
        return if answer {
            complain(format!("the option `{id}` is an answer, and the contest asks no question"))
        } else {
            complain(format!("the option `{id}` of a question needs the role `yes` or `no`"))
        };
    }
    if format.role != Role::Contender && before.iter().any(|other| other.role == format.role) {
        return complain(format!("the option `{id}` has the same role as another one on the ballot paper"));
    }
    if format.registered == Some(0) {
        return complain(format!("the places of registration are counted from 1; `{id}` has 0"));
    }
    Ok(())
}

fn check_roles(
    file: &ElectionFile,
    last: &OptionFormat,
    kind: &ContestKind,
    options: &[BallotOption],
) -> Result<(), Error> {
    let wanted: &[(Role, &str)] = if is_question(kind) {
        &[
            (Role::Yes, "the question has no option with the role `yes`"),
            (Role::No, "the question has no option with the role `no`"),
        ]
    } else {
        &[(Role::Contender, "nobody on the ballot paper can be elected")]
    };
    match wanted.iter().find(|(role, _)| options.iter().all(|option| option.role != *role)) {
        Some((_, message)) => Err(file.complain(last.id.span(), *message)),
        None => Ok(()),
    }
}

fn is_question(kind: &ContestKind) -> bool {
    matches!(kind, ContestKind::Referendum { .. } | ContestKind::Custom(Rule::Question { .. }))
}

fn read_round(file: &ElectionFile, format: &ContestFormat) -> Result<Round, Error> {
    let number = format.round.as_ref().map_or(1, |round| *round.get_ref());
    match (number, &format.follows) {
        (1, None) => match format.dropped_out.first() {
            Some(first) => Err(file.complain(first.option.span(), "only a second round has somebody dropped out")),
            None => Ok(Round::First),
        },
        (2, Some(follows)) => Ok(Round::Second {
            follows: file.id(follows)?,
            dropped_out: format.dropped_out.iter().map(|out| read_dropped_out(file, out)).collect::<Result<_, _>>()?,
        }),
        (1, Some(follows)) => {
            Err(file.complain(follows.span(), "only a second round follows another contest").help("set `round = 2`"))
        }
        (2, None) => Err(file
            .complain(format.id.span(), "a second round must say which contest it follows")
            .help("add `follows = \"…\"` with the identifier of the first round")),
        _ => {
            let span = format.round.as_ref().map_or_else(|| format.id.span(), Spanned::span);
            Err(file.complain(span, "a round is 1 or 2"))
        }
    }
}

fn read_dropped_out(file: &ElectionFile, format: &DroppedOutFormat) -> Result<DroppedOut, Error> {
    Ok(DroppedOut { constituency: file.id(&format.constituency)?, option: file.id(&format.option)? })
}

/// Checks what a second round says of the first one; possible only once all contests are known.
fn check_round(file: &ElectionFile, format: &ContestFormat, contests: &[Contest]) -> Result<(), Error> {
    let Some(follows) = &format.follows else { return Ok(()) };
    let Some(first) = contests.iter().find(|contest| contest.id.as_str() == follows.get_ref()) else {
        return Err(file.unknown("contest", follows, contests.iter().map(|contest| &contest.id)));
    };
    let same_kind = contests
        .iter()
        .find(|contest| contest.id.as_str() == format.id.get_ref())
        .is_some_and(|second| std::mem::discriminant(&second.kind) == std::mem::discriminant(&first.kind));
    if first.round != Round::First || !same_kind {
        return Err(file.complain(follows.span(), format!("`{}` is not a first round of this kind", first.id)));
    }
    for out in &format.dropped_out {
        let Some(constituency) = first.constituencies.iter().find(|one| one.id.as_str() == out.constituency.get_ref())
        else {
            if first.constituencies.is_empty() {
                continue;
            }
            let known = first.constituencies.iter().map(|constituency| &constituency.id);
            return Err(file.unknown("constituency", &out.constituency, known));
        };
        if constituency.options.iter().all(|option| option.id.as_str() != out.option.get_ref()) {
            return Err(file.unknown("option", &out.option, constituency.options.iter().map(|option| &option.id)));
        }
    }
    Ok(())
}
