internal import JSON
internal import Tenant

/// What the fault `entra.idToken` makes of an id_token.
struct Forgery: Sendable {
    /// What the header says instead of `RS256`.
    let algorithm: String?
    let isByForeignKey: Bool
    /// Replace the true ones.
    private let claims: [String: JSONValue]

    init(_ fault: Fault) {
        algorithm = fault.parameters["algorithm"]?.stringValue
        isByForeignKey = fault.parameters["foreignKey"] == .bool(true)
        let text = fault.parameters["claims"].flatMap { $0.stringValue ?? (try? JSONWriter.text($0)) } ?? "{}"
        claims = (try? JSONValue(parsing: Array(text.utf8)))?.objectValue ?? [:]
    }

    func amended(_ truth: JSONValue) -> JSONValue {
        var amended = truth
        for (name, value) in claims { amended.set(name, value) }
        return amended
    }
}
