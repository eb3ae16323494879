package import API
package import JSONRPC
package import Mail

/// Answers `deleteBlob`.
package struct DeleteBlobHandler: RPCHandler {
    package typealias Method = DeleteBlob
    let blobs: any BlobStore

    package init(blobs: any BlobStore) { self.blobs = blobs }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        let owner = call.party.id
        try await askingMail { () throws(MailError) in try await blobs.delete(params.blob, of: owner) }
        return Method.Result()
    }
}
