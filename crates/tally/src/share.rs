//! Parts of a whole and the bars they must reach, compared exactly.
//!
//! A seat may hang on one vote in millions, so nothing here divides: a share is compared with a bar by multiplying both
//! sides out in `u128`, where the product of two `u64` always fits. A percentage exists only for the eye
//! ([`Share::percent`]) and never flows back into a decision.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A fixed fraction such as one half or seven hundredths, kept in lowest terms.
///
/// It is read from and written to text as `1/2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: u64,
    denominator: u64,
}

/// Why a fraction could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RatioError {
    /// The denominator is zero.
    #[error("a fraction needs a denominator other than zero")]
    ZeroDenominator,
    /// The number is negative.
    #[error("a share of votes cannot be negative")]
    Negative,
    /// The text is neither `part/whole` nor a decimal number.
    #[error("expected a fraction such as `2/3`")]
    Malformed,
    /// The number has more digits than a fraction of two 64-bit numbers holds.
    #[error("the number has too many digits")]
    TooLarge,
}

impl Ratio {
    /// One half.
    pub const HALF: Self = Self { numerator: 1, denominator: 2 };
    /// One third.
    pub const ONE_THIRD: Self = Self { numerator: 1, denominator: 3 };
    /// Two thirds.
    pub const TWO_THIRDS: Self = Self { numerator: 2, denominator: 3 };
    /// Three quarters.
    pub const THREE_QUARTERS: Self = Self { numerator: 3, denominator: 4 };
    /// One fifth.
    pub const ONE_FIFTH: Self = Self { numerator: 1, denominator: 5 };
    /// Four fifths.
    pub const FOUR_FIFTHS: Self = Self { numerator: 4, denominator: 5 };

