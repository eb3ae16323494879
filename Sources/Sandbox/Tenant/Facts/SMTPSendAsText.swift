/// In which words SMTP refuses somebody else's address as a sender (reference sheet §B5).
package enum SMTPSendAsText: String, CaseIterable, FactValue {
    /// `554 5.2.252 SendAsDenied; … not allowed to send as …`
    case sendAsDenied
    /// `550 5.7.60 SMTP; Client does not have permissions to send as this sender`
    case noPermission
}
