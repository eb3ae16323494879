/// Why a redirect cannot be one that a provider sent.
package enum RedirectError: Error, Hashable, Sendable {
    case tooLarge
    /// Broken percent-encoding, text that is not UTF-8, or white space or control characters where none can be.
    case malformed
    /// RFC 6749, section 3.1: a parameter must not come twice.
    case duplicateParameter
    case missingState
    case codeAndError
    /// A user's code and an administrator's consent do not come together.
    case codeAndConsent
    case neitherCodeNorError
}
