import Foundation
import Linux
import TestFiles
import Testing

@Suite("A file of places")
struct PlacedFileTests {
    private let directory: TemporaryDirectory
    private var path: String { directory.file("places") }

    init() throws { directory = try TemporaryDirectory() }

    @Test("is made with mode 0600, and has at each place what was written there last")
    func places() throws {
        let file = try PlacedFile(writing: path)
        try file.write([1, 2, 3], at: 4)
        try file.write([9], at: 5)
        try file.synchronize()
        #expect(try directory.mode(path) == 0o600)
        #expect(try file.size() == 7)
        let again = try PlacedFile(reading: path)
        #expect(try again.read(100, at: 3) == [0, 1, 9, 3])
        #expect(try again.read(2, at: 5) == [9, 3])
        #expect(try again.read(1, at: 7) == [])
        #expect(try PlacedFile(writing: path).size() == 7)
    }

    @Test("forgets what is cut off")
    func cut() throws {
        let file = try PlacedFile(writing: path)
        try file.write([1, 2, 3], at: 0)
        try file.cut(to: 1)
        #expect(directory.contents("places") == Data([1]))
    }

    @Test("is not followed through a link, not written when opened to be read, and absent when it is")
    func refused() throws {
        #expect {
            try PlacedFile(reading: path)
        } throws: {
            ($0 as? LinuxError)?.isAbsence == true
        }
        try FileManager.default.createSymbolicLink(
            atPath: path, withDestinationPath: directory.file("other", mode: 0o600))
        #expect {
            try PlacedFile(reading: path)
        } throws: {
            ($0 as? LinuxError)?.isAbsence == false
        }
        #expect(throws: LinuxError.self) { try PlacedFile(writing: path) }
        #expect(throws: LinuxError.self) { try PlacedFile(reading: directory.file("other")).write([1], at: 0) }
    }
}
