/// Asks for the code that a device shows (reference sheet §A11).
enum DevicePage {
    static func body(_ code: String, _ notice: String?) -> Page.Body {
        Page.Body(
            title: "Enter code to allow access",
            content: """
                <form method="post" action="/devicelogin">
                <p class="text">Enter the code that your app or device shows.</p>
                \(Notice.markup(notice))
                <label for="otc">Code
                <input type="text" id="otc" name="otc" value="\(code)" maxlength="20" autocomplete="off" \
                autocapitalize="characters" spellcheck="false" required autofocus></label>
                <div class="end"><button class="main" type="submit" id="idSIButton9">Next</button></div>
                </form>
                """)
    }
}
