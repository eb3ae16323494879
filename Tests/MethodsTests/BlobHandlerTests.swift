import API
import Broker
import Domain
import JSON
import JSONRPC
import Mail
import Methods
import TestSupport
import Testing

@Suite("A caller who uploads")
struct BlobHandlerTests {
    let blobs = InMemoryBlobStore(limit: 100)

    private func call(_ method: String, uid: UInt32 = 1_000, role: Role = .client) -> RPCCall {
        RPCCall(
            method: method,
            caller: Caller(id: CallerID(rawValue: uid), role: role, accounts: .all, methods: .all),
            correlationID: "c")
    }

    private func upload(
        _ bytes: [UInt8], to blob: BlobID? = nil, at offset: Int? = nil, uid: UInt32 = 1_000
    ) async throws(RPCError) -> UploadBlob.Result {
        try await UploadBlobHandler(blobs: blobs, pieceBytes: 10).handle(
            .init(blob: blob, offset: offset, content: Base64(bytes)), call("uploadBlob", uid: uid))
    }

    @Test("begins with the first piece, goes on with the next, and reads windows of both")
    func wholeWay() async throws {
        let first = try await upload([1, 2, 3])
        #expect(first.size == 3)
        let second = try await upload([4, 5], to: first.blob, at: 3)
        #expect(second.blob == first.blob && second.size == 5)
        let handler = GetBlobHandler(blobs: blobs)
        let window = try await handler.handle(.init(blob: first.blob, offset: 2, length: 2), call("getBlob"))
        #expect(window.content.bytes == [3, 4] && window.offset == 2 && window.size == 5)
        let all = try await handler.handle(.init(blob: first.blob), call("getBlob"))
        #expect(all.content.bytes == [1, 2, 3, 4, 5] && all.expiresAt == second.expiresAt)
        _ = try await DeleteBlobHandler(blobs: blobs).handle(.init(blob: first.blob), call("deleteBlob"))
        #expect(await blobs.count == 0)
    }

    @Test("in the wrong place is told how much there is")
    func conflict() async throws {
        let blob = try await upload([1, 2, 3]).blob
        let error = await #expect(throws: RPCError.self) { try await upload([9, 9], to: blob, at: 2) }
        #expect(error?.kind == "conflict")
        #expect(error?.details["size"] == .integer(3))
        #expect(try await upload([1, 2], to: blob, at: 0).size == 3)
    }

    @Test("has to say where a later piece begins, and that a first one begins at 0")
    func offsets() async throws {
        let blob = try await upload([1], at: 0).blob
        for error in [
            await #expect(throws: RPCError.self) { try await upload([2], to: blob) },
            await #expect(throws: RPCError.self) { try await upload([2], at: 1) },
        ] {
            #expect(error?.kind == "invalidParams")
            #expect(error?.details["field"] == .string("offset"))
        }
    }

    @Test("a larger piece than is taken is refused, and one that does not fit leaves no blob behind")
    func tooMuch() async throws {
        let large = await #expect(throws: RPCError.self) { try await upload([UInt8](repeating: 1, count: 11)) }
        #expect(large?.kind == "tooLarge")
        let full = BlobHandlerTests.full
        let error = await #expect(throws: RPCError.self) {
            try await UploadBlobHandler(blobs: full, pieceBytes: 10)
                .handle(.init(content: Base64([1, 2])), call("uploadBlob"))
        }
        #expect(error?.kind == "quotaExceeded")
        #expect(await full.count == 0)
    }
    static let full = InMemoryBlobStore(limit: 1)

    @Test("is the only one for whom the blob is there, an operator included")
    func owner() async throws {
        let blob = try await upload([1]).blob
        let stranger = call("getBlob", uid: 0, role: .admin)
        let errors = [
            await #expect(throws: RPCError.self) {
                try await GetBlobHandler(blobs: blobs).handle(.init(blob: blob), stranger)
            },
            await #expect(throws: RPCError.self) {
                try await DeleteBlobHandler(blobs: blobs).handle(.init(blob: blob), stranger)
            },
            await #expect(throws: RPCError.self) { try await upload([2], to: blob, at: 1, uid: 0) },
        ]
        #expect(errors.allSatisfy { $0?.kind == "notFound" })
    }

    @Test("may ask for windows of at most a MiB, and for the size alone", arguments: [-1, (1 << 20) + 1])
    func windows(_ length: Int) async throws {
        let handler = GetBlobHandler(blobs: blobs)
        let blob = try await upload([1, 2]).blob
        let error = await #expect(throws: RPCError.self) {
            try await handler.handle(.init(blob: blob, length: length), call("getBlob"))
        }
        #expect(error?.details["field"] == .string("length"))
        await #expect(throws: RPCError.self) {
            try await handler.handle(.init(blob: blob, offset: -1), call("getBlob"))
        }
        let size = try await handler.handle(.init(blob: blob, length: 0), call("getBlob"))
        #expect(size.content.bytes.isEmpty && size.size == 2)
    }
}
