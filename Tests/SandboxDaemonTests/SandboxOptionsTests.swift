import Foundation
import JSON
import Tenant
import Testing

@testable import SandboxDaemon

@Suite("The options of postern-sandbox")
struct SandboxOptionsTests {
    @Test(
        "are refused by name",
        arguments: [
            (["--fact", "nonsense"], "--fact: nonsense must be name=value"),
            (["--fact", "no.such=1"], "--fact: there is no fact named no.such; --list-facts names them all"),
            (["--fault", "{"], "--fault: no JSON"), (["--fault", "http.nothing"], "--fault: name must be one of"),
            (["--fault", "http.status"], "--fault: parameters.status is missing"),
            (["--port", "70000"], "--port: a port is a number from 0 to 65535"),
            (["--messages", "100001"], "--messages: must be from 0 to 100000"),
            (["--messages", "-1"], "--messages: must be from 0 to 100000"),
            (["--listen", "999.1.1.1"], "--listen: must be an IP address"),
            (["--listen", "::1::"], "--listen: must be an IP address"),
        ])
    func refused(words: [String], reason: String) {
        var options = SandboxOptions()
        switch words[0] {
        case "--fact": options.facts = [words[1]]
        case "--fault": options.faults = [words[1]]
        case "--port": options.port = Int(words[1]) ?? 0
        case "--listen": options.listen = words[1]
        default: options.messages = Int(words[1]) ?? 0
        }
        let error = #expect(throws: SandboxError.self) {
            try options.check()
            _ = try options.factSheet()
            _ = try options.faultList()
        }
        #expect(error?.description.hasPrefix(reason) == true)
        #expect(error?.status == 64)
    }

    @Test("switch a fault on by its bare name until it is cleared, and by JSON as often as it says")
    func faults() throws {
        var options = SandboxOptions()
        options.faults = ["imap.bye", #"{"name":"http.empty","remaining":2}"#]
        #expect(try options.faultList().map(\.remaining) == [nil, 2])
    }

    @Test("say which file of registrations there is not")
    func registrations() {
        var options = SandboxOptions()
        options.registrations = "/nonexistent/apps.json"
        let directory = Directory(tenants: [], people: [], registrations: [])
        let error = #expect(throws: SandboxError.self) { try options.addRegistrations(to: directory) }
        #expect(error?.status == 66)
    }

    @Test("give a configuration only with fixed ports and a directory that lasts")
    func configuration() {
        var options = SandboxOptions()
        options.imapPort = 0
        #expect(throws: SandboxError.self) { try SandboxDaemon.configuration(options) }
        options.imapPort = 1
        let error = #expect(throws: SandboxError.self) { try SandboxDaemon.configuration(options) }
        #expect(error?.description.hasPrefix("--tls-directory: ") == true)
    }

    @Test("list every fact that the sources declare, once, with its standard value, mark and section")
    func facts() throws {
        let listed = FactTable.text().split(separator: "\n").dropFirst().map { String($0.prefix { $0 != " " }) }
        #expect(listed == (try Self.declaredFacts().sorted()))
        for fact in Facts.all {
            let isSourced = fact.source.hasPrefix("§") || fact.source.hasPrefix("RFC ")
            #expect(!fact.summary.isEmpty && isSourced, "\(fact.name)")
            #expect(fact.value(from: fact.standardText) != nil, "\(fact.name)")
        }
    }

    /// The names behind each `static let … = Fact(` of the sandbox.
    private static func declaredFacts() throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources/Sandbox")
        let files = FileManager.default.enumerator(at: root.standardizedFileURL, includingPropertiesForKeys: nil)
        return try (files?.allObjects ?? []).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .flatMap { file in
                try String(contentsOf: file, encoding: .utf8).matches(of: /static let \w+ = Fact\(\s*"([^"]+)"/)
                    .map { String($0.1) }
            }
    }
}
