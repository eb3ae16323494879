internal import Doorway
internal import JSON
internal import Tenant

extension AttachmentJSON {
    /// Files above this many bytes are written into the answer while it goes out: 150 MB are never held.
    static let streamedAbove = 4 * 1024 * 1024

    /// One attachment as an answer of its own.
    func response(_ attachment: LetterAttachment) -> WebResponse {
        guard case .file(let bytes) = attachment.kind, bytes.count > Self.streamedAbove,
            selection.shows("contentBytes")
        else { return .graph(entity(attachment)) }
        var response = WebResponse.graph(.object(membersWithoutBytes(attachment)))
        guard case .bytes(let start) = response.body else { return response }
        let document = Base64Member(
            before: start.dropLast() + Array(",\"contentBytes\":\"".utf8), bytes, after: Array("\"}".utf8))
        response.body = .made(count: document.count, read: document.read)
        return response
    }
}
