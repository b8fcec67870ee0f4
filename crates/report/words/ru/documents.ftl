# Слова отчёта и сводки на экране.

act-constitution = Конституция
act-elections = Закон о выборах
act-referendum = Закон о референдуме
act-custom = правило, записанное в файле выборов

outcome-elected = { $options-plural ->
    [one] Считается избранным кандидат: { $options }.
   *[other] Считаются избранными кандидаты: { $options }.
}
outcome-runoff = Пока никто не избран. Второй тур голосования: { $options }.
outcome-repeat-election = Никто не избран: проводятся повторные выборы.
outcome-not-elected = Никто не избран.
outcome-seats = Мандаты: { $list }.
outcome-seats-vacant = Мандаты: { $list }; вакантных: { $vacant }.
outcome-not-distributed = Ни один партийный список не преодолел барьер: мандаты не распределяются.
outcome-not-valid = Голосование признаётся несостоявшимся.
outcome-adopted = Решение считается принятым.
outcome-not-adopted = Решение не принято.
outcome-unresolved = Не решено: { $question }.

question-runoff-pair = кто выходит во второй тур. Выбрать { $choose } из: { $among }
question-winner = кто избран. Выбрать { $choose } из: { $among }
question-seat = какому списку достаётся мандат. Выбрать { $choose } из: { $among }
question-admission = какой список допускается. Выбрать { $choose } из: { $among }
question-reading = два толкования закона ведут к разным исходам. Выбрать: { $among }
question-missing-figure = в протоколах нет числа, без которого закон не применить

registration-missing = Остатки равны, { $remainder }: { $options }. Осталось для них мандатов: { $choose }. Мандат получает список, зарегистрированный раньше, но очерёдность регистрации не указана: { $missing }.

bar-more-than = больше { $bar }
bar-not-less-than = не менее { $bar }
comparison-met = требуется { $bar }: набрано
comparison-missed = требуется { $bar }: не набрано

severity-blocking = препятствует утверждению
severity-warning = предупреждение
severity-note = к сведению

text-certified = Утверждено
text-provisional = ПРЕДВАРИТЕЛЬНО, НЕ УТВЕРЖДЕНО
text-what-if = УСЛОВНЫЙ РАСЧЁТ ПО РЕДАКЦИИ «{ $name }», НЕ УТВЕРЖДЕНО
text-edition = По редакции закона «{ $name }», действующей с { $date }.
text-option = { $name }: { $votes } ({ $share })
text-seats = мандатов { $seats }
text-findings = Замечания: препятствующих { $blocking } (принято { $accepted }), предупреждений { $warnings }, к сведению { $notes }. Отложено строк: { $rows }.
text-record = SHA-256 файла record.json

text-custom = Решено по правилу, записанному в файле выборов, а не по закону Казахстана.
text-other-edition = Решено по другой редакции закона, чем действовавшая в день голосования: «{ $name }».

refusal = Это нельзя утвердить.
refusal-accept = Исправьте файлы или запишите в election.toml, что комиссия принимает замечание:
refusal-findings-first = Сначала разберите замечания выше: при других числах вопрос может стать другим или отпасть.
refusal-decide = Запишите ответ в election.toml:
refusal-chosen = из них: { $choose }
refusal-registered = Жребий этого не решает: закон обращается к очерёдности регистрации. Укажите для списков registered = 1, 2, … в election.toml.
refusal-figure = Решение не заменит недостающего числа: дополните файлы.
refusal-more = и ещё { $code }: { $findings }
refusal-all = Все они – в файле findings.csv, который пишет --provisional, и в строках --message-format json.
refusal-provisional = С ключом --provisional результат будет записан с пометкой, что он не утверждён.
