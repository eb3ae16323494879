/// In which bytes a message is served (reference sheet §C4): Graph's `$value` and IMAP's FETCH.
package enum RenderingMode: String, CaseIterable, Sendable, FactValue {
    /// Those in which it arrived, where it arrived as MIME.
    case verbatim
    /// Made anew from the store, as Exchange does: other boundaries and transfer encodings, the same meaning.
    case exchange
}
