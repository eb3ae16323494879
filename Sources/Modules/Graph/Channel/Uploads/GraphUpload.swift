internal import Domain
internal import JSON
internal import Mail

/// An upload session (reference sheet, section C5).
struct GraphUpload: Sendable {
    /// Its address is its key: whoever has it may fill the attachment, without any token.
    let url: Secret<String>
    /// The first byte that is wanted.
    let offset: Int

    /// The longest address that is taken, in bytes: there is a token in it.
    private static let maximumLength = 16_384

    /// Out of the answer to `createUploadSession`. The host need not be Graph's; no token of ours goes there. It is `https`,
    /// unless the root of `place` is not either.
    init(_ answer: GraphAnswer, at place: GraphPlace) throws(MailError) {
        guard let url = answer.json?["uploadUrl"]?.stringValue, url.utf8.count <= Self.maximumLength,
            let scheme = GraphOrigin.split(url)?.origin.scheme,
            scheme == "https" || scheme == GraphOrigin.split(place.root)?.origin.scheme
        else { throw .protocolViolation("an upload session without an address that can be used") }
        self.url = Secret(url)
        offset = UploadProgress.offset(in: answer.json) ?? 0
    }
}
