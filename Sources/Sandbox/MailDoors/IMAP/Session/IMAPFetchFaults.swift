import JSON
import Tenant

/// What goes wrong in one FETCH (reference sheet §B4).
struct IMAPFetchFaults {
    let malformsStructure: Bool
    let dropsMidLiteral: Bool
    /// Messages whose UID these divide are left out, or come as a stub. Nil: none.
    private let missing: UInt32?
    private let stub: UInt32?

    init(facts: FactSheet, strikes: (FaultName) -> Fault?) {
        func every(_ name: FaultName) -> UInt32? {
            strikes(name).map { UInt32(clamping: max(1, $0.parameters["every"]?.integerValue ?? 2)) }
        }
        missing = every(.imapMissingRows)
        stub = every(.imapStub)
        malformsStructure = strikes(.imapMalformedStructure) != nil || facts[Facts.imapMalformedStructure]
        dropsMidLiteral = strikes(.imapDropMidLiteral) != nil
    }

    func leavesOut(_ message: StoredMessage) -> Bool { missing.map { message.uid % $0 == 0 } ?? false }
    func isStub(_ message: StoredMessage) -> Bool { stub.map { message.uid % $0 == 0 } ?? false }

    /// What Exchange delivers for a message that it cannot convert.
    static func stub(_ message: StoredMessage) -> IMAPHeldSource {
        let sentence = "Retrieval using the IMAP4 protocol failed for the following message: \(message.uid)"
        let lines = [
            "From: \"Microsoft Exchange\" <postmaster@sandbox.example>", "Subject: \(sentence)", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=us-ascii", "", sentence, "",
        ]
        return IMAPHeldSource(Array(lines.joined(separator: "\r\n").utf8))
    }
}
