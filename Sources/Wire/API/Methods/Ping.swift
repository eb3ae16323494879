/// Answers at once, to show that the daemon lives.
package enum Ping: APIMethod {
    package static let name = "ping"
    package static let summary = "Answers at once, to show that the daemon lives."
    package static let role = Role.client

    package struct Params: Codable, Sendable {
        package init() {}
    }

    package struct Result: Codable, Sendable {
        package init() {}
    }

    package static let errors: [ErrorKind] = []
    package static let examples = [
        Example(
            "is anybody there",
            result: #"""
                {}
                """#)
    ]
}
