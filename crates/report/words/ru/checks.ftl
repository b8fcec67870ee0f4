# Проверки результата.

check-files = в папке есть все файлы результата и нет лишних
check-outputs = в outputs.sha256 верные дайджесты остальных файлов
check-record = record.json — запись в канонической форме
check-digests = в записи верные дайджесты остальных файлов
check-sums = строки участков дают суммы записи
check-edition = параметры редакции совпадают с законом
check-outcomes = закон, применённый к суммам заново, даёт те же исходы и шаги
check-findings = в findings.csv те же замечания, что в записи
check-rejected = каждая прочитанная строка учтена или отложена
check-certified = ничто не препятствует утверждению
check-page = report.html — страница этой записи
check-inputs-list = в inputs.sha256 перечислены источники записи
check-inputs = исходные файлы дают этот же результат, байт в байт

check-passed = верно
check-failed = НЕВЕРНО
check-not-checked = не проверено
check-difference = { $place }: должно быть { $expected }, есть { $found }

verdict-passed = Результат подтверждён: всё получено заново из исходных файлов, различий нет.
verdict-passed-in-part = Различий нет. Не выполнено проверок: { $unmade }; чтобы выполнить все, укажите папку с исходными файлами.
verdict-failed = Результат НЕ подтверждён. Не прошло проверок: { $failed }.
