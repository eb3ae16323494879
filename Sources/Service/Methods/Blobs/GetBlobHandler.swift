package import API
internal import Domain
package import JSONRPC
package import Mail

/// Answers `getBlob`.
package struct GetBlobHandler: RPCHandler {
    package typealias Method = GetBlob
    let blobs: any BlobStore

    package init(blobs: any BlobStore) { self.blobs = blobs }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let owner = call.party.id
        let offset = params.offset ?? 0
        let length = params.length ?? WindowRequest.maximumLength
        guard offset >= 0 else { throw .invalid("offset", "must not be negative") }
        guard (0...WindowRequest.maximumLength).contains(length) else {
            throw .invalid("length", "must be 0 to \(WindowRequest.maximumLength)")
        }
        return try await askingMail { () throws(MailError) in
            let content = try await blobs.read(params.blob, of: owner, offset: offset, length: length)
            let info = try await blobs.info(params.blob, of: owner)
            return Method.Result(
                content: Base64(content), offset: offset, size: info.size, expiresAt: info.expiresAt)
        }
    }
}
