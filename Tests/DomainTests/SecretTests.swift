import Testing

@testable import Domain

@Suite("A secret")
struct SecretTests {
    @Test("does not show itself in any way that text is made of a value")
    func hidden() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\([secret])", "\(Optional(secret) as Any)", dumped] {
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.withExposed { $0 } == "hunter2")
    }
}
