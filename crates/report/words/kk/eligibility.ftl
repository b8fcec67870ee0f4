# Кім сайлана алады және неге. Кілттер мен мәндер saylau_tally::law::eligibility ішінде.

eligibility-heading-president = Президент сайлауы, { $date }
eligibility-heading-senate = Сенат депутаттарының сайлауы, { $date }
eligibility-heading-majilis = Мәжіліс депутаттарының сайлауы, { $date }
eligibility-heading-maslikhat = Мәслихат депутаттарының сайлауы, { $date }
eligible-eligible = сайлана алады
eligible-not-eligible = сайлана алмайды
eligible-cannot-be-established = анықтау мүмкін емес
eligible-wording-not-held = ол күні қолданылған редакция бағдарламада жоқ
eligibility-summary = Барлығы: { $all }; сайлана алады: { $eligible }; сайлана алмайды: { $not }; анықтау мүмкін емес: { $unknown }.

step-requirement-met = Талап орындалған: { $requirement }.
step-requirement-not-met = Талап орындалмаған: { $requirement }.
step-requirement-unknown = Анықтау мүмкін емес: { $requirement }. Жетпейтін өрістер: { $fields }.
step-age-reached = Талап: { $years } жыл, жасы. Басталуы: { $since }; толатын күні: { $complete }; сайлау күні: { $on }. Орындалды.
step-age-not-reached = Талап: { $years } жыл, жасы. Басталуы: { $since }; толатын күні: { $complete }; сайлау күні: { $on }. Орындалмады.
step-citizenship-reached = Талап: { $years } жыл, азаматтығы. Басталуы: { $since }; толатын күні: { $complete }; сайлау күні: { $on }. Орындалды.
step-citizenship-not-reached = Талап: { $years } жыл, азаматтығы. Басталуы: { $since }; толатын күні: { $complete }; сайлау күні: { $on }. Орындалмады.
step-residence-reached = Талап: { $years } жыл, Қазақстанда тұруы. Басталуы: { $since }; толатын күні: { $complete }; сайлау күні: { $on }. Орындалды.
step-region-reached = Талап: { $years } жыл, өңірде тұрақты тұруы. Басталуы: { $since }; толатын күні: { $complete }; сайлау күні: { $on }. Орындалды.
step-region-not-reached = Талап: { $years } жыл, өңірде тұрақты тұруы. Басталуы: { $since }; толатын күні: { $complete }; сайлау күні: { $on }. Орындалмады.
step-region-differs = Тұратын өңірі: { $region }; сайланатын өңірі: { $stands_in }. Олар бірдей емес.
step-lived-years-enough = Қазақстанда тұрған жылдары: { $lived }; талап: кемінде { $years }. Жеткілікті.
step-lived-years-too-few = Қазақстанда тұрған жылдары: { $lived }; талап: кемінде { $years }. Жеткіліксіз.
step-terms-below-limit = Қатарынан сайланған: { $terms } рет; қатарынан { $limit } реттен артық сайлануға болмайды. Рұқсат етіледі.
step-terms-at-limit = Қатарынан сайланған: { $terms } рет; қатарынан { $limit } реттен артық сайлануға болмайды. Рұқсат етілмейді.
step-service-enough = Еңбек стажы: { $served_years } жыл { $served_months } ай; талап: кемінде { $years } жыл. Жеткілікті.
step-service-too-short = Еңбек стажы: { $served_years } жыл { $served_months } ай; талап: кемінде { $years } жыл. Жеткіліксіз.

step-birthday-on-the-day = Талап етілген жасқа дәл сайлау күні толады: { $years } жас, туған күні { $birth }. Туған күн тұтас есептеледі.
step-leap-day-birthday = 29 ақпанда туған адам бұл жылы { $years } жасқа 28 ақпанда толады деп есептелді; туған күні { $birth }.
step-offices-not-known = Атқаратын қызметтері белгісіз: олардың мандатқа сыйыспайтыны тексерілмеді.
step-office-to-give-up = Сайланған жағдайда одан бас тарту керек: { $office }.
step-party-membership-barred = Саяси партияда болмауға тиіс: { $office }.

word-requirement-citizen = Республика азаматы
word-requirement-not-incapable = сот іс-әрекетке қабілетсіз деп танымаған
word-requirement-not-confined = сот үкімімен бас бостандығынан айыру орнында отырған жоқ
word-requirement-no-conviction = өтелмеген немесе алынбаған соттылығы жоқ
word-requirement-citizen-by-birth = туғанынан Республика азаматы
word-requirement-citizen-for = азаматтықта болған мерзімі
word-requirement-age = жасы
word-requirement-state-language = мемлекеттік тілді еркін меңгерген
word-requirement-lived-in-kazakhstan = Қазақстанда тұрған мерзімі
word-requirement-fewer-terms-in-row = қатарынан екі реттен артық сайланбау
word-requirement-higher-education = жоғары білім
word-requirement-service = еңбек стажы
word-requirement-resident-of-region = өңірде тұрақты тұру мерзімі

word-office-president = Республика Президенті
word-office-senator = Сенат депутаты
word-office-majilis-deputy = Мәжіліс депутаты
word-office-maslikhat-deputy = басқа мәслихаттың депутаты
word-office-government-member = Үкімет мүшесі
word-office-council-member = Конституциялық Кеңестің Төрағасы немесе мүшесі
word-office-judge = судья
word-office-military = әскери қызметші
word-office-national-security = ұлттық қауіпсіздік органының қызметкері
word-office-law-enforcement = құқық қорғау органының қызметкері
word-office-paid-office = басқа да ақылы қызмет
word-office-teaching-or-creative = ақылы оқытушылық, ғылыми немесе өзге де шығармашылық қызмет
word-office-entrepreneur = кәсіпкерлік қызмет
word-office-company-board = коммерциялық ұйымның басшы органы немесе байқаушы кеңесі
word-office-party-member = саяси партия мүшелігі
