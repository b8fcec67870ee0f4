# Календарь: что, когда и почему. Ключи и значения заданы в saylau_tally::law::calendar.

calendar-on = Законный день: { $first }
calendar-between = Законное время: { $first } – { $last }, включая оба
calendar-from = Законное время: начиная с { $first }
calendar-until = Законное время: по { $last } включительно
calendar-always = Законное время: любой день, кроме названных ниже
calendar-unknown = Законное время установить нельзя
calendar-missing = Не хватает данных: { $facts }
calendar-barred = Нельзя
calendar-disputed = Спорно
calendar-not-applicable = Не применяется
calendar-note = Примечание
calendar-nothing = Из заданных дат никакие сроки не следуют.
calendar-first-day = первый день
calendar-last-day = последний день
calendar-begins = начало
calendar-ends = конец
verdict-lawful = законно
verdict-not-lawful = незаконно
verdict-cannot-be-established = установить нельзя
verdict-disputed = спорно: текст можно понять двояко
verdict-not-applicable = не применяется

step-within-days = Отсчёт: { $event }, { $from }. Срок: { $number } { $number-plural ->
     [one] день
     [few] дня
    *[many] дней
 }. Последний день: { $last }.
step-within-working-days = Отсчёт: { $event }, { $from }. Срок: { $number } { $number-plural ->
     [one] рабочий день
     [few] рабочих дня
    *[many] рабочих дней
 }. Последний день: { $last }.
step-within-months = Отсчёт: { $event }, { $from }. Срок: { $number } { $number-plural ->
     [one] месяц
     [few] месяца
    *[many] месяцев
 }. Последний день: { $last }.
step-within-years = Отсчёт: { $event }, { $from }. Срок: { $number } { $number-plural ->
     [one] год
     [few] года
    *[many] лет
 }. Последний день: { $last }.
step-same-day = В тот же день: { $event }, { $from }.
step-not-before-months = Отсчёт: { $event }, { $from }. Должно пройти не менее: { $number } { $number-plural ->
     [one] месяц
     [few] месяца
    *[many] месяцев
 }. Первый день: { $first }.
step-months-before-the-end = Срок полномочий истекает: { $term_end }. Не позднее чем за { $number } { $number-plural ->
     [one] месяц
     [few] месяца
    *[many] месяцев
 } до этого. Последний день: { $last }.
step-within-hours = Начало: { $from }. Срок, часов: { $hours }. Конец: { $last }.
step-not-before-hours = Отсчёт: { $event }, { $from }. Должно пройти не менее, часов: { $hours }. Не раньше: { $first }.
step-between-months = Отсчёт: { $event }, { $from }. Первый день: { $first }; последний день: { $last }.
step-term-end-given = Конец срока полномочий задан: { $event }, { $last }.
step-term-end = Срок полномочий: { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 } (редакция с { $since }). Начало: { $event }, { $from }. Конец: { $last }.
step-first-sunday-of-december = Срок полномочий истекает: { $term_end }. Первое воскресенье декабря перед этим: { $day }.
step-second-wednesday-of-january = День избрания: { $elected }. Вторая среда следующего января: { $day }.
step-regular-session = Первый рабочий день сентября: { $first }. Последний рабочий день июня: { $last }.
step-not-known = Неизвестно: { $event }.
step-coincides-with-parliament = В этот день избирается новый состав Парламента: { $day }.
step-coincides-with-majilis = В этот день избираются депутаты Мажилиса: { $day }.
step-suspended-by-appeal = Обращение в Конституционный Совет, { $from }: вступление в должность приостанавливается.
step-last-year-of-the-term = Последний год срока полномочий: { $from } – { $term_end }.
step-year-after-dissolution = Не прошёл год после предыдущего роспуска: { $from } – { $last }.
step-emergency = Чрезвычайное или военное положение; начало: { $from }.
step-last-six-months = Последние шесть месяцев срока полномочий Президента: { $from } – { $term_end }.
step-third-in-a-year = В третий раз в течение года: { $first }, { $second }, { $third }.
step-third-in-twelve-months = В третий раз за двенадцать месяцев, но не более двух раз в календарном году: { $first }, { $second }, { $third }. О каком годе речь, текст не говорит.
step-end-of-month-disputed = При счёте вперёд срок соблюдён, при счёте назад – нет: { $first } – { $last }.
step-did-not-happen = Такого события не было: { $event }.
step-not-a-regular-election = Это не очередные выборы: { $day }. День присяги назначен для очередных.
step-wording-begins = Норма в этой редакции действует с даты: { $from }.
step-another-constitution = С даты { $from } действует другая Конституция.

step-wording-not-held = Редакции, действующей с даты { $from }, в программе нет: даты посчитаны по прежней, вывод о законности не делается.
step-appeal-not-known = Неизвестно, было ли обращение в Конституционный Совет: оно приостановило бы вступление в должность.
step-oath-after-suspension-silent = Когда приносится приостановленная присяга, текст не говорит.
step-time-not-known = Время неизвестно, дан только день: { $event }.
step-shortened-to-ten-days = Срок сокращается до десяти дней: так в официальных текстах на казахском и русском языках; английский перевод говорит о сокращении на десять дней и силы не имеет.
step-closed-at-eight = Часы голосования не заданы: начало подсчёта принято как { $from }.

