# Proofs that a row's figures are in the count of the nation.

proof-kicker = Proof of the figures of a polling station
proof-station = Polling station { $stations }
proof-stations = Polling stations { $stations }
proof-region = Region { $region }
proof-no-region = Polling stations without a region
proof-constituency = Constituency { $constituency }
proof-figures = Figures in the count
proof-compare = Hold them beside the protocol of the commission. Exactly these figures are in the result of the whole election.
proof-merged = These stations are published together, so that no row tells how somebody voted. Hold the sums beside all of their protocols.
proof-partly = { $sum } (reported by { $stations })
proof-check = How to check
proof-how = The proof is inside this page and, the same, in the file .json beside it. It needs the published root of the contest and nothing else: from the figures and the hashes in it the root is made again. Give the page or the file to the program, or drop it on verify.html of the result, and believe the figures that the check names.
proof-root = Root of the contest
proof-command = With this program
proof-votes = Votes in the order of the ballot paper
proof-holds = The proof holds: exactly these figures are in the count of the contest { $contest } over { $stations } { $stations-plural ->
    [one] station
   *[other] stations
}. Root: { $root }.
proof-refused = The proof does NOT hold.
proof-at-subject = what is proved
proof-at-step = step { $number } of the path
proof-at-end = the end of the path
proof-not-a-proof = This is not a proof: { $reason }.
proof-wrong-stations = The figures are of { $counted } stations and { $named } are named, or one is named twice.
proof-wrong-number = { $place }: a number is larger than 9007199254740991, or an account is of more stations than its count.
proof-wrong-neighbour = { $place }: the neighbour is not a side, a hash and as many numbers as the figures that are proved have options and accounts.
proof-wrong-levels = The path has { $found } levels, and { $expected } stand above what is proved: of region, constituency and nation.
proof-wrong-order = { $place }: the levels must be complete in the order region, constituency, nation, and the nation is the last step.
proof-wrong-hash = { $place }: { $hash } is not a SHA-256 hash.
proof-altered = The figures lead to the root { $found }, the proof states { $stated }: a figure, a name or a hash was changed.
proof-other-root = The proof is of the root { $stated }, the trusted one is { $trusted }: it is of another result, or made up.
proof-other-record = The proof is of the record { $stated }, this one is { $found }.
proof-no-contest = The record has no contest { $contest }.
proof-other-sum = { $place }: the sum on the way is not the one in the record, which contradicts its own root.
