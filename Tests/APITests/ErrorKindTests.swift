import API
import JSONRPC
import Testing

@Suite("An error kind")
struct ErrorKindTests {
    @Test("has a code of its own")
    func codes() {
        #expect(Set(ErrorKind.allCases.map(\.code)).count == ErrorKind.allCases.count)
    }

    @Test(
        "that the session gives by itself agrees with the table",
        arguments: [
            (RPCError.overloaded, ErrorKind.overloaded), (.tooLarge("x"), .tooLarge), (.shuttingDown, .shuttingDown),
            (.requestCancelled, .requestCancelled),
        ])
    func agreement(_ error: RPCError, _ kind: ErrorKind) {
        #expect(error.kind == kind.rawValue)
        #expect(error.code == kind.code)
        #expect(error.retryable == kind.isRetryable)
    }

    @Test("makes an error whose retryable can be overruled")
    func error() {
        let error = RPCError(.timeout, "the deadline passed", hint: "try again")
        #expect(error.retryable)
        #expect(error.code == -31_045)
        #expect(!RPCError(.timeout, "after the handover", retryable: false).retryable)
    }
}
