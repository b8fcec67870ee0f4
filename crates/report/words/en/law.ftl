# The index of the law and its parameters. Keys are asked for in law_text.rs.

law-code = code
law-parameters = parameters
law-edge-cases = edge cases
law-met = clearly met
law-exact = exactly at the bar
law-below = one below
law-not-met = not met
law-not-applicable = not applicable
law-tests = more tests
law-edition = Edition { $name }, in force from { $from }
law-since = since { $from }; { $source }
law-nothing-differs = Nothing differs.
