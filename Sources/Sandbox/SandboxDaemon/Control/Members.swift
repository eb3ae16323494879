internal import JSON
internal import Tenant

/// Reads one JSON object member by member; errors name the member by its whole path.
struct Members {
    /// Before each name: `parameters.`, or nothing.
    private let prefix: String
    private var rest: [String: JSONValue]

    init(_ value: JSONValue, at path: String = "") throws(ControlError) {
        guard let members = value.objectValue else {
            throw path.isEmpty ? .malformed("the body must be a JSON object") : .invalid(path, "an object")
        }
        prefix = path.isEmpty ? "" : path + "."
        rest = members
    }

    /// The names that were not asked for yet.
    var names: [String] { rest.keys.sorted() }

    /// What it is called in an error.
    func path(_ name: String) -> String { prefix + name }

    /// The value as it is, `null` too; nil when there is none.
    mutating func value(_ name: String) -> JSONValue? { rest.removeValue(forKey: name) }

    /// Refuses what nobody asked for.
    func finish() throws(ControlError) {
        if let name = names.first { throw .unknownField(path(name)) }
    }

    /// What `read` made of a member, which `null` counts as not being there.
    mutating func optional<T>(
        _ name: String, _ expectation: String, _ read: (JSONValue) -> T?
    ) throws(ControlError) -> T? {
        guard let value = value(name), !value.isNull else { return nil }
        guard let result = read(value) else { throw .invalid(path(name), expectation) }
        return result
    }

    mutating func required<T>(
        _ name: String, _ expectation: String, _ read: (JSONValue) -> T?
    ) throws(ControlError) -> T {
        guard let result = try optional(name, expectation, read) else { throw .missing(path(name)) }
        return result
    }

    /// Outer nil: not there; inner nil: `null`.
    mutating func nullable<T>(
        _ name: String, _ expectation: String, _ read: (JSONValue) -> T?
    ) throws(ControlError) -> T?? {
        guard rest[name] != nil else { return .none }
        return .some(try optional(name, expectation + " or null", read))
    }

    // MARK: Kinds of members

    mutating func text(_ name: String) throws(ControlError) -> String? {
        try optional(name, "a string", \.stringValue)
    }
    mutating func requiredText(_ name: String) throws(ControlError) -> String {
        try required(name, "a string", \.stringValue)
    }
    mutating func flag(_ name: String) throws(ControlError) -> Bool? {
        try optional(name, "true or false", \.boolValue)
    }
    mutating func texts(_ name: String) throws(ControlError) -> [String]? {
        try optional(name, "an array of strings", Self.texts)
    }
    mutating func guid(_ name: String) throws(ControlError) -> GUID? {
        try optional(name, "a GUID") { $0.stringValue.flatMap { GUID($0) } }
    }
    mutating func integer(_ name: String, _ range: ClosedRange<Int>) throws(ControlError) -> Int? {
        try optional(name, "a whole number from \(range.lowerBound) to \(range.upperBound)") { value in
            value.integerValue.flatMap { Int(exactly: $0) }.flatMap { range.contains($0) ? $0 : nil }
        }
    }
    mutating func choice<T>(_ name: String, _ type: T.Type) throws(ControlError) -> T?
    where T: RawRepresentable<String> & CaseIterable {
        let names = T.allCases.map(\.rawValue).joined(separator: ", ")
        return try optional(name, "one of \(names)") { $0.stringValue.flatMap { T(rawValue: $0) } }
    }

    /// The objects of an array, each read by itself; nil when the member is not there.
    mutating func objects<T>(
        _ name: String, _ read: (inout Members) throws(ControlError) -> T
    ) throws(ControlError) -> [T]? {
        guard let elements = try optional(name, "an array of objects", \.arrayValue) else { return nil }
        var results: [T] = []
        for (index, element) in elements.enumerated() {
            var members = try Members(element, at: path("\(name)[\(index)]"))
            results.append(try read(&members))
            try members.finish()
        }
        return results
    }

    static func texts(_ value: JSONValue) -> [String]? {
        guard let elements = value.arrayValue else { return nil }
        let texts = elements.compactMap(\.stringValue)
        return texts.count == elements.count ? texts : nil
    }
}
