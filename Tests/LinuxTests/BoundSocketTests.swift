import Foundation
import TestFiles
import Testing

@testable import Linux

@Suite("A socket of our own")
struct BoundSocketTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }
    var path: String { directory.path + "/run/postern.sock" }

    @Test("is made in its own directory, open to its group and nobody else")
    func makes() throws {
        let socket = try BoundSocket(path)
        #expect(try directory.mode(directory.path + "/run") == 0o750)
        #expect(try directory.mode(path) == 0o660)
        #expect(throws: Never.self) { try StreamSocket(connectingTo: path, until: .now) }
        socket.remove()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("is not taken from a daemon that has it")
    func locked() throws {
        let socket = try BoundSocket(path)
        try withExtendedLifetime(socket) {
            #expect(throws: LinuxError.locked(path: path + ".lock")) { try BoundSocket(path) }
            try FileManager.default.removeItem(atPath: path + ".lock")
            #expect(throws: LinuxError.socketInUse(path: path)) { try BoundSocket(path) }
        }
    }

    @Test("takes the place of a stale one")
    func stale() throws {
        do { _ = try BoundSocket(path) }
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(throws: Never.self) { try BoundSocket(path) }
    }

    @Test("does not take the place of anything else")
    func notASocket() throws {
        let file = try directory.file("file", mode: 0o600)
        #expect(throws: LinuxError.notASocket(path: file)) { try BoundSocket(file) }
        let link = directory.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/nonexistent")
        #expect(throws: LinuxError.notASocket(path: link)) { try BoundSocket(link) }
    }

    @Test("leaves a successor's file alone")
    func successor() throws {
        let socket = try BoundSocket(path)
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.removeItem(atPath: path + ".lock")
        let successor = try BoundSocket(path)
        socket.remove()
        #expect(FileManager.default.fileExists(atPath: path))
        successor.remove()
    }

    @Test("has a path that fits")
    func pathLength() throws {
        let room = 107 - directory.path.utf8.count - 1
        let longest = directory.path + "/" + String(repeating: "s", count: room)
        #expect(throws: Never.self) { try BoundSocket(longest) }
        #expect(throws: LinuxError.socketPathTooLong(path: longest + "s", limit: 107)) {
            try BoundSocket(longest + "s")
        }
    }

    @Test("is not made where somebody else could replace it")
    func openDirectory() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: directory.path)
        #expect(throws: LinuxError.tooOpen(path: directory.path, mode: 0o777, allowed: 0o7755)) {
            try BoundSocket(directory.path + "/s")
        }
    }

    @Test("gets the group that is configured", .enabled(if: geteuid() == 0, "only root can give any group"))
    func group() throws {
        let outer = directory.path + "/outer"
        let path = outer + "/run/postern.sock"
        let socket = try BoundSocket(path, group: 4_321)
        for made in [outer, outer + "/run", path] {
            let owner = try FileManager.default.attributesOfItem(atPath: made)[.groupOwnerAccountID] as? NSNumber
            #expect(owner?.intValue == 4_321)
        }
        #expect(try directory.mode(path) == 0o660)
        socket.remove()
    }
}
