/// The app registrations that every sandbox has. Their ids and secrets are fixed and printed at start: a program that
/// is tested against the sandbox is configured with them.
package enum SeedApps {
    /// IMAP and SMTP, delegated.
    package static let imap = GUID(unchecked: "a9900000-0001-4111-8111-000000000001")
    /// Graph, delegated.
    package static let graph = GUID(unchecked: "a9900000-0002-4222-8222-000000000002")
    /// Both, for accounts that read by IMAP and send by Graph.
    package static let both = GUID(unchecked: "a9900000-0003-4333-8333-000000000003")
    /// A public client: PKCE without a secret, and the device flow.
    package static let native = GUID(unchecked: "a9900000-0004-4444-8444-000000000004")
    /// An app that acts for itself in Contoso, consented to.
    package static let service = GUID(unchecked: "a9900000-0005-4555-8555-000000000005")
    package static let singlePage = GUID(unchecked: "a9900000-0006-4666-8666-000000000006")
    /// Known to Contoso's people alone.
    package static let internalOnly = GUID(unchecked: "a9900000-0007-4777-8777-000000000007")

    static let all: [Registration] = [
        web(imap, "postern-imap", mailProtocols), web(graph, "postern-graph", graphMail),
        web(both, "postern-both", mailProtocols.union(graphMail)), publicClient, daemon, page, contosoOnly,
    ]

    /// An administrator consented to what the service asks for.
    static let consents: Set<Consent> = Set(
        serviceRoles.map { role in
            Consent(
                client: service, tenant: SeedPeople.contoso, person: nil,
                audience: role.hasSuffix("AsApp") ? .outlook : .graph, permission: role)
        })

    static let mailboxGrants: Set<MailboxGrant> = [
        MailboxGrant(mailbox: SeedPeople.support, trustee: .person(SeedPeople.adele), right: .fullAccess),
        MailboxGrant(mailbox: SeedPeople.support, trustee: .person(SeedPeople.adele), right: .sendAs),
        MailboxGrant(mailbox: SeedPeople.support, trustee: .person(SeedPeople.bruno), right: .sendOnBehalf),
        MailboxGrant(mailbox: SeedPeople.adele, trustee: servicePrincipal, right: .fullAccess),
        MailboxGrant(mailbox: SeedPeople.adele, trustee: servicePrincipal, right: .sendAs),
        MailboxGrant(mailbox: SeedPeople.support, trustee: servicePrincipal, right: .fullAccess),
        MailboxGrant(mailbox: SeedPeople.support, trustee: servicePrincipal, right: .sendAs),
    ]

    private static let servicePrincipal = Principal.application(client: service, tenant: SeedPeople.contoso)

    private static let signIn: Set<String> = ["openid", "profile", "email", "offline_access", "User.Read"]
    private static let mailProtocols = signIn.union(["IMAP.AccessAsUser.All", "POP.AccessAsUser.All", "SMTP.Send"])
    private static let graphMail = signIn.union([
        "Mail.ReadBasic", "Mail.Read", "Mail.ReadWrite", "Mail.Send", "Mail.Read.Shared", "Mail.ReadWrite.Shared",
        "Mail.Send.Shared", "MailboxSettings.Read", "MailboxSettings.ReadWrite",
    ])
    private static let serviceRoles: Set<String> = [
        "Mail.Read", "Mail.ReadWrite", "Mail.Send", "MailboxSettings.Read", "MailboxSettings.ReadWrite",
        "IMAP.AccessAsApp", "SMTP.SendAsApp",
    ]

    private static func web(_ id: GUID, _ name: String, _ permissions: Set<String>) -> Registration {
        let uris = [
            "http://localhost/callback", "http://localhost:8765/oauth", "http://127.0.0.1:8765/oauth",
            "http://127.0.0.1/callback",
        ]
        var app = Registration(
            clientID: id, displayName: name, homeTenant: SeedPeople.contoso, audience: .anyTenantAndPersonal,
            redirectURIs: uris.map { .init(uri: $0, platform: .web) }, delegatedPermissions: permissions)
        app.secrets = [secret(of: name)]
        return app
    }

    private static var publicClient: Registration {
        var app = Registration(
            clientID: native, displayName: "postern-native", homeTenant: SeedPeople.contoso,
            audience: .anyTenantAndPersonal,
            redirectURIs: [
                "http://localhost", "http://127.0.0.1", "https://login.microsoftonline.com/common/oauth2/nativeclient",
            ]
            .map { .init(uri: $0, platform: .native) },
            delegatedPermissions: mailProtocols.union(graphMail))
        app.allowsPublicClientFlows = true
        return app
    }

    private static var daemon: Registration {
        var app = Registration(
            clientID: service, displayName: "postern-service", homeTenant: SeedPeople.contoso, audience: .anyTenant,
            redirectURIs: [.init(uri: "http://localhost/consented", platform: .web)], delegatedPermissions: signIn)
        app.applicationPermissions = serviceRoles
        app.secrets = [secret(of: "postern-service")]
        return app
    }

    private static var page: Registration {
        Registration(
            clientID: singlePage, displayName: "postern-spa", homeTenant: SeedPeople.contoso,
            audience: .anyTenantAndPersonal,
            redirectURIs: [.init(uri: "http://localhost:3000", platform: .spa)], delegatedPermissions: graphMail)
    }

    private static var contosoOnly: Registration {
        var app = web(internalOnly, "contoso-internal", graphMail)
        app.audience = .oneTenant
        return app
    }

    /// Good until 2036.
    private static func secret(of name: String) -> Registration.ClientSecret {
        .init(value: "\(name)~sandbox-secret-2026", expiresAt: 2_082_758_400)
    }
}
