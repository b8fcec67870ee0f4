# Состав Палат и переход полномочий Президента. Ключи и значения заданы в saylau_tally::law::{composition, succession}.

composition-majilis = Мажилис: занято мандатов { $filled } из { $total }
composition-senate = Сенат: занято мандатов { $filled } из { $total }
composition-parties = По партиям
composition-no-party = без партии или партия не указана
step-part-of-chamber = { $part }: мандатов { $seats }; занято { $filled }, остаются вакантными { $vacant }, не решено { $open }.
step-next-on-list = Мандат переходит следующему по списку: { $person }.
step-list-exhausted = В списке никого не осталось: мандат остаётся вакантным до следующих выборов.
step-seat-open = { $constituency }: мандат не решён ({ $outcome }).
step-constituencies-missing = Дано округов: { $given }; по закону: { $seats }.
step-lists-missing = Результата по партийным спискам нет: не решено мандатов: { $seats }.
step-lists-not-distributed = Ни один список не преодолел барьер: не распределено мандатов: { $seats }; что дальше, закон не говорит.
step-lists-unresolved = По партийным спискам остался нерешённый вопрос; мандатов: { $seats }.
step-list-seats-vacant = Вакантны из-за короткого списка, мандатов: { $vacant }.
step-assembly-not-counted = Депутаты, избираемые Ассамблеей народа Казахстана, здесь не считаются: { $seats }.
step-appointed-not-known = Назначаемые Президентом депутаты ({ $seats }) голосами не определяются; сколько назначено, не дано.
step-halves-not-apart = { $region }: сроки двух мандатов истекают не с разницей в три года ({ $first }, { $second }).
step-succeeds = Полномочия Президента переходят: { $successor }.
step-unable-to-succeed = Не может принять полномочия: { $successor }.
step-ability-not-known = Неизвестно, может ли принять полномочия: { $successor }.
step-nobody-left-to-succeed = Никто из троих не может принять полномочия; кто дальше, текст не говорит.
step-resignation-not-named = Отставку эта статья не называет; охватывает ли её освобождение, текст не говорит.
step-resignation-covered = По толкованию Конституционного Совета с даты { $since } досрочное освобождение охватывает и отставку.
step-own-office-given-up = Слагает полномочия по своей должности: { $successor }.
step-no-amendments-by-successor = Принявший полномочия таким образом не вправе инициировать изменения и дополнения Конституции.

word-part-constituencies = Одномандатные избирательные округа
word-part-lists = Партийные списки
word-part-assembly = Ассамблея народа Казахстана
word-part-colleges = Области, города республиканского значения и столица
word-part-appointed = Назначаемые Президентом
word-successor-senate-chair = Председатель Сената
word-successor-majilis-chair = Председатель Мажилиса
word-successor-prime-minister = Премьер-Министр
