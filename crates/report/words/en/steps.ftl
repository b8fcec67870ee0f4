# What each step of a decision says. Keys and values are those of saylau_tally::law::messages.

step-base-valid = Shares are taken of the valid ballots: { $base }.
step-base-ballots = Shares are taken of all ballots found in the boxes, the invalid ones included: { $base }.
step-base-ballots-summed = Shares are taken of all ballots. The number in the boxes is not reported, so it is added up: { $votes } votes + { $invalid } invalid + { $not_counted } not counted = { $base }.
step-nobody-took-part = Nobody took part: there is nothing to take a share of.
step-figure-missing = The protocols do not report a figure the law needs: { $figure }.

step-quorum-reached = { $took_part } of the { $entitled } entitled took part: the vote is valid.
step-quorum-missed = { $took_part } of the { $entitled } entitled took part: the vote is not valid.
step-attendance-reached = { $present } of the { $entitled } electors are present: the sitting has a quorum.
step-attendance-missed = { $present } of the { $entitled } electors are present: the sitting has no quorum.
step-sitting-quorum-reached = { $took_part } of the { $present } electors present took part: the election is valid.
step-sitting-quorum-missed = { $took_part } of the { $present } electors present took part: the election is not valid.
step-quorum-depends-on-invalid = Whether the quorum is reached depends on the reading of the law: { $with_invalid } took part with the invalid ballots, { $without_invalid } without them, of { $entitled } entitled.
step-sitting-depends-on-invalid = Whether the quorum of the sitting is reached depends on the reading of the law: { $with_invalid } took part with the invalid ballots, { $without_invalid } without them, of { $present } present.

step-majority-reached = { $option } has { $votes } votes and clears the bar.
step-majority-missed = { $option } has the most votes, { $votes }, and does not clear the bar.
step-runoff-pair = The two with the most votes go to the second round: { $first } with { $first_votes } and { $second } with { $second_votes }.
step-runoff-pair-tied = Equal votes, { $votes } each: { $options }. Places in the second round for them: { $choose }. The law does not say who takes them.
step-no-pair = There is only one candidate, so there is no pair for a second round.
step-no-second-round = The rule has no second round.

step-second-round-waits = The first round does not yet say who meets in the second round.
step-dropped-out = { $option } dropped out before the second round.
step-second-round-pair = In the second round: { $first } and { $second }.
step-pair-incomplete = No full pair is left for the second round. Left: { $options }.
step-second-round-elected = { $option } has { $votes } votes, more than { $other } with { $other_votes }.
step-second-round-tied = Equal votes in the second round, { $votes } each: { $options }.
step-repeat-election = Repeat elections are held, with new nominations.
step-law-silent = No text in force says what follows from this.

step-most-votes-elected = Seat { $place }: { $option } with { $votes } votes.
step-equal-votes-for-seats = Equal votes, { $votes } each: { $options }. Seats left for them: { $choose }.

step-list-admitted = { $list }: { $votes } votes, clears the bar.
step-list-below-bar = { $list }: { $votes } votes, below the bar.
step-list-admitted-without-bar = { $list }: { $votes } votes; the rule has no bar.
step-no-list-admitted = No list cleared the bar.
step-one-list-takes-all = { $list } alone cleared the bar and takes all seats: { $seats }.
step-next-list-admitted = Only one list cleared the bar, so the next by votes is admitted beside it: { $list } with { $votes } votes.
step-next-list-tied = Only one list cleared the bar, and those next to it have equal votes, { $votes } each: { $options }.
step-no-next-list = Only one list cleared the bar, and there is no other list to admit beside it.

