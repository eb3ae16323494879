/// A place in the account's mailbox, below the root of the API.
///
/// Each text becomes one segment, percent-encoded (reference sheet, section C): nothing in an id or a name can lead
/// elsewhere.
struct GraphPath: Sendable, Hashable {
    let segments: [String]

    /// `.mailbox("messages", id, "attachments")`.
    static func mailbox(_ segments: String...) -> GraphPath { GraphPath(segments: segments) }

    /// From the slash behind `/v1.0` on, percent-encoded. Nil where a segment is empty or would climb: there is no such
    /// place.
    ///
    /// - Parameter user: whose mailbox it is; nil for that of whoever signed in.
    func relative(to user: String?) -> String? {
        let whole = (user.map { ["users", $0] } ?? ["me"]) + segments
        guard whole.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
        return whole.map { "/" + PercentEncoding.segment($0) }.joined()
    }
}
