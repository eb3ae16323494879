import Mail
import Testing

@testable import IMAP

@Suite("The answers to a command")
struct CommandOutcomeTests {
    private let ok = StatusResponse(condition: .ok, text: "")

    @Test("give the numbers of every search result")
    func found() throws {
        let ranges = ExtendedSearch(all: NumberSet(ranges: [7...9, 1...1]))
        let outcome = CommandOutcome(
            status: ok, untagged: [.search([84, 2]), .exists(5), .extendedSearch(ranges), .extendedSearch(.init())])
        #expect(try outcome.found.sorted() == [1, 2, 7, 8, 9, 84])
    }

    @Test("find no more in many search results than in one")
    func foundTooMuch() {
        let half = ExtendedSearch(all: NumberSet(ranges: [1...UInt32(IMAPLimits.searchResults / 2)]))
        let outcome = CommandOutcome(
            status: ok, untagged: [.extendedSearch(half), .search([1]), .extendedSearch(half)])
        #expect(throws: MailError.protocolViolation("too many search results")) { try outcome.found }
    }

    @Test("are kept only when somebody reads them, and cost what they take of the memory")
    func cost() {
        var exchange = Exchange()
        exchange.expect("a1")
        exchange.add(.other("A"))
        #expect(exchange.heldBytes == 0 && exchange.hasAnswer)
        #expect(exchange.outcomes[0].untagged.isEmpty)
        exchange.add(.exists(1))
        #expect(exchange.heldBytes >= MemoryLayout<UntaggedResponse>.size)
        #expect(exchange.outcomes[0].untagged == [.exists(1)])
    }
}
