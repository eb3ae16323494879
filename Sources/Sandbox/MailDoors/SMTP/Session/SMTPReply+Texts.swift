import Domain
import Tenant

/// What Exchange says, where the sheet has its words (§B2, §B5); elsewhere the RFC's code with words of the same kind.
extension SMTPReply {
    static func banner(at now: Timestamp) -> SMTPReply {
        SMTPReply(220, nil, "\(SMTPHost.name) Microsoft ESMTP MAIL Service ready at \(MailDate.text(now))")
    }

    static let readyForTLS = SMTPReply(220, "2.0.0", "SMTP server ready")
    static let authenticated = SMTPReply(235, "2.7.0", "Authentication successful")
    static let senderOK = SMTPReply(250, "2.1.0", "Sender OK")
    static let recipientOK = SMTPReply(250, "2.1.5", "Recipient OK")
    static let startInput = SMTPReply(354, nil, "Start mail input; end with <CRLF>.<CRLF>")
    static let reset = SMTPReply(250, "2.0.0", "Resetting")
    static let done = SMTPReply(250, "2.0.0", "OK")
    static let cannotVerify = SMTPReply(252, "2.1.5", "Cannot VRFY user")
    static let help = SMTPReply(
        214,
        lines: ["This server supports the following commands:", "EHLO STARTTLS AUTH MAIL RCPT DATA BDAT RSET QUIT"])
    static let goodbye = SMTPReply(221, "2.0.0", "Service closing transmission channel")

    static func chunk(_ count: Int) -> SMTPReply { SMTPReply(250, "2.6.0", "CHUNK received OK, \(count) octets") }

    static func accepted(_ messageID: String) -> SMTPReply {
        SMTPReply(250, "2.0.0", "OK \(messageID) [Hostname=\(SMTPHost.name)]")
    }

    static let stopping = SMTPReply(421, "4.3.2", "Service not available, closing transmission channel")
    static let timeout = SMTPReply(451, "4.7.0", "Timeout waiting for client input [\(SMTPHost.name)]")
    static let tooManyErrors = SMTPReply(
        421, "4.7.0", "Too many errors on this connection, closing transmission channel")
    static let behindStartTLS = SMTPReply(421, "4.7.0", "Nothing may follow STARTTLS, closing transmission channel")

    static let unknownCommand = SMTPReply(500, "5.3.3", "Unrecognized command")
    static let lineTooLong = SMTPReply(500, "5.5.2", "Line too long")
    static let exchangeTooLong = SMTPReply(500, "5.5.6", "Authentication exchange line is too long")
    static let badArguments = SMTPReply(501, "5.5.4", "Invalid arguments")
    static let badBytes = SMTPReply(501, "5.5.2", "Invalid characters in command")
    static let badBase64 = SMTPReply(501, "5.5.2", "Cannot decode response")
    static let cancelled = SMTPReply(501, "5.7.0", "Authentication cancelled")
    static let badAddress = SMTPReply(501, "5.1.3", "Invalid address")
    static let noHello = SMTPReply(503, "5.5.2", "Send hello first")
    static let alreadySecure = SMTPReply(503, "5.5.1", "Only one TLS session allowed")
    static let alreadyAuthenticated = SMTPReply(503, "5.5.1", "Already authenticated")
    static let inTransaction = SMTPReply(503, "5.5.1", "Not during a mail transaction")
    static let senderSpecified = SMTPReply(503, "5.5.2", "Sender already specified")
    static let needMail = SMTPReply(503, "5.5.2", "Need mail command")
    static let needRecipient = SMTPReply(503, "5.5.2", "Need rcpt command")
    static let needChunks = SMTPReply(503, "5.5.1", "BINARYMIME and chunks need BDAT")
    static let brokenChunks = SMTPReply(503, "5.5.1", "A chunk was refused; start again with RSET")
    static let unknownMechanism = SMTPReply(504, "5.7.4", "Unrecognized authentication type [\(SMTPHost.name)]")
    static let notAuthenticated = SMTPReply(530, "5.7.57", "Client not authenticated to send mail. [\(SMTPHost.name)]")
    static let needsUTF8 = SMTPReply(553, "5.6.7", "Address needs SMTPUTF8")
    static let tooManyRecipients = SMTPReply(452, "4.5.3", "Too many recipients")
    static let tooLarge = SMTPReply(552, "5.3.4", "Message size exceeds fixed maximum message size")
    static let bareLineFeed = SMTPReply(
        550, "5.6.11", "SMTPSEND.BareLinefeedsAreIllegal; message contains bare linefeeds, which DATA cannot carry")
    static let unreadable = SMTPReply(554, "5.6.0", "Corrupt message content")

    static func unknownParameter(_ keyword: String) -> SMTPReply {
        SMTPReply(555, "5.5.4", "Unsupported option: \(keyword.unicodeScalars.allSatisfy(\.isASCII) ? keyword : "?")")
    }
}

extension SMTPReply {
    init(_ error: SMTPSyntaxError) {
        switch error {
        case .unknownCommand: self = .unknownCommand
        case .badArguments: self = .badArguments
        case .badAddress: self = .badAddress
        case .unknownParameter(let keyword): self = .unknownParameter(keyword)
        case .badBytes: self = .badBytes
        }
    }

    /// Why the post office did not take a message of `mailbox`.
    init(_ refusal: SubmissionRefusal, mailbox: Person, facts: FactSheet) {
        switch refusal {
        case .sendAsDenied(let address): self = .sendAsDenied(address, mailbox, facts)
        case .noRecipients: self = .needRecipient
        case .tooManyRecipients: self = SMTPReply(550, "5.5.3", "Too many recipients")
        case .tooLarge: self = .tooLarge
        case .quotaExceeded:
            self = SMTPReply(
                554, facts[Facts.smtpQuotaStatus],
                "STOREDRV.Submission.Exception:SubmissionQuotaExceededException [Hostname=\(SMTPHost.name)]")
        case .noSuchMailbox, .noSuchMessage:
            self = SMTPReply(554, "5.2.0", "STOREDRV.Submission.Exception:ObjectNotFoundException")
        }
    }

    static func sendAsDenied(_ address: String, _ mailbox: Person, _ facts: FactSheet) -> SMTPReply {
        switch facts[Facts.smtpSendAsText] {
        case .sendAsDenied:
            SMTPReply(
                554, "5.2.252",
                "SendAsDenied; \(mailbox.address) not allowed to send as \(address); "
                    + "STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied")
        case .noPermission:
            SMTPReply(550, "5.7.60", "SMTP; Client does not have permissions to send as this sender")
        }
    }
}
