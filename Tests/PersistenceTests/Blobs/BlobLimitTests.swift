import Broker
import Databases
import Domain
import Foundation
import GRDB
import Mail
import Persistence
import TestFiles
import TestSupport
import Testing

@Suite("Blobs, kept within limits,")
struct BlobLimitTests {
    let house: BlobHouse
    init() throws { house = try BlobHouse() }

    private func isQuota(_ error: any Error) -> Bool {
        if case .quotaExceeded? = error as? MailError { true } else { false }
    }

    @Test("may be as large as one may be, and no byte more")
    func largest() async throws {
        let blobs = try house.open(BlobLimits(blob: 100_000))
        let blob = try await blobs.upload(BlobHouse.bytes(100_000), in: 60_000)
        await #expect(throws: MailError.tooLarge("a blob has at most 100000 bytes")) {
            try await blobs.append([1], at: 100_000, to: blob, of: .ann)
        }
        #expect(try await blobs.append([], at: 100_000, to: blob, of: .ann).size == 100_000)
        #expect(try await blobs.whole(blob) == BlobHouse.bytes(100_000))
    }

    @Test("of one owner leave others their room, until there is none for anybody")
    func quota() async throws {
        let blobs = try house.open(BlobLimits(owner: 100_000, total: 150_000))
        let blob = try await blobs.upload(BlobHouse.bytes(80_000))
        await #expect {
            _ = try await blobs.append(BlobHouse.bytes(20_001), at: 80_000, to: blob, of: .ann)
        } throws: {
            isQuota($0)
        }
        // Nothing is left of what was refused, and what fits is taken.
        #expect(try #require(house.file(blob)).count == 65_536 + 28)
        #expect(try await blobs.append(BlobHouse.bytes(20_000), at: 80_000, to: blob, of: .ann).size == 100_000)
        let other = try await blobs.upload(BlobHouse.bytes(50_000), for: .bob)
        await #expect {
            _ = try await blobs.append([1], at: 50_000, to: other, of: .bob)
        } throws: {
            isQuota($0)
        }
        // A piece that is there already needs no room.
        #expect(try await blobs.append(BlobHouse.bytes(50_000), at: 0, to: other, of: .bob).size == 50_000)
        try await blobs.delete(blob, of: .ann)
        #expect(try await blobs.append([1], at: 50_000, to: other, of: .bob).size == 50_001)
    }

    @Test("are only so many for one owner")
    func count() async throws {
        let blobs = try house.open(BlobLimits(blobsPerOwner: 3))
        for _ in 0..<3 { _ = try await blobs.create(for: .ann) }
        await #expect {
            _ = try await blobs.create(for: .ann)
        } throws: {
            isQuota($0)
        }
        _ = try await blobs.create(for: .bob)
    }

    @Test("never hold more together than they may, however many grow at once")
    func concurrent() async throws {
        let blobs = try house.open(BlobLimits(owner: 350_000))
        let taken = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                let blob = try await blobs.create(for: .ann).id
                group.addTask {
                    (try? await blobs.append(BlobHouse.bytes(100_000), at: 0, to: blob, of: .ann).size) ?? 0
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(taken == 300_000)
        #expect(try house.files.count == 3)
    }

    @Test("are kept for their time after the last piece or use, and then make room")
    func expiry() async throws {
        let blobs = try house.open(BlobLimits(owner: 100_000, lifetime: .seconds(2_400)))
        let begun = house.clock.now()
        let blob = try await blobs.upload(BlobHouse.bytes(70_000))
        #expect(try await blobs.info(blob, of: .ann).expiresAt == begun.advanced(by: .seconds(2_400)))
        house.clock.advance(seconds: 2_399)
        _ = try await blobs.append([], at: 70_000, to: blob, of: .ann)
        _ = try await blobs.read(blob, of: .ann, offset: 0, length: 1)
        house.clock.advance(seconds: 2_399)
        #expect(try await blobs.whole(blob) == BlobHouse.bytes(70_000))
        house.clock.advance(seconds: 2_400)
        await #expect(throws: MailError.notFound(what: "blob")) { try await blobs.whole(blob) }
        await #expect(throws: MailError.notFound(what: "blob")) {
            try await blobs.append([1], at: 70_000, to: blob, of: .ann)
        }
        #expect(try house.files == [blob.rawValue])
        let next = try await blobs.upload(BlobHouse.bytes(90_000))
        #expect(try house.files == [next.rawValue])
    }

    @Test("that have expired are swept, and no others")
    func sweep() async throws {
        let blobs = try house.open()
        let (old, young) = (
            try await blobs.upload(BlobHouse.bytes(70_000)), try await blobs.upload(BlobHouse.bytes(80_000))
        )
        house.clock.advance(seconds: 50_000)
        _ = try await blobs.whole(young)
        house.clock.advance(seconds: 50_000)
        try await blobs.sweep()
        #expect(try house.files == [young.rawValue])
        #expect(try await blobs.whole(young) == BlobHouse.bytes(80_000))
        await #expect(throws: MailError.notFound(what: "blob")) { try await blobs.info(old, of: .ann) }
    }

    @Test("cannot be kept on a disk that is full, and go on when it is not")
    func full() async throws {
        let file = try house.database()
        let blobs = try SealedBlobs(
            house.directory.file("blobs"), database: file, limits: BlobLimits(),
            keys: DataKeys(source: house.vault), clock: house.clock)
        let blob = try await blobs.upload(BlobHouse.bytes(10))
        try await file.write { try $0.execute(sql: "PRAGMA max_page_count = 1") }
        await #expect {
            _ = try await blobs.append(BlobHouse.bytes(130_000), at: 10, to: blob, of: .ann)
        } throws: { error in
            if case .storage? = error as? MailError { true } else { false }
        }
        try await file.write { try $0.execute(sql: "PRAGMA max_page_count = 1073741823") }
        #expect(try house.files.isEmpty)
        #expect(try await blobs.whole(blob) == BlobHouse.bytes(10))
        #expect(try await blobs.append(BlobHouse.bytes(130_000), at: 10, to: blob, of: .ann).size == 130_010)
    }

    @Test("say so when their directory cannot be made, or is gone")
    func directory() async throws {
        let blobs = try house.open()
        let blob = try await blobs.create(for: .ann).id
        try FileManager.default.removeItem(atPath: house.directory.file("blobs"))
        await #expect {
            _ = try await blobs.append(BlobHouse.bytes(70_000), at: 0, to: blob, of: .ann)
        } throws: { error in
            if case .storage? = error as? MailError { true } else { false }
        }
        #expect(try await blobs.info(blob, of: .ann).size == 0)
        #expect(FileManager.default.createFile(atPath: house.directory.file("blobs"), contents: Data()))
        #expect(throws: StateDirectoryError.self) { try house.open() }
    }
}
