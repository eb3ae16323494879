import Foundation
import Testing

@testable import Curl

@Suite("A socket of curl's")
struct SocketOpenerTests {
    @Test func doesNotWaitWithoutEndForAnAcknowledgement() {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        SocketOpener.limitPatience(of: socket)
        var (limit, size): (CInt, socklen_t) = (0, socklen_t(MemoryLayout<CInt>.size))
        let status = unsafe getsockopt(socket, CInt(IPPROTO_TCP), TCP_USER_TIMEOUT, &limit, &size)
        #expect(status == 0)
        #expect(limit == SocketOpener.patience)
    }
}
