import Broker
import Cryptography
import Databases
import Domain
import Foundation
import GRDB
import Mail
import Persistence
import TestFiles
import TestSupport

/// A state directory with blobs in it, which can be opened again as after a kill.
struct BlobHouse {
    let directory: TemporaryDirectory
    let clock = ManualWallClock()
    let vault = LockableDataKeys()

    init() throws { directory = try TemporaryDirectory() }

    func open(_ limits: BlobLimits = BlobLimits()) throws -> SealedBlobs {
        try SealedBlobs(
            directory.file("blobs"), database: database(), limits: limits, keys: DataKeys(source: vault), clock: clock)
    }

    func database() throws -> DatabaseFile { try PosternDatabase.open(directory.file("postern.db")) }

    func path(_ blob: BlobID) -> String { directory.file("blobs/\(blob)") }

    func file(_ blob: BlobID) -> Data? { directory.contents("blobs/\(blob)") }

    func setFile(_ blob: BlobID, _ data: Data) throws {
        try data.write(to: URL(fileURLWithPath: path(blob)))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path(blob))
    }

    var files: Set<String> {
        get throws { Set(try FileManager.default.contentsOfDirectory(atPath: directory.file("blobs"))) }
    }

    /// Changes rows behind the store's back.
    func execute(_ sql: String) async throws {
        try await database().write { try $0.execute(sql: sql) }
    }

    static func bytes(_ count: Int, seed: Int = 0) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: ($0 + seed) / 7 &* 31 &+ seed) }
    }
}

/// Keys of a vault that is open until a test seals it.
final class LockableDataKeys: DataKeySource {
    let key = KeyBytes.random()
    let isSealed: Bool
    init(isSealed: Bool = false) { self.isSealed = isSealed }

    func dataKey(for purpose: DataKeyPurpose) throws(MailError) -> KeyBytes {
        guard !isSealed, purpose == .blob else { throw .credential(.vaultSealed) }
        return key
    }
}

extension CallerID {
    static let ann = CallerID(rawValue: 1_000)
    static let bob = CallerID(rawValue: 1_001)
}

extension SealedBlobs {
    /// A blob made of pieces.
    func upload(_ content: [UInt8], in piece: Int = 1 << 20, for owner: CallerID = .ann) async throws -> BlobID {
        let blob = try await create(for: owner).id
        for start in stride(from: 0, to: content.count, by: piece) {
            _ = try await append(Array(content[start...].prefix(piece)), at: start, to: blob, of: owner)
        }
        return blob
    }

    func whole(_ blob: BlobID, of owner: CallerID = .ann) async throws -> [UInt8] {
        try await read(blob, of: owner, offset: 0, length: .max)
    }
}
