import Foundation
import Linux
import TestFiles
import Testing

@Suite("A private file that is replaced")
struct PrivateFileReplaceTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("is there whole and with its mode, where none was and where one was")
    func replaced() throws {
        let path = directory.file("key")
        for contents in ["first", "second"] {
            try PrivateFile.replace(path, mode: 0o600, contents: Array(contents.utf8))
            #expect(directory.contents("key") == Data(contents.utf8))
            #expect(try directory.mode(path) == 0o600)
        }
        #expect(directory.contents("key.new") == nil)
    }

    @Test("takes the place of a symbolic link, and what that named stays")
    func link() throws {
        let other = try directory.file("other", mode: 0o600, contents: "theirs")
        try FileManager.default.createSymbolicLink(atPath: directory.file("key"), withDestinationPath: other)
        try PrivateFile.replace(directory.file("key"), mode: 0o600, contents: Array("ours".utf8))
        #expect(directory.contents("other") == Data("theirs".utf8))
        #expect(directory.contents("key") == Data("ours".utf8))
    }
}
