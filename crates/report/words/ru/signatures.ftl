# Кто подписал результат, а на его странице — кто должен его подписать.

section-commission = Комиссия
commission-must-sign = Членов: { $members }. Эту запись должны подписать не менее { $must } из них. Подписи ставятся после этой страницы; чьи они, показывает saylau verify.
commission-majority = Решение комиссии принимается большинством от общего числа её членов [закон о выборах, ст. 20].
column-member = Член комиссии
column-role = Должность
column-key = Ключ
commission-no-key = нет, подписать не может

role-chairperson = председатель
role-deputy = заместитель председателя
role-secretary = секретарь
role-member = член комиссии

signatures-of = Подписи, { $commission }
signatures-enough = Подписали { $signed } из { $members }; нужно: { $must }. Достаточно.
signatures-short = Подписали { $signed } из { $members }; нужно: { $must }. НЕДОСТАТОЧНО.
signatures-no-commission = В записи не названа комиссия: ни одна подпись не засчитывается.
signatures-signed = подпись есть
signatures-not-signed = подписи нет
signatures-without-key = подписи нет, ключа тоже
signatures-foreign = ключ не принадлежит члену комиссии, { $key }: не засчитывается
signatures-repeated = ещё одна подпись того же члена комиссии ({ $name }): не засчитывается
signatures-dissent = особое мнение, { $name }
signatures-foreign-dissent = мнение подписано ключом, который не принадлежит члену комиссии, { $key }: не засчитывается
signatures-wrong = НЕ ЗАСЧИТЫВАЕТСЯ: должно быть { $expected }, есть { $found }
signatures-written = Подпись поставлена: { $name }, { $role }:
signatures-dissent-written = Особое мнение подписано: { $name }, { $role }:
signatures-provisional = Подписан предварительный, а не утверждённый результат.
