internal import Broker
internal import Domain
internal import JSON
internal import Mail
internal import Transport

/// Brings one attachment to its draft: a small one in one request, a large one through an upload session in slices
/// (reference sheet, section C5). One slice at most is held.
struct AttachmentTransfer {
    private enum Filling {
        case complete
        /// The session is over, and the attachment is not there.
        case expired
        /// The session is over, maybe because it took the last slice.
        case unclear
        /// The session says what cannot be. Whatever it has put on the draft, it need not be the file.
        case confused
    }
    private let attachment: OutboundAttachment
    private let draft: String
    private let channel: GraphChannel

    init(_ attachment: OutboundAttachment, to draft: String, over channel: GraphChannel) {
        self.attachment = attachment
        self.draft = draft
        self.channel = channel
    }

    /// False where nobody can tell whether it is there. To try again could attach it twice.
    func run(until deadline: Deadline) async throws(MailError) -> Bool {
        guard attachment.size > channel.settings.largestPost else {
            try await post(until: deadline)
            return true
        }
        do throws(MailError) {
            return try await upload(until: deadline)
        } catch {
            // Where exactly the smallest upload begins is not certain.
            guard case .refused(let refusal) = error,
                refusal.fault.code == "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize",
                attachment.size < 2 * channel.settings.uploadSizes.lowerBound
            else { throw error }
            try await post(until: deadline)
            return true
        }
    }

    private func post(until deadline: Deadline) async throws(MailError) {
        let bytes = try await attachment.content.read(offset: 0, length: attachment.size)
        var members = description
        members["@odata.type"] = "#microsoft.graph.fileAttachment"
        members["contentBytes"] = .string(Base64(bytes).text)
        try await channel.call(
            GraphCall(.post, .mailbox("messages", draft, "attachments"), body: .json(.object(members)), about: .draft),
            until: deadline)
    }

    private func upload(until deadline: Deadline) async throws(MailError) -> Bool {
        for _ in 0..<Self.sessions {
            let upload = try await open(until: deadline)
            do throws(MailError) {
                switch try await fill(upload, until: deadline) {
                case .complete: return true
                case .unclear: return false
                case .expired: continue
                case .confused:
                    end(upload)
                    return false
                }
            } catch {
                end(upload)
                throw error
            }
        }
        throw .unavailable("Graph ended every upload session before its time")
    }

    /// Also for a caller who is gone: what was sent counts against the mailbox until the session ends.
    private func end(_ upload: GraphUpload) {
        let channel = channel
        channel.afterwork.add { try? await channel.cancel(upload, until: .after(Self.cancelTime)) }
    }

    /// A session that nobody fills does no harm.
    private func open(until deadline: Deadline) async throws(MailError) -> GraphUpload {
        var item = description
        item["attachmentType"] = "file"
        item["size"] = .integer(Int64(attachment.size))
        let call = GraphCall(
            .post, .mailbox("messages", draft, "attachments", "createUploadSession"),
            body: .json(["AttachmentItem": .object(item)]), about: .draft, repetition: .always)
        return try GraphUpload(try await channel.call(call, until: deadline), at: channel.place)
    }

    /// Slice after slice, each from where the session wants it. One that wants what lies beyond what was sent has lost
    /// something, and one that is content before the last byte was sent has not the whole file.
    private func fill(_ upload: GraphUpload, until deadline: Deadline) async throws(MailError) -> Filling {
        guard upload.offset == 0 else { return .confused }
        var offset = 0
        var setbacks = 0
        while offset < attachment.size {
            if Task.isCancelled { throw .cancelled }
            let length = min(channel.settings.sliceBytes, attachment.size - offset)
            let slice = try await attachment.content.read(offset: offset, length: length)
            let progress = try await channel.putSlice(
                slice, at: offset, of: attachment.size, to: upload, until: deadline)
            switch progress {
            case .complete: return offset + length == attachment.size ? .complete : .confused
            case .gone: return offset + length == attachment.size ? .unclear : .expired
            case .more(let next):
                if next <= offset { setbacks += 1 }
                guard (0...offset + length).contains(next), setbacks <= Self.setbacks else { return .confused }
                offset = next
            }
        }
        return .confused
    }

    /// What both ways say of it.
    private var description: [String: JSONValue] {
        [
            // Graph wants a name.
            "name": .string(attachment.filename ?? "attachment"), "contentType": .string(attachment.contentType),
            "isInline": .bool(attachment.isInline), "contentId": attachment.contentID.map { .string($0) } ?? .null,
        ]
    }

    private static let sessions = 3
    /// How often a session may want something again.
    private static let setbacks = 8
    private static let cancelTime = Duration.seconds(5)
}
