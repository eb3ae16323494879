import Domain
import LineTesting
import Tenant

@testable import MailDoors

/// A tenant with a door, and a folder of which every byte is known.
struct IMAPStage {
    let sandbox: Sandbox
    let door: IMAPDoor

    /// The folder that `message` fills.
    static let folder = "Known"

    init(messages: [String] = [], _ turn: (inout FactSheet) -> Void = { _ in }) throws {
        var facts = FactSheet()
        facts.set(Facts.mimeRendering, to: .verbatim)
        turn(&facts)
        sandbox = Seeder.sandbox(SeedPlan(messages: 12, facts: facts))
        door = IMAPDoor(sandbox: sandbox)
        for person in sandbox.directory.people {
            grant("token-of-\(person.id)", .person(person.id), tenant: person.tenant)
        }
        let mailbox = try adele
        let number = try mailbox.change { state throws(MailboxError) in
            try state.createFolder(name: Self.folder, in: state.root).number
        }
        for (index, message) in messages.enumerated() {
            let time = Timestamp(secondsSince1970: 1_790_000_000 + Int64(index) * 86_400)
            let letter = try Letter(parsing: Array(message.utf8), at: time, seed: 1)
            try mailbox.change { state throws(MailboxError) in
                _ = try state.append(letter, to: number, receivedAt: time)
            }
        }
    }

    struct NoMailbox: Error {}

    var adele: Tenant.Mailbox {
        get throws {
            guard let mailbox = sandbox.mailboxes.mailbox(of: SeedPeople.adele) else { throw NoMailbox() }
            return mailbox
        }
    }

    func grant(
        _ token: String, _ principal: Principal, tenant: GUID, audience: Audience = .outlook,
        permissions: Set<String> = ["IMAP.AccessAsUser.All"]
    ) {
        sandbox.tokens.keep(
            token,
            AccessGrant(
                audience: audience, permissions: permissions, principal: principal, client: SeedApps.imap,
                tenant: tenant, expiresAt: sandbox.clock.now.advanced(by: .seconds(3_600))))
    }

    static func response(user: String, token: String) -> String {
        Base64(Array("user=\(user)\u{1}auth=Bearer \(token)\u{1}\u{1}".utf8)).text
    }

    /// A client whose greeting was read.
    func client() async -> IMAPClient {
        let client = IMAPClient(door)
        _ = await client.peer.line()
        return client
    }

    /// A client that is signed in.
    func client(of person: GUID, user: String) async -> IMAPClient {
        let client = await client()
        _ = await client.say("AUTHENTICATE XOAUTH2 \(Self.response(user: user, token: "token-of-\(person)"))")
        return client
    }

    func adeleClient(selecting folder: String? = nil) async -> IMAPClient {
        let client = await client(of: SeedPeople.adele, user: "adele@contoso.example")
        if let folder { _ = await client.say("SELECT \(folder)") }
        return client
    }
}
