/// Properties that Graph has no name of its own for, by type and number (reference sheet, sections C6 and C8).
enum ExtendedProperty: String, CaseIterable {
    /// In bytes.
    case size = "Integer 0x0E08"
    /// What was done with the message last.
    case lastVerb = "Integer 0x1081"
    case inReplyTo = "String 0x1042"
    case references = "String 0x1039"

    /// Values of `lastVerb`: an answer to the sender, and one to all. 104, a forward, is none.
    static let answers: Set<String> = ["102", "103"]

    /// Whether Graph means this property: it writes the number without leading zeros, in small letters.
    func isNamed(_ id: String) -> Bool { Self.key(id) == Self.key(rawValue) }

    private static func key(_ id: String) -> String {
        id.lowercased().split(separator: " ").joined(separator: " ").replacing("0x0", with: "0x")
    }

    /// Graph expands one thing a request (section C3).
    static func expansion(_ properties: [ExtendedProperty]) -> (name: String, value: String) {
        let filter = properties.map { "id eq '\($0.rawValue)'" }.joined(separator: " or ")
        return ("$expand", "singleValueExtendedProperties($filter=\(filter))")
    }
}
