internal import JSON
internal import Tenant

/// `$expand` of a message: attachments, or extended properties by their ids (reference sheet §C3).
enum Expansion: Sendable {
    case none
    case attachments(Selection)
    /// The ids as asked for.
    case extendedProperties([String])
    case multiValueProperties([String])

    /// What it adds to a message's members.
    func members(
        of message: StoredMessage, _ letter: Once<Letter>, for json: MessageJSON
    ) -> [(String, JSONValue)] {
        switch self {
        case .none: return []
        case .attachments(let selection):
            let attachments = AttachmentJSON(json.call, message, selection)
            return [("attachments", .array(letter.value.attachments.map { attachments.expanded($0) }))]
        case .extendedProperties(let ids):
            let found = ids.compactMap { id -> JSONValue? in
                guard let value = ExtendedProperties.value(of: id, message, letter.value) else { return nil }
                return ["id": .string(id), "value": .string(value)]
            }
            // Graph leaves the property out altogether when a message has none of them.
            return found.isEmpty ? [] : [("singleValueExtendedProperties", .array(found))]
        case .multiValueProperties(let ids):
            let found = ids.compactMap { id -> JSONValue? in
                guard let values = ExtendedProperties.values(of: id, letter.value) else { return nil }
                return ["id": .string(id), "value": .array(values.map { .string($0) })]
            }
            return found.isEmpty ? [] : [("multiValueExtendedProperties", .array(found))]
        }
    }
}
