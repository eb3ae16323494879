import Testing

@testable import Tenant

@Suite("HTML")
struct HTMLTextTests {
    @Test("is safe between tags and in quoted attributes when it is escaped")
    func escaped() {
        #expect(HTMLText.escaped("<a href=\"x\">'&") == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;")
        #expect(HTMLText.escaped("it's") == "it&#39;s")
    }

    @Test(
        "becomes the text it shows",
        arguments: [
            ("<p>One</p><p>Two</p>", "One\r\nTwo"), ("a<br>b<br/>c", "a\r\nb\r\nc"),
            ("<b>bold</b> and  \n plain", "bold and plain"),
            ("<style>p {}</style><script>if (a < b) run()</script>seen", "seen"),
            ("1 &lt; 2 &amp;&#38; 3 &gt; 2", "1 < 2 && 3 > 2"),
            ("Gr&uuml;&szlig;e &#x2603; &nbsp;x", "Grüße ☃  x"), ("<!-- <p>no</p> -->yes", "yes"), ("a < b", "a < b"),
            ("<div>x", "x"), ("cut <a href=\"", "cut"), ("&unknown; &#xD800; &#0;", "&unknown; \u{FFFD} &#0;"),
            ("", ""),
            ("<ul><li>1<li>2</ul>", "1\r\n2"), ("<TITLE>no</TITLE>yes", "yes"),
        ])
    func text(html: String, text: String) {
        #expect(HTMLText.text(of: html) == text)
    }

    @Test("made of a text shows that text", arguments: ["plain", "two\r\nlines", "<b> & \"quotes\"", "ü ☃", ""])
    func ofText(text: String) {
        #expect(HTMLText.text(of: HTMLText.html(of: text)) == text)
    }

    @Test(
        "loses what runs, and keeps what shows",
        arguments: [
            ("<p onclick=\"run()\" class=\"x\">Hi</p>", "<p class=\"x\">Hi</p>"),
            ("<script>run()</script>after", "after"), ("<SCRIPT src=x></SCRIPT >after", "after"),
            ("<script>never closed", ""),
            ("<a href=\"javascript:run()\">x</a>", "<a>x</a>"), ("<a href=' java\nscript:run()'>x</a>", "<a>x</a>"),
            ("<a href=\"&#106;avascript&colon;run()\">x</a>", "<a>x</a>"),
            ("<a href=https://a.example/?b=c&amp;d>x</a>", "<a href=\"https://a.example/?b=c&amp;d\">x</a>"),
            ("<img src=\"cid:logo@x\" onerror=run()>", "<img src=\"cid:logo@x\">"),
            ("<img src='data:image/png;base64,AA=='>", "<img src=\"data:image/png;base64,AA==\">"),
            ("<img src='data:text/html,<script>'>", "<img>"), ("<img/onerror=run() src=y>", "<img src=\"y\">"),
            ("<iframe src=x><p>in</p></iframe>after", "after"),
            ("<object><embed src=x><p>in</p></object>after", "after"),
            ("<<script></script>script>run()</script>", "&lt;script>run()"),
            ("<form action=x><input name=y>text</form>", "text"),
            ("<svg><style><img src=x onerror=run()></style></svg>", ""),
            ("<style>a</styles><p>b</style >c", "c"), ("<style>a", "<style>a</style>"),
            ("<style>p { color: red }</style>", "<style>p { color: red }</style>"),
            ("<p style=\"width: expression(run())\">x</p>", "<p>x</p>"),
            ("<p style='color: red'>x</p>", "<p style=\"color: red\">x</p>"),
            ("<meta http-equiv=refresh content=0><base href=x><link rel=x>y", "y"),
            ("<meta charset=utf-8>y", "<meta charset=\"utf-8\">y"),
            ("<meta http-equiv=Content-Type content=x>", "<meta http-equiv=\"Content-Type\" content=\"x\">"),
            ("<!--[if mso]>x<![endif]-->y", "y"),
            ("<img src=x onerror=run()", ""), ("1 < 2", "1 &lt; 2"),
            ("<a title='\"><script>'>x</a>", "<a title=\"&quot;>&lt;script>\">x</a>"),
        ])
    func sanitised(html: String, clean: String) {
        #expect(HTMLText.sanitised(html) == clean)
    }

    @Test("that was cleaned is clean")
    func idempotence() {
        let pieces = [
            "<", ">", "<p>", "</p>", "<script>", "</script>", "<a href=\"", "javascript:", "\"", "'", "on", "onload=x",
            " ",
            "<!--", "-->", "<style>", "</style>", "&lt;", "<svg>", "<object>", "</object>", "x", "=", "/", "<img src=",
        ]
        var random = SeedRandom(77)
        for _ in 0..<4_000 {
            let html = (0..<random.below(14)).map { _ in random.pick(pieces) }.joined()
            let once = HTMLText.sanitised(html)
            #expect(HTMLText.sanitised(once) == once, "of \(html)")
            let lowercased = once.lowercased()
            #expect(!lowercased.contains("<script") && !lowercased.contains("<object"), "of \(html)")
        }
    }
}
