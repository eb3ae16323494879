import Foundation
import TestFiles
import Testing

@testable import Linux

@Suite("The service manager")
struct NotifySocketTests {
    @Test("hears what is sent, on a path and on an abstract name", arguments: [false, true])
    func hears(_ isAbstract: Bool) throws {
        let directory = try TemporaryDirectory()
        let name = isAbstract ? "@postern-\(UUID().uuidString)" : directory.path + "/notify"
        let receiver = DatagramReceiver(name: name)
        let notify = try #require(try NotifySocket(Environment(["NOTIFY_SOCKET": name])))
        try notify.send([.ready, .status("two\nlines"), .extendTimeout(.milliseconds(1_500))])
        #expect(receiver.receive() == "READY=1\nSTATUS=two lines\nEXTEND_TIMEOUT_USEC=1500000")
        try notify.send([.stopping, .watchdog])
        #expect(receiver.receive() == "STOPPING=1\nWATCHDOG=1")
    }

    @Test("is not there when nobody names it")
    func absent() throws {
        #expect(try NotifySocket(Environment([:])) == nil)
        #expect(try NotifySocket(Environment(["NOTIFY_SOCKET": ""])) == nil)
    }

    @Test(
        "has an address that can be one",
        arguments: ["relative", "@", "vsock:2:1234", "/" + String(repeating: "x", count: 107)])
    func badAddress(_ text: String) {
        #expect(throws: LinuxError.self) { try NotifySocket(Environment(["NOTIFY_SOCKET": text])) }
    }

    @Test("that has gone is an error, not a wait")
    func gone() throws {
        let notify = try #require(try NotifySocket(Environment(["NOTIFY_SOCKET": "/nonexistent/notify"])))
        #expect(throws: LinuxError.failed("notify", path: "NOTIFY_SOCKET", errno: ENOENT)) {
            try notify.send([.ready])
        }
    }
}
