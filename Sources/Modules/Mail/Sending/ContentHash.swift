internal import Cryptography
internal import Domain
internal import JSON

/// What an idempotency key is bound to.
enum ContentHash {
    /// SHA-256 over everything that the caller said: message, envelope and account. What Postern adds by itself
    /// (`Message-ID`, `Date`, boundaries) is not in it.
    static func hash(of request: SendRequest) throws(MailError) -> [UInt8] {
        let hasher = SHA256Hasher()
        let terms = Terms(
            account: request.account, sender: request.envelopeSender, recipients: request.envelopeRecipients,
            requireAllRecipients: request.requireAllRecipients)
        hasher.update(try json(terms) + [0])
        switch request.content {
        case .composition(let composition): hasher.update([1] + (try json(composition)))
        case .raw(let bytes): hasher.update([2] + bytes)
        }
        return hasher.finish()
    }

    private struct Terms: Encodable {
        let version = 1
        let account: AccountID
        let sender: String?
        let recipients: [String]?
        let requireAllRecipients: Bool
    }

    private static func json(_ value: some Encodable) throws(MailError) -> [UInt8] {
        do throws(JSONError) {
            return try JSONWriter.encode(value)
        } catch {
            throw .invalid(field: "params", reason: "cannot be written down")
        }
    }
}
