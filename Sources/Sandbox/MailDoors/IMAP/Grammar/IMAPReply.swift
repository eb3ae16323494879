/// What a command ends with, after its tag.
package struct IMAPReply: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case ok = "OK"
        case no = "NO"
        case bad = "BAD"
    }
    package var kind: Kind
    package var text: String

    static func ok(_ text: String) -> IMAPReply { IMAPReply(kind: .ok, text: text) }
    static func no(_ text: String) -> IMAPReply { IMAPReply(kind: .no, text: text) }
    static func bad(_ text: String) -> IMAPReply { IMAPReply(kind: .bad, text: text) }
}
