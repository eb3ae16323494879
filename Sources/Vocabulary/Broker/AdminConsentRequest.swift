package import Domain

/// What `adminConsentURL` asks for (reference sheet, section A13).
package struct AdminConsentRequest: Codable, Hashable, Sendable {
    package var app: AppID
    /// The tenant whose administrator is to agree; the app's own authority when that is one, else `organizations`.
    package var tenant: String?
    /// For which resource; that of the app's first base scope when absent.
    package var resource: Resource?
    /// Whether for what the app does without a user; else for what its users would be asked.
    package var withoutUser: Bool
    /// Whether users are to be allowed what opens the mailboxes of others by Graph, too.
    package var sharedMailboxes: Bool
    /// One of the app's own; its first when absent.
    package var redirectURL: String?
    package var caller: CallerID

    package init(
        app: AppID, tenant: String? = nil, resource: Resource? = nil, withoutUser: Bool = false,
        sharedMailboxes: Bool = false,
        redirectURL: String? = nil, caller: CallerID
    ) {
        self.app = app
        self.tenant = tenant
        self.resource = resource
        self.withoutUser = withoutUser
        self.sharedMailboxes = sharedMailboxes
        self.redirectURL = redirectURL
        self.caller = caller
    }
}
