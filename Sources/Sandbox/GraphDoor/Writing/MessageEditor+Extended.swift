internal import Domain
internal import JSON
internal import Tenant

/// MAPI properties, of which some mean what a message has anyway (reference sheet §C6, §C8).
extension MessageEditor {
    private static let members: Set<String> = ["id", "value"]

    mutating func setExtendedProperties(_ value: JSONValue) throws(GraphError) {
        for element in try PropertyReader.array(value, "singleValueExtendedProperties") {
            let type = "microsoft.graph.singleValueLegacyExtendedProperty"
            let property = try PropertyReader.object(
                element, "singleValueExtendedProperties", type: type, members: Self.members)
            let text = try PropertyReader.text(property["id"] ?? .null, "id")
            guard let id = ExtendedPropertyID(text) else { throw .extendedProperty(text) }
            try set(id, to: try PropertyReader.text(property["value"] ?? .null, "value"))
        }
    }

    mutating func setMultiValueProperties(_ value: JSONValue) throws(GraphError) {
        for element in try PropertyReader.array(value, "multiValueExtendedProperties") {
            let type = "microsoft.graph.multiValueLegacyExtendedProperty"
            let property = try PropertyReader.object(
                element, "multiValueExtendedProperties", type: type, members: Self.members)
            let text = try PropertyReader.text(property["id"] ?? .null, "id")
            guard let id = ExtendedPropertyID(text, ofSeveralValues: true) else { throw .extendedProperty(text) }
            let values = try PropertyReader.texts(property["value"] ?? .null, "value")
            let known = fields.letter.multiValueProperties.keys.first { $0.lowercased() == id.key }
            fields.letter.multiValueProperties[known ?? id.text] = values
        }
    }

    private mutating func set(_ id: ExtendedPropertyID, to value: String) throws(GraphError) {
        switch id {
        case .inReplyTo: fields.letter.inReplyTo = Self.words(value).first
        case .references: fields.letter.references = Self.words(value)
        case .messageFlags: setFlags(try Self.integer(value, id))
        case .deliveryTime: try setOnce { (fields) throws(GraphError) in fields.receivedAt = try Self.time(value, id) }
        case .submitTime: try setOnce { (fields) throws(GraphError) in fields.letter.sentAt = try Self.time(value, id) }
        case .lastVerb: fields.lastVerb = try Self.integer(value, id)
        // The others mean nothing here and are kept as they came.
        default: fields.letter.extendedProperties[id.text] = value
        }
    }

    /// Message ids, which white space of any kind divides.
    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: { $0.isWhitespace || $0.asciiValue.map { $0 < 0x20 } ?? false }).map(String.init)
    }

    /// Bit 1 is read; without bit 8 (unsent), a message that is being made is no draft.
    private mutating func setFlags(_ flags: Int) {
        fields.isRead = flags & 1 != 0
        if stage == .creation { fields.isDraft = flags & 8 != 0 }
    }

    /// Times are a message's own once it is there.
    private mutating func setOnce(
        _ set: (inout MessageFields) throws(GraphError) -> Void
    ) throws(GraphError) {
        if stage == .creation { try set(&fields) }
    }

    private static func integer(_ text: String, _ id: ExtendedPropertyID) throws(GraphError) -> Int {
        guard let value = Int32(text) else { throw .extendedProperty(id.text) }
        return Int(value)
    }

    private static func time(_ text: String, _ id: ExtendedPropertyID) throws(GraphError) -> Timestamp {
        guard let time = Timestamp(text) else { throw .extendedProperty(id.text) }
        return time
    }
}
