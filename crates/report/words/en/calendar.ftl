# The calendar: what, when and why. Keys and values are those of saylau_tally::law::calendar.

calendar-on = Lawful on { $first } only
calendar-between = Lawful from { $first } to { $last }, both included
calendar-from = Lawful from { $first } on
calendar-until = Lawful until { $last }, that day included
calendar-always = Lawful on any day but those below
calendar-unknown = The lawful time cannot be established
calendar-missing = Missing: { $facts }
calendar-barred = Barred
calendar-disputed = Disputed
calendar-not-applicable = Does not apply
calendar-note = Note
calendar-nothing = No term follows from the dates given.
calendar-first-day = first day
calendar-last-day = last day
calendar-begins = begins
calendar-ends = ends
verdict-lawful = lawful
verdict-not-lawful = not lawful
verdict-cannot-be-established = cannot be established
verdict-disputed = disputed: the text can be read in two ways
verdict-not-applicable = does not apply

step-within-days = Counted from { $event }, { $from }: { $number } { $number-plural ->
     [one] day
    *[other] days
 }. The last day is { $last }.
step-within-working-days = Counted from { $event }, { $from }: { $number } { $number-plural ->
     [one] working day
    *[other] working days
 }. The last day is { $last }.
step-within-months = Counted from { $event }, { $from }: { $number } { $number-plural ->
     [one] month
    *[other] months
 }. The last day is { $last }.
step-within-years = Counted from { $event }, { $from }: { $number } { $number-plural ->
     [one] year
    *[other] years
 }. The last day is { $last }.
step-same-day = On the same day: { $event }, { $from }.
step-not-before-months = Counted from { $event }, { $from }: at least { $number } { $number-plural ->
     [one] month
    *[other] months
 } must pass. The first day is { $first }.
step-months-before-the-end = The term ends on { $term_end }; not later than { $number } { $number-plural ->
     [one] month
    *[other] months
 } before that. The last day is { $last }.
step-within-hours = From { $from }, within { $hours } hours: until { $last }.
step-not-before-hours = Counted from { $event }, { $from }: at least { $hours } hours must pass. Not before { $first }.
step-between-months = Counted from { $event }, { $from }: the first day is { $first }, the last { $last }.
step-term-end-given = The end of the term is given: { $event }, { $last }.
step-term-end = The term is { $years } { $years-plural ->
     [one] year
    *[other] years
 } (wording of { $since }). It began with { $event }, { $from }, and ends on { $last }.
step-first-sunday-of-december = The term ends on { $term_end }. The first Sunday of December before that is { $day }.
step-second-wednesday-of-january = Elected on { $elected }. The second Wednesday of the next January is { $day }.
step-regular-session = The first working day of September is { $first }, the last one of June { $last }.
step-not-known = Not known: { $event }.
step-coincides-with-parliament = A new Parliament is elected on that day: { $day }.
step-coincides-with-majilis = Deputies of the Majilis are elected on that day: { $day }.
step-suspended-by-appeal = An appeal to the Constitutional Council, { $from }, suspends the inauguration.
step-last-year-of-the-term = The last year of the term: { $from } to { $term_end }.
step-year-after-dissolution = Within a year after the previous dissolution: { $from } to { $last }.
step-emergency = A state of emergency or martial law since { $from }.
step-last-six-months = The last six months of the President's term: { $from } to { $term_end }.
step-third-in-a-year = The third time in a year: { $first }, { $second }, { $third }.
step-third-in-twelve-months = The third time in twelve months, though not in one calendar year: { $first }, { $second }, { $third }. The text does not say which year it means.
step-end-of-month-disputed = In time counting forwards and not counting backwards: { $first } to { $last }.
step-did-not-happen = There was no such event: { $event }.
step-not-a-regular-election = Not a regular election: { $day }. The day of the oath is that of regular ones.
step-wording-begins = The provision is in force in this wording since { $from }.
step-another-constitution = Another Constitution is in force since { $from }.

step-wording-not-held = The wording in force since { $from } is not held: the dates follow the earlier one, and no verdict is given.
step-appeal-not-known = It is not known whether there was an appeal to the Constitutional Council, which would suspend the inauguration.
step-oath-after-suspension-silent = When a suspended oath is taken the text does not say.
step-time-not-known = The time of day is not known, only the day: { $event }.
step-shortened-to-ten-days = The term is shortened to ten days: so the official texts in Kazakh and Russian; an English translation that says by ten days has no force.
step-closed-at-eight = The hours of voting are not given: the count is taken to begin at { $from }.

