# Who signed a result, and on its page who is to sign it.

section-commission = The commission
commission-must-sign = Members: { $members }. To sign this record: at least { $must } of them. Signatures are made after this page; saylau verify shows whose there are.
commission-majority = A decision of a commission takes a majority of all of its members [Law on Elections, Art. 20].
column-member = Member
column-role = Role
column-key = Key
commission-no-key = none: cannot sign

role-chairperson = chairperson
role-deputy = deputy chairperson
role-secretary = secretary
role-member = member

signatures-of = Signatures, { $commission }
signatures-enough = Signed by { $signed } of { $members } members; needed: { $must }. Sufficient.
signatures-short = Signed by { $signed } of { $members } members; needed: { $must }. NOT SUFFICIENT.
signatures-no-commission = The record names no commission: no signature counts.
signatures-signed = signed
signatures-not-signed = not signed
signatures-without-key = not signed, has no key
signatures-foreign = by a key that is no member's, { $key }: not counted
signatures-repeated = another signature of { $name }: not counted
signatures-dissent = dissenting opinion of { $name }
signatures-foreign-dissent = opinion signed by a key that is no member's, { $key }: not counted
signatures-wrong = NOT COUNTED: expected { $expected }, found { $found }
signatures-written = Signed by { $name }, { $role }:
signatures-dissent-written = Dissenting opinion of { $name }, { $role }, signed:
signatures-provisional = What was signed is a provisional result, not a certified one.
