/// Why a query or a form could not be read.
package enum FormError: Error, Hashable, Sendable {
    /// An escape that is none, or bytes that are not UTF-8, in the field of this place, counted from 0.
    case malformed(field: Int)
    /// More than `FormFields.limit`.
    case tooMany
}
