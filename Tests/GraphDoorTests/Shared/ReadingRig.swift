import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

/// A seeded sandbox, its Graph door, and somebody who reads.
struct ReadingRig {
    let sandbox: Sandbox
    let door: GraphDoor

    init(messages: Int = 30, _ configure: (inout FactSheet) -> Void = { _ in }) {
        var facts = FactSheet()
        configure(&facts)
        sandbox = Seeder.sandbox(SeedPlan(seed: 3, messages: messages, facts: facts))
        door = GraphDoor(sandbox: sandbox)
        keep("adele", .person(SeedPeople.adele), ["User.Read", "Mail.Read"])
    }

    /// Lets a token of this text act for somebody.
    func keep(
        _ token: String, _ principal: Principal, _ permissions: Set<String>, audience: Audience = .graph,
        tenant: GUID = SeedPeople.contoso, lasting seconds: Int64 = 3_600
    ) {
        sandbox.tokens.keep(
            token,
            AccessGrant(
                audience: audience, permissions: permissions, principal: principal, client: SeedApps.graph,
                tenant: tenant, expiresAt: sandbox.clock.now.advanced(by: .seconds(seconds))))
    }

    /// Asks for a path below `/v1.0`, its query written plainly: it is encoded here. An absolute link is asked for as it is.
    func get(_ target: String, prefer: String? = nil, token: String? = "adele") async -> WritingReply {
        await ask("GET", target, prefer: prefer, token: token)
    }

    func ask(_ method: String, _ target: String, prefer: String? = nil, token: String?) async -> WritingReply {
        let isLink = target.hasPrefix("https://")
        let halves = target.split(separator: "?", maxSplits: 1).map(String.init)
        let path = isLink ? String(halves[0].dropFirst("https://localhost".count)) : "/v1.0\(halves[0])"
        var query = halves.count > 1 ? halves[1] : ""
        if !isLink { query = PercentCoding.encode(query, keeping: "$&=") }
        var request = WebRequest(method: method, path: path, query: query)
        if let token { request.headers["Authorization"] = "Bearer \(token)" }
        if let prefer { request.headers["Prefer"] = prefer }
        return WritingReply(await door.answer(request))
    }

    var adele: Tenant.Mailbox {
        guard let mailbox = sandbox.mailboxes.mailbox(of: SeedPeople.adele) else { preconditionFailure("not seeded") }
        return mailbox
    }

    /// Makes a folder of Adele's below the root.
    func folder(_ name: String) throws -> FolderNumber {
        try adele.change { state throws(MailboxError) in
            try state.createFolder(name: name, in: state.root).number
        }
    }

    func id(ofFolder number: FolderNumber) -> String {
        ItemID.text(.folder(number, isDefault: false), in: SeedPeople.adele)
    }

    /// Files a letter of its own, received so many minutes after 2026-01-01T00:00:00Z.
    @discardableResult
    func add(
        _ subject: String, to folder: FolderNumber, minute: Int64 = 0, _ configure: (inout Letter) -> Void = { _ in },
        marks: (inout StoredMessage) -> Void = { _ in }
    ) throws -> StoredMessage {
        let time = Timestamp(secondsSince1970: 1_767_225_600 + minute * 60)
        var letter = Letter(
            subject: subject, from: NamedAddress(name: "Bob", address: "bob@northwind.example"), sentAt: time,
            messageID: "<\(subject.filter(\.isLetter)).\(minute)@northwind.example>", body: LetterBody(.text, "Body"),
            conversation: subject)
        configure(&letter)
        return try adele.change { state throws(MailboxError) in
            try state.append(letter, to: folder, receivedAt: time, configure: marks)
        }
    }

    /// Moves the newest message of one folder to another.
    func moveNewest(of folder: FolderRole, to destination: FolderRole) throws {
        _ = try adele.change { state throws(MailboxError) in
            let source = state.folder(role: folder)?.number
            guard let number = state.newestFirst(in: source).first else { throw .noSuchMessage }
            return try state.move(number, to: state.folder(role: destination)?.number ?? state.root)
        }
    }

    func id(of message: StoredMessage) -> String {
        ItemID.text(.message(message.number, in: message.folder), in: SeedPeople.adele)
    }
}

extension WritingReply {
    /// The rows of a collection.
    var rows: [JSONValue] { json["value"]?.arrayValue ?? [] }
    var subjects: [String] { rows.compactMap { $0["subject"]?.stringValue } }
    var ids: [String] { rows.compactMap { $0["id"]?.stringValue } }
    var nextLink: String? { json["@odata.nextLink"]?.stringValue }
    var deltaLink: String? { json["@odata.deltaLink"]?.stringValue }
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
