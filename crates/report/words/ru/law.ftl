# Указатель закона и его параметры. Ключи – в law_text.rs.

law-code = код
law-parameters = параметры
law-edge-cases = особые случаи
law-met = явно выполнено
law-exact = ровно на границе
law-below = на единицу меньше
law-not-met = не выполнено
law-not-applicable = не применяется
law-tests = другие проверки
law-edition = Редакция { $name }, действует с даты: { $from }
law-since = с даты { $from }; { $source }
law-nothing-differs = Различий нет.
