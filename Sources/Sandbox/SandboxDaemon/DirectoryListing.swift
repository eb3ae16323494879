internal import Domain
internal import JSON
internal import Tenant

/// The directory as JSON: in the ready line, for `--print-directory`, and at the control endpoint. Passwords and secrets are
/// in it: they open nothing but the sandbox.
enum DirectoryListing {
    static func json(_ directory: Directory) -> [String: JSONValue] {
        [
            "tenants": .array(directory.tenants.map(json)), "people": .array(directory.people.map(json)),
            "apps": .array(directory.registrations.map(json)),
        ]
    }

    static func json(_ tenant: TenantRecord) -> JSONValue {
        let policies = tenant.policies
        return [
            "id": .string(tenant.id.description), "name": .string(tenant.displayName),
            "domains": .texts(tenant.domains),
            "policies": [
                "userConsentAllowed": .bool(policies.userConsentAllowed),
                "smtpAuthEnabled": .bool(policies.smtpAuthEnabled),
                "deviceFlowAllowed": .bool(policies.deviceFlowAllowed),
                "signInFrequencySeconds": policies.signInFrequencySeconds.map { .integer(Int64($0)) } ?? .null,
                "requiredClaims": .optional(policies.requiredClaims),
                "applicationAccessPolicy": policies.applicationAccessPolicy.map { .texts($0.sorted()) } ?? .null,
            ],
        ]
    }

    static func json(_ person: Person) -> JSONValue {
        [
            "id": .string(person.id.description), "tenant": .string(person.tenant.description),
            "userPrincipalName": .string(person.userPrincipalName), "mail": .optional(person.mail),
            "aliases": .texts(person.aliases), "displayName": .string(person.displayName),
            "password": .string(person.password), "purpose": .string(person.purpose.rawValue),
            "isAdministrator": .bool(person.isAdministrator), "isDisabled": .bool(person.isDisabled),
            "needsSecondFactor": .bool(person.needsSecondFactor), "hasMailbox": .bool(person.hasMailbox),
            "imapEnabled": .bool(person.imapEnabled), "smtpAuth": .string(person.smtpAuth.rawValue),
            "language": .string(person.language), "timeZone": .string(person.timeZone),
            "messageSizeLimit": .integer(Int64(person.messageSizeLimit)),
        ]
    }

    static func json(_ app: Registration) -> JSONValue {
        [
            "clientId": .string(app.clientID.description), "name": .string(app.displayName),
            "homeTenant": .string(app.homeTenant.description), "audience": .string(app.audience.rawValue),
            "redirectUris": .array(
                app.redirectURIs.map { ["uri": .string($0.uri), "platform": .string($0.platform.rawValue)] }),
            // The first that there is: what most programs want.
            "secret": .optional(app.secrets.first?.value),
            "secrets": .array(
                app.secrets.map { secret in
                    [
                        "value": .string(secret.value),
                        "expiresAt": .string(Timestamp(secondsSince1970: secret.expiresAt).description),
                    ]
                }),
            "certificates": .texts(app.certificates.map { Base64($0).text }),
            "federatedCredentials": .array(
                app.federatedCredentials.map {
                    [
                        "issuer": .string($0.issuer), "subject": .string($0.subject), "audience": .string($0.audience),
                        "keys": .string($0.keys),
                    ]
                }),
            "delegatedPermissions": .texts(app.delegatedPermissions.sorted()),
            "applicationPermissions": .texts(app.applicationPermissions.sorted()),
            "allowsPublicClientFlows": .bool(app.allowsPublicClientFlows), "isDisabled": .bool(app.isDisabled),
            "assignmentRequired": .bool(app.assignmentRequired),
        ]
    }
}
