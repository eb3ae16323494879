internal import Domain
internal import Doorway
internal import JSON
internal import Synchronization
internal import Tenant

/// Answers `mailboxSettings` (reference sheet §C15). Language and time zone are the directory's; the rest is kept here.
final class MailboxSettings: Sendable {
    private static let type = "microsoft.graph.mailboxSettings"
    /// What may be changed, and its type where it is not a text.
    private static let objects: Set<String> = ["automaticRepliesSetting", "workingHours"]
    private static let texts: Set<String> = [
        "dateFormat", "timeFormat", "timeZone", "delegateMeetingMessageDeliveryOptions",
    ]

    private let changes = Mutex<[GUID: [String: JSONValue]]>([:])

    static func get(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        .graph(call.door.settings.value(for: call.owner, call))
    }

    static func update(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let json = try RequestBody.object(call.request, facts: call.facts)
        let settings = call.door.settings
        try settings.apply(json, call)
        return .graph(settings.value(for: call.sandbox.directory.person(call.owner.id) ?? call.owner, call))
    }

    private func apply(_ json: JSONValue, _ call: MailboxCall) throws(GraphError) {
        var kept: [String: JSONValue] = [:]
        var zone: String?
        var language: String?
        for (name, value) in (json.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) where !name.contains("@") {
            switch name {
            case "timeZone": zone = try Self.required(value, name)
            case "language":
                let members: Set<String> = ["locale", "displayName"]
                let wanted = try PropertyReader.object(
                    value, name, type: "microsoft.graph.localeInfo", members: members)
                language = try Self.required(wanted["locale"] ?? .null, "locale")
            case _ where Self.objects.contains(name):
                guard let new = value.objectValue else { throw .wrongType(name, expected: Self.type) }
                let old = self.value(for: call.owner, call)[name]?.objectValue ?? [:]
                kept[name] = .object(old.merging(new) { $1 })
            case _ where Self.texts.contains(name): kept[name] = .string(try Self.required(value, name))
            case "archiveFolder", "userPurpose": throw .notChangeable(name)
            default: throw .unknownProperty(name, on: Self.type)
            }
        }
        let new = kept
        changes.withLock { $0[call.owner.id, default: [:]].merge(new) { $1 } }
        _ = call.sandbox.directory.change(person: call.owner.id) { person in
            person.timeZone = zone ?? person.timeZone
            person.language = language ?? person.language
        }
    }

    private static func required(_ value: JSONValue, _ name: String) throws(GraphError) -> String {
        let text = try PropertyReader.text(value, name)
        guard !text.isEmpty, text.utf8.count <= 128 else { throw .argument("The value of \(name) is not valid.") }
        return text
    }

    private func value(for person: Person, _ call: MailboxCall) -> JSONValue {
        var members: [String: JSONValue] = [
            "@odata.context": .string(call.context("mailboxSettings")),
            "timeZone": .string(person.timeZone), "dateFormat": "yyyy-MM-dd", "timeFormat": "HH:mm",
            "language": ["locale": .string(person.language), "displayName": .string(person.language)],
            "userPurpose": .string(person.purpose.rawValue),
            "delegateMeetingMessageDeliveryOptions": "sendToDelegateOnly",
            "automaticRepliesSetting": [
                "status": "disabled", "externalAudience": "all", "internalReplyMessage": "", "externalReplyMessage": "",
                "scheduledStartDateTime": ["dateTime": "2026-11-20T00:00:00.0000000", "timeZone": "UTC"],
                "scheduledEndDateTime": ["dateTime": "2026-11-21T00:00:00.0000000", "timeZone": "UTC"],
            ],
            "workingHours": [
                "daysOfWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"], "startTime": "08:00:00.0000000",
                "endTime": "17:00:00.0000000", "timeZone": ["name": .string(person.timeZone)],
            ],
        ]
        let state = call.state
        if let archive = state.folder(role: .archive) { members["archiveFolder"] = .string(call.ids.text(of: archive)) }
        members.merge(changes.withLock { $0[person.id] ?? [:] }) { $1 }
        return .object(members)
    }
}
