/// One mail transaction, from MAIL to its end (RFC 5321, section 3.3).
struct SMTPEnvelope {
    var sender: SMTPSender
    var recipients: [SMTPRecipient] = []
    /// What BDAT brought so far; nil before the first chunk.
    var chunks: SMTPContent?
    /// A chunk was refused: nothing but RSET helps (RFC 3030, section 2).
    var isBroken = false
}
