package import Broker

/// Lists the providers of the catalogue, beside `outlook` and `oidc`.
package enum ListProviders: APIMethod {
    package static let name = "listProviders"
    package static let summary = "Lists the providers of the catalogue, beside `outlook` and `oidc`."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package init() {}
    }

    package struct Result: Codable, Sendable {
        package var providers: [ProviderInfo]

        package init(providers: [ProviderInfo]) { self.providers = providers }
    }

    package static let resultFields: [String: String] = [
        "providers": "All of them, by name."
    ]
    package static let errors: [ErrorKind] = []
    package static let examples = [
        Example(
            "all of them, here one",
            result: #"""
                {"providers":[{"provider":"gmail","name":"Gmail and Google Workspace","verified":false,"notes":"Register a client in the Google Cloud console (desktop clients have a secret, too).","imap":{"host":"imap.gmail.com","port":993,"security":"tls"},"smtp":{"host":"smtp.gmail.com","port":465,"security":"tls"},"scopes":["openid","email","profile","https://mail.google.com/"]}]}
                """#)
    ]
}
