# Бір сайлаудың екі нәтижесінің айырмасы.

comparison-first = Бірінші
comparison-second = Екінші
comparison-edition = заңның «{ $name }» редакциясы
comparison-equal = Айырма жоқ.
comparison-members = Жазбаның айырмасы бар бөліктері: { $members }
comparison-outcome = Қорытынды, { $place }
comparison-sum = Қосынды, { $place }
comparison-station = { $station } учаскесі, { $place }
comparison-station-first = { $station } учаскесі, { $place }: тек бірінші нәтижеде
comparison-station-second = { $station } учаскесі, { $place }: тек екінші нәтижеде
comparison-none = жоқ
comparison-stations = { $place }: айырмасы бар учаске саны: { $stations }
comparison-gone = Алынған ескертулер: { $findings }
comparison-new = Жаңа ескертулер: { $findings }
comparison-more = тағы { $more }; толығы --json кілтімен
