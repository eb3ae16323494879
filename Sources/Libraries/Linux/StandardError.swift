internal import Glibc

/// The process's standard error, written in one call a record so that records of several threads never mix.
package enum StandardError {
    /// Writes all of `text`; what cannot be written is lost, because there is nowhere to say so.
    package static func write(_ text: String) {
        var rest = ArraySlice(text.utf8)
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard written > 0 || errno == EINTR else { return }
            rest.removeFirst(max(0, written))
        }
    }
}
