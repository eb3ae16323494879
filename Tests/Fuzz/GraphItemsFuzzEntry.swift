import Domain
import Graph

/// Any bytes as a message or a page of folders of Graph's: what is read of them can be asked for again.
enum GraphItemsFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "outlook-message",
            { bytes in
                let maximum = Int(bytes.last ?? 0)
                guard let message = GraphSyntax.message(bytes, maximumTextBytes: maximum) else { return }
                precondition(MessageID(rawValue: message.summary.id.rawValue) != nil, "an id that nobody takes back")
                precondition(message.summary.size >= 0 && message.attachments.allSatisfy { $0.encodedSize >= 0 })
                for text in [message.text, message.html].compactMap(\.self) {
                    precondition(text.content.utf8.count <= maximum && text.size >= text.content.utf8.count)
                }
            }
        ),
        (
            "outlook-folders",
            { bytes in
                guard let mailboxes = GraphSyntax.mailboxes(bytes) else { return }
                var known: Set<String> = []
                for mailbox in mailboxes {
                    precondition(known.insert(mailbox.path).inserted, "two mailboxes at one path")
                    precondition(!mailbox.path.isEmpty && !mailbox.path.utf8.contains { $0 < 0x20 || $0 == 0x7F })
                    if let parent = mailbox.parent { precondition(known.contains(parent), "a child before its parent") }
                }
            }
        ),
    ]
}
