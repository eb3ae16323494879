internal import Broker
internal import Domain
internal import Logging

/// Sign-ins on another device (RFC 8628).
extension SignInDesk {
    /// What is known of one beside what is sealed; after a restart it begins anew.
    struct DeviceMemory {
        /// The tokens that came and could not be kept yet: the provider gives them once.
        var answer: TokenAnswer?
        /// How often in a row the provider could not be asked.
        var failures = 0
    }
    /// As many as may be asked about; each costs a request every few seconds.
    static let maximumDevices = 1_000

    /// Asks the provider for a code. Returns also when the provider may first be asked about it.
    func begin(
        _ request: DeviceLoginRequest
    ) async throws(BrokerError) -> (DeviceLoginInvitation, key: String, due: Timestamp) {
        guard let app = try await tools.apps.app(request.app) else { throw .notFound(what: "app") }
        let provider = try await tools.directory.metadata(of: app.app)
        try request.check(against: app.app, at: provider)
        let plan = try tools.directory.plan(of: app).opening(request.mailbox)
        guard let resource = plan.resources.first else { throw .invalid(field: "app", reason: "asks for no scope") }
        try await makeRoom()
        // One resource: its token comes with the sign-in, and the request for that cannot name another.
        let scopes = plan.requested(for: resource)
        let answer = try await tools.endpoint.beginDeviceLogin(
            scopes: scopes, account: request.account, at: provider, as: app)
        let now = tools.clock.now()
        let signIn = SignIn(
            app: app.app.id, generation: app.generation, account: request.account, caller: request.caller,
            expectedEmail: request.expectedEmail, mailbox: request.mailbox, context: request.context,
            issuer: provider.issuer, providerName: provider.name, scopes: scopes,
            expiresAt: now.advanced(by: .seconds(answer.lifetimeSeconds)),
            way: .device(DeviceWay(code: answer.deviceCode, interval: answer.interval)))
        let handle = Base64(tools.randomness.bytes(32)).urlText
        let key = try await open(signIn, by: handle)
        let invitation = DeviceLoginInvitation(
            login: handle, userCode: answer.userCode, verificationURI: answer.verificationURI,
            verificationURIComplete: answer.verificationURIComplete, message: answer.message,
            expiresAt: signIn.expiresAt)
        return (invitation, key, now.advanced(by: .seconds(Self.pause(answer.interval))))
    }

    /// Those that are open, after a restart, and when each is to be asked about: spread, because all would be due at once.
    func openDeviceLogins() async throws(BrokerError) -> [(key: String, due: Timestamp)] {
        var open: [(key: String, due: Timestamp)] = []
        for key in try await tools.signIns.keys() {
            do throws(BrokerError) {
                guard let signIn = try await tools.signIns.signIn(key), signIn.isOpen, let way = signIn.deviceWay else {
                    continue
                }
                let wait = Double(way.interval) * tools.randomness.fraction()
                open.append((key, tools.clock.now().advanced(by: .seconds(Int64(wait)))))
            } catch {
                guard case .vaultCorrupt = error else { throw error }
            }
        }
        return open
    }

    /// Asks the provider once.
    func poll(_ key: String) async -> DeviceTurn {
        do throws(BrokerError) {
            guard var signIn = try await tools.signIns.signIn(key), signIn.isOpen, let way = signIn.deviceWay,
                tools.clock.now() < signIn.expiresAt
            else {
                devices[key] = nil
                return .over(nil)
            }
            return try await poll(&signIn, way, key)
        } catch {
            // Vault or disk are in the way; nothing was asked.
            return .again(after: Self.longestPause)
        }
    }

    private func poll(_ signIn: inout SignIn, _ way: DeviceWay, _ key: String) async throws(BrokerError) -> DeviceTurn {
        do throws(TokenFailure) {
            let signedIn = try await redeem(way, signIn, key)
            return await end(.success(signedIn), &signIn, key)
        } catch {
            switch DeviceWord(error.refusal) {
            case .pending:
                devices[key]?.failures = 0
                return .again(after: Self.pause(way.interval))
            case .slowDown:
                signIn.slowedDown()
                await keep(signIn, key)
                return .again(after: Self.pause(signIn.deviceWay?.interval ?? way.interval))
            case .declined: return await end(.failure(.signInDenied(error.fault(of: signIn))), &signIn, key)
            case .spent: return await giveUp(.codeExpired, way, &signIn, key)
            case .other where !error.error.endsSignIn: return passOver(error.error, way, key)
            case .other: return await giveUp(error.error, way, &signIn, key)
            }
        }
    }

    private func redeem(_ way: DeviceWay, _ signIn: SignIn, _ key: String) async throws(TokenFailure) -> SignedIn {
        let terms: SignInTerms
        do throws(BrokerError) { terms = try await self.terms(of: signIn) } catch { throw TokenFailure(error) }
        let answer: TokenAnswer
        if let known = devices[key]?.answer {
            answer = known
        } else {
            answer = try await tools.endpoint.redeem(
                deviceCode: way.code, account: signIn.account, at: terms.provider, as: terms.app)
            devices[key, default: DeviceMemory()].answer = answer
        }
        do throws(BrokerError) {
            return try await accept(answer, for: Fingerprint.of(way.code), signIn, key, terms)
        } catch {
            throw TokenFailure(error)
        }
    }

    /// The provider, or the way to it, is in trouble: error pages, time-outs, 429. That passes, and the code stays good.
    private func passOver(_ error: BrokerError, _ way: DeviceWay, _ key: String) -> DeviceTurn {
        var memory = devices[key] ?? DeviceMemory()
        memory.failures += 1
        devices[key] = memory
        tools.log.debug("a device login is asked about later", metadata: ["reason": "\(error.label)"])
        let backOff = min(Self.longestPause, Int64(way.interval) << Int64(min(memory.failures - 1, 6)))
        return .again(after: max(backOff, error.retryAfterSeconds ?? 0))
    }

    /// Before it ends badly: the process may have been killed after the grant was kept, and the code is good but once.
    private func giveUp(
        _ error: BrokerError, _ way: DeviceWay, _ signIn: inout SignIn, _ key: String
    ) async -> DeviceTurn {
        do throws(BrokerError) {
            if let known = try await sealedBefore(Fingerprint.of(way.code), signIn, key) {
                return await end(.success(known), &signIn, key)
            }
        } catch {
            return .again(after: Self.longestPause)
        }
        return await end(.failure(error), &signIn, key)
    }

    private func end(
        _ result: Result<SignedIn, BrokerError>, _ signIn: inout SignIn, _ key: String
    ) async -> DeviceTurn {
        signIn.ended(result)
        devices[key] = nil
        await keep(signIn, key)
        tell(result, of: key)
        switch result {
        case .success(let signedIn): return .over(signedIn)
        case .failure(let error):
            tools.log.notice(
                "a device login failed", metadata: ["app": "\(signIn.app)", "reason": "\(error.label)"])
            return .over(nil)
        }
    }

    /// One more than the provider wants: our clock counts whole seconds, and early is too early.
    private static func pause(_ interval: Int) -> Int64 { Int64(interval) + 1 }
    /// However long the provider has been in trouble, in seconds.
    private static let longestPause: Int64 = 60
}

extension TokenFailure {
    fileprivate func fault(of signIn: SignIn) -> ProviderFault {
        ProviderFault(
            name: signIn.providerName, status: refusal?.status, code: refusal?.code, requestId: refusal?.requestId,
            responsible: .user)
    }
}