word-matter-president-term = Срок полномочий Президента
word-matter-president-election = Очередные выборы Президента
word-matter-president-oath = Присяга Президента
word-matter-successor-oath = Присяга лица, принявшего полномочия Президента
word-matter-transitional-call = Назначение выборов после сокращения срока полномочий
word-matter-transitional-oath = Присяга Президента, избранного после сокращения срока
word-matter-treason-decision = Окончательное решение по обвинению в государственной измене
word-matter-majilis-term = Срок полномочий депутатов Мажилиса
word-matter-senate-term = Срок полномочий депутатов Сената
word-matter-majilis-election = Очередные выборы депутатов Мажилиса
word-matter-senate-election = Очередные выборы депутатов Сената
word-matter-extraordinary-election = Внеочередные выборы депутатов Парламента
word-matter-first-session = Первая сессия Парламента
word-matter-regular-session = Очередная сессия Парламента
word-matter-returned-law-vote = Повторное голосование по возвращённому закону
word-matter-overridden-law-signing = Подписание закона, подтверждённого Палатами
word-matter-delegation = Делегирование законодательных полномочий Президенту
word-matter-second-dismissal-appeal = Повторное обращение об освобождении члена Правительства
word-matter-urgent-draft = Рассмотрение срочного законопроекта
word-matter-senate-consideration = Рассмотрение законопроекта Сенатом
word-matter-law-submission = Представление закона Президенту
word-matter-president-signing = Подписание закона Президентом
word-matter-confidence-vote = Голосование о доверии Правительству
word-matter-dissolution = Роспуск Парламента
word-matter-government-structure = Предложения о структуре и составе Правительства
word-matter-government-program = Доклад о программе Правительства
word-matter-second-government-program = Повторный доклад о программе Правительства
word-matter-government-resignation = Решение об отставке Правительства
word-matter-council-decision = Постановление Конституционного Совета
word-matter-urgent-council-decision = Постановление Конституционного Совета в сокращённый срок
word-matter-maslikhat-term = Срок полномочий маслихата
word-matter-station-count = Подсчёт голосов на участке
word-matter-summary-sheet = Предварительная сводная ведомость
word-matter-president-publication = Опубликование итогов выборов Президента
word-matter-parliament-publication = Опубликование итогов выборов депутатов Парламента
word-matter-maslikhat-publication = Опубликование итогов выборов депутатов маслихата
word-matter-local-publication = Опубликование итогов выборов органов местного самоуправления
word-matter-president-protocol = Выборы Президента: протоколы в Центральную избирательную комиссию
word-matter-president-repeat-voting = Выборы Президента: повторное голосование (второй тур)
word-matter-president-repeat-election = Повторные выборы Президента
word-matter-president-result = Установление итогов выборов Президента
word-matter-council-appeal = Обращение в Конституционный Совет по выборам Президента
word-matter-senate-call = Назначение очередных выборов депутатов Сената
word-matter-senate-protocol = Выборы в Сенат: протокол в Центральную избирательную комиссию
word-matter-senate-repeat-voting = Выборы в Сенат: повторное голосование (второй тур)
word-matter-senate-repeat-election = Повторные выборы депутата Сената
word-matter-senate-result = Установление итогов выборов в Сенат
word-matter-majilis-call = Назначение очередных выборов депутатов Мажилиса
word-matter-majilis-protocol = Выборы в Мажилис: протоколы в Центральную избирательную комиссию
word-matter-majilis-repeat-voting = Выборы в Мажилис: повторное голосование (второй тур)
word-matter-majilis-repeat-election = Повторные выборы депутата Мажилиса
word-matter-majilis-result = Установление итогов выборов в Мажилис
word-matter-by-election = Выборы вместо выбывшего депутата Мажилиса
word-matter-referendum = Республиканский референдум
word-matter-referendum-result = Установление итогов референдума

word-fact-president-elected = день избрания Президента
word-fact-president-took-office = вступление Президента в должность
word-fact-president-term-end = конец срока полномочий Президента
word-fact-powers-taken = переход полномочий Президента
word-fact-parliament-election = выборы нового состава Парламента
word-fact-majilis-term-began = начало полномочий Мажилиса
word-fact-majilis-term-end = конец срока полномочий Мажилиса
word-fact-senate-term-began = начало полномочий депутатов Сената
word-fact-senate-term-end = конец срока полномочий депутатов Сената
word-fact-maslikhat-term-began = начало полномочий маслихата
word-fact-powers-terminated = досрочное прекращение полномочий Парламента
word-fact-results-published = опубликование итогов выборов
word-fact-accusation = выдвижение обвинения
word-fact-objections-presented = направление возражений Президента
word-fact-override-voted = подтверждение закона Палатами
word-fact-delegation-began = начало делегирования
word-fact-dismissal-appealed = первое обращение
word-fact-urgent-draft-submitted = внесение срочного законопроекта
word-fact-draft-in-senate = передача законопроекта в Сенат
word-fact-law-approved = одобрение закона Сенатом
word-fact-law-with-president = представление закона Президенту
word-fact-confidence-called = постановка вопроса о доверии
word-fact-confidence-last = последнее использование этого права
word-fact-confidence-last-but-one = предпоследнее использование этого права
word-fact-previous-dissolution = предыдущий роспуск Парламента
word-fact-emergency-began = начало чрезвычайного или военного положения
word-fact-emergency-ended = конец чрезвычайного или военного положения
word-fact-prime-minister-appointed = назначение Премьер-Министра
word-fact-program-rejected = отклонение программы Правительства
word-fact-resignation-offered = заявление об отставке
word-fact-council-appeal = обращение в Конституционный Совет
word-fact-council-decided = решение Конституционного Совета
word-fact-term-reduced = постановление о сокращении срока полномочий Президента
word-fact-session-day = какой-либо день парламентского года
word-fact-voting-day = день голосования
word-fact-polls-closed = окончание голосования
word-fact-result-established = установление итогов выборов
word-fact-referendum-decided = решение о проведении референдума

word-date-missing = не хватает даты
word-date-disputed = текст можно понять двояко
word-date-wording = действовавшей тогда редакции в программе нет
word-date-not-applicable = норма к этому дню не применяется
