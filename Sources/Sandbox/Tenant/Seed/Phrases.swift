/// What people write about, in one language.
struct Phrases: Sendable {
    var topics: [String]
    var sentences: [String]
    /// `Hi `, to which a name and a comma come.
    var greeting: String
    var closing: String
    /// In front of a reply's subject.
    var replyPrefix: String
    /// Over a quoted mail: from, sent, to, subject.
    var quoteLabels: [String]

    /// For a language tag; English where there is no table.
    static func of(_ language: String) -> Phrases {
        switch language.prefix(2) {
        case "de": german
        case "fr": french
        case "ja": japanese
        default: english
        }
    }

    static let english = Phrases(
        topics: [
            "Quarterly figures", "Kick-off next week", "Office move", "Budget for Apollo", "Travel to Lisbon",
            "Draft of the contract", "Customer visit", "New starters in March", "Printer on the third floor",
            "Minutes of Monday", "Roadmap review", "Lunch on Thursday", "Security training",
            "Photos of the summer party",
            "Delivery dates", "Test results", "Press release", "Parking permits", "Offer from Northwind",
            "Holiday plans",
        ],
        sentences: [
            "Please find the current numbers below.", "Could you have a look before Friday?",
            "I talked to the team and they are fine with the plan.", "The deadline moved by two days.",
            "We still need a decision from finance.", "Nothing changed since the last call.",
            "Let me know if this works for you.", "I will send the final version tomorrow morning.",
            "The supplier confirmed the new price.", "There is one open question about page four.",
            "Thanks for the quick answer.", "I am out of office on Wednesday.",
            "Can we postpone this to the next meeting?", "The room is booked from ten to twelve.",
            "It costs about 1,200 € less than we thought.", "Everybody who was there agreed.",
        ],
        greeting: "Hi ", closing: "Best regards", replyPrefix: "RE: ",
        quoteLabels: ["From", "Sent", "To", "Subject"])

    static let german = Phrases(
        topics: [
            "Quartalszahlen", "Auftakt nächste Woche", "Umzug des Büros", "Haushalt für Apollo", "Reise nach Lissabon",
            "Entwurf des Vertrags", "Besuch beim Kunden", "Neue Kollegen im März", "Drucker im dritten Stock",
            "Protokoll vom Montag", "Größere Änderungen", "Mittagessen am Donnerstag", "Schulung Datenschutz",
        ],
        sentences: [
            "Anbei die aktuellen Zahlen.", "Könntest du bis Freitag darüberschauen?",
            "Ich habe mit dem Team gesprochen, alle sind einverstanden.", "Der Termin verschiebt sich um zwei Tage.",
            "Wir brauchen noch eine Entscheidung der Buchhaltung.",
            "Seit dem letzten Gespräch hat sich nichts geändert.",
            "Sag Bescheid, ob das für dich passt.", "Die endgültige Fassung schicke ich morgen früh.",
            "Der Lieferant hat den neuen Preis bestätigt: 1.200 € weniger.", "Zu Seite vier gibt es noch eine Frage.",
        ],
        greeting: "Hallo ", closing: "Viele Grüße", replyPrefix: "AW: ",
        quoteLabels: ["Von", "Gesendet", "An", "Betreff"])

    static let french = Phrases(
        topics: [
            "Chiffres du trimestre", "Lancement la semaine prochaine", "Déménagement du bureau", "Budget d’Apollo",
            "Voyage à Lisbonne", "Projet de contrat", "Visite chez le client", "Compte rendu de lundi",
            "Déjeuner jeudi", "Formation à la sécurité",
        ],
        sentences: [
            "Vous trouverez les chiffres ci-dessous.", "Pourriez-vous y jeter un œil avant vendredi ?",
            "J’ai parlé à l’équipe, tout le monde est d’accord.", "L’échéance est repoussée de deux jours.",
            "Il nous manque une décision de la comptabilité.", "Rien n’a changé depuis le dernier appel.",
            "Dites-moi si cela vous convient.", "Le fournisseur a confirmé le nouveau prix.",
        ],
        greeting: "Bonjour ", closing: "Bien cordialement", replyPrefix: "RE: ",
        quoteLabels: ["De", "Envoyé", "À", "Objet"])

    static let japanese = Phrases(
        topics: [
            "四半期の数字", "来週のキックオフ", "オフィス移転", "アポロの予算", "リスボン出張", "契約書の草案", "お客様訪問", "月曜日の議事録",
            "木曜日の昼食", "セキュリティ研修",
        ],
        sentences: [
            "最新の数字をお送りします。", "金曜日までにご確認いただけますか。", "チームと話しましたが、問題ありません。",
            "締め切りが二日延びました。", "経理の判断がまだ必要です。", "前回の電話から変更はありません。",
            "ご都合をお知らせください。", "明日の朝に最終版をお送りします。",
        ],
        greeting: "", closing: "よろしくお願いいたします", replyPrefix: "RE: ", quoteLabels: ["差出人", "送信日時", "宛先", "件名"])
}
