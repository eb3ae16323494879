import Domain
import Doorway
import JSON
import Tenant
import Testing
import Transport

@testable import GraphDoor

/// A seeded sandbox, its Graph door, and tokens for whoever is to ask.
struct WritingRig {
    let sandbox: Sandbox
    let door: GraphDoor

    static let allScopes: Set<String> = [
        "Mail.Read", "Mail.ReadWrite", "Mail.Send", "Mail.Read.Shared", "Mail.ReadWrite.Shared", "Mail.Send.Shared",
        "MailboxSettings.ReadWrite",
    ]

    init(notifier: (any HTTPClient)? = nil, _ configure: (inout FactSheet) -> Void = { _ in }) {
        var facts = FactSheet()
        facts.set(Facts.sentCopyDelayMilliseconds, to: 0)
        configure(&facts)
        sandbox = Seeder.sandbox(SeedPlan(seed: 7, messages: 30, facts: facts))
        door = GraphDoor(sandbox: sandbox, notifier: notifier)
        for person in [SeedPeople.adele, SeedPeople.bruno] {
            sandbox.tokens.keep(person.description, grant(.person(person), SeedApps.graph))
            for permission in Self.allScopes {
                sandbox.directory.consent(
                    Consent(
                        client: SeedApps.graph, tenant: SeedPeople.contoso, person: person, audience: .graph,
                        permission: permission))
            }
        }
        let service = Principal.application(client: SeedApps.service, tenant: SeedPeople.contoso)
        sandbox.tokens.keep("service", grant(service, SeedApps.service))
    }

    func grant(
        _ principal: Principal, _ client: GUID, scopes: Set<String> = Self.allScopes, lasting seconds: Int64 = 3_600
    ) -> AccessGrant {
        AccessGrant(
            audience: .graph, permissions: scopes, principal: principal, client: client, tenant: SeedPeople.contoso,
            expiresAt: sandbox.clock.now.advanced(by: .seconds(seconds)))
    }

    /// Asks as Adele unless another token is named. JSON bodies say that they are.
    func ask(
        _ method: String, _ path: String, _ json: JSONValue? = nil, headers: [(String, String)] = [],
        token: String? = SeedPeople.adele.description
    ) async throws -> WritingReply {
        try await ask(
            method, path, body: try json.map { try JSONWriter.encode($0) } ?? [],
            headers: (json == nil ? [] : [("Content-Type", "application/json")]) + headers, token: token)
    }

    func ask(
        _ method: String, _ path: String, body: [UInt8], headers: [(String, String)],
        token: String? = SeedPeople.adele.description
    ) async throws -> WritingReply {
        let halves = path.split(separator: "?", maxSplits: 1).map(String.init)
        let whole = halves[0].hasPrefix("/api/") ? halves[0] : "/v1.0" + halves[0]
        var request = WebRequest(method: method, path: whole, query: halves.count > 1 ? halves[1] : "", body: body)
        for (name, value) in headers { request.headers.add(name, value) }
        if let token { request.headers["Authorization"] = "Bearer \(token)" }
        return WritingReply(await door.answer(request))
    }

    /// MIME as Graph takes it.
    func ask(_ path: String, mime: String) async throws -> WritingReply {
        let text = Base64(
            Array(mime.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8)
        ).text
        return try await ask("POST", path, body: Array(text.utf8), headers: [("Content-Type", "text/plain")])
    }

    // MARK: What is in a mailbox

    var adele: Tenant.Mailbox { mailbox(SeedPeople.adele) }

    func mailbox(_ person: GUID) -> Tenant.Mailbox {
        guard let mailbox = sandbox.mailboxes.mailbox(of: person) else { preconditionFailure("not seeded") }
        return mailbox
    }

    func folder(_ role: FolderRole, of person: GUID = SeedPeople.adele) -> FolderNumber {
        mailbox(person).read { $0.folder(role: role)?.number } ?? FolderNumber(0)
    }

    func count(_ role: FolderRole, of person: GUID = SeedPeople.adele) -> Int {
        let folder = folder(role, of: person)
        return mailbox(person).read { $0.messages(in: folder).count }
    }

    /// The newest message of a folder, as it is stored.
    func newest(_ role: FolderRole, of person: GUID = SeedPeople.adele) -> StoredMessage? {
        let folder = folder(role, of: person)
        return mailbox(person).read { state in state.newestFirst(in: folder).first.flatMap(state.message) }
    }

    func id(of message: StoredMessage, in person: GUID = SeedPeople.adele) -> String {
        ItemID.text(.message(message.number, in: message.folder), in: person)
    }

    /// The id of some message in the Inbox.
    func inboxID() throws -> String { id(of: try #require(newest(.inbox))) }

    /// Makes a draft to an address elsewhere and answers its id.
    func draft(_ members: [String: JSONValue] = [:]) async throws -> String {
        var message: [String: JSONValue] = [
            "subject": "Draft", "toRecipients": [["emailAddress": ["address": "x@northwind.example"]]],
        ]
        message.merge(members) { $1 }
        return try #require(try await ask("POST", "/me/messages", .object(message)).json["id"]?.stringValue)
    }
}
