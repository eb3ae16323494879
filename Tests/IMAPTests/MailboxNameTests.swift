import Domain
import Testing

@testable import IMAP

@Suite("Mailbox names")
struct MailboxNameTests {
    @Test(
        "travel in modified UTF-7",
        arguments: [
            ("INBOX", "INBOX"), ("R&D", "R&-D"), ("&", "&-"), ("Entwürfe", "Entw&APw-rfe"), ("日本語", "&ZeVnLIqe-"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"), ("😀", "&2D3eAA-"), ("a😀b&", "a&2D3eAA-b&-"),
            ("", ""),
            ("Отправленные", "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-"),
        ])
    func modifiedUTF7(_ name: String, _ travelling: String) {
        #expect(String(decoding: ModifiedUTF7.encode(name), as: UTF8.self) == travelling)
        #expect(ModifiedUTF7.decode(Array(travelling.utf8)) == name)
    }

    @Test(
        "that are not in modified UTF-7 are told from those that are",
        arguments: ["R&D", "&", "&A-", "&AA-", "&AAAA", "&2D0-", "&APw", "Entwürfe", "&AP*-", "&APx-"])
    func notModifiedUTF7(_ name: String) {
        #expect(ModifiedUTF7.decode(Array(name.utf8)) == nil)
    }

    private func listed(_ name: String, _ attributes: [String] = [], by delimiter: Character? = "/") -> ListedMailbox {
        ListedMailbox(attributes: attributes, delimiter: delimiter?.asciiValue, name: ModifiedUTF7.encode(name))
    }

    @Test(
        "tell what a mailbox is for, in many languages",
        arguments: [
            ("Gesendete Elemente", MailboxRole.sent), ("Éléments supprimés", .trash), ("Correo no deseado", .junk),
            ("Bozze", .drafts), ("Itens Enviados", .sent), ("Verwijderde items", .trash), ("Skräppost", .junk),
            ("Kladder", .drafts), ("Søppelpost", .junk), ("Lähetetyt", .sent), ("Elementy usunięte", .trash),
            ("Odeslaná pošta", .sent), ("Kôš", .trash), ("Piszkozatok", .drafts), ("Schițe", .drafts),
            ("Черновики", .drafts),
            ("Кошик", .trash), ("Silinmiş Öğeler", .trash), ("Απεσταλμένα", .sent), ("ゴミ箱", .trash), ("보낸 편지함", .sent),
            ("已发送邮件", .sent), ("寄件備份", .sent), ("SENT ITEMS", .sent), ("Archiv", .archive), ("Outbox", .outbox),
        ])
    func names(_ name: String, _ role: MailboxRole) {
        let catalog = MailboxCatalog([listed("INBOX"), listed(name)], overrides: [:], isExchange: true)
        #expect(catalog.mailbox(for: role)?.path == name)
        #expect(catalog.mailbox(for: role)?.roleSource == .name)
    }

    @Test("give way to the server's word, and both to the account's own")
    func precedence() {
        let mailboxes = [
            listed("Sent"), listed("Real", ["\\sent"]), listed("Mine"), listed("Trash"), listed("Deleted Items"),
            listed("Holder", ["\\trash", "\\noselect"]), listed("Work/Sent"), listed("inbox"),
        ]
        let plain = MailboxCatalog(mailboxes, overrides: [:], isExchange: false)
        #expect(plain.mailbox(for: .sent)?.path == "Real" && plain.mailbox(for: .sent)?.roleSource == .server)
        #expect(plain.mailbox(for: .trash)?.path == "Trash")
        #expect(plain.mailbox(for: .inbox)?.path == "INBOX")
        #expect(plain.mailboxes.count { $0.role == .sent } == 1)
        let own = MailboxCatalog(mailboxes, overrides: [.sent: "Mine", .drafts: "Nowhere"], isExchange: false)
        #expect(own.mailbox(for: .sent)?.path == "Mine" && own.mailbox(for: .sent)?.roleSource == .override)
        #expect(own.mailbox(for: .drafts) == nil)
    }

    @Test("stand in order, parents before children, with what the server calls them")
    func order() {
        let mailboxes = [
            listed("a/b", by: "/"), listed("Ä"), listed("a"), listed("INBOX/x"), listed("Inbox"),
            listed("flat", by: nil),
        ]
        let catalog = MailboxCatalog(mailboxes, overrides: [:], isExchange: false)
        #expect(catalog.mailboxes.map(\.path) == ["INBOX", "INBOX/x", "a", "a/b", "flat", "Ä"])
        #expect(catalog.mailboxes[3].parent == "a" && catalog.mailboxes[3].name == "b")
        #expect(catalog.mailboxes[4].delimiter == nil)
        #expect(catalog.serverName(of: "INBOX") == Array("Inbox".utf8))
        #expect(catalog.serverName(of: "Ä") == Array("&AMQ-".utf8))
    }

    @Test("of calendars and the like are left out on Exchange, and nowhere else")
    func pseudoFolders() {
        let mailboxes = [listed("Kalender"), listed("Kalender/Geburtstage"), listed("Aufgaben"), listed("Notizen")]
        #expect(MailboxCatalog(mailboxes, overrides: [:], isExchange: true).mailboxes.map(\.path) == ["Notizen"])
        #expect(MailboxCatalog(mailboxes, overrides: [:], isExchange: false).mailboxes.count == 4)
    }

    @Test("below the inbox count as names, deeper ones do not")
    func courier() {
        let mailboxes = [listed("INBOX", by: "."), listed("INBOX.Trash", by: "."), listed("INBOX.a.Sent", by: ".")]
        let catalog = MailboxCatalog(mailboxes, overrides: [:], isExchange: false)
        #expect(catalog.mailbox(for: .trash)?.path == "INBOX.Trash")
        #expect(catalog.mailbox(for: .sent) == nil)
    }
}
