import API
import Domain
import JSONRPC
import Mail
import Methods
import TestSupport
import Testing

@Suite("An account whose tokens come from outside")
struct ExternalAccountTests {
    private let house = House()
    private let source: TokenSourceName
    private static let hers = Scope.only(["Sales@example.com"])
    private static let server = ServerAddress(host: "imap.example.com", port: 993, security: .tls)

    init() throws { source = try #require(TokenSourceName(rawValue: "tool")) }

    private func add(
        _ address: String, username: String? = nil, verify: Bool? = nil, as scope: Scope = .all,
        _ change: (inout ExternalAccountSettings) -> Void = { _ in }
    ) async throws -> AccountInfo {
        var settings = ExternalAccountSettings(
            address: try #require(EmailAddress(address)), username: username, imap: Self.server)
        change(&settings)
        return try await house.add(.external(source, settings), verify: verify, as: scope)
    }

    private func refusal(_ body: () async throws -> AccountInfo) async -> RPCError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? RPCError
        }
    }

    @Test("says where its tokens come from")
    func added() async throws {
        let info = try await add("sales@example.com", username: "sales")
        #expect(info.authentication == .external && info.tokenSource == "tool" && info.username == "sales")
    }

    @Test("may be two for one mailbox by two sources, and not by one")
    func second() async throws {
        _ = try await add("sales@example.com")
        #expect(await refusal { try await add("Sales@example.com") }?.kind == "alreadyExists")
        let other = try #require(TokenSourceName(rawValue: "other"))
        _ = try await house.add(
            .external(
                other,
                ExternalAccountSettings(address: try #require(EmailAddress("sales@example.com")), imap: Self.server)),
            as: .all)
    }

    @Test("lies in a cloud, or at servers of its own")
    func clouds() async throws {
        let graph = try await add("a@example.com") {
            $0.imap = nil
            $0.cloud = "moon"
            $0.baseScopes = [.graph]
        }
        #expect(
            graph.imap == nil && graph.graph?.root == "https://moon.example" && graph.graph?.user == "a@example.com")
        let imap = try await add("b@example.com") {
            $0.imap = nil
            $0.cloud = "moon"
        }
        #expect(imap.imap?.host == "moon.example" && imap.graph == nil)
        // Exchange makes messages anew and files what it sends.
        #expect(try await house.store.accounts().first { $0.id == imap.id }?.isAtExchange == true)
        let own = try await add("c@example.com")
        #expect(try await house.store.accounts().first { $0.id == own.id }?.isAtExchange == false)
    }

    struct Wrong: Sendable {
        let field: String
        let change: @Sendable (inout ExternalAccountSettings) -> Void
    }

    @Test(
        "is refused by the setting that cannot be right",
        arguments: [
            Wrong(field: "cloud") { $0.cloud = "moon" },
            Wrong(field: "baseScopes") { $0.baseScopes = [.imap] },
            Wrong(field: "baseScopes") {
                $0.imap = nil
                $0.cloud = "moon"
                $0.baseScopes = []
            },
            Wrong(field: "imap") { $0.imap = nil },
            Wrong(field: "imap.port") { $0.imap?.port = 0 },
            Wrong(field: "username") { $0.username = "a\u{1}b" },
        ])
    func wrong(_ c: Wrong) async throws {
        let error = await refusal { try await add("sales@example.com", c.change) }
        #expect(error?.message.contains(c.field) == true, "\(String(describing: error))")
        #expect(try await house.store.accounts().count == 3)
    }

    @Test("is added by who sees its address and its user name, and tried first")
    func narrowed() async throws {
        let inCloud: (inout ExternalAccountSettings) -> Void = {
            $0.imap = nil
            $0.cloud = "moon"
        }
        _ = try await add("sales@example.com", as: Self.hers, inCloud)
        #expect(await refusal { try await add("ann@example.com", as: Self.hers, inCloud) }?.kind == "forbidden")
        // The source goes by the user name: with another's it would open another's mail.
        #expect(
            await refusal { try await add("sales@example.com", username: "ann@example.com", as: Self.hers, inCloud) }?
                .kind
                == "forbidden")
        #expect(
            await refusal { try await add("sales@example.com", verify: false, as: Self.hers, inCloud) }?.kind
                == "forbidden")
    }

    @Test("shows its token to no server that a caller chose who would not be given the token")
    func serversOfTheirOwn() async throws {
        let smtpAlone: (inout ExternalAccountSettings) -> Void = { ($0.imap, $0.smtp) = (nil, Self.server) }
        for change in [{ _ in }, smtpAlone] {
            let error = await refusal { try await add("sales@example.com", as: Self.hers, change) }
            #expect(error?.kind == "forbidden")
            #expect(error?.hint?.contains("cloud") == true)
        }
        #expect(await house.mailbox.calls.isEmpty, "no server was tried")
        _ = try await add("sales@example.com")
    }
}
