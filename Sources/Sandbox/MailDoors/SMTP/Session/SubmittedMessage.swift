package import Domain
import Tenant

/// A message as Exchange completes it on submission: with a Message-ID and a Date, whatever the client gave.
package struct SubmittedMessage {
    package private(set) var bytes: [UInt8]

    /// Gives it a Message-ID of the server's when it has none, or when the client's is not to be kept.
    package init(_ message: [UInt8], keepsID: Bool, at now: Timestamp) {
        bytes = keepsID ? message : Self.removing("message-id", from: message)
        if !Self.hasField("message-id", in: bytes) {
            bytes = Array("Message-ID: <\(GUID.random())@\(SMTPHost.name)>\r\n".utf8) + bytes
        }
        if !Self.hasField("date", in: bytes) { bytes = Array("Date: \(MailDate.text(now))\r\n".utf8) + bytes }
    }

    private static func hasField(_ name: String, in message: [UInt8]) -> Bool {
        fields(of: message).contains { isNamed(name, message[$0]) }
    }

    private static func removing(_ name: String, from message: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        var position = 0
        for field in fields(of: message) where isNamed(name, message[field]) {
            kept += message[position..<field.lowerBound]
            position = field.upperBound
        }
        return kept + message[position...]
    }

    /// Each field of the header with its continuation lines and its end, up to the empty line.
    private static func fields(of message: [UInt8]) -> [Range<Int>] {
        var fields: [Range<Int>] = []
        var start = 0
        while start < message.count, message[start] != 0x0d, message[start] != 0x0a {
            let end = message[start...].firstIndex(of: 0x0a).map { $0 + 1 } ?? message.count
            if let last = fields.last, message[start] == 0x20 || message[start] == 0x09 {
                fields[fields.count - 1] = last.lowerBound..<end
            } else {
                fields.append(start..<end)
            }
            start = end
        }
        return fields
    }

    private static func isNamed(_ name: String, _ field: ArraySlice<UInt8>) -> Bool {
        guard let colon = field.prefix(256).firstIndex(of: 0x3a) else { return false }
        let text = String(decoding: field[..<colon], as: UTF8.self).lowercased()
        return text.drop { $0 == " " }.split(separator: " ").first.map(String.init) == name
    }
}
