internal import Tenant

/// Asks who signs in: somebody whom the browser knows, or another name. The names of fields and buttons are those of
/// Microsoft's pages, so that scripts written for these work here.
enum AccountPage {
    static func body(_ accounts: [Person], _ hint: String, _ notice: String?) -> Page.Body {
        let known = Markup(
            accounts.map { person in
                """
                <button class="row" type="submit" name="account" value="\(person.userPrincipalName)" formnovalidate>\
                \(person.displayName)<br><span class="soft">\(person.userPrincipalName)</span></button>
                """
            })
        // What the Enter key means: not the first account of the list, but the name that was typed.
        let enter: Markup =
            accounts.isEmpty ? "" : #"<button type="submit" name="action" value="account" hidden></button>"#
        let label = accounts.isEmpty ? "Email or user name" : "Use another account"
        return Page.Body(
            title: accounts.isEmpty ? "Sign in" : "Pick an account",
            content: """
                \(Notice.markup(notice))
                \(enter)
                \(known)
                <label for="i0116">\(label)
                <input type="text" id="i0116" name="loginfmt" value="\(hint)" autocomplete="username" \
                autocapitalize="none" spellcheck="false" autofocus></label>
                <div class="end">
                <button class="main" type="submit" id="idSIButton9" name="action" value="account">Next</button>
                <button type="submit" id="idBtn_Back" name="action" value="cancel" formnovalidate>Cancel</button>
                </div>
                """)
    }
}
