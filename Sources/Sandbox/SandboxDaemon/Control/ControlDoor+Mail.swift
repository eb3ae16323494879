internal import Domain
internal import Doorway
internal import JSON
internal import MIME
internal import Tenant

extension ControlDoor {
    private struct Delivery {
        var mailbox: Tenant.Mailbox
        var letter: Letter
        var folder: FolderRole
        var receivedAt: Timestamp
        var isRead: Bool
    }

    /// `{mailbox, mime | mimeBase64, folder?, receivedAt?, isRead?}`: puts a message there as if it had arrived.
    func mail(_ request: WebRequest) throws(ControlError) -> WebResponse {
        guard request.method == "POST" else { throw .methodNotAllowed("POST") }
        var members = try members(request)
        let delivery = try delivery(&members)
        try members.finish()
        let stored: StoredMessage
        do throws(MailboxError) {
            stored = try delivery.mailbox.change { state throws(MailboxError) in
                guard let folder = state.folder(role: delivery.folder) else { throw .noSuchFolder }
                return try state.append(delivery.letter, to: folder.number, receivedAt: delivery.receivedAt) {
                    $0.isRead = delivery.isRead
                }
            }
        } catch {
            throw .invalid("folder", "a folder that can take the message (\(error))")
        }
        return .json(
            201,
            [
                "messageId": .string(delivery.letter.messageID), "number": .integer(Int64(stored.number.value)),
                "uid": .integer(Int64(stored.uid)),
            ])
    }

    /// Answers when no copy of a sent message is on its way to Sent Items any more.
    func settle(_ request: WebRequest) async throws(ControlError) -> WebResponse {
        guard request.method == "POST" else { throw .methodNotAllowed("POST") }
        await sandbox.postOffice.settle()
        return .empty(204)
    }

    private func delivery(_ members: inout Members) throws(ControlError) -> Delivery {
        let person = try person(try members.requiredText("mailbox"), "mailbox")
        guard person.hasMailbox, let mailbox = sandbox.mailboxes.mailbox(of: person.id) else {
            throw .invalid("mailbox", "somebody who has a mailbox")
        }
        let mime = try mime(&members)
        let folder = try members.choice("folder", FolderRole.self) ?? .inbox
        let time = try members.optional("receivedAt", "a time such as 2026-11-22T00:00:00Z") { value in
            value.stringValue.flatMap { Timestamp($0) }
        }
        let receivedAt = time ?? sandbox.clock.now
        let isRead = try members.flag("isRead") ?? false
        do throws(MIMEError) {
            let letter = try Letter(parsing: mime, at: receivedAt, seed: sandbox.seed)
            return Delivery(mailbox: mailbox, letter: letter, folder: folder, receivedAt: receivedAt, isRead: isRead)
        } catch {
            throw .invalid("mime", "a message (\(error))")
        }
    }

    private func mime(_ members: inout Members) throws(ControlError) -> [UInt8] {
        if let text = try members.text("mime") { return Array(text.utf8) }
        guard let encoded = try members.text("mimeBase64") else { throw .missing("mime") }
        guard let decoded = Base64(encoded) else { throw .invalid("mimeBase64", "base64") }
        return decoded.bytes
    }
}
