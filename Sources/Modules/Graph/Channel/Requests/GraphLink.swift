/// A `nextLink` of Graph's that leads to the account's own mailbox and nowhere else.
struct GraphLink: Sendable, Hashable {
    /// From the slash behind `/v1.0` on, as Graph wrote it.
    let relative: String
}
