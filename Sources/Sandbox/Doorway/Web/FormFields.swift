/// The fields of a query or of an `application/x-www-form-urlencoded` body, decoded, in order.
package struct FormFields: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    package struct Field: Sendable, Hashable {
        package var name: String
        package var value: String
    }
    /// No request of any door has more than a tenth of them.
    package static let limit = 512

    package private(set) var fields: [Field] = []

    package init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// Reads what stands behind the question mark, or a body. `a` is the same as `a=`; empty fields are skipped.
    package init(parsing text: some StringProtocol) throws(FormError) {
        // One split too many shows that there are more than may be.
        let parts = text.split(separator: "&", maxSplits: Self.limit, omittingEmptySubsequences: true)
        guard parts.count <= Self.limit else { throw .tooMany }
        for (index, part) in parts.enumerated() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(pair[0], plusIsSpace: true),
                let value = PercentCoding.decode(pair.count > 1 ? pair[1] : "", plusIsSpace: true)
            else { throw .malformed(field: index) }
            fields.append(Field(name: name, value: value))
        }
    }

    package init(parsing body: [UInt8]) throws(FormError) {
        guard let text = String(validating: body, as: UTF8.self) else { throw .malformed(field: 0) }
        try self.init(parsing: text)
    }

    package mutating func add(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// The first value of a field; names compare with case.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    package subscript(all name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    package var names: [String] { fields.map(\.name) }

    /// As text again; a space is `%20`, which both queries and forms may say.
    package var text: String {
        fields.map { PercentCoding.encode($0.name) + "=" + PercentCoding.encode($0.value) }.joined(separator: "&")
    }
}
