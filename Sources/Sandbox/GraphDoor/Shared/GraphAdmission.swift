internal import Tenant

/// What became of a request at the gate: where a fault may strike it, and the call it is, or why it is none.
struct GraphAdmission: Sendable {
    enum Admitted: Sendable {
        case open(GraphCall, GraphRoute.Act)
        case signedIn(GraphCall, GraphRoute.Act)
        case mailbox(MailboxCall, GraphRoute.MailboxAct)
    }

    var occasion: Occasion
    var outcome: Result<Admitted, GraphError>
}
