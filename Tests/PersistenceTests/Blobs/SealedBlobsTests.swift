import Broker
import Databases
import Domain
import Foundation
import Mail
import Persistence
import TestFiles
import TestSupport
import Testing

@Suite("A blob")
struct SealedBlobsTests {
    let house: BlobHouse
    init() throws { house = try BlobHouse() }

    @Test(
        "gives back every window of what came in pieces, also to the next process",
        arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000], [1_000_000, 65_536, 50_001])
    func windows(_ size: Int, piece: Int) async throws {
        let content = BlobHouse.bytes(size)
        let blob = try await house.open().upload(content, in: piece)
        let blobs = try house.open()
        try await blobs.reconcile()
        #expect(try await blobs.info(blob, of: .ann).size == size)
        for (offset, length) in [(0, size), (0, 10), (65_530, 12), (size / 2, size), (size, 5), (size + 7, 5), (3, 0)] {
            let window = try await blobs.read(blob, of: .ann, offset: offset, length: length)
            #expect(window == Array(content.dropFirst(offset).prefix(length)))
        }
        #expect(try await blobs.whole(blob) == content)
        await #expect(throws: MailError.self) { try await blobs.read(blob, of: .ann, offset: -1, length: 1) }
    }

    @Test("takes a piece again that it has, and no other bytes in its place")
    func repeated() async throws {
        let blobs = try house.open()
        let content = BlobHouse.bytes(200_000)
        let blob = try await blobs.upload(content, in: 100_000)
        for (offset, count) in [(100_000, 100_000), (0, 100_000), (65_000, 1_000), (199_999, 1), (7, 0)] {
            let again = Array(content[offset...].prefix(count))
            #expect(try await blobs.append(again, at: offset, to: blob, of: .ann).size == 200_000)
            guard count > 0 else { continue }
            await #expect(throws: MailError.conflict("other bytes are in this place, and the blob has 200000 bytes")) {
                try await blobs.append(again.map { $0 ^ 1 }, at: offset, to: blob, of: .ann)
            }
        }
        #expect(try await blobs.whole(blob) == content)
    }

    @Test("refuses a piece that leaves a gap or reaches over its end", arguments: [11, 9, .max, 5])
    func gaps(_ offset: Int) async throws {
        let blobs = try house.open()
        let blob = try await blobs.upload(BlobHouse.bytes(10))
        await #expect(throws: MailError.conflict("the blob has 10 bytes: the next piece begins there")) {
            try await blobs.append(BlobHouse.bytes(6, seed: 5), at: offset, to: blob, of: .ann)
        }
        await #expect(throws: MailError.invalid(field: "offset", reason: "must not be negative")) {
            try await blobs.append([1], at: .min, to: blob, of: .ann)
        }
        #expect(try await blobs.whole(blob) == BlobHouse.bytes(10))
    }

    @Test("is there for its owner only, whatever others try")
    func owners() async throws {
        let blobs = try house.open()
        let blob = try await blobs.upload(BlobHouse.bytes(70_000))
        let absent = MailError.notFound(what: "blob")
        await #expect(throws: absent) { try await blobs.info(blob, of: .bob) }
        await #expect(throws: absent) { try await blobs.whole(blob, of: .bob) }
        await #expect(throws: absent) { try await blobs.append([1], at: 70_000, to: blob, of: .bob) }
        await #expect(throws: absent) { try await blobs.append([], at: 0, to: blob, of: .bob) }
        await #expect(throws: absent) { try await blobs.delete(blob, of: .bob) }
        #expect(try await blobs.whole(blob) == BlobHouse.bytes(70_000))
    }

    @Test("is gone with its file when it was deleted")
    func deleted() async throws {
        let blobs = try house.open()
        let blob = try await blobs.upload(BlobHouse.bytes(70_000))
        #expect(try house.files == [blob.rawValue])
        try await blobs.delete(blob, of: .ann)
        #expect(try house.files.isEmpty)
        await #expect(throws: MailError.notFound(what: "blob")) { try await blobs.whole(blob) }
        await #expect(throws: MailError.notFound(what: "blob")) { try await blobs.delete(blob, of: .ann) }
    }

    @Test("grows by one piece after the other, however many come at once, and others beside it")
    func concurrent() async throws {
        let blobs = try house.open()
        let content = BlobHouse.bytes(400_000)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                let blob = try await blobs.create(for: .ann).id
                group.addTask {
                    try await withThrowingTaskGroup(of: Int.self) { same in
                        for _ in 0..<6 {
                            same.addTask { try await blobs.append(content, at: 0, to: blob, of: .ann).size }
                        }
                        for try await size in same { #expect(size == content.count) }
                    }
                    #expect(try await blobs.whole(blob) == content)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("of one of two callers who send different bytes for the same place has one's bytes whole")
    func race() async throws {
        let blobs = try house.open()
        let blob = try await blobs.create(for: .ann).id
        let contents = (0..<6).map { BlobHouse.bytes(150_000, seed: $0) }
        let winners = await withTaskGroup(of: Int?.self) { group in
            for (index, content) in contents.enumerated() {
                group.addTask { (try? await blobs.append(content, at: 0, to: blob, of: .ann)) == nil ? nil : index }
            }
            return await group.reduce(into: [Int]()) { if let winner = $1 { $0.append(winner) } }
        }
        #expect(winners.count == 1)
        #expect(try await blobs.whole(blob) == contents[winners.first ?? 0])
    }

    @Test("cannot be read, begun or continued while the vault is sealed, but deleted")
    func sealed() async throws {
        let blob = try await house.open().upload(BlobHouse.bytes(10))
        let blobs = try SealedBlobs(
            house.directory.file("blobs"), database: house.database(), limits: BlobLimits(),
            keys: DataKeys(source: LockableDataKeys(isSealed: true)), clock: house.clock)
        try await blobs.reconcile()
        let sealed = MailError.credential(.vaultSealed)
        await #expect(throws: sealed) { try await blobs.create(for: .ann) }
        await #expect(throws: sealed) { try await blobs.append([1], at: 10, to: blob, of: .ann) }
        await #expect(throws: sealed) { try await blobs.info(blob, of: .ann) }
        await #expect(throws: sealed) { try await blobs.whole(blob) }
        try await blobs.delete(blob, of: .ann)
    }

    @Test("stands nowhere on the disk as it is")
    func hidden() async throws {
        let blobs = try house.open()
        let text = Array(String(repeating: "not for everybody ", count: 8_000).utf8)
        let blob = try await blobs.upload(text)
        #expect(try #require(house.file(blob)).count > 130_000)
        for name in ["blobs/\(blob)", "postern.db", "postern.db-wal"] {
            let data = try #require(house.directory.contents(name))
            #expect(data.range(of: Data("not for everybody".utf8)) == nil)
        }
        #expect(try house.directory.mode(of: "blobs/\(blob)") == 0o600)
        #expect(try house.directory.mode(of: "blobs") == 0o700)
    }
}
