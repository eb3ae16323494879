package import Domain

/// Forgets an uploaded content before it expires.
package enum DeleteBlob: APIMethod {
    package static let name = "deleteBlob"
    package static let summary = "Forgets an uploaded content before it expires."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var blob: BlobID

        package init(blob: BlobID) { self.blob = blob }
    }

    package struct Result: Codable, Sendable {
        package init() {}
    }

    package static let fields: [String: String] = ["blob": "What `uploadBlob` named."]
    package static let errors: [ErrorKind] = [.notFound]
    package static let examples = [
        Example(
            "after the message was sent",
            params: #"""
                {"blob":"blb_mzxw6ytboi3dgnjqgq2tknru"}
                """#,
            result: #"""
                {}
                """#)
    ]
}
