# Шешімнің әр қадамы не дейді. Кілттер мен мәндер saylau_tally::law::messages ішінде.

step-base-valid = Үлес жарамды бюллетеньдер санынан есептеледі: { $base }.
step-base-ballots = Үлес жәшіктерден алынған барлық бюллетень санынан, жарамсыздарын қоса, есептеледі: { $base }.
step-base-ballots-summed = Үлес барлық бюллетень санынан есептеледі. Жәшіктерден алынғандардың саны көрсетілмеген, сондықтан ол қосып шығарылды: дауыстар { $votes } + жарамсыз { $invalid } + есепке алынбайтын { $not_counted } = { $base }.
step-nobody-took-part = Дауыс беруге ешкім қатысқан жоқ: үлес есептейтін сан жоқ.
step-figure-missing = Хаттамаларда заң талап ететін сан жоқ: { $figure }.

step-quorum-reached = Қатысуға құқығы бар: { $entitled }; қатысқаны: { $took_part }. Дауыс беру өткізілді деп есептеледі.
step-quorum-missed = Қатысуға құқығы бар: { $entitled }; қатысқаны: { $took_part }. Дауыс беру өткізілмеді деп танылады.
step-attendance-reached = Таңдаушылар: { $entitled }; келгені: { $present }. Отырыс заңды.
step-attendance-missed = Таңдаушылар: { $entitled }; келгені: { $present }. Отырыс заңды емес.
step-sitting-quorum-reached = Келген таңдаушылар: { $present }; дауыс беруге қатысқаны: { $took_part }. Сайлау өткізілді деп есептеледі.
step-sitting-quorum-missed = Келген таңдаушылар: { $present }; дауыс беруге қатысқаны: { $took_part }. Сайлау өткізілмеді деп танылады.
step-quorum-depends-on-invalid = Кворумның бар-жоғы заңды қалай түсінуге байланысты: жарамсыз бюллетеньдермен бірге { $with_invalid }, оларсыз { $without_invalid } қатысты; құқығы бары { $entitled }.
step-sitting-depends-on-invalid = Отырыс кворумының бар-жоғы заңды қалай түсінуге байланысты: жарамсыз бюллетеньдермен бірге { $with_invalid }, оларсыз { $without_invalid } қатысты; келгені { $present }.

step-majority-reached = { $option }: { $votes } дауыс, қажетті көпшілік жиналды.
step-majority-missed = { $option }: ең көп дауыс, { $votes }, бірақ қажетті көпшілік жиналмады.
step-runoff-pair = Дауыс берудің екінші туры ең көп дауыс алған екеуінің арасында өтеді: { $first } ({ $first_votes }) және { $second } ({ $second_votes }).
step-runoff-pair-tied = Дауыс саны тең, әрқайсысында { $votes }: { $options }. Екінші турда оларға қалған орын: { $choose }. Орынды кім алатынын заң айтпайды.
step-no-pair = Кандидат біреу ғана, сондықтан екінші турға жұп жоқ.
step-no-second-round = Ереже екінші турды көздемейді.

step-second-round-waits = Екінші турға кімдер шығатынын бірінші тур әлі анықтаған жоқ.
step-dropped-out = Екінші турға дейін шығып қалды: { $option }.
step-second-round-pair = Екінші турға қатысады: { $first } және { $second }.
step-pair-incomplete = Екінші турға толық жұп қалмады. Қалғаны: { $options }.
step-second-round-elected = { $option }: { $votes } дауыс, бұл { $other } алған дауыстан көп ({ $other_votes }).
step-second-round-tied = Екінші турда дауыс саны тең, әрқайсысында { $votes }: { $options }.
step-repeat-election = Кандидаттар жаңадан ұсынылып, қайта сайлау өткізіледі.
step-law-silent = Бұдан не шығатынын қолданыстағы мәтіндердің ешқайсысы айтпайды.

step-most-votes-elected = { $place }-мандат: { $option }, { $votes } дауыс.
step-equal-votes-for-seats = Дауыс саны тең, әрқайсысында { $votes }: { $options }. Оларға қалған мандат: { $choose }.

step-list-admitted = { $list }: { $votes } дауыс, кедергіден өтті.
step-list-below-bar = { $list }: { $votes } дауыс, кедергіден өтпеді.
step-list-admitted-without-bar = { $list }: { $votes } дауыс; ережеде кедергі жоқ.
step-no-list-admitted = Бірде-бір партиялық тізім кедергіден өтпеді.
step-one-list-takes-all = Кедергіден бір ғана партиялық тізім, { $list }, өтті және барлық мандатты алады: { $seats }.
step-next-list-admitted = Кедергіден бір ғана партиялық тізім өтті, сондықтан мандат бөлуге дауыс саны бойынша келесісі де жіберіледі: { $list }, { $votes } дауыс.
step-next-list-tied = Кедергіден бір ғана партиялық тізім өтті, ал одан кейінгілердің дауыс саны тең, әрқайсысында { $votes }: { $options }.
step-no-next-list = Кедергіден бір ғана партиялық тізім өтті, мандат бөлуге жіберілетін басқа тізім жоқ.

