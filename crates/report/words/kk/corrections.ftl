# Нәтиже бетіндегі жеке сандардың түзетулері.

section-corrections = Түзетулер
corrections-none = Бірде-бір сан түзетілген жоқ.
corrections-law = Хаттамалардан қате тапқан жоғары тұрған комиссия дауыстарды қайта санауды тағайындай алады [Сайлау туралы заң, 43-баптың 9-тармағы]. Әр түзетуді кім және не үшін енгізгені көрсетілген; бірде-біреуі кейін алынып тасталмайды.
column-line = Жол
column-figure = Сан
column-old = Бұрынғысы
column-new = Қазіргісі
column-change = Не өзгерді
column-outcome-before = Түзетулерге дейінгі қорытынды
column-outcome-after = Түзетулерден кейінгі қорытынды
correction-votes = дауыс: { $option }
correction-not-reported = көрсетілмеген
correction-no-outcome = бұрынғы сандар бойынша заң қорытынды бермейді
corrections-outcomes-same = Түзетулер бірде-бір қорытындыны өзгерткен жоқ.
