internal import Domain
internal import Mail
internal import Transport

/// An upload session (reference sheet, section C5).
struct GraphUpload: Sendable {
    /// Its address is its key: whoever has it may fill the attachment.
    let url: Secret<String>
    /// From where on bytes are wanted.
    let offset: Int

    /// Out of the answer to `createUploadSession`.
    init(_ answer: GraphAnswer) throws(MailError) {
        guard let url = answer.json?["uploadUrl"]?.stringValue else {
            throw .protocolViolation("an upload session without an address")
        }
        self.url = Secret(url)
        offset = 0
    }
}
