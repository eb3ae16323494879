internal import JSON

/// The `claims` parameter (reference sheet §A14).
struct RequestedClaims: Sendable, Hashable {
    let value: JSONValue

    /// Nil without one; `invalid_request` for what is no JSON object.
    init?(_ text: String?) throws(Refusal) {
        guard let text else { return nil }
        guard let value = try? JSONValue(parsing: Array(text.utf8)), value.objectValue != nil else {
            throw Refusal(9_002_313, "Invalid request. The claims parameter is no JSON object.")
        }
        self.value = value
    }

    /// The client says that it can handle claims challenges.
    var saysCapable: Bool {
        value["access_token"]?["xms_cc"]?["values"]?.arrayValue?.contains("cp1") ?? false
    }

    /// More is asked for than to be capable: the sign-in has to be a stronger one.
    var asksForMore: Bool { value["access_token"]?.objectValue?.keys.contains { $0 != "xms_cc" } ?? false }

    /// Whether a sign-in that satisfied `satisfied` has what a policy requires.
    func satisfied(by satisfied: JSONValue?) -> Bool {
        guard let needed = value["access_token"]?.objectValue else { return true }
        return needed.allSatisfy { satisfied?["access_token"]?[$0.key] == $0.value }
    }
}
