import Doorway
import Tenant

/// EHLO and STARTTLS.
extension SMTPSession {
    /// Begins anew (RFC 5321, section 4.1.4).
    func hello(_ name: String, isExtended: Bool) -> SMTPReply {
        isGreeted = true
        envelope = nil
        let greeting = "\(SMTPHost.name) Hello [\(connection.peer)]"
        guard isExtended else { return SMTPReply(250, lines: [greeting]) }
        return SMTPReply(250, lines: [greeting, "SIZE \(sandbox.facts[Facts.smtpMaximumSize])"] + extensions)
    }

    private var extensions: [String] {
        var names = sandbox.facts[Facts.smtpExtensions].split(separator: " ").map(String.init)
        if let place = names.firstIndex(of: "AUTH") {
            let announcesAuth = connection.isSecure || !sandbox.facts[Facts.smtpTLSRequired]
            names.replaceSubrange(
                place...place,
                with: (connection.isSecure ? [] : ["STARTTLS"]) + (announcesAuth ? ["AUTH LOGIN XOAUTH2"] : []))
        }
        return names
    }

    /// What was said before is forgotten (RFC 3207, section 4.2).
    func startTLS(_ line: String) async throws(ConnectionEnd) {
        guard !connection.isSecure else { return try await answer(.alreadySecure, to: "STARTTLS", line) }
        do throws(ConnectionEnd) {
            try await connection.startTLS(saying: SMTPReply.readyForTLS.bytes)
        } catch .plaintextBehindStartTLS {
            return try await answer(.behindStartTLS, to: "STARTTLS", line)
        }
        record("STARTTLS", line, status: SMTPReply.readyForTLS.code)
        isGreeted = false
        envelope = nil
        if let login { register.leave(login.mailbox.id) }
        login = nil
    }
}