word-matter-president-term = The President's term of office
word-matter-president-election = Regular election of the President
word-matter-president-oath = Oath of the President
word-matter-successor-oath = Oath of the President's successor
word-matter-transitional-call = Call of an election after the term was reduced
word-matter-transitional-oath = Oath of the President elected after the term was reduced
word-matter-treason-decision = Final decision on an accusation of high treason
word-matter-majilis-term = Term of the Majilis
word-matter-senate-term = Term of the senators
word-matter-majilis-election = Regular election of the Majilis
word-matter-senate-election = Regular election of half the senators
word-matter-extraordinary-election = Extraordinary election of Parliament
word-matter-first-session = First session of Parliament
word-matter-regular-session = Regular session of Parliament
word-matter-returned-law-vote = Second vote on a returned law
word-matter-overridden-law-signing = Signing of a law both Chambers confirmed
word-matter-delegation = Delegation of legislative power to the President
word-matter-second-dismissal-appeal = Second appeal to discharge a member of the Government
word-matter-urgent-draft = Consideration of an urgent draft
word-matter-senate-consideration = The Senate's consideration of a draft
word-matter-law-submission = Submission of a law to the President
word-matter-president-signing = The President's signature of a law
word-matter-confidence-vote = Vote of confidence in the Government
word-matter-dissolution = Dissolution of Parliament
word-matter-government-structure = Proposals on the structure of the Government
word-matter-government-program = Report on the Government's program
word-matter-second-government-program = New report on the Government's program
word-matter-government-resignation = Decision on the Government's resignation
word-matter-council-decision = Resolution of the Constitutional Council
word-matter-urgent-council-decision = Urgent resolution of the Constitutional Council
word-matter-maslikhat-term = Term of a maslikhat
word-matter-station-count = Count at a station
word-matter-summary-sheet = Preliminary summary sheet
word-matter-president-publication = Publication of the result: President
word-matter-parliament-publication = Publication of the result: Parliament
word-matter-maslikhat-publication = Publication of the result: maslikhat
word-matter-local-publication = Publication of the result: local self-administration
word-matter-president-protocol = President: protocols to the Central Election Commission
word-matter-president-repeat-voting = President: second round
word-matter-president-repeat-election = President: repeat election
word-matter-president-result = President: establishment of the result
word-matter-council-appeal = Appeal to the Constitutional Council over the President's election
word-matter-senate-call = Call of a regular election of senators
word-matter-senate-protocol = Senate: protocol to the Central Election Commission
word-matter-senate-repeat-voting = Senate: second round
word-matter-senate-repeat-election = Senate: repeat election
word-matter-senate-result = Senate: establishment of the result
word-matter-majilis-call = Call of a regular election of the Majilis
word-matter-majilis-protocol = Majilis: protocols to the Central Election Commission
word-matter-majilis-repeat-voting = Majilis: second round
word-matter-majilis-repeat-election = Majilis: repeat election
word-matter-majilis-result = Majilis: establishment of the result
word-matter-by-election = By-election of the Majilis
word-matter-referendum = Republican referendum
word-matter-referendum-result = Referendum: establishment of the result

word-fact-president-elected = the election of the President
word-fact-president-took-office = the President's taking office
word-fact-president-term-end = the end of the President's term
word-fact-powers-taken = the taking over of the President's powers
word-fact-parliament-election = the election of a new Parliament
word-fact-majilis-term-began = the first session of the Majilis
word-fact-majilis-term-end = the end of the Majilis' term
word-fact-senate-term-began = the beginning of the senators' term
word-fact-senate-term-end = the end of the senators' term
word-fact-maslikhat-term-began = the beginning of the maslikhat's term
word-fact-powers-terminated = the premature end of Parliament's powers
word-fact-results-published = the publication of the results
word-fact-accusation = the accusation
word-fact-objections-presented = the presentation of the President's objections
word-fact-override-voted = the Chambers' confirmation of the law
word-fact-delegation-began = the beginning of the delegation
word-fact-dismissal-appealed = the first appeal
word-fact-urgent-draft-submitted = the submission of the urgent draft
word-fact-draft-in-senate = the passing of the draft to the Senate
word-fact-law-approved = the Senate's approval of the law
word-fact-law-with-president = the submission of the law to the President
word-fact-confidence-called = the call for a vote of confidence
word-fact-confidence-last = the last earlier use of the right
word-fact-confidence-last-but-one = the use of the right before the last
word-fact-previous-dissolution = the previous dissolution of Parliament
word-fact-emergency-began = the beginning of a state of emergency or martial law
word-fact-emergency-ended = the end of the state of emergency or martial law
word-fact-prime-minister-appointed = the appointment of the Prime Minister
word-fact-program-rejected = the rejection of the Government's program
word-fact-resignation-offered = the offer of resignation
word-fact-council-appeal = the appeal to the Constitutional Council
word-fact-council-decided = the decision of the Constitutional Council
word-fact-term-reduced = the resolution that reduces the President's term
word-fact-session-day = a day of the parliamentary year
word-fact-voting-day = the day of voting
word-fact-polls-closed = the close of voting
word-fact-result-established = the establishment of the result
word-fact-referendum-decided = the decision to hold a referendum

word-date-missing = a date is missing
word-date-disputed = the text can be read in two ways
word-date-wording = the wording then in force is not held
word-date-not-applicable = the provision does not apply to that day
