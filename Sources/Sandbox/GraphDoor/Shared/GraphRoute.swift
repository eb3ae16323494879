internal import Doorway

/// One line of the door's table: which requests it takes, what they need, and who answers them.
///
/// A pattern is the path after `/v1.0` (or, beginning with `/api/v2.0/`, a whole one), in the spelling of the reference
/// sheet; literal segments compare without case, `{name}` takes one decoded segment, and `mailFolders('id')` in a request
/// reads like `mailFolders/id`. Where two lines fit, the one with fewer parameters wins.
///
/// Reading's lines are `GraphRoute.reading`; writing's are `GraphRoute.writing`, in `Writing/GraphRoute+Writing.swift`:
///
///     extension GraphRoute {
///         static let writing: [GraphRoute] = [
///             .mailbox("POST", "messages/{message}/move", "messages.move", .readWrite, MessageMoves.move),
///             .signedIn("POST", "$batch", "batch", BatchCall.answer),
///             .open("PUT", "/api/v2.0/users/{user}/messages/{message}/attachmentsessions/{session}", "uploads.put", …),
///         ]
///     }
///
/// where `MessageMoves.move` is a `static func move(_ call: MailboxCall) async throws(GraphError) -> WebResponse`.
struct GraphRoute: Sendable {
    typealias MailboxAct = @Sendable (MailboxCall) async throws(GraphError) -> WebResponse
    typealias Act = @Sendable (GraphCall) async throws(GraphError) -> WebResponse

    enum Answering: Sendable {
        /// Needs no token: an upload session's address carries its own.
        case open(Act)
        /// Needs any good Graph token.
        case signedIn(Act)
        /// Acts on one mailbox, below `/me` and below `/users/{user}`.
        case mailbox(GraphPermission, MailboxAct)
    }

    let method: String
    let pattern: String
    /// What faults and records call it: `messages.list`, `sendMail`.
    let operation: String
    let answering: Answering

    /// A line for `/me/…` and `/users/{user}/…`; the pattern is what follows these.
    static func mailbox(
        _ method: String, _ pattern: String, _ operation: String, _ permission: GraphPermission,
        _ act: @escaping MailboxAct
    ) -> GraphRoute {
        GraphRoute(method: method, pattern: pattern, operation: operation, answering: .mailbox(permission, act))
    }

    static func signedIn(
        _ method: String, _ pattern: String, _ operation: String, _ act: @escaping Act
    ) -> GraphRoute {
        GraphRoute(method: method, pattern: pattern, operation: operation, answering: .signedIn(act))
    }

    static func open(_ method: String, _ pattern: String, _ operation: String, _ act: @escaping Act) -> GraphRoute {
        GraphRoute(method: method, pattern: pattern, operation: operation, answering: .open(act))
    }
}
