/// One app registration (reference sheet §A1, §A5, §A9).
package struct Registration: Sendable {
    package enum Audience: String, CaseIterable, Sendable {
        case oneTenant = "AzureADMyOrg"
        case anyTenant = "AzureADMultipleOrgs"
        case anyTenantAndPersonal = "AzureADandPersonalMicrosoftAccount"
        case personal = "PersonalMicrosoftAccount"
    }
    package enum Platform: String, CaseIterable, Sendable {
        case web, spa
        case native = "publicClient"
    }
    package struct RedirectURI: Sendable, Hashable {
        package var uri: String
        package var platform: Platform
        package init(uri: String, platform: Platform) {
            self.uri = uri
            self.platform = platform
        }
    }
    package struct ClientSecret: Sendable, Hashable {
        package var value: String
        /// Unix seconds.
        package var expiresAt: Int64
        package init(value: String, expiresAt: Int64) {
            self.value = value
            self.expiresAt = expiresAt
        }
    }
    /// A trust in somebody else's tokens: workload identity federation.
    package struct FederatedCredential: Sendable, Hashable {
        package var issuer: String
        package var subject: String
        package var audience: String
        /// The issuer's JWK set, as JSON: given here rather than fetched, because a sandbox calls nobody.
        package var keys: String
        package init(issuer: String, subject: String, audience: String, keys: String) {
            self.issuer = issuer
            self.subject = subject
            self.audience = audience
            self.keys = keys
        }
    }

    package let clientID: GUID
    package var displayName: String
    /// Where it is registered.
    package var homeTenant: GUID
    package var audience: Audience
    package var redirectURIs: [RedirectURI]
    package var secrets: [ClientSecret] = []
    /// DER of each registered certificate.
    package var certificates: [[UInt8]] = []
    package var federatedCredentials: [FederatedCredential] = []
    /// "Allow public client flows": the device flow needs it (§A11).
    package var allowsPublicClientFlows = false
    /// What it lists, delegated: short names such as `Mail.Read`, `IMAP.AccessAsUser.All`. Others cannot be asked for.
    package var delegatedPermissions: Set<String>
    /// What it lists for itself: `Mail.ReadWrite`, `IMAP.AccessAsApp` …; given once an administrator consented.
    package var applicationPermissions: Set<String> = []
    /// AADSTS7000112.
    package var isDisabled = false
    /// Users have to be assigned (AADSTS50105).
    package var assignmentRequired = false

    package init(
        clientID: GUID, displayName: String, homeTenant: GUID, audience: Audience, redirectURIs: [RedirectURI],
        delegatedPermissions: Set<String>
    ) {
        self.clientID = clientID
        self.displayName = displayName
        self.homeTenant = homeTenant
        self.audience = audience
        self.redirectURIs = redirectURIs
        self.delegatedPermissions = delegatedPermissions
    }
}
