package import Broker

/// Why a provider's API refused for good: what it means, what it said, and what a person can do about it.
package struct Refusal: Sendable, Hashable, Codable {
    package enum Meaning: String, Sendable, Hashable, Codable, CaseIterable {
        /// The app lacks a permission, or the user a right to this mailbox.
        case accessDenied
        /// There is no mailbox that the API could open.
        case mailboxUnavailable
        case quotaExceeded
        /// A request or a message is larger than the provider takes.
        case tooLarge
        /// Who signed in may not send in this name.
        case sendAsDenied
        /// The message cannot be sent as it is: a recipient, a header, its form.
        case messageRefused
        /// The provider does not take the request, and it should have: our bug, or a fact that has changed.
        case requestRefused
    }
    package var meaning: Meaning
    /// One lower-case phrase for a person, without addresses.
    package var reason: String
    /// The next step of whoever has to act.
    package var hint: String?
    package var fault: ProviderFault

    package init(_ meaning: Meaning, reason: String, hint: String? = nil, fault: ProviderFault) {
        self.meaning = meaning
        self.reason = reason
        self.hint = hint
        self.fault = fault
    }
}
