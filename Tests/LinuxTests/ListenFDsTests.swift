import TestFiles
import Testing

@testable import Linux

@Suite("What the service manager says about passed sockets")
struct ListenFDsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var values: [String: String]
        var entries: [String]?
        var testDescription: String { name }
    }

    @Test(arguments: [
        Case(name: "nothing", values: [:], entries: []),
        Case(name: "for another process", values: ["LISTEN_PID": "8", "LISTEN_FDS": "2"], entries: []),
        Case(name: "no count", values: ["LISTEN_PID": "7"], entries: []),
        Case(name: "no names", values: ["LISTEN_PID": "7", "LISTEN_FDS": "2"], entries: ["3 unknown", "4 unknown"]),
        Case(
            name: "names", values: ["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "admin:api"],
            entries: ["3 admin", "4 api"]),
        Case(
            name: "an empty name", values: ["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "api:"],
            entries: ["3 api", "4 "]),
        Case(name: "none", values: ["LISTEN_PID": "7", "LISTEN_FDS": "0"], entries: []),
        Case(
            name: "too few names", values: ["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "api"], entries: nil
        ),
        Case(name: "a pid that is none", values: ["LISTEN_PID": "x", "LISTEN_FDS": "1"], entries: nil),
        Case(name: "a negative count", values: ["LISTEN_PID": "7", "LISTEN_FDS": "-1"], entries: nil),
        Case(
            name: "a count out of all proportion", values: ["LISTEN_PID": "7", "LISTEN_FDS": "1000000"], entries: nil),
        Case(
            name: "a count beyond integers", values: ["LISTEN_PID": "7", "LISTEN_FDS": "99999999999999999999"],
            entries: nil),
    ])
    func parse(_ c: Case) {
        let entries = try? ListenFDs(Environment(c.values), pid: 7).entries.map { "\($0.descriptor) \($0.name)" }
        #expect(entries == c.entries)
    }

    @Test("is held against the descriptors themselves")
    func descriptors() throws {
        let directory = try TemporaryDirectory()
        let bound = try BoundSocket(directory.path + "/s")
        let descriptor = try bound.duplicate()
        #expect(
            try InheritedSocket.adopt(descriptor, "api")
                == InheritedSocket(descriptor: descriptor, name: "api", family: .unix))
        let notListening = try UnixSocket.make(directory.path + "/t")
        #expect(throws: LinuxError.self) { try InheritedSocket.adopt(notListening.raw, "api") }
        let file = try FileDescriptor(opening: directory.file("f", mode: 0o600), 0)
        #expect(throws: LinuxError.self) { try InheritedSocket.adopt(file.raw, "api") }
        #expect(throws: LinuxError.self) { try InheritedSocket.adopt(9_999, "api") }
    }
}
