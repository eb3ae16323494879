import Mail
import Testing

@Suite("Trying an account")
struct AccountCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let reading: MailServiceKind?
        let sending: [MailServiceKind]
        let failing: [MailServiceKind: MailError]
        let outcome: MailError?
        var testDescription: String { name }
    }

    @Test(
        "goes well when it reads and one of its ways out is open",
        arguments: [
            Case(name: "all is well", reading: .imap, sending: [.smtp], failing: [:], outcome: nil),
            Case(name: "nothing to send by", reading: .imap, sending: [], failing: [:], outcome: nil),
            Case(
                name: "one way out is closed", reading: .imap, sending: [.graph, .smtp],
                failing: [.smtp: .authenticationFailed(reply: "off")], outcome: nil),
            Case(
                name: "all ways out are closed: the first says why", reading: .imap, sending: [.graph, .smtp],
                failing: [.smtp: .authenticationFailed(reply: "off"), .graph: .timedOut], outcome: .timedOut),
            Case(
                name: "the only way out is closed", reading: .imap, sending: [.smtp], failing: [.smtp: .timedOut],
                outcome: .timedOut),
            Case(
                name: "it does not read", reading: .graph, sending: [.graph, .smtp], failing: [.graph: .timedOut],
                outcome: .timedOut),
            Case(
                name: "it only sends", reading: nil, sending: [.smtp], failing: [.smtp: .timedOut], outcome: .timedOut),
        ])
    func outcome(_ c: Case) async {
        let services = [c.reading].compactMap(\.self) + c.sending
        let results = Dictionary(
            services.map { service -> (MailServiceKind, Result<Void, MailError>) in
                (service, c.failing[service].map { .failure($0) } ?? .success(()))
            }, uniquingKeysWith: { first, _ in first })
        let check = AccountCheck(results: results, reading: c.reading, sending: c.sending)
        #expect(await failure { () throws(MailError) in try check.get() } == c.outcome)
    }
}
