internal import Cryptography
internal import Domain
internal import JSON
internal import Tenant

/// App registrations as the control endpoint and `--registrations` write them.
struct RegistrationReading {
    /// When a secret without an expiry ends: 2099-12-31, in Unix seconds.
    private static let farAway: Int64 = 4_102_358_400

    let directory: Directory

    /// A new app: `name`, `homeTenant` (Contoso when absent) and whatever `amend` takes; `clientId` when it is to have one.
    func new(_ members: inout Members) throws(ControlError) -> Registration {
        let name = try members.requiredText("name")
        let client = try members.guid("clientId") ?? .random()
        var home = directory.tenants.first
        if let named = try members.text("homeTenant") {
            home = directory.tenant(named: named) ?? directory.tenants.first { $0.displayName == named }
        }
        guard let home else { throw .invalid(members.path("homeTenant"), "a tenant here") }
        var registration = Registration(
            clientID: client, displayName: name, homeTenant: home.id, audience: .anyTenantAndPersonal,
            redirectURIs: [], delegatedPermissions: [])
        try amend(&registration, &members)
        return registration
    }

    /// What does not appear stays; lists are replaced whole.
    func amend(_ registration: inout Registration, _ members: inout Members) throws(ControlError) {
        if let name = try members.text("name") { registration.displayName = name }
        if let audience = try members.choice("audience", Registration.Audience.self) {
            registration.audience = audience
        }
        if let uris = try members.objects("redirectUris", Self.redirectURI) { registration.redirectURIs = uris }
        if let secrets = try members.objects("secrets", Self.secret) { registration.secrets = secrets }
        if let certificates = try certificates(&members) { registration.certificates = certificates }
        if let trusts = try members.objects("federatedCredentials", Self.trust) {
            registration.federatedCredentials = trusts
        }
        if let names = try members.texts("delegatedPermissions") { registration.delegatedPermissions = Set(names) }
        if let names = try members.texts("applicationPermissions") { registration.applicationPermissions = Set(names) }
        if let value = try members.flag("allowsPublicClientFlows") { registration.allowsPublicClientFlows = value }
        if let value = try members.flag("isDisabled") { registration.isDisabled = value }
        if let value = try members.flag("assignmentRequired") { registration.assignmentRequired = value }
    }

    private static func redirectURI(_ members: inout Members) throws(ControlError) -> Registration.RedirectURI {
        let uri = try members.requiredText("uri")
        return .init(uri: uri, platform: try members.choice("platform", Registration.Platform.self) ?? .web)
    }

    private static func secret(_ members: inout Members) throws(ControlError) -> Registration.ClientSecret {
        let value = try members.requiredText("value")
        let time = try members.optional("expiresAt", "a time such as 2028-11-22T00:00:00Z") { value in
            value.stringValue.flatMap { Timestamp($0) }
        }
        return .init(value: value, expiresAt: time?.secondsSince1970 ?? farAway)
    }

    private static func trust(_ members: inout Members) throws(ControlError) -> Registration.FederatedCredential {
        let issuer = try members.requiredText("issuer")
        let subject = try members.requiredText("subject")
        let audience = try members.text("audience") ?? "api://AzureADTokenExchange"
        let keys = try members.required("keys", "a JWK set, as an object or as text") { value in
            value.stringValue ?? (value.objectValue == nil ? nil : try? JSONWriter.text(value))
        }
        return .init(issuer: issuer, subject: subject, audience: audience, keys: keys)
    }

    /// Each in PEM, or DER in base64.
    private func certificates(_ members: inout Members) throws(ControlError) -> [[UInt8]]? {
        guard let texts = try members.texts("certificates") else { return nil }
        var certificates: [[UInt8]] = []
        for (index, text) in texts.enumerated() {
            let path = members.path("certificates[\(index)]")
            do throws(CryptographyError) {
                if let der = Base64(text)?.bytes {
                    certificates.append(try X509Certificate(der: der).der)
                } else {
                    certificates.append(try X509Certificate(pem: text).der)
                }
            } catch {
                throw .invalid(path, "a certificate in PEM, or DER in base64")
            }
        }
        return certificates
    }
}
