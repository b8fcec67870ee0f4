# Нәтижеге кім қол қойды, ал оның бетінде — кім қол қоюға тиіс.

section-commission = Комиссия
commission-must-sign = Мүше саны: { $members }. Осы жазбаға олардың кемінде { $must } мүшесі қол қоюға тиіс. Қолтаңбалар осы бет жасалғаннан кейін қойылады; кімдікі екенін saylau verify көрсетеді.
commission-majority = Комиссия шешімі оның мүшелері жалпы санының көпшілік даусымен қабылданады [Сайлау туралы заң, 20-бап].
column-member = Комиссия мүшесі
column-role = Лауазымы
column-key = Кілті
commission-no-key = жоқ, қол қоя алмайды

role-chairperson = төраға
role-deputy = төрағаның орынбасары
role-secretary = хатшы
role-member = комиссия мүшесі

signatures-of = Қолтаңбалар, { $commission }
signatures-enough = Қол қойған мүше { $signed }, барлығы { $members }; қажеті: { $must }. Жеткілікті.
signatures-short = Қол қойған мүше { $signed }, барлығы { $members }; қажеті: { $must }. ЖЕТКІЛІКСІЗ.
signatures-no-commission = Жазбада комиссия аталмаған: ешбір қолтаңба есепке алынбайды.
signatures-signed = қол қойды
signatures-not-signed = қол қойған жоқ
signatures-without-key = қол қойған жоқ, кілті де жоқ
signatures-foreign = кілт комиссия мүшесінікі емес, { $key }: есепке алынбайды
signatures-repeated = сол мүшенің тағы бір қолтаңбасы ({ $name }): есепке алынбайды
signatures-dissent = ерекше пікір, { $name }
signatures-foreign-dissent = пікірге комиссия мүшесінікі емес кілтпен қол қойылған, { $key }: есепке алынбайды
signatures-wrong = ЕСЕПКЕ АЛЫНБАЙДЫ: болуы керек { $expected }, тұрғаны { $found }
signatures-written = Қол қойылды: { $name }, { $role }:
signatures-dissent-written = Ерекше пікірге қол қойылды: { $name }, { $role }:
signatures-provisional = Қол қойылған нәтиже — алдын ала нәтиже, ол бекітілмеген.
