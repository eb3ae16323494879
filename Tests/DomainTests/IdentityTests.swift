import Testing

@testable import Domain

@Suite("An identity")
struct IdentityTests {
    @Test("has only an address that somebody stands for")
    func vouched() {
        #expect(
            Identity(tenant: "https://id.example", subject: "s", username: "support@corp.example").vouchedAddress == nil
        )
        #expect(
            Identity(tenant: "https://id.example", subject: "s", username: "x", email: "ann@example.com").vouchedAddress
                == "ann@example.com")
        #expect(
            Identity(tenant: "9188040d-6c67-4c5b-b112-36a304b66dad", subject: "s", username: "ann@contoso.example")
                .vouchedAddress == "ann@contoso.example")
    }
}
