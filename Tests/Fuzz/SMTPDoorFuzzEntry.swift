import Domain
import MailDoors

/// What any program may say to the sandbox's SMTP door.
enum SMTPDoorFuzz {
    static let entries: [(name: String, run: @Sendable ([UInt8]) -> Void)] = [
        ("smtp-door-commands", commands), ("smtp-door-responses", responses), ("smtp-door-headers", headers),
    ]

    /// An address that is taken says the same when it is said again.
    private static func commands(_ line: [UInt8]) {
        switch try? SMTPCommand(parsing: line) {
        case .mail(let sender):
            let again = try? SMTPCommand(parsing: Array("MAIL FROM:<\(sender.address)>".utf8))
            precondition(again == .mail(SMTPSender(address: sender.address)), "another sender")
        case .rcpt(let recipient):
            let again = try? SMTPCommand(parsing: Array("RCPT TO:<\(recipient.address)>".utf8))
            precondition(again == .rcpt(SMTPRecipient(address: recipient.address)), "another recipient")
            precondition(recipient.address.utf8.count <= 320 && !recipient.address.isEmpty)
        case .bdat(let count, _): precondition((0..<1_000_000_000_000).contains(count))
        default: break
        }
    }

    private static func responses(_ input: [UInt8]) {
        for base64 in [String(decoding: input, as: UTF8.self), Base64(input).text] {
            guard let response = XOAUTH2(base64) else { continue }
            precondition(!response.user.isEmpty && !response.token.isEmpty)
        }
    }

    /// Completed once, a message is complete.
    private static func headers(_ message: [UInt8]) {
        let now = Timestamp(secondsSince1970: 1_795_388_400)
        let completed = SubmittedMessage(message, keepsID: true, at: now).bytes
        precondition(completed.count >= message.count)
        precondition(SubmittedMessage(completed, keepsID: true, at: now).bytes == completed, "incomplete")
        _ = SubmittedMessage(message, keepsID: false, at: now)
    }
}
