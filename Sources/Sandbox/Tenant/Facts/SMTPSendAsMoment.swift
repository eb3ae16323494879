/// When SMTP judges the envelope's sender.
package enum SMTPSendAsMoment: String, CaseIterable, FactValue {
    /// With the message, after its last line.
    case dot
    /// In answer to MAIL.
    case mail
}
