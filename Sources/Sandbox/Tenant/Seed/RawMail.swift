import Domain
import MIME

/// Seeded mail that is spelled out as MIME, because how it is written is the point of it.
enum RawMail {
    /// The letter that arrived in these bytes. What cannot be read at all becomes an empty letter.
    static func letter(_ mime: [UInt8], at time: Timestamp) -> Letter {
        do throws(MIMEError) {
            return try Letter(parsing: mime, at: time, seed: 1)
        } catch {
            return Letter(
                subject: "", from: nil, sentAt: time, messageID: "", body: LetterBody(.text, ""), conversation: "")
        }
    }

    /// Lines joined by CRLF, the last one ended too.
    static func lines(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\r\n") + "\r\n").utf8) }

    /// The fields that every one of them begins with.
    static func head(
        from: NamedAddress, to: NamedAddress, date: Timestamp, messageID: String
    ) -> [UInt8] {
        let writer = HeaderWriter(words: .quotedPrintable)
        return writer.addresses("From", [from]) + writer.addresses("To", [to]) + writer.date("Date", date)
            + writer.identifiers("Message-ID", [messageID])
    }
}
