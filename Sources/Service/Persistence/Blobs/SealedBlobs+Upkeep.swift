internal import Domain
package import Mail

extension SealedBlobs {
    /// Brings files and rows in order after a crash, whoever can read them: no key is needed. To be called once, before anything
    /// else is.
    ///
    /// Nothing is changed where the files cannot be listed. Files of which no row knows go, and so do rows whose file is gone; what a file has beyond its row is cut off.
    package func reconcile() async throws(MailError) {
        let sizes = try await table.sizes()
        let files = files
        let names = try await thread.run { () throws(MailError) in
            let names = try files.names()
            for blob in names { files.cut(blob, toSize: sizes[blob] ?? 0) }
            return Set(names)
        }
        for (blob, size) in sizes where size >= BlobSeal.chunk && !names.contains(blob) { try await table.remove(blob) }
    }

    /// Deletes what has expired. Every call that finds no room does so too.
    package func sweep() async throws(MailError) {
        let now = clock.now()
        for blob in try await table.expired(at: now) {
            try await turns.take(on: blob) { () throws(MailError) in
                guard try await table.removeExpired(blob, at: now) else { return }
                try await thread.run { () throws(MailError) in files.remove(blob) }
            }
        }
    }
}
