import Foundation
import TestFiles
import Testing

@testable import Linux

@Suite("A private file")
struct PrivateFileTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    @Test("is read whole where owner and mode are right")
    func reads() throws {
        let path = try directory.file("key", mode: 0o400)
        #expect(try PrivateFile.read(path, modeAtMost: 0o400, limit: 6) == Array("secret".utf8))
    }

    @Test("is refused when anybody else may read or write it", arguments: [0o440, 0o404, 0o420, 0o401, 0o600])
    func tooOpen(_ mode: Int) throws {
        let path = try directory.file("key", mode: mode)
        #expect(throws: LinuxError.tooOpen(path: path, mode: UInt32(mode), allowed: 0o400)) {
            try PrivateFile.read(path, modeAtMost: 0o400, limit: 100)
        }
    }

    @Test("is refused when it is larger than expected")
    func tooLarge() throws {
        let path = try directory.file("key", mode: 0o400)
        #expect(throws: LinuxError.tooLarge(path: path, limit: 5)) {
            try PrivateFile.read(path, modeAtMost: 0o400, limit: 5)
        }
    }

    @Test("is not reached through a symbolic link")
    func symbolicLink() throws {
        let path = try directory.file("key", mode: 0o400)
        let link = directory.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(throws: LinuxError.failed("open", path: link, errno: ELOOP)) {
            try PrivateFile.read(link, modeAtMost: 0o400, limit: 100)
        }
    }

    @Test("is no directory and no fifo, and reading a fifo does not wait")
    func otherKinds() throws {
        let fifo = directory.path + "/fifo"
        #expect(unsafe mkfifo(fifo, 0o600) == 0)
        for path in [directory.path, fifo] {
            #expect(throws: LinuxError.notARegularFile(path: path)) {
                try PrivateFile.read(path, modeAtMost: 0o700, limit: 100)
            }
        }
    }

    @Test("of another user is refused", .enabled(if: geteuid() == 0, "only root can give a file away"))
    func foreignOwner() throws {
        let path = try directory.file("key", mode: 0o400)
        try FileManager.default.setAttributes([.ownerAccountID: 4_321], ofItemAtPath: path)
        #expect(throws: LinuxError.foreignOwner(path: path, uid: 4_321)) {
            try PrivateFile.read(path, modeAtMost: 0o400, limit: 100)
        }
    }

    @Test("is made once, with exactly the mode that was asked for")
    func creates() throws {
        let path = directory.path + "/new"
        try PrivateFile.create(path, mode: 0o400, contents: [1, 2, 3])
        #expect(try directory.mode(path) == 0o400)
        #expect(try PrivateFile.read(path, modeAtMost: 0o400, limit: 3) == [1, 2, 3])
        #expect(throws: LinuxError.failed("open", path: path, errno: EEXIST)) {
            try PrivateFile.create(path, mode: 0o400, contents: [4])
        }
        #expect(try PrivateFile.read(path, modeAtMost: 0o400, limit: 3) == [1, 2, 3])
    }
}
