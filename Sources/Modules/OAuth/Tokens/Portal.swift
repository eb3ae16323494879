/// Where in Microsoft's portal something is to be looked at, as the portal itself words it.
enum Portal {
    static let secrets = page("Certificates & secrets > Client secrets, column Value")
    static let secretDates = page("Certificates & secrets > Client secrets, column Expires")
    static let certificates = page("Certificates & secrets > Certificates, column Thumbprint")
    static let federatedCredentials = "Federated credentials there"
    /// Whatever the app proves itself by.
    static let credentials = page(
        "Certificates & secrets, the table of what the app has here: Client secrets (column Value), Certificates "
            + "(column Thumbprint) or Federated credentials")
    static let federated = page(
        "Certificates & secrets > Federated credentials, Issuer, Subject identifier and Audience")
    static let clientId = page("Overview, Application (client) ID")
    static let tenant = page("Overview, Directory (tenant) ID")
    static let permissions = page("API permissions")
    static let redirects = page("Authentication, Redirect URIs")
    static let accountTypes = page("Authentication, Supported account types")
    static let publicFlows = page("Authentication, Allow public client flows")
    /// Where the tenant that uses an app switches it off.
    static let enabled =
        "Entra admin center > Enterprise applications > {app} > Properties, Enabled for users to sign-in"
    /// Where an administrator sees what became of each request of an app without a user.
    static let serviceSignIns =
        "Entra admin center > Monitoring & health > Sign-in logs > Service principal sign-ins"

    private static func page(_ page: String) -> String { "Entra admin center > App registrations > {app} > \(page)" }

    /// Puts the client id, by which the portal finds an app, where the hint leaves room for it.
    static func filled(_ hint: String, with clientId: String?) -> String {
        hint.replacing("{app}", with: clientId ?? "the app")
    }
}
