internal import Doorway
internal import Tenant

/// The frame of all pages: small, without anything from elsewhere, in light and dark.
enum Page {
    /// What stands in the frame.
    struct Body: Sendable {
        var title: String
        var content: Markup
    }

    /// - Parameter flow: the one-time id that the page's form sends back; nil for a page that asks nothing.
    static func answer(_ status: Int, _ body: Body, flow: String? = nil, _ call: Call) -> WebResponse {
        let nonce = Secrets.text(16)
        let content: Markup =
            if let flow {
                """
                <form method="post" action="/common/login" autocomplete="on">
                <input type="hidden" name="flow" value="\(flow)">
                \(body.content)
                </form>
                """
            } else {
                body.content
            }
        return framed(status, body.title, content, script: "", nonce, call)
    }

    /// A refusal, for a person to read.
    static func answer(_ refusal: Refusal, _ call: Call) -> WebResponse {
        answer(call.sandbox.facts[Facts.errorPageStatus], NoticePage.refused(refusal, call), call)
    }

    static func framed(
        _ status: Int, _ title: String, _ content: Markup, script: Markup, _ nonce: String, _ call: Call
    ) -> WebResponse {
        let page: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="none">
            <title>\(title)</title>
            <style nonce="\(nonce)">\(PageStyle.sheet)</style>
            </head>
            <body>
            <main>
            <p class="brand"><span aria-hidden="true"></span>Sandbox tenant</p>
            <h1>\(title)</h1>
            \(content)
            </main>
            <footer>postern-sandbox: a fake for tests, not Microsoft. Give it no real password.</footer>
            \(script)
            </body>
            </html>
            """
        var response = WebResponse.html(status, page.html)
        response.headers["Content-Security-Policy"] =
            "default-src 'none'; style-src 'nonce-\(nonce)'; script-src 'nonce-\(nonce)'; base-uri 'none'; "
            + "frame-ancestors 'none'"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        return call.finished(response)
    }
}
