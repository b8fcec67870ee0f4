# Что говорит каждый шаг решения. Ключи и значения заданы в saylau_tally::law::messages.

step-base-valid = Доли считаются от числа действительных бюллетеней: { $base }.
step-base-ballots = Доли считаются от числа всех бюллетеней, извлечённых из урн, включая недействительные: { $base }.
step-base-ballots-summed = Доли считаются от числа всех бюллетеней. Число извлечённых из урн не указано, поэтому оно сложено: голоса { $votes } + недействительные { $invalid } + не учитываемые { $not_counted } = { $base }.
step-nobody-took-part = Никто не принял участия в голосовании: доли считать не от чего.
step-figure-missing = В протоколах нет числа, которого требует закон: { $figure }.

step-quorum-reached = Приняли участие { $took_part } из { $entitled } имеющих на это право: голосование считается состоявшимся.
step-quorum-missed = Приняли участие { $took_part } из { $entitled } имеющих на это право: голосование признаётся несостоявшимся.
step-attendance-reached = Присутствуют { $present } из { $entitled } выборщиков: заседание правомочно.
step-attendance-missed = Присутствуют { $present } из { $entitled } выборщиков: заседание неправомочно.
step-sitting-quorum-reached = Приняли участие { $took_part } из { $present } присутствующих выборщиков: выборы считаются состоявшимися.
step-sitting-quorum-missed = Приняли участие { $took_part } из { $present } присутствующих выборщиков: выборы признаются несостоявшимися.
step-quorum-depends-on-invalid = Есть ли кворум, зависит от толкования закона: с недействительными бюллетенями приняли участие { $with_invalid }, без них — { $without_invalid } из { $entitled } имеющих на это право.
step-sitting-depends-on-invalid = Есть ли кворум заседания, зависит от толкования закона: с недействительными бюллетенями приняли участие { $with_invalid }, без них — { $without_invalid } из { $present } присутствующих.

step-majority-reached = { $option }: голосов { $votes }, требуемое большинство набрано.
step-majority-missed = { $option }: больше всех голосов, { $votes }, но требуемое большинство не набрано.
step-runoff-pair = Во второй тур голосования выходят двое с наибольшим числом голосов: { $first } ({ $first_votes }) и { $second } ({ $second_votes }).
step-runoff-pair-tied = Равное число голосов, по { $votes }: { $options }. Мест во втором туре на них: { $choose }. Кому они достаются, закон не говорит.
step-no-pair = Кандидат только один, и пары для второго тура нет.
step-no-second-round = Правило не предусматривает второго тура.

step-second-round-waits = Первый тур ещё не определил участников второго.
step-dropped-out = До второго тура выбыл участник: { $option }.
step-second-round-pair = Во втором туре участвуют: { $first } и { $second }.
step-pair-incomplete = Для второго тура не осталось полной пары. Остались: { $options }.
step-second-round-elected = { $option }: голосов { $votes }, больше, чем { $other } ({ $other_votes }).
step-second-round-tied = Во втором туре равное число голосов, по { $votes }: { $options }.
step-repeat-election = Проводятся повторные выборы с новым выдвижением кандидатов.
step-law-silent = Ни один действующий текст не говорит, что из этого следует.

step-most-votes-elected = Мандат { $place }: { $option }, голосов { $votes }.
step-equal-votes-for-seats = Равное число голосов, по { $votes }: { $options }. Мандатов на них осталось: { $choose }.

step-list-admitted = { $list }: голосов { $votes }, барьер преодолён.
step-list-below-bar = { $list }: голосов { $votes }, барьер не преодолён.
step-list-admitted-without-bar = { $list }: голосов { $votes }; правило не устанавливает барьера.
step-no-list-admitted = Ни один партийный список не преодолел барьер.
step-one-list-takes-all = Барьер преодолел только один партийный список, { $list }, и получает все мандаты: { $seats }.
step-next-list-admitted = Барьер преодолел только один партийный список, поэтому к распределению допускается следующий по числу голосов: { $list }, голосов { $votes }.
step-next-list-tied = Барьер преодолел только один партийный список, а у следующих за ним равное число голосов, по { $votes }: { $options }.
step-no-next-list = Барьер преодолел только один партийный список, и другого списка, который можно допустить, нет.

