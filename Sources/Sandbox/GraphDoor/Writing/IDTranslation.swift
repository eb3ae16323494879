internal import Doorway
internal import JSON
internal import Tenant

/// Answers `translateExchangeIds` (reference sheet §C9).
enum IDTranslation {
    private static let kinds = ["entryId", "ewsId", "immutableEntryId", "restId", "restImmutableEntryId"]
    private static let most = 1_000

    static func translate(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let parameters = try ActionParameters(
            try RequestBody.object(call.request, facts: call.facts), of: "translateExchangeIds",
            allowed: ["inputIds", "sourceIdType", "targetIdType"])
        let source = try kind(parameters, "sourceIdType")
        let target = try kind(parameters, "targetIdType")
        let inputs = try PropertyReader.texts(parameters["inputIds"] ?? .null, "inputIds")
        guard inputs.count <= most else { throw .argument("At most \(most) ids can be translated at a time.") }
        let state = call.state
        var rows: [JSONValue] = []
        for input in inputs {
            let translated = try translated(input, from: source, to: target, state, call)
            rows.append(["sourceId": .string(input), "targetId": .string(translated)])
        }
        return .graph([
            "@odata.context": .string(call.sharedContext("Collection(microsoft.graph.convertIdResult)")),
            "value": .array(rows),
        ])
    }

    private static func kind(_ parameters: ActionParameters, _ name: String) throws(GraphError) -> String {
        let text = try parameters.requiredText(name)
        guard let kind = kinds.first(where: { $0.lowercased() == text.lowercased() }) else { throw .noSuchValue(text) }
        return kind
    }

    private static func translated(
        _ text: String, from source: String, to target: String, _ state: MailboxState, _ call: MailboxCall
    ) throws(GraphError) -> String {
        let rest = source.hasPrefix("rest") ? text : restForm(text)
        guard let id = ItemID(parsing: rest), id.belongs(to: call.owner.id) else { throw .idMalformed }
        let stays = target.lowercased().contains("immutable")
        guard case .message(let number, _) = id.target else { return spelled(rest, as: target) }
        guard let message = state.message(number) else { throw .itemNotFound }
        let result = ItemID.text(.message(number, in: stays ? nil : message.folder), in: call.owner.id)
        return spelled(result, as: target)
    }

    /// Ids that are not REST's use base64's ordinary alphabet.
    private static func spelled(_ text: String, as kind: String) -> String {
        kind.hasPrefix("rest") ? text : String(text.map { $0 == "-" ? "/" : $0 == "_" ? "+" : $0 })
    }

    private static func restForm(_ text: String) -> String {
        String(text.map { $0 == "/" ? "-" : $0 == "+" ? "_" : $0 })
    }
}
