import JSON
import Tenant

/// What goes wrong in one FETCH (reference sheet §B4).
struct IMAPFetchFaults {
    let dropsMidLiteral: Bool
    /// Messages whose UID these divide are left out, come as a stub, or with a broken structure. Nil: none.
    private let missing: UInt32?
    private let stub: UInt32?
    private let malformed: UInt32?

    init(facts: FactSheet, strikes: (FaultName) -> Fault?) {
        func every(_ name: FaultName, orElse standard: Int64) -> UInt32? {
            strikes(name).map { UInt32(clamping: max(1, $0.parameters["every"]?.integerValue ?? standard)) }
        }
        missing = every(.imapMissingRows, orElse: 2)
        stub = every(.imapStub, orElse: 2)
        malformed = every(.imapMalformedStructure, orElse: 1) ?? (facts[Facts.imapMalformedStructure] ? 1 : nil)
        dropsMidLiteral = strikes(.imapDropMidLiteral) != nil
    }

    func leavesOut(_ message: StoredMessage) -> Bool { Self.strikes(message, every: missing) }
    func isStub(_ message: StoredMessage) -> Bool { Self.strikes(message, every: stub) }
    func malformsStructure(of message: StoredMessage) -> Bool { Self.strikes(message, every: malformed) }

    private static func strikes(_ message: StoredMessage, every count: UInt32?) -> Bool {
        count.map { message.uid % $0 == 0 } ?? false
    }

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
