internal import Broker
internal import Domain

/// Content that its owner uploaded before, read from the store piece by piece.
struct BlobContent: ContentSource {
    let blobs: any BlobStore
    let blob: BlobID
    let owner: CallerID

    /// What is asked of the store at a time.
    private static let pieceSize = 1 << 20

    func read(offset: Int, length: Int) async throws(MailError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length)
        while bytes.count < length {
            let piece = try await blobs.read(
                blob, of: owner, offset: offset + bytes.count, length: min(Self.pieceSize, length - bytes.count))
            guard !piece.isEmpty else { throw .notFound(what: "blob") }  // deleted meanwhile, and begun anew
            bytes += piece
        }
        return bytes
    }
}
