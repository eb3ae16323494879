/// What became of a redirect, as far as the user at the browser is told. The raw value is the end of the page's path.
package enum RedirectOutcome: String, CaseIterable, Sendable {
    /// The account can be used.
    case done
    /// An administrator agreed.
    case consented
    /// The user, or a policy, said no.
    case refused
    /// The sign-in took too long, or its link was used before.
    case expired
    /// Somebody else than expected signed in.
    case wrongIdentity = "wrong-identity"
    /// The provider or Postern could not complete it; trying again may help.
    case failed
    /// What came was not a redirect of a provider.
    case invalid
}
