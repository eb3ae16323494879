internal import Doorway

/// Hands an answer to a client by a form that submits itself (OAuth 2.0 Form Post Response Mode).
enum FormPostPage {
    static func answer(_ fields: [(String, String)], to uri: String, _ call: Call) -> WebResponse {
        let nonce = Secrets.text(16)
        let inputs = Markup(
            fields.map { #"<input type="hidden" name="\#($0.0)" value="\#($0.1)">"# as Markup })
        return Page.framed(
            200, "Working…",
            """
            <form method="post" name="hiddenform" action="\(uri)">
            \(inputs)
            <noscript><p class="text">Script is disabled. Press Continue.</p></noscript>
            <button class="main" type="submit">Continue</button>
            </form>
            """, script: #"<script nonce="\#(nonce)">document.forms[0].submit();</script>"#, nonce, call)
    }
}
