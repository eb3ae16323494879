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

/// A crash is a directory in which the files are not in step, and damage is a changed byte: both are made by hand here.
@Suite("After a crash or damage, a blob")
struct BlobCrashTests {
    static let sealedChunk = 65_536 + 28
    let house: BlobHouse
    init() throws { house = try BlobHouse() }

    private func isDamaged(_ error: any Error, _ blob: BlobID) -> Bool {
        error as? MailError == .storage("\(blob) is damaged on the disk: delete it, and upload it again")
    }

    private func expectDamaged(_ blob: BlobID, _ blobs: SealedBlobs) async {
        await #expect {
            _ = try await blobs.whole(blob)
        } throws: {
            isDamaged($0, blob)
        }
    }

    @Test(
        "is what was acknowledged, whatever of the next piece came to the disk",
        arguments: [1, 28, sealedChunk - 1, sealedChunk, 2 * sealedChunk + 5])
    func tornPiece(_ extra: Int) async throws {
        let content = BlobHouse.bytes(200_000)
        let blob = try await house.open().upload(content)
        let acknowledged = try #require(house.file(blob))
        try house.setFile(blob, acknowledged + Data(BlobHouse.bytes(extra)))
        let blobs = try house.open()
        try await blobs.reconcile()
        #expect(house.file(blob) == acknowledged)
        #expect(try await blobs.whole(blob) == content)
        let rest = BlobHouse.bytes(100_000, seed: 3)
        #expect(try await blobs.append(rest, at: 200_000, to: blob, of: .ann).size == 300_000)
        #expect(try await blobs.whole(blob) == content + rest)
    }

    @Test("goes on over what a piece left that was never acknowledged, also without a start between")
    func overwritten() async throws {
        let blobs = try house.open()
        let content = BlobHouse.bytes(100_000)
        let blob = try await blobs.upload(content)
        try house.setFile(blob, try #require(house.file(blob)) + Data(BlobHouse.bytes(300_000)))
        let rest = BlobHouse.bytes(50_000, seed: 3)
        _ = try await blobs.append(rest, at: 100_000, to: blob, of: .ann)
        #expect(try await blobs.whole(blob) == content + rest)
    }

    @Test("stays what it is where the directory cannot be listed")
    func unlisted() async throws {
        let content = BlobHouse.bytes(70_000)
        let blobs = try house.open()
        let blob = try await blobs.upload(content)
        let (place, away) = (house.directory.file("blobs"), house.directory.file("away"))
        try FileManager.default.moveItem(atPath: place, toPath: away)
        await #expect(throws: MailError.self) { try await blobs.reconcile() }
        try FileManager.default.moveItem(atPath: away, toPath: place)
        try await blobs.reconcile()
        #expect(try await blobs.whole(blob) == content)
    }

    @Test("without a row leaves no file, and without a file leaves no row")
    func strays() async throws {
        let blobs = try house.open()
        let kept = try await blobs.upload(BlobHouse.bytes(70_000))
        let small = try await blobs.upload(BlobHouse.bytes(70))
        let lost = try await blobs.upload(BlobHouse.bytes(70_000))
        let stray = try await blobs.upload(BlobHouse.bytes(70_000))
        try FileManager.default.removeItem(atPath: house.path(lost))
        try await house.execute("DELETE FROM blob WHERE id = '\(stray)'")
        await expectDamaged(lost, blobs)
        let restarted = try house.open()
        try await restarted.reconcile()
        #expect(try house.files == [kept.rawValue])
        await #expect(throws: MailError.notFound(what: "blob")) { try await restarted.info(lost, of: .ann) }
        #expect(try await restarted.whole(kept) == BlobHouse.bytes(70_000))
        #expect(try await restarted.whole(small) == BlobHouse.bytes(70))
    }

    @Test(
        "that was changed or cut short on the disk is an error of its own, and no other's",
        arguments: [0, 40, sealedChunk, 2 * sealedChunk - 1])
    func changed(_ place: Int) async throws {
        let blobs = try house.open()
        let (blob, other) = (
            try await blobs.upload(BlobHouse.bytes(140_000)), try await blobs.upload(BlobHouse.bytes(140_000))
        )
        let good = try #require(house.file(blob))
        var bad = good
        bad[place] ^= 1
        for data in [bad, good.prefix(place)] {
            try house.setFile(blob, data)
            await expectDamaged(blob, blobs)
        }
        #expect(try await blobs.whole(other) == BlobHouse.bytes(140_000))
        try await blobs.delete(blob, of: .ann)
        #expect(try house.files == [other.rawValue])
    }

    @Test("does not take another blob's chunks, nor its own in another place")
    func swapped() async throws {
        let blobs = try house.open()
        let (blob, other) = (
            try await blobs.upload(BlobHouse.bytes(140_000)), try await blobs.upload(BlobHouse.bytes(140_000))
        )
        let (mine, theirs) = (try #require(house.file(blob)), try #require(house.file(other)))
        try house.setFile(blob, theirs)
        await expectDamaged(blob, blobs)
        try house.setFile(blob, mine.suffix(Self.sealedChunk) + mine.prefix(Self.sealedChunk))
        await expectDamaged(blob, blobs)
        try house.setFile(blob, mine)
        #expect(try await blobs.whole(blob) == BlobHouse.bytes(140_000))
    }

    @Test(
        "does not come to have another owner, size or rest by its row",
        arguments: [
            "owner = 1001", "size = 65536", "size = 10", "size = size + 65536", "size = size - 1", "tail = x''",
            "tail = x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'",
            "tail = (SELECT tail FROM blob WHERE id <> 'ID')",
        ])
    func row(_ change: String) async throws {
        let blobs = try house.open()
        let (blob, other) = (
            try await blobs.upload(BlobHouse.bytes(140_000)), try await blobs.upload(BlobHouse.bytes(140_000))
        )
        let text = change.replacing("ID", with: blob.rawValue)
        try await house.execute("UPDATE blob SET \(text) WHERE id = '\(blob)'")
        let owner: CallerID = change.hasPrefix("owner") ? .bob : .ann
        await #expect {
            _ = try await blobs.read(blob, of: owner, offset: 0, length: 1)
        } throws: {
            isDamaged($0, blob)
        }
        await #expect {
            _ = try await blobs.info(blob, of: owner)
        } throws: {
            isDamaged($0, blob)
        }
        #expect(try await blobs.whole(other) == BlobHouse.bytes(140_000))
    }

    @Test("cannot be opened with another vault's key")
    func foreignKey() async throws {
        let blob = try await house.open().upload(BlobHouse.bytes(10))
        let blobs = try SealedBlobs(
            house.directory.file("blobs"), database: house.database(), limits: BlobLimits(),
            keys: DataKeys(source: LockableDataKeys()), clock: house.clock)
        await expectDamaged(blob, blobs)
    }
}
