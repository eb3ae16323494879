/// The facts that are the SMTP door's.
extension Facts {
    package static let smtp: [any AnyFact] = [
        smtpExtensions, smtpMaximumSize, smtpTLSRequired, smtpInitialResponse, smtpFailureChallenge, smtpScopeChecked,
        smtpPersonalRefused, smtpMailboxBeatsTenant, smtpSharedInherits, smtpSharedUser, smtpBasicRefusal,
        smtpConcurrentConnections, smtpConcurrencyText, smtpMessagesPerMinute, smtpLongestDelay, smtpSendAsText,
        smtpSendAsMoment, smtpKeepsMessageID, smtpBareLineFeedRefused, smtpQuotaStatus, smtpIdleSeconds,
    ]

    package static let smtpExtensions = Fact(
        "smtp.extensions", "PIPELINING DSN ENHANCEDSTATUSCODES AUTH 8BITMIME BINARYMIME CHUNKING SMTPUTF8",
        "what EHLO announces after SIZE; in the place of AUTH stands STARTTLS before TLS", source: "§B5",
        mark: .practice)
    package static let smtpMaximumSize = Fact(
        "smtp.maximumSize", 157_286_400, "the number of octets behind SIZE", source: "§B5", mark: .practice)
    package static let smtpTLSRequired = Fact(
        "smtp.tlsRequired", true, "AUTH is neither announced nor accepted before STARTTLS", source: "§B5",
        mark: .confirmed)
    package static let smtpInitialResponse = Fact(
        "smtp.initialResponse", true, "AUTH XOAUTH2 takes its response on the same line too", source: "§B2",
        mark: .practice)
    package static let smtpFailureChallenge = Fact(
        "smtp.failureChallenge", false, "a failed XOAUTH2 is refused at once, without Google's challenge in JSON",
        source: "§B2", mark: .uncertain)
    package static let smtpScopeChecked = Fact(
        "smtp.scopeChecked", true, "a token needs SMTP.Send, and an app's SMTP.SendAsApp", source: "§A3, §D3",
        mark: .confirmed)
    package static let smtpPersonalRefused = Fact(
        "smtp.personalRefused", true, "personal accounts are refused for good: disabled for the Mailbox",
        source: "§B5", mark: .practice)
    package static let smtpMailboxBeatsTenant = Fact(
        "smtp.mailboxBeatsTenant", true, "a mailbox's own SMTP AUTH setting beats the tenant's", source: "§B5",
        mark: .confirmed)
    package static let smtpSharedInherits = Fact(
        "smtp.sharedInherits", true, "a shared mailbox has SMTP AUTH as its tenant says; else off unless set",
        source: "§B2", mark: .uncertain)
    package static let smtpSharedUser = Fact(
        "smtp.sharedUser", true, "user= may name a mailbox on which the token's owner holds SendAs", source: "§B2",
        mark: .confirmed)
    package static let smtpBasicRefusal = Fact(
        "smtp.basicRefusal", SMTPBasicRefusal.disabled, "a password gets 535 5.7.139, basic authentication is disabled",
        source: "§B5", mark: .practice)
    package static let smtpConcurrentConnections = Fact(
        "smtp.concurrentConnections", 3, "a mailbox has at most 3 connections; the next one gets 432", source: "§B6",
        mark: .confirmed)
    package static let smtpConcurrencyText = Fact(
        "smtp.concurrencyText", SMTPConcurrencyText.concurrentConnections,
        "one connection too many is told of the concurrent connections limit", source: "§B5", mark: .practice)
    package static let smtpMessagesPerMinute = Fact(
        "smtp.messagesPerMinute", 30, "what goes beyond 30 messages a minute is delayed, not refused", source: "§B6",
        mark: .confirmed)
    package static let smtpLongestDelay = Fact(
        "smtp.longestDelaySeconds", 60, "no message is delayed for longer", source: "§B6", mark: .uncertain)
    package static let smtpSendAsText = Fact(
        "smtp.sendAsText", SMTPSendAsText.sendAsDenied, "another's address as sender gets 554 5.2.252 SendAsDenied",
        source: "§B5", mark: .practice)
    package static let smtpSendAsMoment = Fact(
        "smtp.sendAsMoment", SMTPSendAsMoment.dot, "the sender is judged with the message, not at MAIL", source: "§B5",
        mark: .uncertain)
    package static let smtpKeepsMessageID = Fact(
        "smtp.keepsMessageID", true, "a client's Message-ID survives submission", source: "§B7", mark: .uncertain)
    package static let smtpBareLineFeedRefused = Fact(
        "smtp.bareLineFeedRefused", true, "DATA with a lone CR or LF is refused", source: "RFC 5321, section 2.3.8",
        mark: .uncertain)
    package static let smtpQuotaStatus = Fact(
        "smtp.quotaStatus", "5.2.0", "the enhanced code when a day's recipients are used up", source: "§B5",
        mark: .practice)
    package static let smtpIdleSeconds = Fact(
        "smtp.idleSeconds", 300, "a connection that says nothing for so many seconds is closed",
        source: "RFC 5321, section 4.5.3.2.7", mark: .uncertain)
}
