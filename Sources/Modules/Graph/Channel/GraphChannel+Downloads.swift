internal import Broker
internal import Domain
internal import Mail
internal import Transport

extension GraphChannel {
    /// How much is taken from the connection at a time, in bytes.
    private static let pieceBytes = 65_536

    /// Streams an answer's body into a sink, and returns how many bytes it had.
    ///
    /// It is begun anew only while nothing has been passed on. A body that ends before its announced length is an error,
    /// and so is an empty message.
    @discardableResult
    func download(
        _ call: GraphCall, into sink: any ContentSink, until deadline: Deadline
    ) async throws(MailError) -> Int {
        try await repeating(call.repetition, about: call.about, .download, until: deadline) { token, _ in
            do throws(GraphFault) {
                let download = try await self.opened(call, token, until: deadline)
                return .success(try await self.pass(download, of: call, to: sink, until: deadline))
            } catch {
                return .failure(error)
            }
        }
    }

    /// The head of a good answer; the body of another is read as far as an error of Graph's can reach.
    private func opened(
        _ call: GraphCall, _ token: Secret<String>, until deadline: Deadline
    ) async throws(GraphFault) -> HTTPDownload {
        let request: HTTPRequest
        do throws(MailError) { request = try self.request(call, token, accepting: "*/*") } catch {
            throw .ended(error)
        }
        let download: HTTPDownload
        let limit = Self.limit(settings.answerMs, deadline)
        do throws(TransportError) { download = try await http.open(request, until: limit) } catch {
            throw Self.fault(error, at: limit, deadline)
        }
        if (200..<300).contains(download.status) { return download }
        let body = await beginning(of: download.body, until: deadline)
        throw .refusal(GraphRefusal(status: download.status, headers: download.headers, body: body))
    }

    private func pass(
        _ download: HTTPDownload, of call: GraphCall, to sink: any ContentSink, until deadline: Deadline
    ) async throws(GraphFault) -> Int {
        var count = 0
        do throws(GraphFault) {
            while let piece = try await piece(of: download.body, until: deadline) {
                do throws(MailError) { try await sink.write(piece) } catch { throw .ended(error) }
                count += piece.count
            }
            try Self.checkLength(count, of: download, mayBeEmpty: call.about == .attachment)
        } catch {
            await download.body.close()
            // What was passed on cannot be taken back.
            throw count == 0 ? error : .ended(error.error(about: call.about))
        }
        return count
    }

    private static func checkLength(
        _ count: Int, of download: HTTPDownload, mayBeEmpty: Bool
    ) throws(GraphFault) {
        let announced = download.headers.value(of: "Content-Length").flatMap { Int($0) }
        guard announced ?? count == count, count > 0 || mayBeEmpty else {
            let refusal = GraphRefusal(status: download.status, headers: download.headers, body: [])
            throw .unreadable("Graph's answer ended before its time", refusal.fault)
        }
    }

    private func piece(
        of body: any HTTPBody, until deadline: Deadline
    ) async throws(GraphFault) -> [UInt8]? {
        let limit = Self.limit(settings.answerMs, deadline)
        do throws(TransportError) {
            let piece = try await body.read(atMost: Self.pieceBytes, until: limit)
            return piece.isEmpty ? nil : piece
        } catch {
            throw Self.fault(error, at: limit, deadline)
        }
    }

    /// As much as an error may have, and one byte more.
    private func beginning(of body: any HTTPBody, until deadline: Deadline) async -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= GraphRefusal.maximumBody, let piece = try? await piece(of: body, until: deadline) {
            bytes += piece
        }
        await body.close()
        return bytes
    }
}
