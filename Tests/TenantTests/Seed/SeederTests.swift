import Domain
import Testing

@testable import Tenant

@Suite("A seeded sandbox")
struct SeederTests {
    private static let sandbox = Seeder.sandbox(SeedPlan(messages: 60))

    private func state(_ person: GUID, _ sandbox: Sandbox = Self.sandbox) throws -> MailboxState {
        try #require(sandbox.mailboxes.mailbox(of: person)).read { $0 }
    }

    /// Everything that can be seen of a mailbox, in short.
    private func digest(_ state: MailboxState) -> String {
        let folders = state.folders.values.sorted { $0.number < $1.number }
            .map { "\($0.number.value) \($0.displayName) \($0.unreadCount)" }
        let messages = state.newestFirst(in: nil).compactMap { state.message($0) }.map { message in
            let document = Rendering.document(of: state.letter(of: message), number: message.number, mode: .exchange)
            let bytes = document.read(0..<min(document.count, 3_000))
            return
                "\(message.number.value) \(message.uid) \(message.receivedAt) \(message.isRead) \(message.categories) "
                + "\(document.count) \(Mixer.hash(bytes, salt: 0))"
        }
        return (folders + messages).joined(separator: "\n")
    }

    @Test("is the same for the same seed, byte for byte, and another for another")
    func determinism() throws {
        let again = Seeder.sandbox(SeedPlan(messages: 60))
        let other = Seeder.sandbox(SeedPlan(seed: 2, messages: 60))
        for person in [SeedPeople.adele, SeedPeople.kenji] {
            let digest = digest(try state(person))
            #expect(digest == self.digest(try state(person, again)))
            #expect(digest != self.digest(try state(person, other)))
        }
    }

    @Test("has ids that are identifiers, and everybody and everything once")
    func identifiers() {
        let ids = SeedPeople.all.map(\.id) + SeedPeople.tenants.map(\.id) + SeedApps.all.map(\.clientID)
        #expect(ids.allSatisfy { GUID($0.description) == $0 })
        #expect(Set(ids).count == ids.count)
        #expect(Set(SeedPeople.all.map(\.userPrincipalName)).count == SeedPeople.all.count)
        #expect(SeedApps.all.allSatisfy { app in app.redirectURIs.allSatisfy { !$0.uri.contains("*") } })
    }

    @Test("gives a mailbox to everybody who may have one")
    func mailboxes() {
        for person in SeedPeople.all {
            #expect((Self.sandbox.mailboxes.mailbox(of: person.id) != nil) == person.hasMailbox)
        }
    }

    @Test("lets Adele and Bruno use the shared mailbox as the brief says")
    func shared() {
        let directory = Self.sandbox.directory
        #expect(directory.holds(.person(SeedPeople.adele), .fullAccess, on: SeedPeople.support))
        #expect(directory.holds(.person(SeedPeople.adele), .sendAs, on: SeedPeople.support))
        #expect(directory.holds(.person(SeedPeople.bruno), .sendOnBehalf, on: SeedPeople.support))
        #expect(!directory.holds(.person(SeedPeople.bruno), .fullAccess, on: SeedPeople.support))
        let service = Principal.application(client: SeedApps.service, tenant: SeedPeople.contoso)
        #expect(directory.holds(service, .fullAccess, on: SeedPeople.adele))
        #expect(!directory.holds(service, .fullAccess, on: SeedPeople.bruno))
        let consents = directory.consents(
            client: SeedApps.service, tenant: SeedPeople.contoso, person: nil, audience: .outlook)
        #expect(consents == ["IMAP.AccessAsApp", "SMTP.SendAsApp"])
    }

    @Test(
        "calls folders what the owner's language calls them",
        arguments: [
            (SeedPeople.adele, FolderRole.sentItems, "Sent Items"), (SeedPeople.bruno, .inbox, "Posteingang"),
            (SeedPeople.bruno, .sentItems, "Gesendete Elemente"), (SeedPeople.chloe, .drafts, "Brouillons"),
            (SeedPeople.kenji, .deletedItems, "削除済みアイテム"), (SeedPeople.pat, .sentItems, "Sent"),
            (SeedPeople.bruno, .calendar, "Kalender"),
        ])
    func folderNames(person: GUID, role: FolderRole, name: String) throws {
        #expect(try state(person).folder(role: role)?.displayName == name)
    }

    @Test("has folders of every difficult kind")
    func folders() throws {
        let state = try state(SeedPeople.adele)
        let names = Set(state.folders.values.map(\.displayName))
        #expect(names.isSuperset(of: ["Invoices/2026", "Größe & Maße", "旅行", "Apollo", "Weekly digests"]))
        #expect(state.folders.values.contains { $0.isHidden })
        #expect(state.folders.values.contains { $0.search != nil })
        #expect(try self.state(SeedPeople.chidi).folder(role: .archive) == nil)
    }

