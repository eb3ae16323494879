/// Who has to do something before it can work again.
package enum ResponsibleParty: String, Codable, CaseIterable, Hashable, Sendable {
    /// Nobody: it passes, and is tried again.
    case nobody
    /// The user, by signing in or agreeing.
    case user
    /// An administrator of the user's tenant: consent, policies, rights.
    case administrator
    /// Whoever registered the app and runs Postern.
    case `operator`
}
