/// What faults do. The raw values are the names as the control endpoint and the command line write them.
package enum FaultName: String, CaseIterable, Sendable {
    /// `status` (429, 503, 504 …) with `retryAfter` as written ("2", "2.128"), or without.
    case status = "http.status"
    /// The connection goes before, or after, the request took effect; nothing is answered.
    case dropBefore = "http.dropBefore"
    case dropAfter = "http.dropAfter"
    /// `bytesPerSecond` of body.
    case slow = "http.slow"
    /// It takes effect at once, and is answered `milliseconds` later.
    case late = "http.late"
    /// The first half of the body, then the connection goes.
    case truncated = "http.truncated"
    /// `status` (502) with a gateway's HTML page.
    case html = "http.html"
    /// 200 with nothing in it.
    case emptyBody = "http.empty"
    /// 302 to `location`, or to the request's own address: for ever.
    case redirect = "http.redirect"
    /// 200 and JSON whose one string is `bytes` long.
    case huge = "http.huge"
    /// 200 and JSON whose one string never ends.
    case endless = "http.endless"
    /// `count` members of a 200 `$batch` get 429 with `retryAfter`.
    case batchThrottled = "graph.batchThrottled"
    /// Delta tokens have expired: 410 (`syncStateNotFound`).
    case deltaExpired = "graph.deltaExpired"
    /// 401 with `claims` in WWW-Authenticate (reference sheet §A14).
    case claimsChallenge = "graph.claimsChallenge"
    /// `code` (an AADSTS number of §A10), and what belongs to it.
    case aadsts = "entra.error"
    /// The refresh token presented is revoked for good (50173).
    case refreshRevoked = "entra.refreshRevoked"
    /// The refresh token presented was rotated, and the old one is refused from now on.
    case refreshRotated = "entra.refreshRotated"
    /// `invalid_grant` without a code that means it; the token stays good.
    case temporaryInvalidGrant = "entra.temporaryInvalidGrant"
    /// The client's secrets count as expired (7000222).
    case secretExpired = "entra.secretExpired"
    /// The id_token is forged: its header says `algorithm` (`none`: without a signature), `foreignKey` makes the signature with
    /// a key that is nobody's, and `claims` replace the true ones.
    case idToken = "entra.idToken"
    /// Tokens carry times `seconds` away from the true ones.
    case clockSkew = "entra.clockSkew"
    case imapDropAfterLogin = "imap.dropAfterLogin"
    case imapDropMidLiteral = "imap.dropMidLiteral"
    /// `* BYE` with `text`.
    case imapBye = "imap.bye"
    /// `BAD Request is throttled. Suggested Backoff Time: N milliseconds`, with `milliseconds`.
    case imapThrottled = "imap.throttled"
    /// "User is authenticated but not connected." after a good AUTHENTICATE.
    case imapNotConnected = "imap.notConnected"
    /// FETCH leaves out, or delivers a stub for, every `every`th message.
    case imapMissingRows = "imap.missingRows"
    case imapStub = "imap.stub"
    case imapMalformedStructure = "imap.malformedStructure"
    case smtpDropMidData = "smtp.dropMidData"
    /// The message is accepted and delivered; the reply never comes.
    case smtpDropAfterDot = "smtp.dropAfterDot"
    /// `reply` (a whole last line, such as `451 4.7.0 Temporary server error`) instead of the door's own, at the operation
    /// (`MAIL`, `RCPT`, `DATA`, `dot`); for RCPT `recipient` names which.
    case smtpReply = "smtp.reply"
}
