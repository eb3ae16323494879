internal import Broker

extension KeptPassword {
    /// What no mail protocol can carry is refused where it comes in: NUL ends SASL PLAIN's fields (RFC 4616), a line break
    /// ends a command.
    func check() throws(BrokerError) {
        try Self.check(imap, field: "imap")
        if let smtp { try Self.check(smtp, field: "smtp") }
    }

    private static func check(_ password: Credential, field: String) throws(BrokerError) {
        let isRight = password.withExposed {
            (1...1_024).contains($0.utf8.count) && $0.utf8.allSatisfy { ![0, 1, 10, 13].contains($0) }
        }
        guard isRight else {
            throw .invalid(field: "password.\(field)", reason: "1 to 1024 bytes without NUL, ^A and line breaks")
        }
    }
}
