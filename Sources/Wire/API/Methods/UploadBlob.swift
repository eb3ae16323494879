package import Domain

/// Keeps one piece of a large content, to be attached to a message later.
package enum UploadBlob: APIMethod {
    package static let name = "uploadBlob"
    package static let summary =
        "Keeps one piece of a large content, to be attached to a message later; the first piece begins a blob."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var blob: BlobID?
        package var offset: Int?
        package var content: Base64

        package init(blob: BlobID? = nil, offset: Int? = nil, content: Base64) {
            self.blob = blob
            self.offset = offset
            self.content = content
        }
    }

    package struct Result: Codable, Sendable {
        package var blob: BlobID
        package var size: Int
        package var expiresAt: Timestamp

        package init(blob: BlobID, size: Int, expiresAt: Timestamp) {
            self.blob = blob
            self.size = size
            self.expiresAt = expiresAt
        }
    }

    package static let fields: [String: String] = [
        "blob": "From the first piece: this piece continues it. A new blob is begun when absent.",
        "offset":
            "Where this piece begins, in bytes: the size so far. Goes with `blob`: the first piece begins at 0. "
            + "A piece that is there already, byte for byte, changes nothing; anything else is a `conflict`, whose "
            + "`data.size` is the size so far.",
        "content": "The bytes of this piece, at most `blobPieceBytes` of `getInfo`.",
    ]
    package static let resultFields: [String: String] = [
        "blob": "Names the content for `attachments[].blob`, for later pieces, `getBlob` and `deleteBlob`.",
        "size": "How many bytes of it are on the disk now; the next piece begins there.",
        "expiresAt": "Until when it is kept at least; every piece and every use put it off.",
    ]
    package static let errors: [ErrorKind] = [.notFound, .conflict, .tooLarge, .quotaExceeded] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "the first piece",
            params: #"""
                {"content":"JVBERi0xLjcK"}
                """#,
            result: #"""
                {"blob":"blb_mzxw6ytboi3dgnjqgq2tknru","size":9,"expiresAt":"2026-11-24T09:00:00Z"}
                """#),
        Example(
            "the next piece",
            params: #"""
                {"blob":"blb_mzxw6ytboi3dgnjqgq2tknru","offset":9,"content":"JeLjz9MK"}
                """#,
            result: #"""
                {"blob":"blb_mzxw6ytboi3dgnjqgq2tknru","size":15,"expiresAt":"2026-11-24T09:00:01Z"}
                """#),
    ]
}
