package import Domain

/// One header field. Names compare without regard to case; values are secret, because `Authorization` is one of them.
package struct HTTPField: Sendable {
    package var name: String
    package var value: Secret<String>

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = Secret(value)
    }
}

extension [HTTPField] {
    /// The value of the first field of that name.
    package func value(of name: String) -> String? {
        first { $0.name.lowercased() == name.lowercased() }?.value.withExposed { $0 }
    }
}
