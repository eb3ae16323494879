import Domain
import MIME
import Testing

@testable import Tenant

@Suite("A date in mail")
struct MailDateTests {
    @Test("is read as the moment it was written for", arguments: [-1, 0, 951_782_400, 1_795_194_000, 4_102_444_799])
    func roundTrip(seconds: Int64) {
        let moment = Timestamp(secondsSince1970: seconds)
        #expect(HeaderDecoder.date(Array(MailDate.text(moment).utf8)) == moment)
    }

    @Test(
        "has the right day of the week, and a year of four digits whatever the moment",
        arguments: [
            (1_795_194_000, "Fri, 20 Nov 2026 17:00:00 +0000"), (0, "Thu, 01 Jan 1970 00:00:00 +0000"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
            (Int64.min, "Wed, 01 Jan 1000 00:00:00 +0000"),
            (Int64.max, "Fri, 31 Dec 9999 23:59:59 +0000"),
        ])
    func text(seconds: Int64, text: String) {
        let moment = Timestamp(secondsSince1970: seconds)
        #expect(MailDate.text(moment) == text)
        #expect(MailDate.http(moment) == text.dropLast(5) + "GMT")
    }
}