step-quota = Алғашқы сайлау жеке саны (квота): жіберілген тізімдердің дауысы { $votes }, бөлінетін мандат { $seats }; { $quota }.
step-integer-seats = { $list }: { $votes } дауыс, бөліндінің тұтас бөлігі { $seats }, қалдығы { $remainder }.
step-remainder-seat = { $list } { $remainder } қалдығы бойынша тағы бір мандат алады.
step-remainders-equal-registration = Қалдықтар тең, { $remainder }: { $options }. Мандатты бұрын тіркелген тізім алады: { $chosen }.
step-remainders-equal = Қалдықтар тең, { $remainder }: { $options }. Оларға қалған мандат: { $choose }. Тіркелу реті мұны шешпейді.
step-reduced-seats = { $list }: { $votes } дауыс квотаға бөлініп, { $factor } санына көбейтілді: { $product }. Мандат: { $seats }.
step-reduced-seats-least = { $list }: { $votes } дауыс квотаға бөлініп, { $factor } санына көбейтілді: { $product }. Мандаттың ең аз саны беріледі: { $seats }.
step-rest-of-seats = { $list } қалған мандаттарды алады: { $seats }.
step-average-seats = { $list }: { $votes } дауыс, { $seats } мандат. Соңғы мандатының орташасы: { $last }; келесісінікі { $next } болар еді.
step-averages-equal = Орташалар тең, { $average }: { $options }. Оларға қалған мандат: { $choose }.
step-list-too-short = { $list }: { $seats } мандат алды, тізімінде { $candidates } кандидат бар; бос қалғаны { $vacant }.
step-seats-distributed = Бөлінген мандат: { $seats }; бос қалғаны: { $vacant }.

step-question-adopted = { $base } дауыстың { $yes } дауысы «жақтап» берілді: шешім қабылданды деп есептеледі.
step-question-not-adopted = { $base } дауыстың { $yes } дауысы «жақтап» берілді: шешім қабылданбады.
step-region-majority = { $region }: «жақтап» { $yes }, барлығы { $base }; көпшілік бар.
step-region-no-majority = { $region }: «жақтап» { $yes }, барлығы { $base }; көпшілік жоқ.
step-regions-reached = Көпшілік жиналған өңірлер: { $regions }, барлығы { $of }; жеткілікті.
step-regions-missed = Көпшілік жиналған өңірлер: { $regions }, барлығы { $of }; жеткіліксіз.
step-regions-decide-amendment = Өңірлердің көпшілігінсіз тек Конституцияға түзету қабылданбайды; файлдарда бұл мәселенің қандай екені айтылмаған.

step-decided-by-lot = Жеребе бойынша ({ $date }): { $chosen }.
step-decided-by-ruling = Шешім бойынша ({ $date }): { $chosen }.
step-reading-chosen = Заңды түсіну туралы шешім бойынша ({ $date }): { $reading }.

step-two-candidates-conflict = Кандидат екеу, ешкім сайланбады: Конституция екінші турды, Сайлау туралы заң қайта сайлауды талап етеді. Конституция қолданылды.
step-one-candidate = Бюллетеньде бір ғана кандидат болды: { $option }.
step-against-all-leads = Бәріне қарсы берілген дауыс, { $votes }, алда тұрған кандидат алған дауыстан көп: { $option }, { $option_votes }.
step-base-depends = Бюллетень есебі сәйкес келмейді, ал нәтиже соған байланысты. { $base } бюллетень болса: { $outcome } ({ $options }). { $other_base } болса: { $other_outcome } ({ $other_options }). Хаттамаларда көрсетілген сан алынды.
step-sitting-not-checked = Келген таңдаушылардың саны көрсетілмеген, сондықтан отырыстың кворумы тексерілмеді.
step-quorums-conflict = Екі заң әртүрлі кворум талап етеді, ал нәтиже соған байланысты: қатысқаны { $took_part }, келгені { $present }, құқығы бары { $entitled }.
step-entitled-differs = Құқығы барлардың саны екі жерде әртүрлі көрсетілген: { $entitled } және { $on_list }. Біріншісі алынды.
step-against-all-unforeseen = Бюллетеньде «Бәріне қарсымын» деген жол бар, заңның бұл редакциясында ол көзделмеген.
step-reduced-seats-rounded = { $list }: { $product } бүтін сан емес, ал оны қалай дөңгелектеуді заң айтпайды; тұтас бөлігі алынды, { $seats }.
step-seats-left-empty = Кандидаттар мандаттардан аз: { $seats } мандатқа { $elected } сайланды.

word-account-in_boxes = жәшіктерден алынған бюллетеньдер
word-account-invalid = жарамсыз бюллетеньдер
word-account-on_list = тізімдегі сайлаушылар саны
word-account-present = келген таңдаушылар
word-account-regions = әр өңір бойынша деректер
word-reading-with-invalid = жарамсыз бюллетеньдер қатысу болып саналады
word-reading-without-invalid = жарамсыз бюллетеньдер қатысу болып саналмайды
word-reading-constitutional-amendment = Конституцияға түзету
word-reading-other-question = басқа мәселе
word-outcome-elected = сайланды
word-outcome-runoff = дауыс берудің екінші туры
word-outcome-repeat-election = қайта сайлау
word-outcome-not-elected = ешкім сайланбады
word-outcome-seats = мандаттар бөлінді
word-outcome-not-distributed = мандаттар бөлінбеді
word-outcome-not-valid = дауыс беру өтпеді
word-outcome-adopted = шешім қабылданды
word-outcome-not-adopted = шешім қабылданбады
word-outcome-unresolved = шешілмеді
