import Domain

extension MailboxPlan {
    /// How many kinds of attachments there are samples of; the first ones are large.
    static let attachmentSamples = 10
    static let largeSamples = 2

    /// One mail for each thing that can be attached.
    func attachmentSample(_ lot: MailLot, _ index: Int, sample: Int) -> Letter {
        let from = cast[index % cast.count]
        let prose = prose(lot, index, from: from, to: owner)
        let (subject, files) = content(of: sample, lot, index)
        var letter = letter(lot, index, from: from, subject: subject, prose: prose)
        if sample == 4 {
            letter.addPicture(named: "photo.png", after: prose)
            letter.add(SeedFiles.picture(named: "photo again.png"))
        }
        for file in files { letter.add(file) }
        return letter
    }

    private func content(of sample: Int, _ lot: MailLot, _ index: Int) -> (String, [SeedFiles.File]) {
        switch sample {
        case 0: ("A file of 150 MB", [big("backup.tar", 150 << 20, lot)])
        case 1: ("A file of 10 MB", [big("scan.tiff", 10 << 20, lot)])
        case 2: ("A message as an attachment", [forwarded(lot, index)])
        case 3: ("A link to OneDrive", [link])
        case 4: ("A picture in the text, and one beside it", [])
        case 5: ("An empty file and one without a type", [.init("empty.txt", "text/plain", text: ""), untyped])
        case 6: ("Names from everywhere", foreignNames)
        case 7: ("Twenty small files", (1...20).map { .init("part \($0).txt", "text/plain", text: "File \($0)\r\n") })
        case 8: ("A web page and a table", [page, .init("table.csv", "text/csv", text: "a;b\r\n1;2\r\n")])
        default: ("A card and a certificate request", [card, .init("request.p10", "application/pkcs10", text: "none")])
        }
    }

    private func big(_ name: String, _ count: Int, _ lot: MailLot) -> SeedFiles.File {
        .init(name, "application/octet-stream", .file(.grown(seed: seed ^ UInt64(count), count: count)))
    }

    private func forwarded(_ lot: MailLot, _ index: Int) -> SeedFiles.File {
        let from = cast[0]
        let inner = letter(
            lot, index + 1_000, from: from, subject: "The message inside",
            prose: prose(lot, index + 1_000, from: from, to: owner), isPlain: true)
        let document = Rendering.document(of: inner, number: MessageNumber(0), mode: .verbatim)
        return .init("The message inside", "message/rfc822", .item(.held(document.bytes)))
    }

    private var link: SeedFiles.File {
        .init(
            "Plan.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            .reference(url: "https://contoso-my.sharepoint.example/personal/adele/Documents/Plan.docx"))
    }

    private var untyped: SeedFiles.File { .init("data", "application/octet-stream", text: "\u{0}\u{1}\u{2}") }

    private var foreignNames: [SeedFiles.File] {
        [
            "Übersicht – Größen & Maße.txt", "résumé.txt", "報告書（最終版）.txt", "отчёт за год.txt", "emoji 🎉.txt",
            "with \"quotes\" and \\ slash.txt", String(repeating: "very long name ", count: 14) + "end.txt",
        ].map { .init($0, "text/plain", text: "\($0)\r\n") }
    }

    private var page: SeedFiles.File {
        .init("page.html", "text/html", text: "<html><body><script>alert(1)</script><p>A page</p></body></html>\r\n")
    }

    private var card: SeedFiles.File {
        .init("Mia.vcf", "text/vcard", text: "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mia Larsen\r\nEND:VCARD\r\n")
    }
}
