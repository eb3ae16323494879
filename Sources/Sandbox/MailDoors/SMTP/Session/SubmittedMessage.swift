package import Domain
import Tenant

/// A message as Exchange completes it on submission: with a Message-ID and a Date, whatever the client gave.
package struct SubmittedMessage {
    package private(set) var bytes: [UInt8]

    /// Gives it a Message-ID of the server's when it has none, or when the client's is not to be kept.
    package init(_ message: [UInt8], keepsID: Bool, at now: Timestamp) {
        bytes = keepsID ? message : ArrivedHeader.without(["message-id"], in: message)
        let names = Set(ArrivedHeader.fields(of: bytes).map(\.key))
        var added = ""
        if !names.contains("date") { added += "Date: \(MailDate.text(now))\r\n" }
        if !names.contains("message-id") { added += "Message-ID: <\(GUID.random())@\(SMTPHost.name)>\r\n" }
        if !added.isEmpty { bytes = Array(added.utf8) + bytes }
    }
}
