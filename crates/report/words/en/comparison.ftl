# What differs between two results of one election.

comparison-first = First
comparison-second = Second
comparison-edition = edition “{ $name }” of the law
comparison-equal = Nothing differs.
comparison-members = Members of the record that differ: { $members }
comparison-outcome = Outcome, { $place }
comparison-sum = Sum, { $place }
comparison-station = Station { $station }, { $place }
comparison-station-first = Station { $station }, { $place }: in the first result only
comparison-station-second = Station { $station }, { $place }: in the second result only
comparison-none = none
comparison-stations = { $place }: stations that differ: { $stations }
comparison-gone = Findings that are gone: { $findings }
comparison-new = New findings: { $findings }
comparison-more = and { $more } more; --json has all
