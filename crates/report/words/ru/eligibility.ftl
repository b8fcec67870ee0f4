# Кто может быть избран и почему. Ключи и значения заданы в saylau_tally::law::eligibility.

eligibility-heading-president = Выборы Президента, { $date }
eligibility-heading-senate = Выборы депутатов Сената, { $date }
eligibility-heading-majilis = Выборы депутатов Мажилиса, { $date }
eligibility-heading-maslikhat = Выборы депутатов маслихата, { $date }
eligibility-heading-voter = Избиратели, { $date }
eligible-eligible = может быть избран
eligible-not-eligible = не может быть избран
eligible-cannot-be-established = установить нельзя
eligible-wording-not-held = редакции, действовавшей в этот день, в программе нет
eligible-summary = Всего: { $all }; могут быть избраны: { $eligible }; не могут: { $not }; установить нельзя: { $unknown }.
voter-eligible = может голосовать
voter-not-eligible = не может голосовать
voter-cannot-be-established = установить нельзя
voter-wording-not-held = редакции, действовавшей в этот день, в программе нет
voter-summary = Всего: { $all }; могут голосовать: { $eligible }; не могут: { $not }; установить нельзя: { $unknown }.

step-requirement-met = Требование выполнено: { $requirement }.
step-requirement-not-met = Требование не выполнено: { $requirement }.
step-requirement-unknown = Установить нельзя: { $requirement }. Не хватает полей: { $fields }.
step-age-reached = Требуется: { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }, возраст. Отсчёт: { $since }; исполняется: { $complete }; день выборов: { $on }. Исполнилось.
step-age-not-reached = Требуется: { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }, возраст. Отсчёт: { $since }; исполняется: { $complete }; день выборов: { $on }. Не исполнилось.
step-citizenship-reached = Требуется: { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }, в гражданстве. Отсчёт: { $since }; исполняется: { $complete }; день выборов: { $on }. Исполнилось.
step-citizenship-not-reached = Требуется: { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }, в гражданстве. Отсчёт: { $since }; исполняется: { $complete }; день выборов: { $on }. Не исполнилось.
step-residence-reached = Требуется: { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }, проживания в Казахстане. Отсчёт: { $since }; исполняется: { $complete }; день выборов: { $on }. Исполнилось.
step-region-reached = Требуется: { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }, постоянного проживания в регионе. Отсчёт: { $since }; исполняется: { $complete }; день выборов: { $on }. Исполнилось.
step-region-not-reached = Требуется: { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }, постоянного проживания в регионе. Отсчёт: { $since }; исполняется: { $complete }; день выборов: { $on }. Не исполнилось.
step-region-differs = Регион проживания: { $region }; регион избрания: { $stands_in }. Они различаются.
step-lived-years-enough = Прожито в Казахстане лет: { $lived }; требуется не менее { $years }. Достаточно.
step-lived-years-too-few = Прожито в Казахстане лет: { $lived }; требуется не менее { $years }. Недостаточно.
step-terms-below-limit = Избран подряд, раз: { $terms }; более { $limit } раз подряд нельзя. Допускается.
step-terms-at-limit = Избран подряд, раз: { $terms }; более { $limit } раз подряд нельзя. Не допускается.
step-service-enough = Стаж работы, лет: { $served_years }, месяцев: { $served_months }; требуется не менее { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }. Достаточно.
step-service-too-short = Стаж работы, лет: { $served_years }, месяцев: { $served_months }; требуется не менее { $years } { $years-plural ->
     [one] год
     [few] года
    *[many] лет
 }. Недостаточно.

step-birthday-on-the-day = Требуемый возраст исполняется в самый день выборов: { $years }, дата рождения { $birth }. День рождения засчитывается целиком.
step-leap-day-birthday = Родившемуся 29 февраля { $years } в этом году исполняется 28 февраля; дата рождения { $birth }.
step-offices-not-known = Занимаемые должности неизвестны: их совместимость с мандатом не проверена.
step-office-to-give-up = В случае избрания придётся оставить: { $office }.
step-party-membership-barred = Не должен состоять в политической партии: { $office }.

word-requirement-citizen = гражданство Республики
word-requirement-not-incapable = не признан судом недееспособным
word-requirement-not-confined = не содержится в местах лишения свободы по приговору суда
word-requirement-no-conviction = нет непогашенной или неснятой судимости
word-requirement-citizen-by-birth = гражданин Республики по рождению
word-requirement-citizen-for = срок пребывания в гражданстве
word-requirement-age = возраст
word-requirement-state-language = свободное владение государственным языком
word-requirement-lived-in-kazakhstan = срок проживания в Казахстане
word-requirement-fewer-terms-in-row = не более двух избраний подряд
word-requirement-higher-education = высшее образование
word-requirement-service = стаж работы
word-requirement-resident-of-region = срок постоянного проживания в регионе

word-office-president = Президент Республики
word-office-senator = депутат Сената
word-office-majilis-deputy = депутат Мажилиса
word-office-maslikhat-deputy = депутат другого маслихата
word-office-government-member = член Правительства
word-office-council-member = Председатель или член Конституционного Совета
word-office-judge = судья
word-office-military = военнослужащий
word-office-national-security = работник органов национальной безопасности
word-office-law-enforcement = работник правоохранительных органов
word-office-paid-office = иная оплачиваемая должность
word-office-teaching-or-creative = оплачиваемая преподавательская, научная или иная творческая деятельность
word-office-entrepreneur = предпринимательская деятельность
word-office-company-board = руководящий орган или наблюдательный совет коммерческой организации
word-office-party-member = членство в политической партии
