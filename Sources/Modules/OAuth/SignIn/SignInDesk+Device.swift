internal import Broker
internal import Domain
internal import Logging

/// Sign-ins on another device (RFC 8628).
extension SignInDesk {
    /// As many as may be asked about; each costs a request every few seconds.
    static let maximumDevices = 1_000

    /// One that the provider is to be asked about.
    struct OpenDeviceLogin: Sendable {
        let key: String
        let issuer: IssuerRule
        let due: Timestamp
    }

    /// Asks the provider for a code. Returns also when the provider may first be asked about it.
    func begin(_ request: DeviceLoginRequest) async throws(BrokerError) -> (DeviceLoginInvitation, OpenDeviceLogin) {
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
        let due = now.advanced(by: .seconds(Self.pause(answer.interval)))
        return (invitation, OpenDeviceLogin(key: key, issuer: signIn.issuer, due: due))
    }

    /// Those that are open, after a restart, and when each is to be asked about: spread, because all would be due at once.
    func openDeviceLogins() async throws(BrokerError) -> [OpenDeviceLogin] {
        var open: [OpenDeviceLogin] = []
        for key in try await tools.signIns.keys() {
            do throws(BrokerError) {
                guard let signIn = try await tools.signIns.signIn(key), signIn.isOpen, let way = signIn.deviceWay else {
                    continue
                }
                let wait = Double(way.interval) * tools.randomness.fraction()
                let due = tools.clock.now().advanced(by: .seconds(Int64(wait)))
                open.append(OpenDeviceLogin(key: key, issuer: signIn.issuer, due: due))
            } catch {
                guard case .vaultCorrupt = error else { throw error }
            }
        }
        return open
    }

    /// Asks the provider once.
    func poll(_ key: String) async -> DeviceTurn {
        guard tools.errands.setOut() else { return .again(after: Self.longestPause) }
        defer { tools.errands.comeBack() }
        do throws(BrokerError) {
            guard var signIn = try await tools.signIns.signIn(key), signIn.isOpen, var way = signIn.deviceWay else {
                memories[key] = nil
                return .over
            }
            way.interval = max(way.interval, memories[key]?.interval ?? 0)
            signIn.way = .device(way)
            // Tokens that came are worth more trouble than a code.
            guard tools.clock.now() < signIn.expiresAt || memories[key]?.answer != nil else {
                return await giveUp(.codeExpired, way, signIn, key)
            }
            return await poll(signIn, way, key)
        } catch {
            // Vault or disk are in the way; nothing was asked.
            return .again(after: Self.longestPause)
        }
    }

    private func poll(_ signIn: SignIn, _ way: DeviceWay, _ key: String) async -> DeviceTurn {
        do throws(TokenFailure) {
            return .ended(.success(try await redeem(way, signIn, key)))
        } catch {
            switch DeviceWord(error.refusal) {
            case .pending:
                memories[key]?.failures = 0
                return .again(after: Self.pause(way.interval))
            case .slowDown: return await slowDown(signIn, way, key)
            case .declined: return .ended(.failure(.signInDenied(error.fault(of: signIn))))
            case .spent: return await giveUp(.codeExpired, way, signIn, key)
            case .other where !error.error.endsSignIn: return passOver(error.error, way, key)
            case .other: return await giveUp(error.error, way, signIn, key)
            }
        }
    }

    /// Remembered also where it cannot be sealed.
    private func slowDown(_ signIn: SignIn, _ way: DeviceWay, _ key: String) async -> DeviceTurn {
        var slower = signIn
        slower.slowedDown()
        let interval = slower.deviceWay?.interval ?? way.interval
        memories[key, default: Memory()].interval = interval
        await keep(slower, key)
        return .again(after: Self.pause(interval))
    }

    private func redeem(_ way: DeviceWay, _ signIn: SignIn, _ key: String) async throws(TokenFailure) -> SignedIn {
        let terms: SignInTerms
        do throws(BrokerError) { terms = try await self.terms(of: signIn) } catch { throw TokenFailure(error) }
        let answer: TokenAnswer
        if let known = memories[key]?.answer {
            answer = known
        } else {
            answer = try await tools.endpoint.redeem(
                deviceCode: way.code, account: signIn.account, at: terms.provider, as: terms.app)
            memories[key, default: Memory()].answer = answer
        }
        do throws(BrokerError) {
            return try await accept(answer, for: Fingerprint.of(way.code), signIn, key, terms)
        } catch {
            throw TokenFailure(error)
        }
    }

    /// The provider, or the way to it, is in trouble: error pages, time-outs, 429. That passes, and the code stays good.
    private func passOver(_ error: BrokerError, _ way: DeviceWay, _ key: String) -> DeviceTurn {
        var memory = memories[key] ?? Memory()
        memory.failures += 1
        memories[key] = memory
        tools.log.debug("a device login is asked about later", metadata: ["reason": "\(error.label)"])
        let backOff = min(Self.longestPause, Int64(way.interval) << Int64(min(memory.failures - 1, 6)))
        return .again(after: max(backOff, error.retryAfterSeconds ?? 0))
    }

    /// Before it ends badly: the process may have been killed after the grant was kept, and the code is good but once.
    private func giveUp(
        _ error: BrokerError, _ way: DeviceWay, _ signIn: SignIn, _ key: String
    ) async -> DeviceTurn {
        do throws(BrokerError) {
            let known = try await sealedBefore(Fingerprint.of(way.code), signIn, key)
            return .ended(known.map(Result.success) ?? .failure(error))
        } catch {
            return .again(after: Self.longestPause)
        }
    }

    /// Keeps how one ended, and tells those who wait.
    func end(_ key: String, by result: Result<SignedIn, BrokerError>) async {
        memories[key] = nil
        do throws(BrokerError) {
            guard var signIn = try await tools.signIns.signIn(key) else { return }
            signIn.ended(result)
            await keep(signIn, key)
            if case .failure(let error) = result {
                tools.log.notice(
                    "a device login failed", metadata: ["app": "\(signIn.app)", "reason": "\(error.label)"])
            }
        } catch {
            tools.log.notice("the end of a sign-in could not be kept", metadata: ["reason": "\(error.label)"])
        }
        tell(result, of: key)
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
