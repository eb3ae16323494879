package import Domain

/// Returns a window of an attachment, its transfer encoding undone.
package enum GetAttachment: APIMethod {
    package static let name = "getAttachment"
    package static let summary = "Returns a window of an attachment, its transfer encoding undone."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package var account: AccountID
        package var message: MessageID
        package var attachment: String
        package var offset: Int?
        package var length: Int?
        package var contentId: String?
        package var timeoutMs: Int?

        package init(
            account: AccountID, message: MessageID, attachment: String, offset: Int? = nil, length: Int? = nil,
            contentId: String? = nil, timeoutMs: Int? = nil
        ) {
            self.account = account
            self.message = message
            self.attachment = attachment
            self.offset = offset
            self.length = length
            self.contentId = contentId
            self.timeoutMs = timeoutMs
        }
    }

    package struct Result: Codable, Sendable {
        package var content: Base64
        package var offset: Int
        package var size: Int
        package var contentId: String

        package init(
            content: Base64, offset: Int, size: Int, contentId: String
        ) {
            self.content = content
            self.offset = offset
            self.size = size
            self.contentId = contentId
        }
    }

    package static let fields: [String: String] = [
        "account": "The account.",
        "message": "The message.",
        "attachment": "The `id` that `getMessage` gives.",
        "offset": "Where the window begins, in bytes; 0 when absent.",
        "length": "How many bytes at most; 1 MiB when absent and at most.",
        "contentId": "From the first window: later windows read the same content.",
        "timeoutMs": "How long the caller waits, in milliseconds; the daemon has a limit of its own.",
    ]
    package static let resultFields: [String: String] = [
        "content": "The bytes of this window.",
        "offset": "Where it begins.",
        "size": "The size of the whole, in bytes.",
        "contentId": "Names the whole for later windows, for a while.",
    ]
    package static let errors: [ErrorKind] = ErrorKind.ofAccount + [.quotaExceeded]
    package static let examples = [
        Example(
            "the first window",
            params: #"""
                {"account":"acc_mzxw6ytboi3dgnjqgq2tknru","message":"msg_AWFjY19tenh3Nnl0Ym9pAAAADwAAAAEFSU5CT1g","attachment":"2","length":8}
                """#,
            result: #"""
                {"content":"JVBERi0xLjc=","offset":0,"size":7216,"contentId":"cnt_m5k3v9x2"}
                """#)
    ]
}
