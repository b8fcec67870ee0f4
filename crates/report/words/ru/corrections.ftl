# Исправления отдельных чисел на странице результата.

section-corrections = Исправления
corrections-none = Ни одно число не исправлено.
corrections-law = Вышестоящая комиссия, обнаружившая в протоколах ошибки, вправе назначить повторный подсчёт [закон о выборах, ст. 43, п. 9]. У каждого исправления указано, кто и почему его внёс; ни одно потом не убирается.
column-line = Строка
column-figure = Число
column-old = Было
column-new = Стало
column-change = Что изменилось
column-outcome-before = Итог до исправлений
column-outcome-after = Итог после них
correction-votes = голоса: { $option }
correction-not-reported = не указано
correction-no-outcome = по числам, какими они были, закон итога не даёт
corrections-outcomes-same = Исправления не изменили ни одного итога.
