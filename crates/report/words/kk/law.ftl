# Заң көрсеткіші және оның параметрлері. Кілттер law_text.rs ішінде.

law-code = код
law-parameters = параметрлер
law-edge-cases = ерекше жағдайлар
law-met = айқын орындалған
law-exact = дәл шегінде
law-below = бір бірлік кем
law-not-met = орындалмаған
law-not-applicable = қолданылмайды
law-tests = басқа да тексерулер
law-edition = { $name } редакциясы, күшіне енген күні: { $from }
law-since = { $from } бастап; { $source }
law-nothing-differs = Айырмашылық жоқ.
