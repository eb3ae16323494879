internal import Domain
internal import Transport

/// The URL by which curl opens a mail connection: never with a user, a password or a mailbox in it.
struct MailURL {
    let text: String

    init(_ server: ServerAddress, _ dialogue: MailDialogue) throws(TransportError) {
        guard (1...65_535).contains(server.port) else { throw .connectFailed("not a port: \(server.port)") }
        let host: String
        if server.host.contains(":"), IPAddress(server.host) != nil {
            host = "[\(server.host)]"
        } else if (1...255).contains(server.host.utf8.count), server.host.utf8.allSatisfy(Self.isHostByte) {
            host = server.host
        } else {
            throw .connectFailed("not a host name")
        }
        let scheme =
            switch (dialogue, server.security) {
            case (.imap, .startTLS): "imap"
            case (.imap, .tls): "imaps"
            case (.smtp, .startTLS): "smtp"
            case (.smtp, .tls): "smtps"
            }
        // What curl says in its EHLO, instead of this machine's name.
        text = "\(scheme)://\(host):\(server.port)/" + (dialogue == .smtp ? "localhost" : "")
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        byte.isIdentifierByte || byte == UInt8(ascii: ".")
    }
}
