/// Remembers which members of which objects were asked for while one value is read.
final class Questions {
    /// What was asked of one object.
    final class Asked {
        let members: [String: JSONValue]
        let path: CodingPath
        var names: Set<String> = []
        var all = false

        init(_ members: [String: JSONValue], at path: CodingPath) {
            self.members = members
            self.path = path
        }
    }

    private let unknownKeys: UnknownKeys
    private var objects: [Asked] = []

    init(_ unknownKeys: UnknownKeys) { self.unknownKeys = unknownKeys }

    /// Opens the record of an object; nil when nobody minds unknown members.
    func record(_ value: JSONValue, at path: CodingPath) -> Asked? {
        guard case .refused = unknownKeys, case .object(let members) = value else { return nil }
        let asked = Asked(members, at: path)
        objects.append(asked)
        return asked
    }

    /// Throws for the first member that nobody asked for: outer objects first, then by name.
    func refuseLeftovers() throws(JSONError) {
        for object in objects where !object.all {
            if let name = object.members.keys.filter({ !object.names.contains($0) }).min() {
                throw .unknownKey(path: CodingPath.key(name, object.path).text)
            }
        }
    }
}
