internal import Domain

/// What mailboxes are called, for servers that do not say what they are for: the defaults of Exchange, Outlook, Gmail,
/// Dovecot, Thunderbird and Apple Mail in the languages that they speak. A table; the better name stands first.
enum RoleNames {
    /// The role that a name stands for, and its place in the table: the lower the better.
    static func match(_ name: String) -> (role: MailboxRole, rank: Int)? { lookup[key(name)] }

    /// What a mailbox is called that we have to make.
    static func defaultName(for role: MailboxRole) -> String { table[role]?.first ?? role.rawValue }

    private static func key(_ name: String) -> String { name.lowercased() }

    private static let lookup: [String: (role: MailboxRole, rank: Int)] = {
        var lookup: [String: (role: MailboxRole, rank: Int)] = [:]
        for (role, names) in table {
            for (rank, name) in names.enumerated() where lookup[key(name)] == nil { lookup[key(name)] = (role, rank) }
        }
        return lookup
    }()

    private static let table: [MailboxRole: [String]] = [
        .sent: [
            "Sent", "Sent Items", "Sent Mail", "Sent Messages", "Sent-Mail",
            "Gesendete Elemente", "Gesendet", "Gesendete Objekte", "Gesendete Nachrichten",
            "Éléments envoyés", "Messages envoyés", "Envoyés", "Objets envoyés", "Courrier envoyé",
            "Elementos enviados", "Enviados", "Mensajes enviados", "Correo enviado",
            "Posta inviata", "Inviati", "Inviata", "Elementi inviati", "Messaggi inviati",
            "Itens Enviados", "Enviadas", "E-mails enviados", "Mensagens enviadas",
            "Verzonden items", "Verzonden", "Verzonden berichten",
            "Skickat", "Skickade objekt", "Skickade", "Skickade meddelanden",
            "Sendt post", "Sendt", "Sendte elementer", "Sendte", "Sendte meldinger",
            "Lähetetyt", "Lähetetyt kohteet", "Lähetetyt viestit",
            "Elementy wysłane", "Wysłane", "Wysłane wiadomości",
            "Odeslaná pošta", "Odeslané", "Odeslaná", "Odoslaná pošta", "Odoslané", "Odoslané položky",
            "Elküldött elemek", "Elküldött üzenetek", "Elküldött",
            "Elemente trimise", "Trimise", "Mesaje trimise",
            "Отправленные", "Отправленные письма", "Отправленные элементы",
            "Надіслані", "Надіслані елементи", "Відправлені",
            "Gönderilmiş Öğeler", "Gönderilmiş Postalar", "Gönderilenler", "Gönderilmiş",
            "Απεσταλμένα", "Απεσταλμένα στοιχεία",
            "送信済みアイテム", "送信済みメール", "送信済み", "보낸 편지함", "보낸편지함", "보낸메일함",
            "已发送邮件", "已发送", "已发邮件", "寄件備份", "已傳送郵件", "已寄出", "寄件夾",
            "Изпратени", "Poslane stavke", "Poslano", "Послато", "Poslani elementi",
            "Išsiųsti elementai", "Išsiųsta", "Nosūtītie vienumi", "Nosūtītie", "Saadetud üksused", "Saadetud",
            "Elements enviats", "Enviats", "Item Terkirim", "Terkirim", "Mục đã Gửi", "Thư đã gửi",
            "العناصر المرسلة", "البريد المرسل", "פריטים שנשלחו", "דואר שנשלח", "รายการที่ส่ง",
        ],
        .trash: [
            "Trash", "Deleted Items", "Deleted Messages", "Deleted", "Bin", "Rubbish",
            "Gelöschte Elemente", "Papierkorb", "Gelöschte Objekte", "Gelöscht", "Gelöschte Nachrichten",
            "Éléments supprimés", "Corbeille", "Messages supprimés", "Supprimés",
            "Elementos eliminados", "Papelera", "Eliminados", "Mensajes eliminados",
            "Posta eliminata", "Cestino", "Elementi eliminati", "Eliminata",
            "Itens Excluídos", "Itens Eliminados", "Lixeira", "Lixo", "Excluídos", "Caixote do lixo",
            "Verwijderde items", "Prullenbak", "Verwijderd", "Verwijderde berichten",
            "Borttaget", "Borttagna objekt", "Papperskorgen", "Papperskorg",
            "Slettet post", "Slettede elementer", "Papirkurv", "Papirkurven", "Slettet", "Slettede",
            "Poistetut", "Poistetut kohteet", "Roskakori",
            "Elementy usunięte", "Kosz", "Usunięte",
            "Odstraněná pošta", "Koš", "Odstraněné", "Odstránené položky", "Odstránená pošta", "Kôš",
            "Törölt elemek", "Kuka", "Lomtár", "Törölt",
            "Elemente șterse", "Elemente şterse", "Coș de gunoi", "Gunoi", "Șterse",
            "Удаленные", "Удалённые", "Корзина", "Удаленные элементы",
            "Видалені", "Видалені елементи", "Кошик",
            "Silinmiş Öğeler", "Çöp Kutusu", "Çöp", "Silinmiş",
            "Διαγραμμένα", "Διαγραμμένα στοιχεία", "Κάδος απορριμμάτων", "Κάδος",
            "削除済みアイテム", "ゴミ箱", "削除済み", "지운 편지함", "휴지통", "삭제된 항목",
            "已删除邮件", "已删除", "回收站", "废纸篓", "刪除的郵件", "垃圾桶", "已刪除",
            "Изтрити", "Кошче", "Izbrisane stavke", "Smeće", "Отпад", "Izbrisano", "Smetnjak",
            "Panaikinti elementai", "Šiukšliadėžė", "Izdzēstie vienumi", "Miskaste", "Kustutatud üksused", "Prügikast",
            "Elements suprimits", "Paperera", "Item Terhapus", "Sampah", "Mục đã Xóa", "Thùng rác",
            "العناصر المحذوفة", "المهملات", "פריטים שנמחקו", "אשפה", "รายการที่ลบ",
        ],
        .drafts: [
            "Drafts", "Draft", "Entwürfe", "Brouillons", "Borradores", "Bozze", "Rascunhos", "Concepten", "Utkast",
            "Kladder", "Udkast", "Kladd", "Luonnokset", "Wersje robocze", "Kopie robocze", "Robocze", "Szkice",
            "Koncepty", "Rozepsané", "Rozpísané", "Piszkozatok", "Schițe", "Schiţe", "Ciorne", "Черновики", "Чернетки",
            "Taslaklar", "Πρόχειρα", "下書き", "임시 보관함", "임시보관함", "초안", "草稿", "草稿箱", "草稿匣",
            "Чернови", "Skice", "Нацрти", "Osnutki", "Juodraščiai", "Melnraksti", "Mustandid", "Esborranys", "Draf",
            "Konsep", "Thư nháp", "Bản thảo", "المسودات", "مسودات", "טיוטות", "แบบร่าง",
        ],
        .junk: [
            "Junk", "Junk Email", "Junk E-mail", "Spam", "Junk Mail", "Bulk Mail", "Bulk",
            "Junk-E-Mail", "Spamverdacht", "Unerwünscht", "Unerwünschte Werbung",
            "Courrier indésirable", "Indésirables", "Pourriel", "Correo no deseado", "No deseado", "Correo basura",
            "Posta indesiderata", "Indesiderata",
            "Lixo Eletrônico", "Lixo Eletrónico", "Lixo Electrónico", "E-mail de Lixo", "Correio de lixo", "Lixo email",
            "Ongewenste e-mail", "Ongewenst", "Ongewenste reclame", "Skräppost", "Uønsket mail", "Uønsket e-mail",
            "Uønsket post", "Søppelpost", "Uønsket e-post", "Roskaposti", "Wiadomości-śmieci", "Niechciane",
            "Nevyžádaná pošta", "Nevyžiadaná pošta", "Nevyžiadané e-maily", "Levélszemét", "E-mail nedorit", "Nedorite",
            "Нежелательная почта", "Спам", "Небажана пошта", "Небажана електронна пошта", "Önemsiz E-posta", "Önemsiz",
            "Gereksiz E-posta", "Gereksiz", "Ανεπιθύμητη αλληλογραφία", "Ανεπιθύμητα",
            "迷惑メール", "정크 메일", "정크 이메일", "스팸함", "스팸메일함", "垃圾邮件", "垃圾电子邮件", "垃圾郵件",
            "Нежелана поща", "Neželjena pošta", "Нежељена пошта", "Neželena e-pošta", "Šlamštas", "Mēstules",
            "Rämpspost",
            "Correu brossa", "Email Sampah", "Email rác", "Thư rác", "البريد الإلكتروني غير الهام", "البريد غير الهام",
            "דואר זבל", "อีเมลขยะ",
        ],
        .archive: [
            "Archive", "Archives", "Archiv", "Archivo", "Archivar", "Archivio", "Archivia", "Arquivo", "Arquivar",
            "Arquivo Morto", "Archief", "Archiveren", "Arkiv", "Arkivera", "Arkivér", "Arkiver", "Arkisto", "Arkistoi",
            "Archiwum", "Archiwizuj", "Archivovat", "Archív", "Archivovať", "Archívum", "Archiválás", "Arhivă",
            "Arhivare",
            "Архив", "Архів", "Arşiv", "Αρχειοθέτηση", "Αρχείο", "アーカイブ", "보관", "보관함", "存档", "归档", "封存",
            "Arhiva", "Arhiv", "Archyvas", "Arhīvs", "Arhiiv", "Arxiu", "Arsip", "Lưu trữ", "الأرشيف", "ארכיון",
        ],
        .outbox: [
            "Outbox", "Postausgang", "Boîte d'envoi", "Boîte d’envoi", "Bandeja de salida", "Posta in uscita",
            "Caixa de Saída", "A enviar", "Postvak UIT", "Utkorgen", "Udbakke", "Utboks", "Lähtevät",
            "Skrzynka nadawcza",
            "Pošta k odeslání", "K odeslání", "Pošta na odoslanie", "Postázandó üzenetek", "Cutie poștală de ieșire",
            "Исходящие", "Вихідні", "Giden Kutusu", "Εξερχόμενα", "送信トレイ", "보낼 편지함", "发件箱", "寄件匣",
        ],
        .all: [
            "All Mail", "Alle Nachrichten", "Tous les messages", "Todos", "Tutti i messaggi", "Todos os e-mails",
            "Alle e-mail", "Alle berichten", "Alla mail", "Alle mails", "All e-post", "Kaikki viestit", "Wszystkie",
            "Všechny zprávy", "Všetky správy", "Összes levél", "Toate mesajele", "Вся почта", "Уся пошта",
            "Tüm Postalar",
            "Όλα τα μηνύματα", "すべてのメール", "전체보관함", "所有邮件", "所有郵件", "全部郵件",
        ],
        .flagged: [
            "Starred", "Flagged", "Markiert", "Suivis", "Destacados", "Speciali", "Com estrela", "Met ster",
            "Stjärnmärkt", "Stjernemarkerede", "Tähdellä merkityt", "Oznaczone gwiazdką", "S hvězdičkou",
            "Csillagozott",
            "Cu stea", "Помеченные", "Із зірочкою", "Yıldızlı", "Με αστέρι", "スター付き", "별표편지함", "已加星标", "已加星號",
        ],
        .important: [
            "Important", "Wichtig", "Importantes", "Importanti", "Belangrijk", "Viktigt", "Vigtigt", "Viktig",
            "Tärkeät",
            "Ważne", "Důležité", "Dôležité", "Fontos", "Importante", "Важное", "Важливі", "Önemli", "Σημαντικά", "重要",
            "중요", "重要邮件", "重要郵件",
        ],
    ]
}
