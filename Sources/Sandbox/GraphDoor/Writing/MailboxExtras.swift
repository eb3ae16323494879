internal import Doorway
internal import JSON
internal import Tenant

/// The small lists of a mailbox that clients ask for (reference sheet §C15).
enum MailboxExtras {
    private static let colours = ["Red", "Orange", "Yellow", "Green", "Blue", "Purple"]
    /// Where Outlook's own six categories stand among its 25 colours.
    private static let presets = ["preset0", "preset1", "preset3", "preset4", "preset7", "preset8"]

    static func categories(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let rows = zip(colours, presets).enumerated().map { index, category -> JSONValue in
            [
                "id": .string("0000000\(index)-2c5b-4d44-9a4a-0c0ffee00000"),
                "displayName": .string("\(category.0) category"), "color": .string(category.1),
            ]
        }
        return collection("outlook/masterCategories", rows, call)
    }

    /// Nobody has any.
    static func rules(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let folder = try call.ids.folder(call["folder"], in: call.state)
        guard folder.role == .inbox else { throw .noSegment("messageRules") }
        return collection("mailFolders('inbox')/messageRules", [], call)
    }

    /// Nobody has any.
    static func overrides(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        collection("inferenceClassification/overrides", [], call)
    }

    /// For each address, what a person would be told before writing to it.
    static func mailTips(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let parameters = try ActionParameters(
            try RequestBody.object(call.request, facts: call.facts), of: "getMailTips",
            allowed: ["EmailAddresses", "MailTipsOptions"])
        let addresses = try PropertyReader.texts(parameters["EmailAddresses"] ?? .null, "EmailAddresses")
        guard !addresses.isEmpty, addresses.count <= 100 else { throw .argument("1 to 100 addresses are expected.") }
        let rows = addresses.map { address -> JSONValue in
            let person = call.sandbox.directory.person(named: address)
            return [
                "emailAddress": ["name": .string(person?.displayName ?? ""), "address": .string(address)],
                "mailboxFull": false, "deliveryRestricted": false, "isModerated": false, "recipientScope": "none",
                "externalMemberCount": 0, "totalMemberCount": 1,
                "maxMessageSize": .integer(Int64(person?.messageSizeLimit ?? 0)),
            ]
        }
        return .graph([
            "@odata.context": .string(call.sharedContext("Collection(microsoft.graph.mailTips)")),
            "value": .array(rows),
        ])
    }

    private static func collection(_ name: String, _ rows: [JSONValue], _ call: MailboxCall) -> WebResponse {
        .graph(["@odata.context": .string(call.context(name)), "value": .array(rows)])
    }
}
