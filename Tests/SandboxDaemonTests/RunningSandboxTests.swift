import Doorway
import JSON
import Testing

@testable import SandboxDaemon

@Suite("A running sandbox")
struct RunningSandboxTests {
    private func options() -> SandboxOptions {
        var options = SandboxOptions()
        (options.port, options.httpPort, options.imapPort, options.smtpPort, options.proxyPort) = (0, 0, 0, 0, 0)
        options.messages = 3
        return options
    }

    @Test("listens on every port before it says so, and lets go of them when it stops")
    func startsAndStops() async throws {
        let running = try await RunningSandbox.start(options())
        let serving = Task { await running.serve() }
        let addresses = running.addresses
        let ports = [addresses.port, addresses.imapPort, addresses.smtpPort, addresses.httpPort, addresses.proxyPort]
        #expect(Set(ports.compactMap(\.self).filter { $0 > 0 }).count == 5)
        #expect(running.ready["ready"] == true)
        await running.stop()
        await serving.value
        var again = options()
        again.port = addresses.port
        let second = try await RunningSandbox.start(again)
        #expect(second.addresses.port == addresses.port)
        await second.stop()
    }

    @Test("says which port it cannot have")
    func portTaken() async throws {
        let running = try await RunningSandbox.start(options())
        var others = options()
        others.imapPort = running.addresses.imapPort
        let error = await #expect(throws: SandboxError.self) { _ = try await RunningSandbox.start(others) }
        #expect(error?.status == 69)
        #expect(error?.description.contains("\(running.addresses.imapPort)") == true)
        await running.stop()
    }
}
