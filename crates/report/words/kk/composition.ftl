# Палаталардың құрамы және Президент өкілеттігінің ауысуы. Кілттер мен мәндер saylau_tally::law::{composition, succession} ішінде.

composition-majilis = Мәжіліс: барлық мандат { $total }, толтырылғаны { $filled }
composition-senate = Сенат: барлық мандат { $total }, толтырылғаны { $filled }
composition-parties = Партиялар бойынша
composition-no-party = партиясыз немесе партиясы берілмеген
step-part-of-chamber = { $part }: мандат { $seats }; толтырылғаны { $filled }, бос қалатыны { $vacant }, шешілмегені { $open }.
step-next-on-list = Мандат тізім бойынша келесі адамға беріледі: { $person }.
step-list-exhausted = Тізімде ешкім қалмады: мандат келесі сайлауға дейін бос қалады.
step-seat-open = { $constituency }: мандат шешілмеген ({ $outcome }).
step-constituencies-missing = Берілген округтер: { $given }; заң бойынша: { $seats }.
step-lists-missing = Партиялық тізімдер бойынша нәтиже берілмеген: { $seats } мандат шешілмеген.
step-lists-not-distributed = Бірде-бір тізім кедергіден өтпеді: { $seats } мандат бөлінбеді, одан әрі не болатынын заң айтпайды.
step-lists-unresolved = Партиялық тізімдер бойынша мәселе шешілмеген: { $seats } мандат.
step-list-seats-vacant = Тізім қысқа болғандықтан бос қалған мандат: { $vacant }.
step-assembly-not-counted = Қазақстан халқы Ассамблеясы сайлайтын депутаттар мұнда саналмайды: { $seats }.
step-appointed-not-known = Президент тағайындайтын { $seats } депутат дауыспен анықталмайды; қанша адам тағайындалғаны берілмеген.
step-halves-not-apart = { $region }: екі мандаттың мерзімі үш жыл айырмамен бітпейді ({ $first }, { $second }).
step-succeeds = Президенттің өкілеттігін қабылдайды: { $successor }.
step-unable-to-succeed = Өкілеттікті қабылдай алмайды: { $successor }.
step-ability-not-known = Өкілеттікті қабылдай алатыны белгісіз: { $successor }.
step-nobody-left-to-succeed = Үшеуі де өкілеттікті қабылдай алмайды; одан әрі кім екенін мәтін айтпайды.
step-resignation-not-named = Өз еркімен кетуді бұл бап атамайды; оны босату деп түсінуге бола ма, мәтін айтпайды.
step-resignation-covered = Конституциялық Кеңестің түсіндіруінше, { $since } бастап мерзімінен бұрын босатылу өз еркімен кетуді де қамтиды.
step-own-office-given-up = Өз өкілеттігін доғарады: { $successor }.
step-no-amendments-by-successor = Өкілеттікті осылай қабылдаған адамның Конституцияға өзгерістер мен толықтырулар енгізуге бастамашылық жасауға құқығы жоқ.

word-part-constituencies = Бір мандатты сайлау округтері
word-part-lists = Партиялық тізімдер
word-part-assembly = Қазақстан халқы Ассамблеясы
word-part-colleges = Облыстар, республикалық маңызы бар қалалар және астана
word-part-appointed = Президент тағайындайтындар
word-successor-senate-chair = Сенат Төрағасы
word-successor-majilis-chair = Мәжіліс Төрағасы
word-successor-prime-minister = Премьер-Министр
