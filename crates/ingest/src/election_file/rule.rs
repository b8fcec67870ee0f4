//! A rule written out in `[contest.rule]`: each rule has its own keys, and a key of another rule is a mistake.

use rust_decimal::Decimal;
use saylau_tally::rules::Rule;
use saylau_tally::share::{Bar, Ratio};
use toml::Spanned;

use super::ElectionFile;
use super::format::{BarFormat, RuleFormat, RuleName};
use crate::error::Error;

/// The rule of a custom contest.
pub(super) fn read(file: &ElectionFile, format: &Spanned<RuleFormat>) -> Result<Rule, Error> {
    let rule = format.get_ref();
    let name = *rule.rule.get_ref();
    refuse_strange_keys(file, rule, name)?;
    let missing = |key: &str| file.complain(rule.rule.span(), format!("this rule needs `{key}`"));
    let bar = rule.bar.as_ref().map(|bar| read_bar(file, bar)).transpose()?;
    let base = rule.base.as_ref().map(|base| *base.get_ref());
    let seats = match &rule.seats {
        Some(seats) if *seats.get_ref() == 0 => return Err(file.complain(seats.span(), "there must be a seat to fill")),
        Some(seats) => Some(*seats.get_ref()),
        None => None,
    };
    Ok(match name {
        RuleName::PartyList => Rule::PartyList {
            seats: seats.ok_or_else(|| missing("seats"))?,
            bar,
            base: base.ok_or_else(|| missing("base"))?,
            method: *rule.method.as_ref().ok_or_else(|| missing("method"))?.get_ref(),
        },
        RuleName::Majority => Rule::Majority {
            bar: bar.ok_or_else(|| missing("bar"))?,
            base: base.ok_or_else(|| missing("base"))?,
            runoff: *rule.runoff.as_ref().ok_or_else(|| missing("runoff"))?.get_ref(),
        },
        RuleName::Plurality => Rule::Plurality { seats: seats.ok_or_else(|| missing("seats"))? },
        RuleName::Question => Rule::Question {
            quorum: rule.quorum.as_ref().map(|quorum| read_bar(file, quorum)).transpose()?,
            bar: bar.ok_or_else(|| missing("bar"))?,
            base: base.ok_or_else(|| missing("base"))?,
        },
    })
}

fn refuse_strange_keys(file: &ElectionFile, rule: &RuleFormat, name: RuleName) -> Result<(), Error> {
    type Key<'a> = (&'a str, Option<std::ops::Range<usize>>, &'a [RuleName]);
    let keys: [Key; 6] = [
        ("seats", rule.seats.as_ref().map(Spanned::span), &[RuleName::PartyList, RuleName::Plurality]),
        ("bar", rule.bar.as_ref().map(Spanned::span), &[RuleName::PartyList, RuleName::Majority, RuleName::Question]),
        ("quorum", rule.quorum.as_ref().map(Spanned::span), &[RuleName::Question]),
        ("base", rule.base.as_ref().map(Spanned::span), &[RuleName::PartyList, RuleName::Majority, RuleName::Question]),
        ("method", rule.method.as_ref().map(Spanned::span), &[RuleName::PartyList]),
        ("runoff", rule.runoff.as_ref().map(Spanned::span), &[RuleName::Majority]),
    ];
    for (key, span, rules) in keys {
        if let Some(span) = span.filter(|_| !rules.contains(&name)) {
            return Err(file.complain(span, format!("`{key}` has no meaning in this rule")));
        }
    }
    Ok(())
}

fn read_bar(file: &ElectionFile, format: &Spanned<BarFormat>) -> Result<Bar, Error> {
    let bar = format.get_ref();
    match (&bar.more_than, &bar.not_less_than) {
        (Some(share), None) => Ok(Bar::MoreThan(read_share(file, share)?)),
        (None, Some(share)) => Ok(Bar::NotLessThan(read_share(file, share)?)),
        _ => Err(file.complain(format.span(), "a bar is either `more_than` or `not_less_than`")),
    }
}

fn read_share(file: &ElectionFile, share: &Spanned<String>) -> Result<Ratio, Error> {
    let help = "write per cent as \"7\" or \"7.5\", or a fraction as \"2/3\"";
    let wrong = |message: String| file.complain(share.span(), message).help(help);
    let text = share.get_ref().trim();
    let ratio = if text.contains('/') {
        text.parse::<Ratio>().map_err(|error| wrong(error.to_string()))?
    } else {
        let percent = Decimal::from_str_exact(text).map_err(|_| wrong(format!("`{text}` is not a share")))?;
        Ratio::from_percent(percent).map_err(|error| wrong(error.to_string()))?
    };
    if ratio.numerator() > ratio.denominator() {
        return Err(wrong("a share cannot be more than the whole".to_owned()));
    }
    Ok(ratio)
}
