/// The name of a record. Names are not secret: they stand in the database as they are.
package struct RecordKey: Hashable, Sendable, CustomStringConvertible {
    package let type: RecordType
    package let id: String

    package init(type: RecordType, id: String) {
        self.type = type
        self.id = id
    }

    package var description: String { "\(type.rawValue) \(id)" }
}
