import Testing

@testable import Graph

@Suite("How long Graph wants us to wait")
struct RetryAfterTests {
    @Test(
        "is read from either header",
        arguments: [
            (["Retry-After": "10"], 10_000), (["Retry-After": "2.128"], 2_128), (["Retry-After": "0"], 0),
            (["Retry-After": "0.0001"], 1), (["Retry-After": "5", "x-ms-retry-after-ms": "1500"], 1_500),
            (["Retry-After": "5", "x-ms-retry-after-ms": "soon"], 5_000),
            (["Retry-After": "99999999999999999999999999"], 1_000_000_000), ([:], nil),
            (["Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"], nil), (["Retry-After": "-1"], nil),
            (["Retry-After": "nan"], nil), (["Retry-After": "inf"], nil), (["Retry-After": "0x10"], nil),
            (["Retry-After": ""], nil), (["Retry-After": "."], nil), (["Retry-After": "1.2.3"], nil),
            (["Retry-After": String(repeating: "9", count: 33)], nil), (["Retry-After": "1e3"], nil),
        ] as [([String: String], Int?)])
    func reading(headers: [String: String], milliseconds: Int?) {
        #expect(RetryAfter.milliseconds { headers[$0] } == milliseconds)
    }
}
