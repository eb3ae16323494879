/// What the samples of charsets say, by the writing they need.
enum CharsetText: String, Sendable {
    case western, ascii, central, esperanto, baltic, nordic, cyrillic, ukrainian, arabic, greek, hebrew, turkish, thai,
        celtic, romanian, french, latin9, vietnamese, armenian, georgian, tajik, kazakh, japanese, korean, chinese,
        traditional, hongkong, everything

    var subject: String { Self.texts[self]?.subject ?? "" }
    var body: String { Self.texts[self]?.body ?? "" }

    private static let texts: [CharsetText: (subject: String, body: String)] = [
        .western: (
            "Grüße aus Köln",
            "Schöne Grüße aus Köln: naïve Übungen, déjà vu, ¿qué tal?"
        ),
        .ascii: (
            "Plain words",
            "Nothing but plain words in this one."
        ),
        .central: (
            "Zażółć gęślą",
            "Zażółć gęślą jaźň; árvíztűrő tükörfúrógép."
        ),
        .esperanto: (
            "Ĉu vi ĝuas",
            "Laŭ Ludoviko Zamenhof bongustas freŝa ĉeĥa manĝaĵo."
        ),
        .baltic: (
            "Ąžuolų šakos",
            "Ąžuolų šakos, ėjęs į ūkį."
        ),
        .nordic: (
            "Áđđá ja čáhci",
            "Sámi: čáhci, đ, ŋ, š, ŧ, ž."
        ),
        .cyrillic: (
            "Привет из Москвы",
            "Съешь ещё этих мягких французских булок."
        ),
        .ukrainian: (
            "Привіт з Києва",
            "Щастям б'єш жук їх глицю в фон й ґедзь пріч."
        ),
        .arabic: (
            "مرحبا بكم",
            "صباح الخير يا صديقي"
        ),
        .greek: (
            "Καλημέρα κόσμε",
            "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία."
        ),
        .hebrew: (
            "שלום עולם",
            "דג סקרן שט בים מאוכזב"
        ),
        .turkish: (
            "Güneşli günler",
            "Pijamalı hasta yağız şoföre çabucak güvendi."
        ),
        .thai: (
            "สวัสดีชาวโลก",
            "เป็นมนุษย์สุดประเสริฐ"
        ),
        .celtic: (
            "Ẁ ẃ ŵ ŷ",
            "Ŵy, ŷd, ṫ, ḃ, ẁ."
        ),
        .romanian: (
            "Bună ziua",
            "Gheorghe țesea și își aducea pâine."
        ),
        .french: (
            "L’œuvre",
            "Dès Noël où un zéphyr haï me vêt : 5 €, œuf."
        ),
        .latin9: (
            "L'œuvre",
            "Dès Noël où un zéphyr haï me vêt : 5 €, œuf."
        ),
        .vietnamese: (
            "Chào thế giới",
            "Tiếng Việt có nhiều dấu"
        ),
        .armenian: (
            "Բարեւ",
            "Բարեւ աշխարհ"
        ),
        .georgian: (
            "გამარჯობა",
            "გამარჯობა მსოფლიო"
        ),
        .tajik: (
            "Салом",
            "Ҷаҳон, ғолиб, қалам."
        ),
        .kazakh: (
            "Сәлем",
            "Қазақ тілі, өмір, ұлы."
        ),
        .japanese: (
            "こんにちは世界",
            "いろはにほへと、漢字とカタカナ。"
        ),
        .korean: (
            "안녕하세요",
            "다람쥐 헌 쳇바퀴에 타고파."
        ),
        .chinese: (
            "你好世界",
            "天地玄黄，宇宙洪荒。"
        ),
        .traditional: (
            "您好世界",
            "天地玄黃，宇宙洪荒。"
        ),
        .hongkong: (
            "你好香港",
            "唔該，係咪喺呢度？"
        ),
        .everything: (
            "Ünïcode ☃ 世界",
            "Ünïcode: ελληνικά, кириллица, עברית, 日本語, 한국어, ☃"
        ),
    ]
}
