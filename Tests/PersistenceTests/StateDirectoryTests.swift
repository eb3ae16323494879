import Foundation
import Persistence
import TestFiles
import Testing

@Suite("The state directory")
struct StateDirectoryTests {
    let directory: TemporaryDirectory
    init() throws { directory = try TemporaryDirectory() }

    @Test("is made for its owner alone")
    func made() throws {
        let state = try StateDirectory(directory.file("a/b"))
        #expect(try directory.mode(of: "a/b") == 0o700)
        #expect(state.mailDatabase == directory.file("a/b/postern.db"))
    }

    @Test("keeps a second daemon out for as long as the first lives")
    func locked() throws {
        let path = directory.file("state")
        var first: StateDirectory? = try StateDirectory(path)
        #expect(first != nil)
        #expect(throws: StateDirectoryError.inUse(path: path)) { try StateDirectory(path) }
        first = nil
        _ = try StateDirectory(path)
    }

    @Test("is refused when others can look into it, or when it is something else", arguments: [0o755, 0o750, 0o707])
    func refused(_ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: directory.path)
        #expect(throws: StateDirectoryError.self) { try StateDirectory(directory.path) }
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: directory.path)
        #expect(FileManager.default.createFile(atPath: directory.file("file"), contents: Data()))
        #expect(throws: StateDirectoryError.self) { try StateDirectory(directory.file("file")) }
    }
}
