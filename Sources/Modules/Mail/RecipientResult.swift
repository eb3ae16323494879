/// What became of one recipient, by its place in the envelope.
package struct RecipientResult: Sendable, Hashable, Codable {
    package var index: Int
    package var accepted: Bool
    package var reply: ServerReply

    package init(index: Int, accepted: Bool, reply: ServerReply) {
        self.index = index
        self.accepted = accepted
        self.reply = reply
    }
}
