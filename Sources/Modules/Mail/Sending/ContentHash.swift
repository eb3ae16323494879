internal import Cryptography
internal import Domain
internal import JSON

/// What an idempotency key is bound to.
enum ContentHash {
    /// SHA-256 over everything that the caller said: message, envelope and account. What Postern adds by itself
    /// (`Message-ID`, `Date`, boundaries) is not in it. A file counts by its bytes, however they came: the same ones in
    /// another blob are the same message.
    static func hash(of request: SendRequest, _ letter: Letter) async throws(MailError) -> [UInt8] {
        let hasher = SHA256Hasher()
        hasher.update(try json(Terms(version: 2, request)) + [0])
        switch request.content {
        case .composition(var composition):
            composition.attachments = letter.enclosures.map(\.described)
            hasher.update([1] + (try json(composition)))
            for enclosure in letter.enclosures { hasher.update(try await digest(of: enclosure)) }
        case .raw(let bytes):
            hasher.update([2])
            hasher.update(bytes)
        }
        return hasher.finish()
    }

    /// SHA-256 over the request as it came: with files' contents in the composition, or the names of blobs, which need not be
    /// there any more. Before there were blobs this was what a key was bound to; entries of that time are in the journal
    /// for their month.
    static func ofWords(in request: SendRequest) throws(MailError) -> [UInt8] {
        let hasher = SHA256Hasher()
        hasher.update(try json(Terms(version: 1, request)) + [0])
        switch request.content {
        case .composition(let composition): hasher.update([1] + (try json(composition)))
        case .raw(let bytes): hasher.update([2] + bytes)
        }
        return hasher.finish()
    }

    private struct Terms: Encodable {
        let version: Int
        let account: AccountID
        let sender: String?
        let recipients: [String]?
        let requireAllRecipients: Bool

        init(version: Int, _ request: SendRequest) {
            self.version = version
            account = request.account
            sender = request.envelopeSender
            recipients = request.envelopeRecipients
            requireAllRecipients = request.requireAllRecipients
        }
    }

    private static func digest(of enclosure: Enclosure) async throws(MailError) -> [UInt8] {
        let hasher = SHA256Hasher()
        var position = 0
        while position < enclosure.size {
            let length = min(pieceSize, enclosure.size - position)
            hasher.update(try await enclosure.content.read(offset: position, length: length))
            position += length
        }
        return hasher.finish()
    }

    private static let pieceSize = 1 << 20

    private static func json(_ value: some Encodable) throws(MailError) -> [UInt8] {
        do throws(JSONError) {
            return try JSONWriter.encode(value)
        } catch {
            throw .invalid(field: "params", reason: "cannot be written down")
        }
    }
}
