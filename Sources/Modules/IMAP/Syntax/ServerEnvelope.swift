/// The header as the server has parsed it (RFC 9051, section 7.5.2), its values still encoded.
struct ServerEnvelope: Equatable {
    struct Address: Equatable {
        var name: [UInt8]?
        var mailbox: [UInt8]?
        var host: [UInt8]?
    }
    var date: [UInt8]?
    var subject: [UInt8]?
    var from: [Address] = []
    var sender: [Address] = []
    var replyTo: [Address] = []
    var to: [Address] = []
    var cc: [Address] = []
    var bcc: [Address] = []
    var inReplyTo: [UInt8]?
    var messageID: [UInt8]?
}
