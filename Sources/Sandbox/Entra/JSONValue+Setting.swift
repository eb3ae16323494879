internal import JSON

extension JSONValue {
    /// Adds a member to an object.
    mutating func set(_ name: String, _ value: JSONValue) {
        guard case .object(var members) = self else { return }
        members[name] = value
        self = .object(members)
    }
}
