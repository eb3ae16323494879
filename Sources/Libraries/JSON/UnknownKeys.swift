/// What happens to members that the reading type does not ask for.
package enum UnknownKeys: Sendable {
    /// They are an error: right for callers, whose misspelling would otherwise be obeyed in part.
    case refused
    /// They are passed over: right for providers, who add members as they please.
    case ignored
}