    @Test(
        "puts as many messages into Adele's Inbox as asked, the newest at the time asked", arguments: [0, 1, 3, 9, 300])
    func amount(messages: Int) throws {
        let sandbox = Seeder.sandbox(SeedPlan(messages: messages))
        let state = try state(SeedPeople.adele, sandbox)
        let inbox = try #require(state.folder(role: .inbox))
        #expect(inbox.messages.count == messages)
        let newest = state.newestFirst(in: inbox.number).first.flatMap { state.message($0)?.receivedAt }
        #expect(newest == (messages == 0 ? nil : SeedPlan.standardStart))
        #expect(
            state.newestFirst(in: nil).compactMap { state.message($0)?.receivedAt }.allSatisfy {
                $0 <= SeedPlan.standardStart
            })
    }

    @Test("does not ask for more than there may be")
    func bounds() {
        #expect(SeedPlan(messages: .max).messages == 100_000)
        #expect(SeedPlan(messages: -1).messages == 0)
    }

    @Test("gives every mail an identifier of its own, and answers to mails that are there")
    func conversations() throws {
        let state = try state(SeedPeople.adele)
        let letters = state.newestFirst(in: nil).compactMap { state.message($0) }.map { ($0, state.letter(of: $0)) }
        let byID = Dictionary(letters.map { ($0.1.messageID, $0) }) { first, _ in first }
        #expect(byID.count == letters.count)
        let answers = letters.filter { $0.1.inReplyTo != nil && $0.1.arrived == nil && !$0.0.isDraft }
        #expect(answers.count > 20)
        for (message, letter) in answers {
            #expect(letter.references.last == letter.inReplyTo)
            for reference in letter.references {
                let (earlier, said) = try #require(byID[reference], "\(letter.subject) \(message.receivedAt)")
                #expect(earlier.receivedAt < message.receivedAt)
                #expect(said.conversation == letter.conversation)
            }
        }
        // The owner's answers are marked on what they answer.
        let sent = try #require(state.folder(role: .sentItems)?.number)
        let answered = letters.filter { $0.0.lastVerb == 103 }.map(\.1.messageID)
        #expect(Set(answered) == Set(answers.filter { $0.0.folder == sent }.compactMap(\.1.inReplyTo)))
    }

    @Test("has mail of every kind")
    func kinds() throws {
        let state = try state(SeedPeople.adele)
        let messages = state.newestFirst(in: nil).compactMap { state.message($0) }
        let letters = messages.map { state.letter(of: $0) }
        #expect(messages.contains { $0.isRead } && messages.contains { !$0.isRead })
        #expect(messages.contains { $0.followUp == .flagged } && messages.contains { $0.isDraft })
        #expect(messages.contains { !$0.categories.isEmpty } && messages.contains { $0.inference == .other })
        #expect(letters.contains { $0.body.contentType == .html } && letters.contains { $0.body.contentType == .text })
        let attachments = letters.flatMap(\.attachments)
        #expect(attachments.contains { if case .item = $0.kind { true } else { false } })
        #expect(attachments.contains { if case .reference = $0.kind { true } else { false } })
        #expect(attachments.contains { if case .file(let bytes) = $0.kind { bytes.count == 150 << 20 } else { false } })
        #expect(attachments.contains { if case .file(let bytes) = $0.kind { bytes.count == 10 << 20 } else { false } })
        #expect(
            attachments.contains { $0.isInline } && attachments.contains { $0.contentType.hasPrefix("text/calendar") })
        #expect(letters.contains { $0.importance == .high } && letters.contains { !$0.bcc.isEmpty })
    }

    /// By their authors' names.
    private static let charsetLetters: [String: Letter] = {
        guard let state = sandbox.mailboxes.mailbox(of: SeedPeople.adele)?.read({ $0 }) else { return [:] }
        let folder = state.folders.values.first { $0.displayName == "Charsets" }
        let letters = (folder?.messages ?? []).compactMap { state.message($0) }.map { state.letter(of: $0) }
        return Dictionary(letters.map { ($0.from?.name ?? "", $0) }) { first, _ in first }
    }()

    @Test("says the same in every charset", arguments: CharsetSamples.all.indices)
    func charsets(index: Int) throws {
        let sample = CharsetSamples.all[index]
        let letter = try #require(Self.charsetLetters["Charset \(sample.charset)"])
        #expect(letter.subject == sample.text.subject)
        #expect(letter.body.content.filter { !$0.isNewline } == sample.text.body)
    }

    @Test("grows nothing for a number beyond the last")
    func beyond() throws {
        let grower = SeededGrower(
            plan: MailboxPlan(
                owner: NamedAddress(address: "a@x.example"), phrases: .english,
                cast: [NamedAddress(address: "b@x.example")],
                seed: 1, newest: SeedPlan.standardStart, counts: [(.inbox, FolderPlace(.inbox), 3)]))
        #expect(grower.letter(SeedNumber(2)).messageID != "")
        #expect(grower.letter(SeedNumber(3)).messageID == "")
        #expect(grower.letter(SeedNumber(.max)).messageID == "")
    }
}
