internal import Domain
internal import JSON
internal import Mail
internal import Transport

/// Uploads travel to an address of their own, which is their key: no token goes with them, and the address stands in no
/// log and in no error.
extension GraphChannel {
    /// Puts one slice; one whose fate is not known is asked after before anything is sent again.
    ///
    /// What it returns need not be the end of the slice: the session says where it goes on.
    func putSlice(
        _ bytes: [UInt8], at offset: Int, of total: Int, to upload: GraphUpload, until deadline: Deadline
    ) async throws(MailError) -> UploadProgress {
        precondition(!bytes.isEmpty && offset >= 0 && offset + bytes.count <= total, "a slice outside its file")
        var tries = GraphTries(settings)
        while true {
            let response = try await visit(.put, upload, until: deadline) { request in
                let range = "bytes \(offset)-\(offset + bytes.count - 1)/\(total)"
                request.headers += [
                    HTTPField("Content-Type", "application/octet-stream"), HTTPField("Content-Range", range),
                ]
                request.body = Secret(bytes)
            }
            let fault: GraphFault
            switch UploadOutcome(response, total: total) {
            case .progress(let progress): return progress
            case .elsewhere:
                return try await progress(of: upload, total: total, until: deadline) ?? .more(offset: offset)
            case .fault(let failure): fault = failure
            }
            try await rest(after: fault, &tries, until: deadline)
            // A slice that was turned away is sent again; any other may have been taken.
            if fault.processing == .notBegun { continue }
            if let known = try await progress(of: upload, total: total, until: deadline) { return known }
        }
    }

    /// How far an upload session has come; nil where it does not say.
    func progress(
        of upload: GraphUpload, total: Int, until deadline: Deadline
    ) async throws(MailError) -> UploadProgress? {
        var tries = GraphTries(settings)
        while true {
            let response = try await visit(.get, upload, until: deadline)
            switch UploadOutcome(response, total: total) {
            // Only a slice can be what completes it: of one that says so out of turn, nobody knows what it has.
            case .progress(.complete): return .gone
            case .progress(let progress): return progress
            case .elsewhere: return nil
            case .fault(let fault):
                if fault.processing == .final { return nil }
                try await rest(after: fault, &tries, until: deadline)
            }
        }
    }

    /// Ends an upload session, so that what was sent does not count against the mailbox until it expires.
    func cancel(_ upload: GraphUpload, until deadline: Deadline) async throws(MailError) {
        let result = try await visit(.delete, upload, until: deadline)
        guard case .success = result else { throw .unavailable("an upload session could not be ended") }
    }

    private func visit(
        _ method: HTTPRequest.Method, _ upload: GraphUpload, until deadline: Deadline,
        _ adding: (inout HTTPRequest) -> Void = { _ in }
    ) async throws(MailError) -> Result<HTTPResponse, GraphFault> {
        var request = upload.url.withExposed { url in
            HTTPRequest(method: method, url: url, headers: Self.unsigned(), responseLimit: GraphRefusal.maximumBody)
        }
        adding(&request)
        return try await admitted(until: deadline) { _ in await self.exchange(request, until: deadline) }
    }

    private func rest(
        after fault: GraphFault, _ tries: inout GraphTries, until deadline: Deadline
    ) async throws(MailError) {
        let next = tries.failed(fault, .always, chance: pacing.chance())
        let end = pacing.now + .milliseconds(next.pauseMs)
        if case .refusal(let refusal) = fault { holdBack(until: end, because: refusal) }
        guard next.again, end <= deadline.instant else {
            throw fault.error(about: .draft, retryAfterMs: next.pauseMs)
        }
        try await wait(until: end)
    }
}
