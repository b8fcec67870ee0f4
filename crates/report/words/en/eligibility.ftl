# Who may be elected and why. Keys and values are those of saylau_tally::law::eligibility.

eligibility-heading-president = Election of the President, { $date }
eligibility-heading-senate = Election of senators, { $date }
eligibility-heading-majilis = Election of the Majilis, { $date }
eligibility-heading-maslikhat = Election of a maslikhat, { $date }
eligibility-heading-voter = Voters on { $date }
eligible-eligible = eligible
eligible-not-eligible = not eligible
eligible-cannot-be-established = cannot be established
eligible-wording-not-held = the wording in force on that day is not held
eligible-summary = In all: { $all }; eligible: { $eligible }; not eligible: { $not }; cannot be established: { $unknown }.
voter-eligible = may vote
voter-not-eligible = may not vote
voter-cannot-be-established = cannot be established
voter-wording-not-held = the wording in force on that day is not held
voter-summary = In all: { $all }; may vote: { $eligible }; may not vote: { $not }; cannot be established: { $unknown }.

step-requirement-met = Met: { $requirement }.
step-requirement-not-met = Not met: { $requirement }.
step-requirement-unknown = Cannot be established: { $requirement }. Missing: { $fields }.
step-age-reached = Asked: { $years } { $years-plural ->
     [one] year
    *[other] years
 } of age. Counted from { $since }, complete on { $complete }; the election is on { $on }: reached.
step-age-not-reached = Asked: { $years } { $years-plural ->
     [one] year
    *[other] years
 } of age. Counted from { $since }, complete on { $complete }; the election is on { $on }: not reached.
step-citizenship-reached = Asked: { $years } { $years-plural ->
     [one] year
    *[other] years
 } of citizenship. Counted from { $since }, complete on { $complete }; the election is on { $on }: reached.
step-citizenship-not-reached = Asked: { $years } { $years-plural ->
     [one] year
    *[other] years
 } of citizenship. Counted from { $since }, complete on { $complete }; the election is on { $on }: not reached.
step-residence-reached = Asked: { $years } { $years-plural ->
     [one] year
    *[other] years
 } of residence in Kazakhstan. Counted from { $since }, complete on { $complete }; the election is on { $on }: reached.
step-region-reached = Asked: { $years } { $years-plural ->
     [one] year
    *[other] years
 } of permanent residence in the region. Counted from { $since }, complete on { $complete }; the election is on { $on }: reached.
step-region-not-reached = Asked: { $years } { $years-plural ->
     [one] year
    *[other] years
 } of permanent residence in the region. Counted from { $since }, complete on { $complete }; the election is on { $on }: not reached.
step-region-differs = Lives in { $region } and stands in { $stands_in }: not the same region.
step-lived-years-enough = Years lived in Kazakhstan: { $lived }; asked: not fewer than { $years }. Enough.
step-lived-years-too-few = Years lived in Kazakhstan: { $lived }; asked: not fewer than { $years }. Too few.
step-terms-below-limit = Times elected in a row: { $terms }; not more than { $limit } are allowed. Allowed.
step-terms-at-limit = Times elected in a row: { $terms }; not more than { $limit } are allowed. Not allowed.
step-service-enough = Length of service: { $served_years } years { $served_months } months; asked: not less than { $years } { $years-plural ->
     [one] year
    *[other] years
 }. Enough.
step-service-too-short = Length of service: { $served_years } years { $served_months } months; asked: not less than { $years } { $years-plural ->
     [one] year
    *[other] years
 }. Too short.

step-birthday-on-the-day = The age of { $years } is reached on the very day of the election; born on { $birth }. The whole birthday counts.
step-leap-day-birthday = Born on 29 February, { $birth }: the age of { $years } is reached on 28 February of this year.
step-offices-not-known = The offices held are not known: whether they go together with a mandate is not checked.
step-office-to-give-up = To be given up if elected: { $office }.
step-party-membership-barred = Must not belong to a political party: { $office }.

word-requirement-citizen = a citizen of the Republic
word-requirement-not-incapable = not judged incapable by a court
word-requirement-not-confined = not in confinement on a court's sentence
word-requirement-no-conviction = no conviction that is neither spent nor lifted
word-requirement-citizen-by-birth = a citizen by birth
word-requirement-citizen-for = years of citizenship
word-requirement-age = age
word-requirement-state-language = perfect command of the state language
word-requirement-lived-in-kazakhstan = years lived in Kazakhstan
word-requirement-fewer-terms-in-row = not elected more than twice in a row
word-requirement-higher-education = higher education
word-requirement-service = length of service
word-requirement-resident-of-region = years of permanent residence in the region

word-office-president = the President of the Republic
word-office-senator = a deputy of the Senate
word-office-majilis-deputy = a deputy of the Majilis
word-office-maslikhat-deputy = a deputy of another maslikhat
word-office-government-member = a member of the Government
word-office-council-member = the Chairperson or a member of the Constitutional Council
word-office-judge = a judge
word-office-military = in military service
word-office-national-security = an employee of national security
word-office-law-enforcement = an employee of law enforcement
word-office-paid-office = another paid office
word-office-teaching-or-creative = paid teaching, research or creative work
word-office-entrepreneur = entrepreneurial activity
word-office-company-board = a managing body or supervisory board of a commercial organization
word-office-party-member = membership in a political party
