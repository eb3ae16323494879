internal import Domain
internal import JSON
internal import Tenant

/// Reads the values that properties of mail resources can have, with Graph's words for those that do not fit.
enum PropertyReader {
    /// Null is the empty text.
    static func text(_ value: JSONValue, _ name: String) throws(GraphError) -> String {
        if value.isNull { return "" }
        guard let text = value.stringValue else { throw .wrongType(name, expected: "Edm.String") }
        return text
    }

    /// Null is false.
    static func bool(_ value: JSONValue, _ name: String) throws(GraphError) -> Bool {
        if value.isNull { return false }
        guard let bool = value.boolValue else { throw .wrongType(name, expected: "Edm.Boolean") }
        return bool
    }

    /// Null is empty.
    static func array(_ value: JSONValue, _ name: String) throws(GraphError) -> [JSONValue] {
        if value.isNull { return [] }
        guard let array = value.arrayValue else { throw .wrongType(name, expected: "Collection") }
        return array
    }

    static func object(
        _ value: JSONValue, _ name: String, type: String, members: Set<String>
    ) throws(GraphError) -> [String: JSONValue] {
        guard let object = value.objectValue else { throw .wrongType(name, expected: type) }
        for member in object.keys where !member.contains("@") && !members.contains(member) {
            throw .unknownProperty(member, on: type)
        }
        return object
    }

    /// The service compares names of enumerations without case.
    static func choice<Choice: RawRepresentable<String>>(
        _ value: JSONValue, _ name: String, among choices: [Choice]
    ) throws(GraphError) -> Choice {
        let text = try text(value, name)
        guard let choice = choices.first(where: { $0.rawValue.lowercased() == text.lowercased() }) else {
            throw .noSuchValue(text)
        }
        return choice
    }

    static func texts(_ value: JSONValue, _ name: String) throws(GraphError) -> [String] {
        var texts: [String] = []
        for element in try array(value, name) { texts.append(try text(element, name)) }
        return texts
    }

    /// `{"emailAddress":{"name":…,"address":…}}`; null is nil, and so is a recipient with nothing in it.
    static func recipient(_ value: JSONValue, _ name: String) throws(GraphError) -> NamedAddress? {
        if value.isNull { return nil }
        let recipient = try object(value, name, type: "microsoft.graph.recipient", members: ["emailAddress"])
        guard let inner = recipient["emailAddress"], !inner.isNull else { return nil }
        let members: Set<String> = ["name", "address"]
        let address = try object(inner, name, type: "microsoft.graph.emailAddress", members: members)
        let text = try text(address["address"] ?? .null, "address")
        let display = try PropertyReader.text(address["name"] ?? .null, "name")
        guard (text + display).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw .invalidRecipients }
        return text.isEmpty && display.isEmpty
            ? nil : NamedAddress(name: display.isEmpty ? nil : display, address: text)
    }

    static func recipients(_ value: JSONValue, _ name: String) throws(GraphError) -> [NamedAddress] {
        var addresses: [NamedAddress] = []
        for element in try array(value, name) {
            if let address = try recipient(element, name) { addresses.append(address) }
        }
        return addresses
    }

    static func body(_ value: JSONValue, _ name: String) throws(GraphError) -> LetterBody {
        if value.isNull { return LetterBody(.text, "") }
        let members: Set<String> = ["contentType", "content"]
        let body = try object(value, name, type: "microsoft.graph.itemBody", members: members)
        let type = body["contentType"] ?? .null
        return LetterBody(
            type.isNull ? .text : try choice(type, "contentType", among: [.text, .html]),
            try text(body["content"] ?? .null, "content"))
    }

    static func time(_ value: JSONValue, _ name: String) throws(GraphError) -> Timestamp {
        guard let time = value.stringValue.flatMap({ Timestamp($0) }) else {
            throw .wrongType(name, expected: "Edm.DateTimeOffset")
        }
        return time
    }
}
