internal import Mail

/// What a refusal means (reference: microsoft.md, section B5; Exchange has one enhanced code for several reasons, so its
/// sentences are read).
enum SMTPRefusal {
    /// Why AUTH failed, and whether a new access token could help.
    static func ofSignIn(_ reply: SMTPReply) -> (error: MailError, newTokenMayHelp: Bool) {
        if !reply.isPermanent { return (temporary(reply), false) }
        let text = reply.sentence.lowercased()
        if signInIsOff.contains(where: text.contains) { return (.rejected(reply.serverReply), false) }
        if reply.code == 504 || text.contains("5.7.4 ") {
            return (.unsupported("the SMTP server does not know the mechanism: \(reply.sentence)"), false)
        }
        if reply.code == 534 || reply.code == 538 { return (.rejected(reply.serverReply), false) }
        return (.authenticationFailed(reply: reply.sentence), !text.contains("did not meet the criteria"))
    }

    /// Why a command other than AUTH, or the message, was refused.
    static func ofMessage(_ reply: SMTPReply) -> MailError {
        guard reply.isPermanent else { return temporary(reply) }
        let text = reply.sentence.lowercased()
        if reply.code == 530 { return .authenticationFailed(reply: reply.sentence) }
        if text.contains("5.7.30 ") { return .rejected(reply.serverReply) }
        if text.contains("submissionquotaexceeded") || text.contains("5.2.2 ") && reply.code == 554 {
            return .rateLimited(reply.sentence)
        }
        if reply.code == 552 && reply.serverReply.enhancedCode != "5.2.2" || text.contains("5.3.4 ") {
            return .tooLarge(reply.sentence)
        }
        return .messageRejected(reply.serverReply)
    }

    /// 4yz, and what is neither.
    static func temporary(_ reply: SMTPReply) -> MailError {
        guard reply.isTemporary else { return .protocolViolation("unexpected reply: \(reply.sentence)") }
        let text = reply.sentence.lowercased()
        return reply.code == 432 || rateWords.contains(where: text.contains)
            ? .rateLimited(reply.sentence) : .unavailable(reply.sentence)
    }

    /// SMTP AUTH, or passwords in it, are switched off: an administrator's matter.
    private static let signInIsOff = [
        "smtpclientauthentication is disabled", "basic authentication is disabled",
        "basic authentication is not supported",
    ]
    private static let rateWords = [
        "concurrent connections limit", "sender thread limit", "rate limit", "too many messages",
    ]
}
