# The checks of a verification.

check-files = the folder holds the files of a result and nothing else
check-outputs = outputs.sha256 has the digests of the other files
check-record = record.json is a record in its canonical form
check-digests = the record has the digests of the other files
check-sums = the rows of stations add up to the record's sums
check-roots = the tree over the rows of stations gives the record's roots
check-votes = the rows of votes.csv add up to the record's counts
check-edition = the edition's parameters are those of the law
check-outcomes = the law, run again on the sums, gives the same outcomes and steps
check-findings = findings.csv has the record's findings
check-relations = the lines of every station's protocol give the findings of findings.csv and no others
check-rejected = every row read is counted or set aside
check-certified = a certified result leaves no blocking finding and no question open
check-page = report.html is the page of the record
check-second-program = verify.html is the second program as this version writes it
check-inputs-list = inputs.sha256 lists the record's sources
check-corrections = the corrections lead to the figures, and change what the record says they change
check-signatures = every file in signatures/ is a true signature or opinion on this record
check-inputs = the inputs give this result, byte for byte

check-passed = passed
check-failed = failed
check-not-checked = not checked
check-difference = { $place }: expected { $expected }, found { $found }

verdict-passed = The result is verified: everything was made again from the inputs, and nothing differs.
verdict-passed-in-part = Nothing differs in what the result alone can show. That the figures are those of the protocols, and that no protocol was left out, only the inputs can show: name their folder with --inputs.
verdict-failed = The result is NOT verified. Checks that failed: { $failed }.

standing-provisional = The result is provisional, not certified.
standing-what-if = It is a what-if by the edition “{ $name }” of the law, not the one in force on the day of voting, and is not certified.
