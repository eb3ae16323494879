internal import Broker
internal import Domain

/// A file of a composition, and where its bytes are: given with the request, or uploaded before.
struct Enclosure: Sendable {
    /// What is said of it; its content is elsewhere.
    let described: AttachmentContent
    /// In bytes. A blob that grows afterwards is sent as long as it was when it was looked at.
    let size: Int
    let content: any ContentSource
    /// Whether it came with the request, and is in memory already.
    let isHeld: Bool

    /// Everything at once.
    func bytes() async throws(MailError) -> [UInt8] { try await content.read(offset: 0, length: size) }

    /// All files of a composition. `invalid` unless each has one of content and blob; `notFound` for a blob that is not
    /// there, or not this caller's.
    static func all(
        of composition: Composition, for owner: CallerID, from blobs: any BlobStore
    ) async throws(MailError) -> [Enclosure] {
        var enclosures: [Enclosure] = []
        for attachment in composition.attachments ?? [] {
            var described = attachment
            (described.content, described.blob) = (nil, nil)
            switch (attachment.content, attachment.blob) {
            case (let content?, nil):
                enclosures.append(
                    Enclosure(
                        described: described, size: content.bytes.count, content: HeldContent(bytes: content.bytes),
                        isHeld: true))
            case (nil, let blob?):
                let info = try await blobs.info(blob, of: owner)
                enclosures.append(
                    Enclosure(
                        described: described, size: info.size,
                        content: BlobContent(blobs: blobs, blob: blob, owner: owner), isHeld: false))
            case (nil, nil), (_?, _?):
                throw .invalid(field: "attachments", reason: "needs content or blob, and one of them only")
            }
        }
        return enclosures
    }
}
