import BrokerService
import Domain
import Foundation
import OAuth
import Testing

@Suite("An assertion file")
struct AssertionFilesTests {
    let directory: VaultDatabaseTests.TemporaryDirectory

    init() throws { directory = try VaultDatabaseTests.TemporaryDirectory() }

    func write(_ text: String, mode: Int = 0o600) throws -> String {
        let path = directory.file("token")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    func fault(_ path: String) async -> String? {
        do throws(AssertionFault) {
            _ = try await AssertionFiles(paths: ["ci": path]).contents(of: "ci")
            return nil
        } catch {
            return error.reason
        }
    }

    @Test("is read anew at each use, also through a link that its issuer replaces")
    func read() async throws {
        let path = try write("one")
        let link = directory.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        let files = AssertionFiles(paths: ["ci": link])
        #expect(files.names == ["ci"])
        #expect(try await files.contents(of: "ci").withExposed { $0 } == Array("one".utf8))
        _ = try write("two", mode: 0o644)
        #expect(try await files.contents(of: "ci").withExposed { $0 } == Array("two".utf8))
    }

    @Test("that cannot be used says why, and neither what it holds nor where it lies")
    func faults() async throws {
        #expect(await fault(directory.file("none")) == "No such file or directory")
        #expect(await fault(directory.path) == "it is not a regular file")
        #expect(
            await fault(try write("CANARY", mode: 0o662))
                == "its mode may be 0644 at most")
        #expect(
            await fault(try write(String(repeating: "A", count: FederatedAssertion.longest + 1)))
                == "it is larger than \(FederatedAssertion.longest) bytes")
        let unknown = await #expect(throws: AssertionFault.self) {
            _ = try await AssertionFiles(paths: [:]).contents(of: "ci")
        }
        #expect(unknown?.reason == "the configuration names no such file")
    }

    @Test("that nobody writes to keeps nobody waiting")
    func fifo() async throws {
        let path = directory.file("fifo")
        let process = try Process.run(URL(fileURLWithPath: "/usr/bin/mkfifo"), arguments: ["-m", "600", path])
        process.waitUntilExit()
        #expect(await fault(path)?.contains("not a regular file") == true)
    }
}