step-quota = Electoral quota: { $votes } votes of the admitted lists, seats to distribute { $seats }; { $quota }.
step-integer-seats = { $list }: { $votes } votes hold the quota { $seats } times; remainder { $remainder }.
step-remainder-seat = { $list } takes one more seat for its remainder, { $remainder }.
step-remainders-equal-registration = Equal remainders, { $remainder }: { $options }. The seat goes to the list registered earlier: { $chosen }.
step-remainders-equal = Equal remainders, { $remainder }: { $options }. Seats left for them: { $choose }. The order of registration does not decide it.
step-reduced-seats = { $list }: { $votes } votes over the quota, times { $factor }: { $product }. Seats: { $seats }.
step-reduced-seats-least = { $list }: { $votes } votes over the quota, times { $factor }: { $product }. It gets the least number of seats: { $seats }.
step-rest-of-seats = { $list } takes the rest of the seats: { $seats }.
step-average-seats = { $list }: { $votes } votes, seats { $seats }. The average of its last seat: { $last }; one more would stand at { $next }.
step-averages-equal = Equal averages, { $average }: { $options }. Seats left for them: { $choose }.
step-list-too-short = { $list } won { $seats } seats and has { $candidates } candidates on its list; left vacant: { $vacant }.
step-seats-distributed = Seats distributed: { $seats }; vacant: { $vacant }.

step-question-adopted = { $yes } of { $base } voted for: the decision is adopted.
step-question-not-adopted = { $yes } of { $base } voted for: the decision is not adopted.
step-region-majority = { $region }: { $yes } of { $base } voted for, a majority.
step-region-no-majority = { $region }: { $yes } of { $base } voted for, no majority.
step-regions-reached = A majority in { $regions } of { $of } regions: enough.
step-regions-missed = A majority in { $regions } of { $of } regions: not enough.
step-regions-decide-amendment = The missing majority of regions stops an amendment of the Constitution and no other decision; the files do not say which this is.

step-decided-by-lot = Lot drawn on { $date }: { $chosen }.
step-decided-by-ruling = Ruling of { $date }: { $chosen }.
step-reading-chosen = Ruling of { $date } on the reading of the law: { $reading }.

step-two-candidates-conflict = Two candidates and nobody elected: the Constitution calls for a second round, the Law on Elections for repeat elections. The Constitution has been followed.
step-one-candidate = Only one candidate was on the ballot paper: { $option }.
step-against-all-leads = More votes were cast against all, { $votes }, than for the leading candidate, { $option }, with { $option_votes }.
step-base-depends = The accounts of the ballots do not add up, and the outcome hangs on it. Of { $base } ballots: { $outcome } ({ $options }). Of { $other_base }: { $other_outcome } ({ $other_options }). The stated figure has been used.
step-sitting-not-checked = The number of electors present is not reported, so the quorum of the sitting has not been checked.
step-quorums-conflict = The two laws ask for different quorums, and the outcome hangs on it: { $took_part } took part, of { $present } present and { $entitled } entitled.
step-entitled-differs = The number of those entitled stands twice and differs: { $entitled } and { $on_list }. The first has been used.
step-against-all-unforeseen = The ballot paper has an option against all, which this edition of the law does not know.
step-reduced-seats-rounded = { $list }: { $product } is not a whole number, and the law does not say how to round it; its integer part has been taken, { $seats }.
step-seats-left-empty = Fewer candidates than seats: { $elected } elected for { $seats } seats.

word-account-in_boxes = ballots found in the boxes
word-account-invalid = invalid ballots
word-account-on_list = voters on the list
word-account-present = electors present
word-account-regions = the figures of every region
word-reading-with-invalid = invalid ballots count as taking part
word-reading-without-invalid = invalid ballots do not count as taking part
word-reading-constitutional-amendment = an amendment of the Constitution
word-reading-other-question = another question
word-outcome-elected = elected
word-outcome-runoff = second round
word-outcome-repeat-election = repeat elections
word-outcome-not-elected = nobody elected
word-outcome-seats = seats distributed
word-outcome-not-distributed = seats not distributed
word-outcome-not-valid = not valid
word-outcome-adopted = adopted
word-outcome-not-adopted = not adopted
word-outcome-unresolved = not decided
