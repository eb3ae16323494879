import Broker
import Domain
import OAuth
import TestSupport
import Testing
import Transport

@Suite("Of an app's two credentials")
struct RolloverTests {
    static let portal = "Entra admin center > App registrations > client > Certificates & secrets"

    /// An account whose app has cred_2 `new` beside cred_1 `old`, and a provider that takes those in `good`.
    struct House {
        let desk = Desk()
        let app: AppID
        let account: AccountID

        init() async throws {
            let signedIn = try await desk.signIn { _ in }
            app = signedIn.app
            account = signedIn.account
            _ = try await desk.service.updateApp(
                app, AppChange(clientSecret: Credential("new"), keepPrevious: true))
        }

        func accept(_ good: Set<String>, code: Int = 7_000_222) {
            desk.provider.behave {
                $0.intercept = { (request) throws(TransportError) in
                    let form = request.body?.withExposed { FormFields.read(String(decoding: $0, as: UTF8.self)) }
                    let isGood = good.contains(form?["client_secret"] ?? "")
                    return isGood ? nil : .refusal("invalid_client", codes: [code], status: 401)
                }
            }
        }

        /// The secrets that one more request for a token tried.
        func tried() async -> [String] {
            desk.clock.advance(seconds: 7_200)
            let before = desk.provider.tokenRequests.count
            _ = try? await desk.token(account)
            return desk.provider.tokenRequests.dropFirst(before).compactMap { $0["client_secret"] }
        }

        func current() async throws -> App { try await desk.service.apps.app(app) }
    }

    @Test("the newest is tried first")
    func newest() async throws {
        let house = try await House()
        #expect(try await house.current().credentials.map(\.id) == ["cred_2", "cred_1"])
        #expect(await house.tried() == ["new"])
        #expect(try await house.current().failure == nil)
    }

    @Test(
        "the other one is tried in the same call, and first from then on; the refused one says why",
        arguments: [7_000_215, 7_000_222, 700027, 700024, 7_000_218])
    func other(_ code: Int) async throws {
        let house = try await House()
        house.accept([Desk.secret], code: code)
        #expect(await house.tried() == ["new", Desk.secret])
        #expect(await house.tried() == [Desk.secret])
        let app = try await house.current()
        #expect(app.failure == nil)
        #expect(app.credentials.map { $0.refusal?.provider?.code } == ["invalid_client AADSTS\(code)", nil])
        #expect(app.credentials[0].refusal?.hint.contains(Self.portal) == true)
        // A restart remembers it.
        let restarted = house.desk.restarted()
        _ = try await restarted.token(house.account)
        #expect(house.desk.provider.tokenRequests.last?["client_secret"] == Desk.secret)
    }

    @Test("a refusal is forgotten when the operator changes the app")
    func forgotten() async throws {
        let house = try await House()
        house.accept([Desk.secret])
        #expect(await house.tried() == ["new", Desk.secret])
        let app = try await house.desk.service.updateApp(house.app, AppChange(name: "Other"))
        #expect(app.credentials.allSatisfy { $0.refusal == nil })
        house.accept(["new"])
        #expect(await house.tried() == [Desk.secret, "new"])
        #expect(await house.tried() == ["new"])
    }

    @Test("both are refused: the app and its account say so, with the place in the portal, until one is taken")
    func neither() async throws {
        let house = try await House()
        house.accept([])
        #expect(await house.tried() == ["new", Desk.secret])
        let status = try await house.desk.service.grantStatus(of: house.account)
        guard case .appMisconfigured(house.app, let hint, let fault) = status?.failure?.error else {
            Issue.record("\(String(describing: status?.failure))")
            return
        }
        #expect(hint.contains("\(Self.portal) > Client secrets, column Value"), "\(hint)")
        #expect(fault?.responsible == .operator)
        let app = try await house.current()
        #expect(app.failure?.hint == hint)
        #expect(app.credentials.allSatisfy { $0.refusal != nil })
        house.accept(["new"])
        #expect(await house.tried() == ["new"])
        #expect(try await house.current().failure == nil)
        #expect(try await house.current().credentials.map { $0.refusal == nil } == [true, false])
        #expect(try await house.desk.service.grantStatus(of: house.account)?.failure == nil)
    }

    @Test(
        "neither is spent on a failure that is not its own",
        arguments: [
            HTTPResponse.refusal("invalid_grant", codes: [50173]),
            .refusal("invalid_client", codes: [700016], status: 401),
            .refusal("temporarily_unavailable", status: 503), .text("<html>", status: 502),
        ])
    func otherFailures(_ answer: HTTPResponse) async throws {
        let house = try await House()
        house.desk.provider.behave { $0.intercept = { (_) throws(TransportError) in answer } }
        #expect(await house.tried() == ["new"])
        #expect(try await house.current().credentials.allSatisfy { $0.refusal == nil })
    }

    @Test("an unknown client id stands on the app itself until the provider takes it, or the operator changes it")
    func unknownClient() async throws {
        let house = try await House()
        house.desk.provider.behave {
            $0.intercept = { (_) throws(TransportError) in .refusal("unauthorized_client", codes: [700016]) }
        }
        _ = await house.tried()
        let failure = try #require(try await house.current().failure)
        #expect(failure.provider?.code == "unauthorized_client AADSTS700016")
        #expect(failure.hint.contains("App registrations > client > Overview, Application (client) ID"))
        // The same again is not new.
        _ = await house.tried()
        #expect(try await house.current().failure == failure)
        #expect(try await house.desk.service.updateApp(house.app, AppChange(name: "Other")).failure == nil)
        _ = await house.tried()
        #expect(try await house.current().failure != nil)
        house.desk.provider.behave { $0.intercept = nil }
        _ = await house.tried()
        #expect(try await house.current().failure == nil)
    }

