package import Domain
internal import JSON
package import Mail
internal import Transport

extension GraphMailbox {
    package func source(
        of reference: MessageReference, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) {
        let call = GraphCall(.get, .mailbox("messages", try messageID(of: reference), "$value"), about: .message)
        try await channel.download(call, into: sink, until: deadline)
    }

    /// A file's bytes, and of an item its MIME (reference sheet, section C5).
    package func attachment(
        _ id: String, of reference: MessageReference, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) {
        let message = try messageID(of: reference)
        guard MailText.isGraphID(id) else { throw .notFound(what: "attachment") }
        let call = GraphCall(
            .get, .mailbox("messages", message, "attachments", id, "$value"), about: .attachment)
        do throws(MailError) {
            // Answers of 200 with nothing in them occur (section C13), and so do empty files.
            let count = try await channel.download(call, into: sink, until: deadline)
            guard count == 0, try await !isEmpty(id, of: message, until: deadline) else { return }
            guard try await channel.download(call, into: sink, until: deadline) > 0 else {
                throw MailError.unavailable("Graph answered with nothing for an attachment that is not empty")
            }
        } catch {
            if await isReference(error, id, of: message, until: deadline) {
                throw .unsupported(
                    "the attachment is a link to a file elsewhere: the mailbox does not have its content")
            }
            throw error
        }
    }

    /// Whether an attachment is a file of no bytes, by the other way to ask for it; `size` would count more than the bytes.
    private func isEmpty(_ id: String, of message: String, until deadline: Deadline) async throws(MailError) -> Bool {
        let call = GraphCall(.get, .mailbox("messages", message, "attachments", id), about: .attachment)
        let answer = try await channel.call(call, until: deadline).json
        return AttachmentKind(graphType: answer?["@odata.type"]?.stringValue) == .file
            && answer?["contentBytes"]?.stringValue?.isEmpty != false
    }

    /// Whether Graph refused because there is nothing to download: what it answers then is not documented.
    private func isReference(
        _ error: MailError, _ id: String, of message: String, until deadline: Deadline
    ) async -> Bool {
        switch error {
        case .refused, .notFound: break
        default: return false
        }
        let call = GraphCall(
            .get, .mailbox("messages", message, "attachments", id), query: [("$select", "id,name")], about: .attachment)
        let type = try? await channel.call(call, until: deadline).json?["@odata.type"]?.stringValue
        return AttachmentKind(graphType: type) == .reference
    }

    package func append(
        _ message: [UInt8], toMailboxWith role: MailboxRole, flags: [MessageFlag], until deadline: Deadline
    ) async throws(MailError) {
        // Reference sheet, section C6: whatever is created from MIME is a draft, dated now.
        throw .unsupported("Graph cannot file a finished message: it would become a draft")
    }

    package func find(
        _ messageID: InternetMessageID, inMailboxWith role: MailboxRole, until deadline: Deadline
    ) async throws(MailError) -> MessageReference? {
        do throws(MailError) {
            guard let override = account.roleOverrides[role] else {
                guard let folder = WellKnownFolder.name(for: role) else { return nil }
                return try await find(messageID, in: folder, until: deadline)
            }
            return try await withFolder(override, until: deadline) { (folder, _) throws(MailError) in
                try await self.find(messageID, in: folder, until: deadline)
            }
        } catch .notFound(what: "mailbox", nil) {
            return nil
        }
    }

    private func find(
        _ messageID: InternetMessageID, in folder: String, until deadline: Deadline
    ) async throws(MailError) -> MessageReference? {
        let quoted = messageID.rawValue.replacing("'", with: "''")
        let call = GraphCall(
            .get, .mailbox("mailFolders", folder, "messages"),
            query: [("$filter", "internetMessageId eq '\(quoted)'"), ("$select", "id"), ("$top", "1")], about: .mailbox)
        let page = try GraphPage(try await channel.call(call, until: deadline))
        return page.rows.lazy.compactMap(GraphMessage.init).first.map {
            MessageReference(account: self.account.id, place: .graph(id: $0.id))
        }
    }
}
