import Testing

@testable import Domain

@Suite("A timestamp")
struct TimestampTests {
    @Test(
        "reads and writes RFC 3339",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-11-22T18:00:00Z", 1_795_370_400), ("2000-02-29T23:59:59Z", 951_868_799),
            ("1969-12-31T23:59:59Z", -1), ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] as [(String, Int64)])
    func roundTrip(text: String, seconds: Int64) throws {
        #expect(Timestamp(text)?.secondsSince1970 == seconds)
        #expect(Timestamp(secondsSince1970: seconds).description == text)
    }

    @Test(
        "takes offsets, fractions and lower-case letters",
        arguments: [
            ("2026-11-22T19:00:00+01:00", "2026-11-22T18:00:00Z"), ("2026-11-22T18:00:00.999Z", "2026-11-22T18:00:00Z"),
            ("2026-11-22t12:30:00-05:30", "2026-11-22T18:00:00Z"), ("2026-11-22 18:00:00z", "2026-11-22T18:00:00Z"),
        ])
    func otherForms(text: String, same: String) {
        #expect(Timestamp(text)?.description == same)
    }

    @Test(
        "refuses what is not a moment",
        arguments: [
            "", "2026-11-22", "2026-11-22T18:00:00", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T18:60:00Z", "2026-11-22T18:00:00.Z", "2026-11-22T18:00:00+24:00", "2026-11-22T18:00:00Zx",
            "٢٠٢٦-11-22T18:00:00Z",
        ])
    func refused(text: String) {
        #expect(Timestamp(text) == nil)
    }
}
