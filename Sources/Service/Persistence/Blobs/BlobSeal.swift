internal import Broker
internal import Cryptography
internal import Domain
internal import Mail

/// Seals what a blob consists of: chunks of 64 KiB, each for its own place in its own blob, and the rest behind them, for the
/// blob's owner and size, so that neither can be changed.
struct BlobSeal: Sendable {
    /// Bytes of plaintext in every chunk.
    static let chunk = 65_536
    /// The same, sealed.
    static let sealedChunk = chunk + AESGCM.overhead

    let key: KeyBytes

    func sealChunk(_ bytes: [UInt8], at index: Int, of blob: BlobID) throws(MailError) -> [UInt8] {
        try seal(bytes, Self.context("chunk", blob, index))
    }

    func openChunk(_ sealed: [UInt8], at index: Int, of blob: BlobID) throws(MailError) -> [UInt8] {
        try open(sealed, Self.context("chunk", blob, index), of: blob)
    }

    /// Seals the rest of `row`, which has its new size already.
    func sealTail(_ bytes: [UInt8], of row: BlobRow) throws(MailError) -> [UInt8] {
        try seal(bytes, Self.tailContext(row))
    }

    func openTail(of row: BlobRow) throws(MailError) -> [UInt8] {
        let tail = try open(row.tail, Self.tailContext(row), of: row.id)
        guard tail.count == row.tailCount else { throw Self.damaged(row.id) }
        return tail
    }

    static func damaged(_ blob: BlobID) -> MailError {
        .storage("\(blob) is damaged on the disk: delete it, and upload it again")
    }

    private func seal(_ bytes: [UInt8], _ context: [UInt8]) throws(MailError) -> [UInt8] {
        do throws(CryptographyError) {
            return try AESGCM.seal(bytes, key: key, associatedData: context)
        } catch {
            throw .storage("uploaded content could not be sealed")
        }
    }

    private func open(_ sealed: [UInt8], _ context: [UInt8], of blob: BlobID) throws(MailError) -> [UInt8] {
        do throws(CryptographyError) {
            return try AESGCM.open(sealed, key: key, associatedData: context)
        } catch {
            throw Self.damaged(blob)
        }
    }

    private static func tailContext(_ row: BlobRow) -> [UInt8] {
        context("tail \(row.owner.rawValue)", row.id, row.size)
    }

    private static func context(_ what: String, _ blob: BlobID, _ place: Int) -> [UInt8] {
        Array("postern blob 1\u{0}\(what)\u{0}\(blob.rawValue)\u{0}\(place)".utf8)
    }
}
