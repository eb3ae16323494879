internal import Mail

/// Takes one content in, chunk by chunk.
actor SpoolSink: ContentSink {
    private let id: String
    private let file: SealedFile
    private let spool: SealedSpool
    /// Less than a chunk.
    private var pending: [UInt8] = []
    private var chunks = 0

    init(id: String, file: SealedFile, spool: SealedSpool) {
        self.id = id
        self.file = file
        self.spool = spool
    }

    func write(_ bytes: [UInt8]) async throws(MailError) {
        try await spool.reserve(bytes.count, for: id)
        pending += bytes
        var start = 0
        while pending.count - start >= SealedFile.chunk {
            try put(Array(pending[start..<(start + SealedFile.chunk)]))
            start += SealedFile.chunk
        }
        pending.removeFirst(start)
    }

    /// Writes what is left and returns the whole size.
    func finish() throws(MailError) -> Int {
        let size = chunks * SealedFile.chunk + pending.count
        if !pending.isEmpty { try put(pending) }
        pending = []
        return size
    }

    private func put(_ bytes: [UInt8]) throws(MailError) {
        do throws(SpoolFailure) {
            try file.write(bytes, chunk: chunks)
        } catch {
            throw MailError(error)
        }
        chunks += 1
    }
}
