import Domain
import Doorway
import LineTesting
import MailDoors
import Tenant

/// A sandbox with its SMTP door, and what tests say to it.
struct SMTPHouse {
    static let client = SeedApps.imap
    let sandbox: Sandbox
    let door: SMTPDoor

    init(_ turn: (inout FactSheet) -> Void = { _ in }) {
        var facts = FactSheet()
        facts.set(Facts.sentCopyDelayMilliseconds, to: 0)
        turn(&facts)
        sandbox = Seeder.sandbox(SeedPlan(seed: 7, messages: 1, facts: facts))
        door = SMTPDoor(sandbox: sandbox)
    }

    /// A token that the sandbox's Entra would have issued.
    func token(
        of principal: Principal = .person(SeedPeople.adele), audience: Audience = .outlook,
        permissions: Set<String> = ["SMTP.Send"], lasting seconds: Int64 = 3_600, length: Int = 40
    ) -> String {
        let text = "Ew" + String(repeating: "B", count: length) + GUID.random().description
        var tenant = SeedPeople.contoso
        if case .person(let id) = principal { tenant = sandbox.directory.person(id)?.tenant ?? tenant }
        sandbox.tokens.keep(
            text,
            AccessGrant(
                audience: audience, permissions: permissions, principal: principal, client: Self.client,
                tenant: tenant,
                expiresAt: Timestamp(secondsSince1970: sandbox.clock.now.secondsSince1970 + seconds)))
        return text
    }

    static func xoauth2(_ user: String, _ token: String) -> String {
        Base64(Array("user=\(user)\u{1}auth=Bearer \(token)\u{1}\u{1}".utf8)).text
    }

    /// One client's dialogue, from after the banner to the end of the connection.
    func dialogue<Result: Sendable>(
        isSecure: Bool = true, _ body: (SMTPVoice) async throws -> Result
    ) async throws -> Result {
        let peer = MemoryPeer(isSecure: isSecure)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await door.serve(peer.connection)
                await peer.connection.close()
            }
            defer { peer.hangUp() }
            let voice = SMTPVoice(peer: peer)
            _ = await voice.reply()
            return try await body(voice)
        }
    }

    /// The same, after EHLO and AUTH.
    func signedIn<Result: Sendable>(
        as person: GUID = SeedPeople.adele, _ user: String = "adele@contoso.example",
        _ body: (SMTPVoice) async throws -> Result
    ) async throws -> Result {
        try await dialogue { voice in
            _ = await voice.say("EHLO client.example")
            _ = await voice.say("AUTH XOAUTH2 \(Self.xoauth2(user, token(of: .person(person))))")
            return try await body(voice)
        }
    }

    func letters(of person: GUID, _ role: FolderRole) -> [Letter] {
        guard let mailbox = sandbox.mailboxes.mailbox(of: person) else { return [] }
        return mailbox.read { state in
            state.folder(role: role).map { state.messages(in: $0.number) }?.compactMap(state.message) ?? []
        }.filter { if case .written = $0.content { true } else { false } }.map(mailbox.letter)
    }
}
