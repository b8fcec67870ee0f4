# Есеп пен экрандағы жиынтықтың сөздері.

act-constitution = Конституция
act-elections = Сайлау туралы заң
act-referendum = Референдум туралы заң
act-custom = сайлау файлында жазылған ереже

outcome-elected = { $options-plural ->
    [one] { $options } сайланды деп есептеледі.
   *[other] Сайланды деп есептеледі: { $options }.
}
outcome-runoff = Әзірге ешкім сайланбады. Дауыс берудің екінші туры: { $options }.
outcome-repeat-election = Ешкім сайланбады: қайта сайлау өткізіледі.
outcome-not-elected = Ешкім сайланбады.
outcome-seats = Мандаттар: { $list }.
outcome-seats-vacant = Мандаттар: { $list }; бос қалғаны: { $vacant }.
outcome-not-distributed = Бірде-бір партиялық тізім кедергіден өтпеді: мандаттар бөлінбейді.
outcome-not-valid = Дауыс беру өткізілмеді деп танылады.
outcome-adopted = Шешім қабылданды деп есептеледі.
outcome-not-adopted = Шешім қабылданбады.
outcome-unresolved = Шешілмеді: { $question }.

question-runoff-pair = екінші турға кім шығатыны. Таңдау керек: { $choose }; кімнен: { $among }
question-winner = кім сайланғаны. Таңдау керек: { $choose }; кімнен: { $among }
question-seat = мандатты қай тізім алатыны. Таңдау керек: { $choose }; қайсысынан: { $among }
question-admission = қай тізім жіберілетіні. Таңдау керек: { $choose }; қайсысынан: { $among }
question-reading = заңды екі түрлі түсіну әртүрлі нәтиже береді. Таңдау керек: { $among }
question-missing-figure = хаттамаларда заңды қолдануға қажет сан жоқ

registration-missing = Қалдықтар тең, { $remainder }: { $options }. Оларға қалған мандат: { $choose }. Мандатты бұрын тіркелген тізім алады, бірақ тіркелу реті көрсетілмеген: { $missing }.

bar-more-than = { $bar }-тен көп
bar-not-less-than = { $bar }-тен кем емес
comparison-met = талап: { $bar }, жиналды
comparison-missed = талап: { $bar }, жиналмады

severity-blocking = бекітуге кедергі
severity-warning = ескерту
severity-note = мәлімет үшін

text-certified = Бекітілді
text-provisional = АЛДЫН АЛА, БЕКІТІЛМЕГЕН
text-what-if = ШАРТТЫ ЕСЕП: «{ $name }» РЕДАКЦИЯСЫ БОЙЫНША, БЕКІТІЛМЕГЕН
text-edition = Заңның «{ $name }» редакциясы бойынша, күшіне енген күні: { $date }.
text-option = { $name }: { $votes } ({ $share })
text-seats = мандат { $seats }
text-findings = Ескертулер: кедергі болатыны { $blocking } (қабылданғаны { $accepted }), ескерту { $warnings }, мәлімет үшін { $notes }. Шетке қойылған жол: { $rows }.
text-record = record.json файлының SHA-256 дайджесі

text-custom = Қазақстан заңы бойынша емес, сайлау файлында жазылған ереже бойынша шешілді.
text-other-edition = Дауыс беру күні қолданыста болған редакция бойынша емес, басқасы бойынша шешілді; сол күнгі редакция: «{ $name }».

refusal = Мұны бекітуге болмайды.
refusal-accept = Файлдарды түзетіңіз немесе комиссия ескертуді қабылдайтынын election.toml файлына жазыңыз:
refusal-findings-first = Алдымен жоғарыдағы ескертулерді шешіңіз: сандар өзгерсе, сұрақ та өзгеруі немесе жойылуы мүмкін.
refusal-decide = Жауапты election.toml файлына жазыңыз:
refusal-chosen = олардан: { $choose }
refusal-registered = Мұны жеребе шешпейді: заң бойынша тіркелу реті шешеді. Тізімдерге election.toml файлында registered = 1, 2, … деп көрсетіңіз.
refusal-figure = Жетіспейтін санның орнын шешім толтырмайды: файлдарды толықтырыңыз.
refusal-more = тағы { $code }: { $findings }
refusal-all = Олардың бәрі --provisional жазатын findings.csv файлында және --message-format json жолдарында бар.
refusal-provisional = --provisional кілтімен нәтиже бекітілмегені белгіленіп жазылады.
