package import Domain

/// Forgets an app and its secret; accounts must not depend on it any more.
package enum DeleteApp: APIMethod {
    package static let name = "deleteApp"
    package static let summary = "Forgets an app and its secret; accounts must not depend on it any more."
    package static let role = Role.admin

    package struct Params: Codable, Sendable {
        package var app: AppID

        package init(
            app: AppID
        ) {
            self.app = app
        }
    }

    package struct Result: Codable, Sendable {
        package init() {}
    }

    package static let fields: [String: String] = [
        "app": "The app."
    ]
    package static let errors: [ErrorKind] = [.notFound, .conflict] + ErrorKind.ofVault
    package static let examples = [
        Example(
            "an app",
            params: #"""
                {"app":"app_ge3dmnzygm4tqmrtgu4dinzs"}
                """#,
            result: #"""
                {}
                """#)
    ]
}
