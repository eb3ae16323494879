/// The user on the other end of the socket: a sign-in belongs to the one who began it.
package struct CallerID: RawRepresentable, Codable, Hashable, Sendable {
    /// The uid that the kernel reports (SO_PEERCRED).
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
}
