/// The name of a MAPI property as Graph writes it: `String 0x1042`, or with a set's GUID,
/// `String {00020386-0000-0000-C000-000000000046} Name X-Note`.
struct ExtendedPropertyID: Hashable, Sendable {
    /// The form in which letters keep it: a tag has four capital hexadecimal digits.
    let text: String

    static let inReplyTo = ExtendedPropertyID(checked: "String 0x1042")
    static let references = ExtendedPropertyID(checked: "String 0x1039")
    /// Bits: 1 read, 8 unsent.
    static let messageFlags = ExtendedPropertyID(checked: "Integer 0x0E07")
    static let deliveryTime = ExtendedPropertyID(checked: "SystemTime 0x0E06")
    static let submitTime = ExtendedPropertyID(checked: "SystemTime 0x0039")
    static let lastVerb = ExtendedPropertyID(checked: "Integer 0x1081")

    private static let types: Set<String> = [
        "applicationtime", "binary", "boolean", "clsid", "currency", "double", "error", "float", "integer", "long",
        "null", "object", "short", "string", "systemtime",
    ]

    /// Nil when it is no such name. The type of a property of several values ends in `Array`: `StringArray`.
    init?(_ text: String, ofSeveralValues: Bool = false) {
        let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true).map(String.init)
        guard text.utf8.count <= 512, let type = words.first else { return nil }
        let array = "array"
        let single = ofSeveralValues ? String(type.lowercased().dropLast(array.count)) : type.lowercased()
        guard Self.types.contains(single), !ofSeveralValues || type.lowercased().hasSuffix(array) else { return nil }
        if words.count == 2, let tag = Self.hexadecimal(words[1]) {
            let digits = String(tag, radix: 16, uppercase: true)
            self.text = "\(type) 0x" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        } else if words.count == 4, Self.isSet(words[1]), ["name", "id"].contains(words[2].lowercased()) {
            guard words[2].lowercased() == "name" || Self.hexadecimal(words[3]) != nil else { return nil }
            self.text = words.joined(separator: " ")
        } else {
            return nil
        }
    }

    private init(checked text: String) { self.text = text }

    private static func hexadecimal(_ text: String) -> UInt16? {
        guard text.lowercased().hasPrefix("0x"), text.utf8.count <= 10, !text.contains("+") else { return nil }
        return UInt16(text.dropFirst(2), radix: 16)
    }

    private static func isSet(_ text: String) -> Bool {
        text.hasPrefix("{") && text.hasSuffix("}") && text.utf8.count == 38
    }
}
