import Foundation
import TestFiles
import Testing

@testable import Linux

@Suite("A directory for state or sockets")
struct DirectoryTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    @Test("is made with exactly its mode, its parents closed to others")
    func makes() throws {
        let path = directory.path + "/a/b/state"
        try Directory.ensure(path, mode: 0o770)
        #expect(try directory.mode(path) == 0o770)
        #expect(try directory.mode(directory.path + "/a/b") == 0o750)
        try Directory.ensure(path, mode: 0o770)
    }

    @Test("that is there already and more open is refused")
    func tooOpen() throws {
        let path = directory.path + "/state"
        try Directory.ensure(path, mode: 0o755)
        #expect(throws: LinuxError.tooOpen(path: path, mode: 0o755, allowed: 0o7700)) {
            try Directory.ensure(path, mode: 0o700)
        }
        #expect(try directory.mode(path) == 0o755)
    }

    @Test("is not a file")
    func file() throws {
        let path = try directory.file("file", mode: 0o600)
        #expect(throws: LinuxError.notADirectory(path: path)) { try Directory.ensure(path, mode: 0o700) }
    }

    @Test(
        "has the parent that its path says",
        arguments: [
            ("/run/postern/postern.sock", "/run/postern"), ("/x", "/"), ("x", "."), ("a/b", "a"),
        ])
    func parent(_ path: String, _ parent: String) {
        #expect(Directory.parent(of: path) == parent)
    }
}

@Suite("A file lock")
struct FileLockTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    @Test("keeps a second one out until it goes")
    func excludes() throws {
        let path = directory.path + "/lock"
        do {
            let first = try FileLock(path)
            withExtendedLifetime(first) {
                _ = #expect(throws: LinuxError.locked(path: path)) { try FileLock(path) }
            }
        }
        #expect(throws: Never.self) { try FileLock(path) }
    }
}
