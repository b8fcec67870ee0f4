# The Chambers put together, and the President's successor. Keys and values are those of saylau_tally::law::{composition, succession}.

composition-majilis = Majilis: { $filled } of { $total } seats are filled
composition-senate = Senate: { $filled } of { $total } seats are filled
composition-parties = By party
composition-no-party = no party, or none given
step-part-of-chamber = { $part }: { $seats } seats; filled { $filled }, vacant { $vacant }, open { $open }.
step-next-on-list = The seat goes to the next on the list: { $person }.
step-list-exhausted = Nobody is left on the list: the seat stays vacant until the next election.
step-seat-open = { $constituency }: the seat is open ({ $outcome }).
step-constituencies-missing = Constituencies given: { $given }; by law: { $seats }.
step-lists-missing = There is no result for the party lists: { $seats } seats are open.
step-lists-not-distributed = No list cleared the bar: { $seats } seats are not distributed, and the law does not say what follows.
step-lists-unresolved = A question about the party lists is not decided: { $seats } seats.
step-list-seats-vacant = Vacant because the list is too short: { $vacant }.
step-assembly-not-counted = Deputies elected by the Assembly of the People are not counted here: { $seats }.
step-appointed-not-known = The { $seats } senators appointed by the President are never counted from votes; how many are appointed is not given.
step-halves-not-apart = { $region }: the terms of the two seats do not end three years apart ({ $first }, { $second }).
step-succeeds = Takes over the President's powers: { $successor }.
step-unable-to-succeed = Unable to take the powers: { $successor }.
step-ability-not-known = Whether able to take the powers is not known: { $successor }.
step-nobody-left-to-succeed = None of the three is able; who comes next the text does not say.
step-resignation-not-named = The article does not name a resignation; whether release covers it the text does not say.
step-resignation-covered = By the Constitutional Council's interpretation of { $since }, premature release covers a resignation.
step-own-office-given-up = Gives up the own office: { $successor }.
step-no-amendments-by-successor = Whoever takes the powers this way may not initiate amendments of the Constitution.

word-part-constituencies = Single-mandate constituencies
word-part-lists = Party lists
word-part-assembly = The Assembly of the People
word-part-colleges = Oblasts, major cities and the capital
word-part-appointed = Appointed by the President
word-successor-senate-chair = the Chairperson of the Senate
word-successor-majilis-chair = the Chairperson of the Majilis
word-successor-prime-minister = the Prime Minister
