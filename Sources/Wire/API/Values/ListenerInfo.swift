/// The loopback listener that receives sign-ins.
package struct ListenerInfo: Codable, Sendable {
    package var redirectURL: String
    package var port: Int

    package init(
        redirectURL: String, port: Int
    ) {
        self.redirectURL = redirectURL
        self.port = port
    }
}

extension ListenerInfo: Described {
    package static let fields: [String: String] = [
        "redirectURL": "The redirect URL to register at the provider.",
        "port": "The port on 127.0.0.1 and ::1.",
    ]
}
