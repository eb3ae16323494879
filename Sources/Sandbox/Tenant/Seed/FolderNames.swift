/// What Exchange calls the default folders in some languages (reference sheet §B3).
enum FolderNames {
    /// For a language tag; English where there is no table. Without the archive when the mailbox has none.
    static func of(_ language: String, hasArchive: Bool = true) -> [FolderRole: String] {
        let base = language.prefix { $0 != "-" }.lowercased()
        var names = tables[base] ?? english
        names[.root] = FolderRole.root.englishName
        names[.recoverableItems] = FolderRole.recoverableItems.englishName
        names[.searchfolders] = FolderRole.searchfolders.englishName
        if !hasArchive { names[.archive] = nil }
        return names
    }

    /// What personal mailboxes have instead.
    static func personal() -> [FolderRole: String] {
        var names = of("en")
        names.merge([.deletedItems: "Deleted", .junkEmail: "Junk", .sentItems: "Sent"]) { $1 }
        return names
    }

    private static let roles: [FolderRole] = [
        .inbox, .drafts, .archive, .outbox, .conversationhistory, .sentItems, .deletedItems, .junkEmail, .syncissues,
        .conflicts, .localfailures, .serverfailures, .calendar, .contacts, .tasks, .journal, .notes,
    ]

    private static let english = Dictionary(uniqueKeysWithValues: roles.map { ($0, $0.englishName) })

    private static let tables: [String: [FolderRole: String]] = [
        "de": table([
            "Posteingang", "Entwürfe", "Archiv", "Postausgang", "Aufgezeichnete Unterhaltungen", "Gesendete Elemente",
            "Gelöschte Elemente", "Junk-E-Mail", "Synchronisierungsprobleme", "Konflikte", "Lokale Fehler",
            "Serverfehler", "Kalender", "Kontakte", "Aufgaben", "Journal", "Notizen",
        ]),
        "fr": table([
            "Boîte de réception", "Brouillons", "Archive", "Boîte d’envoi", "Historique des conversations",
            "Éléments envoyés", "Éléments supprimés", "Courrier indésirable", "Problèmes de synchronisation",
            "Conflits", "Échecs locaux", "Échecs du serveur", "Calendrier", "Contacts", "Tâches", "Journal", "Notes",
        ]),
        "ja": table([
            "受信トレイ", "下書き", "アーカイブ", "送信トレイ", "会話の履歴", "送信済みアイテム", "削除済みアイテム", "迷惑メール",
            "同期の失敗", "競合", "ローカル エラー", "サーバー エラー", "予定表", "連絡先", "タスク", "履歴", "メモ",
        ]),
    ]

    private static func table(_ names: [String]) -> [FolderRole: String] {
        Dictionary(uniqueKeysWithValues: zip(roles, names))
    }
}
