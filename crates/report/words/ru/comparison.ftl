# Чем различаются два результата одних выборов.

comparison-first = Первый
comparison-second = Второй
comparison-edition = редакция закона «{ $name }»
comparison-equal = Различий нет.
comparison-members = Различаются части записи: { $members }
comparison-outcome = Итог, { $place }
comparison-sum = Сумма, { $place }
comparison-station = Участок { $station }, { $place }
comparison-station-first = Участок { $station }, { $place }: только в первом результате
comparison-station-second = Участок { $station }, { $place }: только во втором результате
comparison-none = нет
comparison-stations = { $place }: участков с различиями: { $stations }
comparison-gone = Снятых замечаний: { $findings }
comparison-new = Новых замечаний: { $findings }
comparison-more = и ещё { $more }; полностью с ключом --json
