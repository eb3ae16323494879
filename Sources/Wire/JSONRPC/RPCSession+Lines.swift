internal import JSON

/// From a line to its requests.
extension RPCSession {
    func look(at line: [UInt8]) {
        guard line.contains(where: { !Self.isBlank($0) }) else { return }
        if let foreign = ForeignProtocol(line) { return refuse(foreign) }
        let lease = server.budget.lease(line.count)
        if line.count <= server.limits.inlineBytes {
            dispatch(JSONValue.reading(line), lease)
        } else {
            parseAside(line, lease)
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private func refuse(_ foreign: ForeignProtocol) {
        let answer = AnswerWriter.failure(
            foreign.error, id: .null, correlationID: server.nextCorrelationID())
        let tasks = update { $0.refuse(answer) }
        for task in tasks { task.cancel() }
    }

    /// Parses a large line off the reading thread; until then it counts as one request in flight,
    /// and the lines behind it wait.
    private func parseAside(_ line: [UInt8], _ lease: RequestBudget.Lease?) {
        server.began()
        update { state in
            let token = state.newToken()
            let task = Task {
                let value = lease == nil ? await server.gate.parse(line) : JSONValue.reading(line)
                dispatch(value, lease)
                update { $0.endedParsing(token) }
                pump()
            }
            state.startedParsing(token, .init(task: task, key: nil, lease: lease))
        }
    }

    private func dispatch(_ parsed: Result<JSONValue, JSONError>, _ lease: RequestBudget.Lease?) {
        switch parsed {
        case .failure(let error): deliver(.parseError(error.description), id: .null, to: .line)
        case .success(.array(let entries)): dispatch(batch: entries, lease)
        case .success(let value): dispatch(value, to: .line, lease)
        }
    }

    /// JSON-RPC 2.0, section 6.
    private func dispatch(batch entries: [JSONValue], _ lease: RequestBudget.Lease?) {
        guard !entries.isEmpty else {
            return deliver(.invalidRequest("an empty batch"), id: .null, to: .line)
        }
        guard entries.count <= server.limits.batchEntries else {
            let message = "a batch has at most \(server.limits.batchEntries) entries"
            return deliver(.invalidRequest(message), id: .null, to: .line)
        }
        let batch = update { $0.openBatch(of: entries.count) }
        for (place, entry) in entries.enumerated() {
            dispatch(entry, to: .batch(batch, place: place), lease)
        }
    }
}
