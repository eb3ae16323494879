/// Why a command cannot be read; each has Exchange's words for it.
package enum IMAPSyntaxError: Error, Hashable, Sendable {
    /// No such command.
    case command
    /// Its arguments are not what it takes (reference sheet §B3).
    case argument
    /// `SEARCH` in a charset that it does not know (§B4).
    case charset

    var reply: IMAPReply {
        switch self {
        case .command: .bad("Command Error. 12")
        case .argument: .bad("Command Argument Error. 11")
        case .charset: .no("[BADCHARSET (US-ASCII)] SEARCH failed.")
        }
    }
}
