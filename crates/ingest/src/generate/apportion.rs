//! A total cut into parts that add up to it again.

/// Cuts `total` into one whole part for each weight, in proportion to the weights, by largest remainders; equal remainders go
/// to the earlier part. Weights that are all zero count as equal. A part with the weight zero gets nothing otherwise, and no
/// part is larger than its exact share rounded up.
pub(super) fn apportion(total: u64, weights: &[u64]) -> Vec<u64> {
    let sum: u128 = weights.iter().copied().map(u128::from).sum();
    if sum == 0 {
        return if weights.is_empty() { Vec::new() } else { apportion(total, &vec![1; weights.len()]) };
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (at, &weight) in weights.iter().enumerate() {
        // A product of two 64-bit numbers fits 128 bits, and a part is never larger than the total.
        let product = u128::from(total) * u128::from(weight);
        parts.push(u64::try_from(product / sum).unwrap_or(total));
        remainders.push((product % sum, at));
    }
    remainders.sort_unstable_by(|(a, at_a), (b, at_b)| b.cmp(a).then(at_a.cmp(at_b)));
    let missing = total - parts.iter().sum::<u64>();
    for ((_, at), _) in remainders.iter().zip(0..missing) {
        parts[*at] += 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_seats_of_2004_come_out_as_they_were_given() {
        // The four lists over the bar and ten seats: 7, 1, 1, 1 (Central Election Commission).
        assert_eq!(apportion(10, &[2_883_706, 572_672, 541_239, 336_177]), [7, 1, 1, 1]);
        assert_eq!(apportion(5, &[0, 0, 0]), [2, 2, 1]);
        assert_eq!(apportion(5, &[]), Vec::<u64>::new());
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_stay_within_one_of_their_share(
            total in 0..u64::from(u32::MAX),
            weights in prop::collection::vec(0..u64::from(u32::MAX), 1..40),
        ) {
            let parts = apportion(total, &weights);
            prop_assert_eq!(parts.iter().sum::<u64>(), total);
            let sum: u128 = weights.iter().copied().map(u128::from).sum();
            for (part, weight) in parts.iter().zip(&weights).filter(|_| sum > 0) {
                let product = u128::from(total) * u128::from(*weight);
                prop_assert!(u128::from(*part) >= product / sum && u128::from(*part) <= product.div_ceil(sum));
            }
        }
    }
}
