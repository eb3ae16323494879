import Doorway
import Tenant
import Testing

@testable import GraphDoor

@Suite("Preferences")
struct PreferencesTests {
    @Test("come comma-separated and repeated, quoted or not, and only known ones are echoed")
    func reading() {
        var headers = WebHeaders()
        headers.add("Prefer", "IdType=\"ImmutableId\", outlook.body-content-type=\"text\"")
        headers.add("prefer", "odata.maxpagesize=50,outlook.timezone=\"Pacific, Standard\", respond-async")
        let preferences = Preferences(headers)
        #expect(preferences.immutableIDs)
        #expect(preferences.bodyType == .text)
        #expect(preferences.pageSize == 50)
        #expect(preferences.timeZone == "Pacific, Standard")
        #expect(!preferences.allowsUnsafeHTML)
        #expect(preferences.applied.count == 4)
    }

    @Test(
        "that say nonsense are passed over",
        arguments: ["odata.maxpagesize=-1", "IdType=x", "outlook.body-content-type=rtf", ",,=", "\""])
    func nonsense(_ text: String) {
        #expect(Preferences(["Prefer": text]).applied.isEmpty)
    }
}