    @Test(
        "what another tenant does not know is known in the app's own",
        arguments: [("fabrikam.example", false), ("contoso.onmicrosoft.com", true), (nil, true)])
    func otherTenant(_ tenant: String?, _ isOwn: Bool) async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(ApplicationTokenTests.registration()).id
        desk.provider.behave {
            $0.intercept = { (_) throws(TransportError) in .refusal("unauthorized_client", codes: [700016]) }
        }
        let error = await failure {
            _ = try await desk.service.accessToken(as: app, in: tenant, TokenDemand(resource: .graph))
        }
        guard case .appMisconfigured = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try await (desk.service.apps.app(app).failure != nil) == isOwn)
    }

    @Test("one can be dropped, and a third has to wait for that")
    func dropping() async throws {
        let house = try await House()
        let third = AppChange(clientSecret: Credential("third"), keepPrevious: true)
        #expect(
            await failure { _ = try await house.desk.service.updateApp(house.app, third) }
                == .conflict("the app has cred_2 and cred_1 already: name one of them in dropCredential"))
        var swap = third
        swap.dropCredential = "cred_2"
        #expect(
            try await house.desk.service.updateApp(house.app, swap).credentials.map(\.id) == ["cred_3", "cred_1"])
        let alone = try await house.desk.service.updateApp(house.app, AppChange(dropCredential: "cred_1"))
        #expect(alone.credentials.map(\.id) == ["cred_3"])
        #expect(
            await failure { _ = try await house.desk.service.updateApp(house.app, AppChange(dropCredential: "cred_1")) }
                == .invalid(field: "dropCredential", reason: "the app has no such credential"))
        #expect(await house.tried() == ["third"])
        let without = try await house.desk.service.updateApp(house.app, AppChange(dropCredential: "cred_3"))
        #expect(without.clientAuthentication == .none)
        // None is called as one before it was: a client that still knows the old one would mean another.
        let next = try await house.desk.service.updateApp(house.app, AppChange(clientSecret: Credential("fourth")))
        #expect(next.credentials.map(\.id) == ["cred_4"])
    }

    @Test("nothing that is said of a credential is passed over", arguments: ["keepPrevious", "secretExpiresAt"])
    func unsaid(_ field: String) async throws {
        let house = try await House()
        let change =
            field == "keepPrevious"
            ? AppChange(keepPrevious: true)
            : AppChange(
                secretExpiresAt: house.desk.clock.now().advanced(by: .seconds(86_400)),
                clientCertificate: try Certificates.client(days: 20))
        let error = await failure { _ = try await house.desk.service.updateApp(house.app, change) }
        guard case .invalid(field, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("a new one replaces all, where nobody asks to keep them")
    func replacing() async throws {
        let house = try await House()
        let app = try await house.desk.service.updateApp(house.app, AppChange(clientSecret: Credential("only")))
        #expect(app.credentials.map(\.id) == ["cred_3"])
        #expect(await house.tried() == ["only"])
    }

    @Test("none stays when the app moves")
    func moving() async throws {
        let house = try await House()
        var change = AppChange(clientId: "other", clientSecret: Credential("third"), keepPrevious: true)
        #expect(
            await failure { _ = try await house.desk.service.updateApp(house.app, change) }
                == .invalid(field: "keepPrevious", reason: "credentials do not stay when clientId changes"))
        change.keepPrevious = nil
        #expect(try await house.desk.service.updateApp(house.app, change).credentials.map(\.id) == ["cred_3"])
    }

    @Test("one of another kind may take over")
    func otherKind() async throws {
        let house = try await House()
        let change = AppChange(
            clientCertificate: try Certificates.client(days: 20), keepPrevious: true, dropCredential: "cred_2")
        let app = try await house.desk.service.updateApp(house.app, change)
        #expect(app.clientAuthentication == .certificate)
        #expect(app.credentials.map(\.kind) == [.certificate, .secret])
        house.accept([Desk.secret], code: 700027)
        #expect(await house.tried() == [Desk.secret])
        #expect(
            try await house.current().credentials[0].refusal?.hint.contains("Certificates, column Thumbprint") == true)
    }

    @Test(
        "each is announced thirty days before its end, and not earlier",
        arguments: [
            (31 * 86_400, nil), (30 * 86_400, "cred_1, a client secret, ends on 2026-12-22"),
            (1, "cred_1, a client secret, ends on 2026-11-22"), (0, "cred_1, a client secret, ended on 2026-11-22"),
        ])
    func warning(_ seconds: Int64, _ words: String?) async throws {
        let desk = Desk()
        var registration = Desk.outlook
        registration.secretExpiresAt = desk.clock.now().advanced(by: .seconds(seconds))
        let app = try await desk.service.apps.register(registration)
        #expect(app.warnings.count == (words == nil ? 0 : 1))
        if let words {
            #expect(app.warnings.first?.hasPrefix(words) == true, "\(app.warnings)")
            #expect(app.warnings.first?.contains("\(Self.portal) > Client secrets") == true)
        }
        #expect(try await desk.service.apps.all() == [app])
    }

    @Test("the end of a secret that is there can be told later")
    func laterEnd() async throws {
        let desk = Desk()
        let app = try await desk.service.apps.register(Desk.outlook)
        let end = desk.clock.now().advanced(by: .seconds(86_400))
        let changed = try await desk.service.updateApp(app.id, AppChange(secretExpiresAt: end))
        #expect(changed.credentials.map(\.expiresAt) == [end])
        #expect(changed.credentials.map(\.id) == ["cred_1"])
        #expect(changed.warnings.count == 1)
    }
}
