import Domain

/// The text of a seeded mail, which can be written as plain text and as HTML.
struct Prose {
    /// The mail that a reply has below its own text.
    struct Quote {
        var from: NamedAddress
        var sentAt: Timestamp
        var to: NamedAddress
        var subject: String
        var paragraphs: [String]
    }

    var paragraphs: [String]
    var quote: Quote?
    var phrases: Phrases
    /// HTML that comes last: a picture, a link.
    var htmlExtra = ""

    /// Between a greeting and a signature, one to four paragraphs of one to three sentences.
    static func paragraphs(
        to: NamedAddress, from: NamedAddress, phrases: Phrases, _ random: inout SeedRandom
    ) -> [String] {
        var paragraphs = [phrases.greeting + firstName(to) + ","]
        for _ in 0...random.below(3) {
            paragraphs.append((0...random.below(3)).map { _ in random.pick(phrases.sentences) }.joined(separator: " "))
        }
        return paragraphs + [phrases.closing, from.name ?? from.address]
    }

    private static func firstName(_ person: NamedAddress) -> String {
        (person.name ?? person.address).split(separator: " ").first.map(String.init) ?? person.address
    }

    var text: String {
        var lines = paragraphs.joined(separator: "\r\n\r\n")
        guard let quote else { return lines + "\r\n" }
        lines += "\r\n\r\n________________________________\r\n"
        for (label, value) in zip(phrases.quoteLabels, Self.values(of: quote)) { lines += "\(label): \(value)\r\n" }
        return lines + "\r\n" + quote.paragraphs.joined(separator: "\r\n\r\n") + "\r\n"
    }

    var html: String {
        let head =
            "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">"
            + "<style type=\"text/css\">p {margin:0 0 8px 0}</style></head>\r\n"
        var body = "<body dir=\"ltr\">\r\n" + Self.html(paragraphs) + htmlExtra
        if let quote {
            let lines = zip(phrases.quoteLabels, Self.values(of: quote)).map { label, value in
                "<b>\(label):</b> \(HTMLText.escaped(value))"
            }
            body += "<div id=\"appendonsend\"></div>\r\n<hr style=\"display:inline-block;width:98%\">\r\n"
            body += "<div id=\"divRplyFwdMsg\">\(lines.joined(separator: "<br>\r\n"))</div>\r\n"
            body += "<div>\r\n\(Self.html(quote.paragraphs))</div>\r\n"
        }
        return head + body + "</body></html>\r\n"
    }

    private static func html(_ paragraphs: [String]) -> String {
        paragraphs.map { "<p>\(HTMLText.escaped($0))</p>\r\n" }.joined()
    }

    private static func values(of quote: Quote) -> [String] {
        let to = quote.to.name ?? quote.to.address
        return [
            "\(quote.from.name ?? "") <\(quote.from.address)>", MailDate.text(quote.sentAt),
            "\(to) <\(quote.to.address)>",
            quote.subject,
        ]
    }
}
