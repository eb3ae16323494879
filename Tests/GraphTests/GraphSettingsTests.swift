import Graph
import Testing

@Suite("What may be set of Graph")
struct GraphSettingsTests {
    @Test("no more than four requests are in flight for a mailbox unless somebody says otherwise")
    func standard() { #expect(GraphSettings().concurrency == 4) }
}
