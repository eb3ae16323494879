package import API
internal import Domain
internal import JSON
package import JSONRPC
package import Mail

/// Answers `uploadBlob`.
package struct UploadBlobHandler: RPCHandler {
    package typealias Method = UploadBlob
    let blobs: any BlobStore
    /// The largest piece, in bytes.
    let pieceBytes: Int

    package init(blobs: any BlobStore, pieceBytes: Int) {
        self.blobs = blobs
        self.pieceBytes = pieceBytes
    }

    package func handle(_ params: Method.Params, _ call: RPCCall) async throws(RPCError) -> Method.Result {
        guard params.content.bytes.count <= pieceBytes else {
            throw .tooLarge("a piece has at most \(pieceBytes) bytes")
        }
        let info: BlobInfo
        if let blob = params.blob {
            guard let offset = params.offset else { throw .invalid("offset", "goes with blob: the size so far") }
            info = try await append(params.content.bytes, at: offset, to: blob, call)
        } else {
            guard params.offset ?? 0 == 0 else { throw .invalid("offset", "goes with blob: a new one begins at 0") }
            info = try await begin(params.content.bytes, call)
        }
        return Method.Result(blob: info.id, size: info.size, expiresAt: info.expiresAt)
    }

    /// Nothing is left of a blob whose first piece is not taken: nobody would know its name.
    private func begin(_ bytes: [UInt8], _ call: RPCCall) async throws(RPCError) -> BlobInfo {
        let owner = call.party.id
        return try await askingMail { () throws(MailError) in
            let new = try await blobs.create(for: owner)
            guard !bytes.isEmpty else { return new }
            do throws(MailError) {
                return try await blobs.append(bytes, at: 0, to: new.id, of: owner)
            } catch {
                try? await blobs.delete(new.id, of: owner)
                throw error
            }
        }
    }

    /// A conflict tells where to go on.
    private func append(
        _ bytes: [UInt8], at offset: Int, to blob: BlobID, _ call: RPCCall
    ) async throws(RPCError) -> BlobInfo {
        let owner = call.party.id
        do throws(MailError) {
            return try await blobs.append(bytes, at: offset, to: blob, of: owner)
        } catch .conflict(let reason) {
            let info = try await askingMail { () throws(MailError) in try await blobs.info(blob, of: owner) }
            throw RPCError(
                .conflict, reason, hint: "go on with the piece at data.size",
                details: ["size": .integer(Int64(info.size))])
        } catch {
            throw RPCError(error)
        }
    }
}