step-quota = Первое избирательное частное (квота): голоса допущенных списков { $votes }, делится мандатов { $seats }; { $quota }.
step-integer-seats = { $list }: голосов { $votes }, целая часть частного { $seats }, остаток { $remainder }.
step-remainder-seat = { $list } получает ещё один мандат по остатку { $remainder }.
step-remainders-equal-registration = Равные остатки, { $remainder }: { $options }. Мандат получает список, зарегистрированный ранее: { $chosen }.
step-remainders-equal = Равные остатки, { $remainder }: { $options }. Мандатов на них осталось: { $choose }. Порядок регистрации этого не решает.
step-reduced-seats = { $list }: голоса { $votes }, делённые на квоту и умноженные на { $factor }: { $product }. Мандатов: { $seats }.
step-reduced-seats-least = { $list }: голоса { $votes }, делённые на квоту и умноженные на { $factor }: { $product }. Даётся наименьшее число мандатов: { $seats }.
step-rest-of-seats = { $list } получает остальные мандаты: { $seats }.
step-average-seats = { $list }: голосов { $votes }, мандатов { $seats }. Среднее последнего мандата: { $last }; следующий стоил бы { $next }.
step-averages-equal = Равные средние, { $average }: { $options }. Мандатов на них осталось: { $choose }.
step-list-too-short = { $list }: мандатов получено { $seats }, кандидатов в списке { $candidates }; вакантными остаются { $vacant }.
step-seats-distributed = Распределено мандатов: { $seats }; вакантных: { $vacant }.

step-question-adopted = «За» проголосовали { $yes } из { $base }: решение считается принятым.
step-question-not-adopted = «За» проголосовали { $yes } из { $base }: решение не принято.
step-region-majority = { $region }: «за» { $yes } из { $base }, большинство есть.
step-region-no-majority = { $region }: «за» { $yes } из { $base }, большинства нет.
step-regions-reached = Большинство в регионах: { $regions } из { $of }, достаточно.
step-regions-missed = Большинство в регионах: { $regions } из { $of }, недостаточно.
step-regions-decide-amendment = Без большинства регионов не принимается только поправка к Конституции; в файлах не сказано, о чём этот вопрос.

step-decided-by-lot = По жребию от { $date }: { $chosen }.
step-decided-by-ruling = По решению от { $date }: { $chosen }.
step-reading-chosen = По решению от { $date } о толковании закона: { $reading }.

step-two-candidates-conflict = Кандидатов двое, и никто не избран: Конституция требует второго тура, Закон о выборах — повторных выборов. Применена Конституция.
step-one-candidate = В бюллетене был только один кандидат: { $option }.
step-against-all-leads = Против всех подано больше голосов, { $votes }, чем за первого из кандидатов: { $option }, { $option_votes }.
step-base-depends = Числа бюллетеней не сходятся, и от этого зависит исход. При { $base } бюллетенях: { $outcome } ({ $options }). При { $other_base }: { $other_outcome } ({ $other_options }). Взято указанное в протоколах число.
step-sitting-not-checked = Число присутствующих выборщиков не указано, поэтому кворум заседания не проверен.
step-quorums-conflict = Два закона требуют разного кворума, и от этого зависит исход: приняли участие { $took_part }, присутствовали { $present }, всего имеют право { $entitled }.
step-entitled-differs = Число имеющих право голоса указано дважды и по-разному: { $entitled } и { $on_list }. Взято первое.
step-against-all-unforeseen = В бюллетене есть строка «Против всех», которой эта редакция закона не знает.
step-reduced-seats-rounded = { $list }: { $product } — не целое число, и закон не говорит, как его округлить; взята целая часть, { $seats }.
step-seats-left-empty = Кандидатов меньше, чем мандатов: избрано { $elected }, мандатов { $seats }.

word-account-in_boxes = бюллетени, извлечённые из урн
word-account-invalid = недействительные бюллетени
word-account-on_list = число избирателей в списке
word-account-present = присутствующие выборщики
word-account-regions = данные по каждому региону
word-reading-with-invalid = недействительные бюллетени считаются участием
word-reading-without-invalid = недействительные бюллетени участием не считаются
word-reading-constitutional-amendment = поправка к Конституции
word-reading-other-question = другой вопрос
word-outcome-elected = кандидат избран
word-outcome-runoff = второй тур голосования
word-outcome-repeat-election = повторные выборы
word-outcome-not-elected = никто не избран
word-outcome-seats = мандаты распределены
word-outcome-not-distributed = мандаты не распределены
word-outcome-not-valid = голосование не состоялось
word-outcome-adopted = решение принято
word-outcome-not-adopted = решение не принято
word-outcome-unresolved = не решено
