/// One header field, decoded for reading or as it is to be written.
package struct HeaderField: Codable, Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
