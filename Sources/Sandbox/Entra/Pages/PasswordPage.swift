internal import Tenant

/// Asks for the password of the one who was chosen.
enum PasswordPage {
    static func body(_ person: Person, _ notice: String?) -> Page.Body {
        Page.Body(
            title: "Enter password",
            content: """
                <p class="who"><strong id="displayName">\(person.userPrincipalName)</strong></p>
                \(Notice.markup(notice))
                <input type="hidden" name="username" value="\(person.userPrincipalName)" autocomplete="username">
                <label for="i0118">Password
                <input type="password" id="i0118" name="passwd" autocomplete="current-password" required autofocus>\
                </label>
                <div class="end">
                <button class="main" type="submit" id="idSIButton9" name="action" value="password">Sign in</button>
                <button type="submit" id="idBtn_Back" name="action" value="cancel" formnovalidate>Cancel</button>
                </div>
                <button class="link" type="submit" name="action" value="switch" formnovalidate>Use another account\
                </button>
                """)
    }
}
