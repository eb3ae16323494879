internal import Doorway
internal import JSON
internal import Tenant

/// `GET /me` and `GET /users/{id|userPrincipalName}` (reference sheet §C1).
enum UserReading {
    private static let forAnybody: Set<String> = [
        "User.ReadBasic.All", "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All",
    ]
    private static let forOneself: Set<String> = ["User.Read", "User.ReadWrite"]

    static func get(_ call: GraphCall) async throws(GraphError) -> WebResponse {
        guard let grant = call.grant else { throw .tokenEmpty }
        let person = try person(of: call, grant)
        let selection = try Selection(call.options["$select"], of: .user)
        var members = values(of: person).filter { selection.shows($0.key) }
        for (name, value) in valuesOnRequest(of: person) where selection.asks(for: name) { members[name] = value }
        members["@odata.context"] = .string(call.context("users\(selection.contextSuffix)/$entity"))
        return .graph(.object(members))
    }

    private static func person(of call: GraphCall, _ grant: AccessGrant) throws(GraphError) -> Person {
        guard call.path.segments.first?.lowercased() == "users" else {
            guard case .person(let id) = grant.principal else { throw .delegatedOnly }
            guard !forAnybody.union(forOneself).isDisjoint(with: grant.permissions) else { throw .directoryDenied }
            guard let person = call.sandbox.directory.person(id) else { throw .noUser(id.description) }
            return person
        }
        let person = call.sandbox.directory.person(named: call["user"]).flatMap { $0.tenant == grant.tenant ? $0 : nil }
        let isOwn = person.map { grant.principal == .person($0.id) } ?? false
        let enough = isOwn ? forAnybody.union(forOneself) : forAnybody
        guard !enough.isDisjoint(with: grant.permissions) else { throw .directoryDenied }
        guard let person else { throw .noUser(call["user"]) }
        return person
    }

    private static func values(of person: Person) -> [String: JSONValue] {
        [
            "id": .string(person.id.description), "displayName": .string(person.displayName),
            "mail": person.mail.map { .string($0) } ?? .null, "userPrincipalName": .string(person.userPrincipalName),
            "givenName": .string(person.givenName), "surname": .string(person.surname),
            "preferredLanguage": .string(person.language), "businessPhones": [], "jobTitle": .null,
            "mobilePhone": .null, "officeLocation": .null,
        ]
    }

    private static func valuesOnRequest(of person: Person) -> [String: JSONValue] {
        let nickname = person.userPrincipalName.split(separator: "@").first.map(String.init) ?? ""
        return [
            "accountEnabled": .bool(!person.isDisabled && person.purpose == .user),
            "mailNickname": .string(nickname), "userType": "Member", "otherMails": [],
            "proxyAddresses": .array(person.mail.map { [.string("SMTP:\($0)")] } ?? []),
        ]
    }
}
