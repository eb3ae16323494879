internal import Synchronization

/// Where the daemon's own refreshes stand in line, login host by login host: a thousand accounts that are tried after a start
/// would be taken for an attack. Whoever is waited for passes by.
final class LoginLines: Sendable {
    /// How many at a time ask one host with nobody waiting for them.
    static let places = 4
    private let lines = Mutex<[String: Turnstile]>([:])

    /// The line of the host of this URL.
    func line(to url: String) -> Turnstile {
        let host = WebAddress(url)?.host ?? ""
        return lines.withLock { lines in
            let line = lines[host] ?? Turnstile(places: Self.places)
            lines[host] = line
            return line
        }
    }
}
