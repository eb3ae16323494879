/// What a request is about, below the root of the API.
///
/// Each text becomes one segment, percent-encoded (reference sheet, section C): nothing in an id or a name can lead
/// elsewhere.
struct GraphPath: Sendable, Hashable {
    enum Base: Sendable, Hashable {
        /// The account's mailbox: `/me` or `/users/{user}`.
        case mailbox
        /// Whoever signed in: `/me`. Nobody, where an app acts for itself.
        case signer
    }
    let base: Base
    let segments: [String]

    /// `.mailbox("messages", id, "attachments")`.
    static func mailbox(_ segments: String...) -> GraphPath { GraphPath(base: .mailbox, segments: segments) }

    static let signer = GraphPath(base: .signer, segments: [])

    /// From the slash behind `/v1.0` on, percent-encoded. Nil where a segment is empty or would climb: there is no such
    /// place.
    func relative(to user: String?) -> String? {
        let start = base == .mailbox ? user.map { ["users", $0] } ?? ["me"] : ["me"]
        let whole = start + segments
        guard whole.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else { return nil }
        return whole.map { "/" + PercentEncoding.segment($0) }.joined()
    }
}
