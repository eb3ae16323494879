import Domain
import Foundation
import Mail
import Persistence
import Synchronization
import TestFiles
import Testing

@Suite("The spool")
struct SealedSpoolTests {
    /// A clock that only the test moves.
    final class Clock: Sendable {
        private let instant = Mutex(ContinuousClock.now)
        func advance(_ duration: Duration) { instant.withLock { $0 += duration } }
        var now: ContinuousClock.Instant { instant.withLock { $0 } }
    }

    let directory: TemporaryDirectory
    let clock = Clock()
    init() throws { directory = try TemporaryDirectory() }

    private func makeSpool(_ limits: SpoolLimits = SpoolLimits()) throws -> SealedSpool {
        try SealedSpool(directory.file("spool"), limits: limits) { [clock] in clock.now }
    }

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7 &* 31) } }

    @Test(
        "gives back every window of what came in pieces",
        arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])
    func windows(_ size: Int) async throws {
        let content = Self.bytes(size)
        let spool = try makeSpool()
        let stored = try await spool.store(for: .ann) { (sink) throws(MailError) in
            var rest = content[...]
            var piece = 1
            while !rest.isEmpty {
                try await sink.write(Array(rest.prefix(piece)))
                rest = rest.dropFirst(piece)
                piece = piece * 3 + 1
            }
        }
        #expect(stored.size == size)
        #expect(try await spool.content(stored.id, for: .ann) == stored)
        for (offset, length) in [(0, size), (0, 10), (65_530, 12), (size / 2, size), (size, 5), (size + 7, 5), (3, 0)] {
            let window = try await spool.read(stored, offset: offset, length: length)
            #expect(window == Array(content.dropFirst(offset).prefix(length)))
        }
        #expect(try await spool.read(stored, offset: 0, length: .max) == content)
        await #expect(throws: MailError.self) { try await spool.read(stored, offset: -1, length: 1) }
    }

    @Test("shows its content to one account only")
    func accounts() async throws {
        let spool = try makeSpool()
        let stored = try await spool.store(for: .ann) { (sink) throws(MailError) in try await sink.write([1]) }
        await #expect(throws: MailError.notFound(what: "content")) { try await spool.content(stored.id, for: .bob) }
        await #expect(throws: MailError.notFound(what: "content")) { try await spool.content("cnt_x", for: .ann) }
        await spool.removeAll(of: .bob)
        #expect(try await spool.content(stored.id, for: .ann) == stored)
        await spool.removeAll(of: .ann)
        await #expect(throws: MailError.notFound(what: "content")) { try await spool.content(stored.id, for: .ann) }
        #expect(await spool.usage == (0, 0))
    }

    @Test("keeps nothing of a download that failed, and tells its error")
    func failed() async throws {
        let spool = try makeSpool()
        await #expect(throws: MailError.timedOut) {
            try await spool.store(for: .ann) { (sink) throws(MailError) in
                try await sink.write(Self.bytes(100_000))
                throw .timedOut
            }
        }
        #expect(await spool.usage == (0, 0))
    }

    @Test("forgets what nobody has read for a quarter of an hour")
    func expiry() async throws {
        let spool = try makeSpool()
        let stored = try await spool.store(for: .ann) { (sink) throws(MailError) in try await sink.write([1]) }
        clock.advance(.seconds(899))
        _ = try await spool.read(stored, offset: 0, length: 1)
        clock.advance(.seconds(899))
        #expect(try await spool.content(stored.id, for: .ann) == stored)
        clock.advance(.seconds(900))
        await #expect(throws: MailError.notFound(what: "content")) {
            try await spool.read(stored, offset: 0, length: 1)
        }
        #expect(await spool.usage == (0, 0))
    }

    @Test("refuses one content that is too large, and keeps nothing of it")
    func entryLimit() async throws {
        let spool = try makeSpool(SpoolLimits(entry: 1_000))
        await #expect(throws: MailError.self) {
            try await spool.store(for: .ann) { (sink) throws(MailError) in
                for _ in 0..<11 { try await sink.write(Self.bytes(100)) }
            }
        }
        #expect(await spool.usage == (0, 0))
        let exact = try await spool.store(for: .ann) { (sink) throws(MailError) in
            try await sink.write(Self.bytes(1_000))
        }
        #expect(exact.size == 1_000)
    }

    @Test("makes room by dropping what was not read for longest, never what is being filled")
    func quota() async throws {
        let spool = try makeSpool(SpoolLimits(total: 2_500))
        func fill(_ count: Int) async throws -> SpooledContent {
            defer { clock.advance(.seconds(1)) }
            return try await spool.store(for: .ann) { (sink) throws(MailError) in
                try await sink.write(Self.bytes(count))
            }
        }
        let (first, second) = (try await fill(1_000), try await fill(1_000))
        _ = try await spool.content(first.id, for: .ann)
        clock.advance(.seconds(1))
        let third = try await fill(1_000)
        await #expect(throws: MailError.self) { try await spool.content(second.id, for: .ann) }
        #expect(try await spool.content(first.id, for: .ann) == first)
        #expect(try await spool.content(third.id, for: .ann) == third)
        #expect(await spool.usage == (2_000, 2))
        await #expect(throws: MailError.self) {
            try await spool.store(for: .bob) { (sink) throws(MailError) in
                try await sink.write(Self.bytes(2_000))
                _ = try await spool.store(for: .ann) { (inner) throws(MailError) in
                    try await inner.write(Self.bytes(2_000))
                }
            }
        }
        #expect(await spool.usage == (0, 0))
    }

    @Test("holds no more contents than it has file descriptors for")
    func entries() async throws {
        let spool = try makeSpool(SpoolLimits(entries: 3))
        for number in 0..<10 {
            clock.advance(.seconds(1))
            _ = try await spool.store(for: .ann) { (sink) throws(MailError) in try await sink.write([UInt8(number)]) }
        }
        #expect(await spool.usage == (3, 3))
    }

    @Test("leaves no file that anybody could open, and clears away what a killed process left")
    func files() async throws {
        let names = FileManager.default
        try names.createDirectory(
            atPath: directory.file("spool"), withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
        #expect(names.createFile(atPath: directory.file("spool/cnt_left"), contents: Data([1])))
        let spool = try makeSpool()
        _ = try await spool.store(for: .ann) { (sink) throws(MailError) in try await sink.write(Self.bytes(70_000)) }
        #expect(try names.contentsOfDirectory(atPath: directory.file("spool")).isEmpty)
    }

    @Test("fills many contents at once without mixing them up")
    func concurrent() async throws {
        let spool = try makeSpool()
        try await withThrowingTaskGroup(of: Void.self) { (group) in
            for number in 0..<8 {
                group.addTask {
                    let content = [UInt8](repeating: UInt8(number), count: 150_000 + number)
                    let stored = try await spool.store(for: .ann) { (sink) throws(MailError) in
                        for start in stride(from: 0, to: content.count, by: 10_000) {
                            try await sink.write(Array(content[start...].prefix(10_000)))
                        }
                    }
                    #expect(try await spool.read(stored, offset: 0, length: .max) == content)
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("that cannot make its directory or its files says so")
    func disk() async throws {
        #expect(FileManager.default.createFile(atPath: directory.file("spool"), contents: Data()))
        #expect(throws: StateDirectoryError.self) { try makeSpool() }
        try FileManager.default.removeItem(atPath: directory.file("spool"))
        let spool = try makeSpool()
        try FileManager.default.removeItem(atPath: directory.file("spool"))
        await #expect(throws: MailError.self) {
            try await spool.store(for: .ann) { (sink) throws(MailError) in try await sink.write([1]) }
        }
        #expect(await spool.usage == (0, 0))
    }
}
