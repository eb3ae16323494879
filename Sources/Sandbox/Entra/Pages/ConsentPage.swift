internal import Tenant

/// Asks whether an app may have what it wants.
enum ConsentPage {
    static func body(
        _ purpose: Flow.Purpose, _ scopes: ScopeRequest, _ app: Registration, _ person: Person, _ tenant: TenantRecord?
    ) -> Page.Body {
        var isForAll = false
        var roles: [ResourceScopes] = []
        if case .adminConsent(let request) = purpose {
            isForAll = true
            roles = request.roles
        }
        let forAll: Markup =
            person.isAdministrator && !isForAll
            ? """
            <label><input type="checkbox" name="organization" value="on"> Consent on behalf of \
            \(tenant?.displayName ?? "your organization")</label>
            """ : ""
        return Page.Body(
            title: isForAll ? "Permissions requested: review for your organization" : "Permissions requested",
            content: """
                <p class="who"><strong>\(person.userPrincipalName)</strong></p>
                <p class="text"><strong id="appName">\(app.displayName)</strong><br>\
                <span class="soft">unverified &middot; <code>\(app.clientID.description)</code></span></p>
                <p class="text">This app would like to:</p>
                <ul>\(Markup(items(scopes) + roles.flatMap(roleItems)))</ul>
                \(forAll)
                <p class="soft">Accepting means that this app may use the data named above. You can take it back \
                at any time.</p>
                <div class="end">
                <button class="main" type="submit" id="idSIButton9" name="action" value="accept">Accept</button>
                <button type="submit" id="idBtn_Back" name="action" value="cancel">Cancel</button>
                </div>
                """)
    }

    private static func items(_ scopes: ScopeRequest) -> [Markup] {
        let permissions = scopes.resources.flatMap { resource in
            resource.permissions.compactMap { Permission.delegated($0, at: resource.audience) }
        }
        let identity = IdentityScope.allCases.filter { scopes.identity.contains($0) }
        return permissions.map(item) + identity.map { "<li>\($0.title)</li>" }
    }

    private static func roleItems(_ roles: ResourceScopes) -> [Markup] {
        roles.permissions.compactMap { Permission.application($0, at: roles.audience) }.map(item)
    }

    private static func item(_ permission: Permission) -> Markup {
        """
        <li title="\(permission.name)">\(permission.title)<br><span class="soft">\(permission.detail)</span></li>
        """
    }
}
