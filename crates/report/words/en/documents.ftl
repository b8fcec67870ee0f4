# Words of the report and of the summary on the terminal.

act-constitution = Constitution
act-elections = Law on Elections
act-referendum = Law on the Referendum
act-custom = the rule written out in the election's file

outcome-elected = { $options-plural ->
    [one] { $options } is elected.
   *[other] Elected: { $options }.
}
outcome-runoff = Nobody is elected yet. Second round: { $options }.
outcome-repeat-election = Nobody is elected: repeat elections are held.
outcome-not-elected = Nobody is elected.
outcome-seats = Seats: { $list }.
outcome-seats-vacant = Seats: { $list }; vacant seats: { $vacant }.
outcome-not-distributed = No list cleared the bar: the seats are not distributed.
outcome-not-valid = The vote is not valid.
outcome-adopted = The decision is adopted.
outcome-not-adopted = The decision is not adopted.
outcome-unresolved = Not decided: { $question }.

question-runoff-pair = who goes to the second round. To be chosen: { $choose } of { $among }
question-winner = who is elected. To be chosen: { $choose } of { $among }
question-seat = which list takes the seat. To be chosen: { $choose } of { $among }
question-admission = which list is admitted. To be chosen: { $choose } of { $among }
question-reading = two readings of the law lead to different outcomes. To be chosen: { $among }
question-missing-figure = the protocols lack a figure without which the law cannot be applied

registration-missing = Equal remainders, { $remainder }: { $options }. Seats left for them: { $choose }. The list registered earlier takes a seat, and the order of registration is missing for: { $missing }.

bar-more-than = more than { $bar }
bar-not-less-than = not less than { $bar }
comparison-met = bar: { $bar }, cleared
comparison-missed = bar: { $bar }, not cleared

severity-blocking = blocking
severity-warning = warning
severity-note = note

text-certified = Certified
text-provisional = PROVISIONAL, NOT CERTIFIED
text-what-if = WHAT IF, BY THE EDITION “{ $name }” OF THE LAW: NOT CERTIFIED
text-edition = By the edition “{ $name }” of the law, in force from { $date }.
text-option = { $name }: { $votes } ({ $share })
text-seats = seats { $seats }
text-findings = Findings: blocking { $blocking } (accepted { $accepted }), warnings { $warnings }, notes { $notes }. Rows set aside: { $rows }.
text-record = SHA-256 of record.json

text-custom = Decided by the rule written out in the election's file, not by the law of Kazakhstan.
text-other-edition = Decided by another edition of the law than the one in force on the day of voting, “{ $name }”.

refusal = This cannot be certified.
refusal-accept = Correct the files, or record that the commission accepts a finding, in election.toml:
refusal-findings-first = First settle the findings above: with other figures the question may be another, or none.
refusal-decide = Record the answer in election.toml:
refusal-chosen = { $choose } of them
refusal-registered = No lot decides this: the law asks for the order of registration. State registered = 1, 2, … for the lists in election.toml.
refusal-figure = No decision can stand in for a missing figure: complete the files.
refusal-more = and { $code }: { $findings } more
refusal-all = All of them are in findings.csv, which --provisional writes, and in the lines of --message-format json.
refusal-provisional = With --provisional the result is written all the same, marked as not certified.
