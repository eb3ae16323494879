/// What time it is, for everything that compares with times of the outside world: token expiry, certificates, `Date`.
package protocol WallClock: Sendable {
    func now() -> Timestamp
}
