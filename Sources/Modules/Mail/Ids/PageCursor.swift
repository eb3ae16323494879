package import Cryptography
package import Domain

/// Where the next page begins, as callers carry it: the backend's own words, under a MAC that binds them to the account
/// and to everything that was asked.
package struct PageCursor {
    private let key: KeyBytes

    package init(key: KeyBytes) { self.key = key }

    /// The longest cursor taken in, in characters: Graph's links hold all that was asked, percent-encoded.
    package static let maximumLength = 8_192

    package func text(for position: [UInt8], of account: AccountID, _ listing: MessageListing) -> String {
        Base64([Self.version] + authenticator(of: position, account, listing) + position).urlText
    }

    /// The position inside. `cursorInvalid` for one that was changed, or given for another account or question.
    package func position(in text: String, of account: AccountID, _ listing: MessageListing) throws(MailError)
        -> [UInt8]
    {
        guard text.utf8.count <= Self.maximumLength, text.utf8.allSatisfy(\.isIdentifierByte),
            let bytes = Base64(text)?.bytes, bytes.count > SHA256Digest.count, bytes[0] == Self.version
        else { throw .cursorInvalid }
        let position = Array(bytes.dropFirst(1 + SHA256Digest.count))
        let given = Array(bytes[1...SHA256Digest.count])
        guard constantTimeEqual(given, authenticator(of: position, account, listing)) else { throw .cursorInvalid }
        return position
    }

    private func authenticator(of position: [UInt8], _ account: AccountID, _ listing: MessageListing) -> [UInt8] {
        let fields: [[UInt8]] = [
            Array("postern page cursor".utf8), [Self.version], Array(account.rawValue.utf8),
            Array(listing.mailbox.utf8), Array("\(listing.limit)".utf8),
            Array(
                "\(listing.filter.unseenOnly) \(listing.includesPreview) \(listing.includesTotal)".utf8),
            Array((listing.filter.since?.description ?? "-").utf8),
            Array((listing.filter.before?.description ?? "-").utf8),
            Array((listing.fields?.map(\.rawValue).sorted().joined(separator: " ") ?? "-").utf8), position,
        ]
        // Each field with its length, so that no two questions read the same.
        let message = fields.flatMap { UInt32(truncatingIfNeeded: $0.count).bigEndianBytes + $0 }
        return HMACSHA256.authenticate(message, key: key)
    }

    private static let version: UInt8 = 1
}
