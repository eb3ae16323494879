/// Messages whose every byte a test may know.
enum IMAPMessages {
    static let plain = lines(
        "From: \"Doe, John\" <john@contoso.example>", "To: Undisclosed: a@x.example, B <b@y.example>;",
        "Subject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "Date: Fri, 20 Nov 2026 17:00:00 +0000",
        "Message-ID: <plain@contoso.example>", "X-Long: one", " two", "", "Hello.", "Bye.", "")

    /// Text, a message within that has two parts, and a file.
    static let nested = lines(
        "From: a@x.example", "Subject: nested", "Date: Fri, 20 Nov 2026 17:00:00 +0000",
        "Message-ID: <nested@x.example>", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"out er\"", "",
        "preamble", "--out er", "Content-Type: text/plain; charset=utf-8", "", "first part", "",
        "--out er", "Content-Type: message/rfc822", "", inner, "--out er",
        "Content-Type: application/pdf; name=\"a.pdf\"", "Content-Disposition: attachment; filename=\"a.pdf\"",
        "Content-Transfer-Encoding: base64", "", "QUJD", "--out er--", "epilogue", "")

    static let inner = lines(
        "From: c@z.example", "Subject: inner", "Content-Type: multipart/alternative; boundary=in", "", "--in", "",
        "inner text", "--in", "Content-Type: text/html", "", "<p>inner</p>", "--in--")

    static func lines(_ lines: String...) -> String { lines.joined(separator: "\r\n") }
}
