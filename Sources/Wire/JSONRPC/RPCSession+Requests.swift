internal import JSON

/// From a request to its answer.
extension RPCSession {
    func dispatch(_ entry: JSONValue, to destination: SessionState.Destination, _ lease: RequestBudget.Lease?) {
        do throws(Request.Rejection) {
            let request = try Request(entry)
            if request.id == nil, request.method == "$/cancelRequest" {
                cancel(request.params)
                update { $0.deliver(nil, to: destination) }
            } else {
                perform(request, to: destination, lease)
            }
        } catch {
            deliver(error.error, id: error.id, to: destination)
        }
    }

    private func perform(
        _ request: Request, to destination: SessionState.Destination, _ lease: RequestBudget.Lease?
    ) {
        let call = RPCCall(
            method: request.method, caller: caller, isNotification: request.id == nil,
            correlationID: server.nextCorrelationID())
        do throws(RPCError) {
            switch try admit(request, call) {
            case .immediate(let answer):
                let line = line(request.id, call, answer(request.params, call))
                update { $0.deliver(line, to: destination) }
            case .task(let answer):
                guard lease != nil else { throw .overloaded }
                start(request, call, answer, to: destination, lease)
            }
        } catch {
            let line = line(request.id, call, .failure(error))
            update { $0.deliver(line, to: destination) }
        }
    }

    /// Everything that is checked before parameters are decoded.
    private func admit(_ request: Request, _ call: RPCCall) throws(RPCError) -> Route {
        if let key = request.id?.key, update({ $0.isInFlight(key) }) {
            throw .invalidRequest("a request with this id is in flight", hint: "give each request an id of its own")
        }
        guard server.isAccepting else { throw .shuttingDown }
        guard let route = server.router.route(request.method) else { throw .methodNotFound() }
        try server.router.authorize(call, request.params)
        if case .array = request.params { throw .invalidParams("params must be an object, by name") }
        return route
    }

    private func start(
        _ request: Request, _ call: RPCCall, _ answer: @escaping @Sendable (JSONValue, RPCCall) async -> Route.Outcome,
        to destination: SessionState.Destination, _ lease: RequestBudget.Lease?
    ) {
        server.began()
        let params = request.params
        let late = update { state in
            let token = state.newToken()
            let task = Task {
                let line = line(request.id, call, await answer(params, call))
                update { $0.ended(token, line, to: destination) }
                pump()
            }
            state.started(token, .init(task: task, key: request.id?.key, lease: lease))
            return state.hasFinished ? task : nil
        }
        late?.cancel()
    }

    /// Nil for a notification, whatever became of it.
    private func line(_ id: RequestID?, _ call: RPCCall, _ outcome: Route.Outcome) -> [UInt8]? {
        if case .failure(let error) = outcome { server.observe(call, error) }
        guard let id else { return nil }
        return switch outcome {
        case .success(let result): AnswerWriter.success(result, id: id)
        case .failure(let error): AnswerWriter.failure(error, id: id, correlationID: call.correlationID)
        }
    }

    /// An id that is not in flight is no error: its answer and the cancellation may have crossed.
    private func cancel(_ params: JSONValue) {
        guard let key = params["id"].flatMap(RequestID.init)?.key else { return }
        update { $0.task(of: key) }?.cancel()
    }
}
