internal import Tenant

/// Says that only an administrator can agree to this.
enum AdministratorPage {
    static func body(_ app: Registration, _ person: Person) -> Page.Body {
        Page.Body(
            title: "Need admin approval",
            content: """
                <p class="who"><strong>\(person.userPrincipalName)</strong></p>
                <p class="text"><strong>\(app.displayName)</strong> needs permissions that only an administrator can \
                grant. Please ask one. (AADSTS90094)</p>
                <div class="end">
                <button class="main" type="submit" id="idBtn_Back" name="action" value="cancel">Return to the \
                application without granting consent</button>
                <button type="submit" name="action" value="switch">Sign in with an admin account</button>
                </div>
                """)
    }
}