    /// The fraction `numerator / denominator`, reduced.
    pub fn new(numerator: u64, denominator: u64) -> Result<Self, RatioError> {
        if denominator == 0 {
            return Err(RatioError::ZeroDenominator);
        }
        let divisor = greatest_common_divisor(numerator, denominator);
        Ok(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// The exact fraction a person means by writing `percent` per cent: `7` is 7/100, `0.5` is 1/200.
    pub fn from_percent(percent: Decimal) -> Result<Self, RatioError> {
        let percent = percent.normalize();
        let numerator = u64::try_from(percent.mantissa())
            .map_err(|_| if percent.is_sign_negative() { RatioError::Negative } else { RatioError::TooLarge })?;
        let denominator =
            10_u64.checked_pow(percent.scale()).and_then(|scale| scale.checked_mul(100)).ok_or(RatioError::TooLarge)?;
        Self::new(numerator, denominator)
    }

    /// The number above the line, in lowest terms.
    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// The number below the line, in lowest terms; never zero.
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// How `part / whole` compares with this fraction. A whole of zero counts as a share of zero.
    fn compare(self, part: u64, whole: u64) -> Ordering {
        let left = u128::from(part) * u128::from(self.denominator);
        let right = u128::from(self.numerator) * u128::from(whole);
        left.cmp(&right)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

impl FromStr for Ratio {
    type Err = RatioError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (numerator, denominator) = text.split_once('/').ok_or(RatioError::Malformed)?;
        let whole_number = |digits: &str| digits.trim().parse::<u64>().map_err(|_| RatioError::Malformed);
        Self::new(whole_number(numerator)?, whole_number(denominator)?)
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A bar that a share must clear.
///
/// The two kinds differ only for a share of exactly the fraction: *more than* a half is not met by half, *not less than*
/// seven per cent is met by seven per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// The share must be greater than the fraction.
    MoreThan(Ratio),
    /// The share must be equal to the fraction or greater.
    NotLessThan(Ratio),
}

impl Bar {
    /// More than one half.
    pub const MAJORITY: Self = Self::MoreThan(Ratio::HALF);

    /// The fraction the bar stands at.
    pub fn ratio(self) -> Ratio {
        match self {
            Self::MoreThan(ratio) | Self::NotLessThan(ratio) => ratio,
        }
    }

    /// Whether `part` of `whole` clears the bar. Nothing is a share of nothing: a whole of zero never does.
    pub fn is_met(self, part: u64, whole: u64) -> bool {
        let order = self.ratio().compare(part, whole);
        whole > 0
            && match self {
                Self::MoreThan(_) => order.is_gt(),
                Self::NotLessThan(_) => order.is_ge(),
            }
    }

    /// The smallest number that clears the bar for a given `whole`, or `None` where no `u64` does (a whole of zero, or a
    /// bar above the largest number).
    pub fn least(self, whole: u64) -> Option<u64> {
        if whole == 0 {
            return None;
        }
        let (numerator, denominator) = (u128::from(self.ratio().numerator), u128::from(self.ratio().denominator));
        let product = numerator * u128::from(whole);
        let least = match self {
            Self::MoreThan(_) => product / denominator + 1,
            Self::NotLessThan(_) => product.div_ceil(denominator),
        };
        u64::try_from(least).ok()
    }
}

/// A part of a whole: votes of ballots, voters of the list, deputies of the total number.
///
/// The part may exceed the whole: a protocol can say so, and that is for a finding to tell.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Share {
    /// `part` of `whole`.
    pub fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// The share in per cent with `places` decimals, halves rounded away from zero; for display only.
    ///
    /// `None` where there is nothing to be a share of, or where the digits do not fit a [`Decimal`].
    pub fn percent(self, places: u32) -> Option<Decimal> {
        let scale = 10_u128.checked_pow(places)?.checked_mul(100)?;
        let whole = u128::from(self.whole);
        if whole == 0 {
            return None;
        }
        let doubled = u128::from(self.part).checked_mul(scale)?.checked_mul(2)?;
        let rounded = (doubled + whole) / (2 * whole);
        Decimal::try_from_i128_with_scale(i128::try_from(rounded).ok()?, places).ok()
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Share {}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Share {
    /// Compares the fractions, not the numbers: 1 of 2 equals 2 of 4. A share of nothing counts as zero.
    fn cmp(&self, other: &Self) -> Ordering {
        let left = if self.whole == 0 { Self::new(0, 1) } else { *self };
        let right = if other.whole == 0 { Self::new(0, 1) } else { *other };
        (u128::from(left.part) * u128::from(right.whole)).cmp(&(u128::from(right.part) * u128::from(left.whole)))
    }
}

fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seven_percent() -> Bar {
        Bar::NotLessThan(Ratio::from_percent(Decimal::from(7)).unwrap())
    }

    #[test]
    fn a_share_of_exactly_the_bar_meets_not_less_than_and_not_more_than() {
        assert!(seven_percent().is_met(7, 100));
        assert!(!seven_percent().is_met(6_999, 100_000));
        assert!(!Bar::MAJORITY.is_met(50, 100));
        assert!(Bar::MAJORITY.is_met(51, 100));
    }

    #[test]
    fn nothing_is_a_share_of_nothing() {
        assert!(!seven_percent().is_met(0, 0));
        assert_eq!(seven_percent().least(0), None);
        assert_eq!(Share::new(0, 0).percent(2), None);
    }

    #[test]
    fn the_least_number_is_the_first_that_meets_the_bar() {
        let bars = [seven_percent(), Bar::MAJORITY, Bar::NotLessThan(Ratio::new(3, 4).unwrap())];
        for whole in 1..300 {
            for bar in bars {
                let least = bar.least(whole).unwrap();
                assert!(bar.is_met(least, whole) && !bar.is_met(least - 1, whole), "{bar:?} of {whole}");
            }
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let bar = Bar::MoreThan(Ratio::new(u64::MAX - 1, u64::MAX).unwrap());
        assert!(bar.is_met(u64::MAX, u64::MAX));
        assert_eq!(Bar::MoreThan(Ratio::new(u64::MAX, 1).unwrap()).least(u64::MAX), None);
        assert!(Share::new(u64::MAX, 1) > Share::new(u64::MAX - 1, 1));
    }

    #[test]
    fn percentages_written_by_people_become_exact_fractions() {
        assert_eq!(Ratio::from_percent("7.50".parse().unwrap()), Ratio::new(3, 40));
        assert_eq!(Ratio::from_percent("-1".parse().unwrap()), Err(RatioError::Negative));
        assert_eq!("2/3".parse::<Ratio>().unwrap().to_string(), "2/3");
        assert_eq!("2/0".parse::<Ratio>(), Err(RatioError::ZeroDenominator));
    }

    #[test]
    fn a_percentage_is_rounded_half_away_from_zero_for_the_eye() {
        assert_eq!(Share::new(1, 3).percent(2).unwrap().to_string(), "33.33");
        assert_eq!(Share::new(1, 800).percent(2).unwrap().to_string(), "0.13");
        assert_eq!(Share::new(336_177, 4_757_773).percent(4).unwrap().to_string(), "7.0658");
    }
}
