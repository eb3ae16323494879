internal import Tenant

/// The people who are signed in to one browser.
struct Session: Sendable {
    struct Account: Sendable {
        var person: GUID
        var authentication: Authentication
    }
    /// How many a browser keeps; a new one takes the place of the oldest.
    private static let limit = 10

    private(set) var accounts: [Account] = []

    func authentication(of person: GUID) -> Authentication? { accounts.first { $0.person == person }?.authentication }

    /// In the place of what was known of that person.
    mutating func add(_ person: GUID, _ authentication: Authentication) {
        accounts.removeAll { $0.person == person }
        accounts.append(Account(person: person, authentication: authentication))
        if accounts.count > Self.limit { accounts.removeFirst() }
    }
}
