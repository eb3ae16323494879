package import Domain

/// Returns a window of an uploaded content.
package enum GetBlob: APIMethod {
    package static let name = "getBlob"
    package static let summary = "Returns a window of an uploaded content, and how much of it is there."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var blob: BlobID
        package var offset: Int?
        package var length: Int?

        package init(blob: BlobID, offset: Int? = nil, length: Int? = nil) {
            self.blob = blob
            self.offset = offset
            self.length = length
        }
    }

    package struct Result: Codable, Sendable {
        package var content: Base64
        package var offset: Int
        package var size: Int
        package var expiresAt: Timestamp

        package init(content: Base64, offset: Int, size: Int, expiresAt: Timestamp) {
            self.content = content
            self.offset = offset
            self.size = size
            self.expiresAt = expiresAt
        }
    }

    package static let fields: [String: String] = [
        "blob": "What `uploadBlob` named.",
        "offset": "Where the window begins, in bytes; 0 when absent.",
        "length": "How many bytes at most; 1 MiB when absent and at most. With 0 only the size is told.",
    ]
    package static let resultFields: [String: String] = [
        "content": "The bytes of this window.",
        "offset": "Where it begins.",
        "size": "How much was uploaded so far, in bytes.",
        "expiresAt": "Until when it is kept at least.",
    ]
    package static let errors: [ErrorKind] = [.notFound] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "the beginning",
            params: #"""
                {"blob":"blb_mzxw6ytboi3dgnjqgq2tknru","length":9}
                """#,
            result: #"""
                {"content":"JVBERi0xLjcK","offset":0,"size":15,"expiresAt":"2026-11-24T09:00:01Z"}
                """#)
    ]
}
