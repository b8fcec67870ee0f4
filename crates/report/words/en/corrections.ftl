# Corrections of single figures, on the page of a result.

section-corrections = Corrections
corrections-none = No figure has been corrected.
corrections-law = A higher commission that finds mistakes in protocols may order a recount [Law on Elections, Art. 43(9)]. Each correction says who made it and why; none is taken away later.
column-line = Line
column-figure = Figure
column-old = Was
column-new = Is
column-change = What it changed
column-outcome-before = Outcome before the corrections
column-outcome-after = Outcome after them
correction-votes = votes: { $option }
correction-not-reported = not reported
correction-no-outcome = the law gives no outcome for the figures as they were
corrections-outcomes-same = The corrections changed no outcome.
