# Нәтижені тексеру.

check-files = қалтада нәтиженің барлық файлы бар, артығы жоқ
check-outputs = outputs.sha256 басқа файлдардың дайджестерін дұрыс береді
check-record = record.json — канондық түрдегі жазба
check-digests = жазбада басқа файлдардың дайджестері дұрыс
check-sums = учаске жолдары жазбадағы қосындыларды береді
check-edition = редакция параметрлері заңға сәйкес
check-outcomes = қосындыларға қайта қолданылған заң сол нәтижелер мен қадамдарды береді
check-findings = findings.csv ішінде жазбадағы ескертулер тұр
check-rejected = оқылған әр жол саналған немесе шетке қойылған
check-certified = бекітуге ештеңе кедергі емес
check-page = report.html — осы жазбаның беті
check-inputs-list = inputs.sha256 жазбаның дереккөздерін атайды
check-inputs = бастапқы файлдар дәл осы нәтижені береді, байтына дейін

check-passed = дұрыс
check-failed = ҚАТЕ
check-not-checked = тексерілмеді
check-difference = { $place }: болуы керек { $expected }, тұрғаны { $found }

verdict-passed = Нәтиже расталды: бәрі бастапқы файлдардан қайта жасалды, айырма жоқ.
verdict-passed-in-part = Айырма жоқ. Жасалмаған тексеру саны: { $unmade }; бәрін жасау үшін бастапқы файлдардың қалтасын көрсетіңіз.
verdict-failed = Нәтиже РАСТАЛМАДЫ. Өтпеген тексеру саны: { $failed }.
