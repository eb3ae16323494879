import Domain
import Tenant
import Testing

@Suite("Who may send")
struct SendRightsTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var principal = Principal.person(.adele)
        var mailbox = GUID.adele
        var from: String?
        var door = Occasion.Door.graph
        var grants: [(Principal, MailboxRight, GUID)] = []
        /// Nil: refused.
        var sender: String?
    }
    private static let app = Principal.application(client: .client, tenant: .contoso)
    private static let cases: [Case] = [
        Case(testDescription: "oneself", from: "Adele@contoso.example", sender: "Adele@contoso.example"),
        Case(testDescription: "nobody named is oneself", sender: "adele@contoso.example"),
        Case(testDescription: "a colleague without a right", from: "bruno@contoso.example"),
        Case(testDescription: "a stranger", from: "x@elsewhere.example"),
        Case(
            testDescription: "a shared mailbox with SendAs", from: "support@contoso.example",
            grants: [(.person(.adele), .sendAs, .support)], sender: "support@contoso.example"),
        Case(
            testDescription: "a shared mailbox on behalf", from: "support@contoso.example",
            grants: [(.person(.adele), .sendOnBehalf, .support)], sender: "adele@contoso.example"),
        Case(
            testDescription: "SendAs is stronger", from: "support@contoso.example",
            grants: [(.person(.adele), .sendOnBehalf, .support), (.person(.adele), .sendAs, .support)],
            sender: "support@contoso.example"),
        Case(
            testDescription: "full access alone lets nobody send", mailbox: .support,
            grants: [(.person(.adele), .fullAccess, .support)]),
        Case(
            testDescription: "from within a shared mailbox", mailbox: .support,
            grants: [(.person(.adele), .sendAs, .support)], sender: "support@contoso.example"),
        Case(testDescription: "an app at Graph", principal: app, sender: "adele@contoso.example"),
        Case(testDescription: "an app at Graph as another", principal: app, from: "bruno@contoso.example"),
        Case(testDescription: "an app at SMTP without a grant", principal: app, door: .smtp),
        Case(
            testDescription: "an app at SMTP with a grant", principal: app, door: .smtp,
            grants: [(app, .sendAs, .adele)],
            sender: "adele@contoso.example"),
    ]

    @Test("is judged by rights on the mailbox that a message is from", arguments: cases)
    func rights(_ c: Case) throws {
        let town = Town()
        for (trustee, right, mailbox) in c.grants {
            town.directory.grant(MailboxGrant(mailbox: mailbox, trustee: trustee, right: right))
        }
        var submission = town.submission(.sample(from: c.from), to: ["bruno@contoso.example"], door: c.door)
        (submission.principal, submission.sendingMailbox) = (c.principal, c.mailbox)
        guard let sender = c.sender else {
            #expect(throws: SubmissionRefusal.self) { try town.office.submit(submission) }
            #expect(town.office.sent.isEmpty && town.messages(of: .bruno, .inbox).isEmpty)
            return
        }
        let record = try town.office.submit(submission).record
        #expect(record.sender == sender)
        #expect(town.letters(of: .bruno, .inbox).first?.sender?.address == sender)
    }

    @Test("shows in the bytes that arrived who sent on behalf")
    func onBehalfBytes() throws {
        let town = Town()
        town.directory.grant(MailboxGrant(mailbox: .support, trustee: .person(.adele), right: .sendOnBehalf))
        let letter = Letter.sample(
            from: "support@contoso.example",
            arrived:
                "From: support@contoso.example\r\nSender: forged@elsewhere.example\r\nSubject: Hello\r\n\r\nText\r\n")
        _ = try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"], door: .smtp))
        let bytes = String(decoding: town.letters(of: .bruno, .inbox).first?.arrived ?? [], as: UTF8.self)
        #expect(bytes.contains("\r\nSender: Sample adele <adele@contoso.example>\r\n") && !bytes.contains("forged"))
    }

    @Test(
        "is judged for each author that a message names",
        arguments: [
            "From: adele@contoso.example, \"Chief\" <bruno@contoso.example>\r\n",
            "From: adele@contoso.example\r\nFROM: bruno@contoso.example\r\n",
            "From: adele@contoso.example\r\nSubject: Hello\r\nFrom : x@elsewhere.example\r\n",
        ])
    func severalAuthors(header: String) throws {
        let town = Town()
        let letter = Letter.sample(from: "adele@contoso.example", arrived: header + "\r\nText\r\n")
        #expect(throws: SubmissionRefusal.self) {
            try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"], door: .smtp))
        }
        #expect(town.office.sent.isEmpty && town.messages(of: .bruno, .inbox).isEmpty)
    }

    @Test("names in one field the authors that all may be, and one of them as the sender")
    func permittedAuthors() throws {
        let town = Town()
        town.directory.grant(MailboxGrant(mailbox: .support, trustee: .person(.adele), right: .sendAs))
        let letter = Letter.sample(
            from: "adele@contoso.example",
            arrived: "From: adele@contoso.example\r\nFrom: support@contoso.example\r\n\r\nText\r\n")
        _ = try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"], door: .smtp))
        let bytes = String(decoding: town.letters(of: .bruno, .inbox).first?.arrived ?? [], as: UTF8.self)
        #expect(bytes.contains("\r\nFrom: <adele@contoso.example>,\r\n <support@contoso.example>\r\n"))
        #expect(bytes.contains("\r\nSender: <adele@contoso.example>\r\n"))
        #expect(bytes.split(separator: "\r\n").count { $0.hasPrefix("From") } == 1)
    }

    @Test("replaces a name that only looks like the author's address")
    func disguisedAuthor() throws {
        let town = Town()
        let letter = Letter.sample(
            from: "adele@contoso.example",
            arrived: "From: \"adele@contoso.example\" <bruno@contoso.example>\r\n\r\nText\r\n")
        _ = try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"]))
        let bytes = String(decoding: town.letters(of: .bruno, .inbox).first?.arrived ?? [], as: UTF8.self)
        #expect(bytes.contains("From: <adele@contoso.example>\r\n") && !bytes.contains("bruno@contoso.example>\r\n"))
    }

    @Test("replaces in the bytes that arrived an author whom the letter no longer names")
    func replacedAuthor() throws {
        let town = Town()
        let letter = Letter.sample(
            from: "adele@contoso.example",
            arrived: "From: Bruno <bruno@contoso.example>\r\nSubject: Hello\r\n\r\nText\r\n")
        _ = try town.office.submit(town.submission(letter, to: ["bruno@contoso.example"]))
        for (person, role) in [(GUID.bruno, FolderRole.inbox), (.adele, .sentItems)] {
            let bytes = String(decoding: town.letters(of: person, role).first?.arrived ?? [], as: UTF8.self)
            #expect(bytes.contains("From: <adele@contoso.example>\r\n") && !bytes.contains("Bruno"))
        }
    }

    @Test("is judged otherwise by the facts that say so")
    func facts() throws {
        let lenient = Town { $0.set(Facts.sendAsChecked, to: false) }
        let stranger = lenient.submission(.sample(from: "x@elsewhere.example"), to: ["bruno@contoso.example"])
        #expect(try lenient.office.submit(stranger).record.from == "x@elsewhere.example")
        let silent = Town { $0.set(Facts.onBehalfNamesSender, to: false) }
        silent.directory.grant(MailboxGrant(mailbox: .support, trustee: .person(.adele), right: .sendOnBehalf))
        let shared = silent.submission(.sample(from: "support@contoso.example"), to: ["bruno@contoso.example"])
        #expect(try silent.office.submit(shared).record.sender == "support@contoso.example")
    }
}
