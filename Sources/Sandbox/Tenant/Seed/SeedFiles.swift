import Domain

/// Files that seeded mails carry.
enum SeedFiles {
    struct File {
        var name: String
        var contentType: String
        var kind: LetterAttachment.Kind
        var contentID: String?

        init(_ name: String, _ contentType: String, _ kind: LetterAttachment.Kind, contentID: String? = nil) {
            self.name = name
            self.contentType = contentType
            self.kind = kind
            self.contentID = contentID
        }

        init(_ name: String, _ contentType: String, text: String) {
            self.init(name, contentType, .file(.held(Array(text.utf8))))
        }
    }

    /// One of the kinds in turn.
    static func file(_ turn: Int, titled title: String, _ random: inout SeedRandom) -> File {
        switch turn % 6 {
        case 0: pdf(named: "\(title).pdf", titled: title)
        case 1: File("figures.csv", "text/csv", text: table(&random))
        case 2: grown("\(title).docx", officeType("wordprocessingml.document"), below: 60_000, &random)
        case 3: grown("photos.zip", "application/zip", below: 200_000, &random)
        case 4: grown("\(title).xlsx", officeType("spreadsheetml.sheet"), below: 90_000, &random)
        default: File("notes.txt", "text/plain", text: "\(title)\r\n\r\nÄnderungen: keine\r\n")
        }
    }

    static func pdf(named name: String, titled title: String) -> File {
        let ascii = String(title.unicodeScalars.map { $0.isASCII ? Character($0) : "?" })
        let text = ascii.replacing("(", with: "").replacing(")", with: "").replacing("\\", with: "")
        let stream = "BT /F1 18 Tf 20 60 Td (\(text)) Tj ET"
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length \(stream.utf8.count)>>stream\n\(stream)\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        var document = "%PDF-1.4\n"
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(document.utf8.count)
            document += "\(index + 1) 0 obj\(object)endobj\n"
        }
        let table = document.utf8.count
        document += "xref\n0 6\n0000000000 65535 f \n"
        for place in places { document += padded(place, to: 10) + " 00000 n \n" }
        document += "trailer<</Size 6/Root 1 0 R>>\nstartxref\n\(table)\n%%EOF\n"
        return File(name, "application/pdf", text: document)
    }

    static func picture(named name: String, contentID: String? = nil) -> File {
        File(name, "image/png", .file(.held(Base64(pixel)?.bytes ?? [])), contentID: contentID)
    }

    /// iCalendar (RFC 5545, RFC 5546 for the method).
    static func invitation(
        to topic: String, from organizer: NamedAddress, to guest: NamedAddress, at time: Timestamp, id: String
    ) -> File {
        let lines = [
            "BEGIN:VCALENDAR", "METHOD:REQUEST", "PRODID:-//Postern//Sandbox//EN", "VERSION:2.0", "BEGIN:VEVENT",
            "UID:\(id.dropFirst().dropLast())", "DTSTAMP:\(compact(time))", "DTSTART:\(compact(time))", "DURATION:PT1H",
            "SUMMARY:\(topic)", "ORGANIZER;CN=\"\(organizer.name ?? "")\":mailto:\(organizer.address)",
            "ATTENDEE;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:\(guest.address)", "LOCATION:Room 3", "END:VEVENT",
            "END:VCALENDAR", "",
        ]
        return File(
            "meeting.ics", "text/calendar; charset=utf-8; method=REQUEST", text: lines.joined(separator: "\r\n"))
    }

    static func grown(_ name: String, _ type: String, below bound: Int, _ random: inout SeedRandom) -> File {
        File(name, type, .file(.grown(seed: random.next(), count: 1_000 + random.below(bound))))
    }

    private static func officeType(_ name: String) -> String {
        "application/vnd.openxmlformats-officedocument.\(name)"
    }

    private static func table(_ random: inout SeedRandom) -> String {
        "month;income;costs\r\n" + (1...12).map { "\($0);\(random.below(90_000));\(random.below(80_000))\r\n" }.joined()
    }

    private static func compact(_ time: Timestamp) -> String { time.description.filter { $0 != "-" && $0 != ":" } }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// A PNG of one pixel.
    private static let pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
}
