import Cryptography
import Domain
import Mail

/// What Mail reads back from callers, for the fuzz driver.
enum MailFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        (
            "mail-message-id",
            { bytes in
                let account = AccountID(unchecked: "acc_a")
                guard let id = MessageID(rawValue: "msg_" + String(decoding: bytes, as: UTF8.self)) else { return }
                if let reference = try? MessageReference(id, of: account) { precondition(reference.id == id) }
                _ = try? MessageReference(MessageID(unchecked: "msg_" + Base64(bytes).urlText), of: account)
            }
        ),
        (
            "mail-cursor",
            { bytes in
                let cursor = PageCursor(key: KeyBytes(copying: [UInt8](repeating: 1, count: 32)))
                let listing = MessageListing(mailbox: "INBOX", limit: 1)
                let account = AccountID(unchecked: "acc_a")
                _ = try? cursor.position(in: String(decoding: bytes, as: UTF8.self), of: account, listing)
                precondition((try? cursor.position(in: Base64([1] + bytes).urlText, of: account, listing)) == nil)
            }
        ),
    ]
}
