package import Broker

/// What a sign-in on another device has to remember (RFC 8628, section 3.2).
package struct DeviceWay: Codable, Hashable, Sendable {
    /// What the provider knows it by.
    package let code: Credential
    /// How often the provider may be asked, in seconds.
    package internal(set) var interval: Int

    /// However much the provider wants to be left alone.
    static let longestInterval = 300

    package init(code: Credential, interval: Int) {
        self.code = code
        self.interval = interval
    }
}
