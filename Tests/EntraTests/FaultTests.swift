import Doorway
import JSON
import Tenant
import Testing

@testable import Entra

@Suite("A fault")
struct FaultTests {
    /// The codes of reference sheet §A10.
    static let codes = [
        90006, 90012, 90024, 90033, 90090, 90055, 70012, 50196, 50173, 700_082, 70008, 700_084, 70043, 70044, 70000,
        50089, 50085, 50139, 54005, 50132, 50133, 50034, 51004, 50053, 50057, 50055, 50126, 50076, 50079, 50072, 50074,
        50078, 50158, 53000, 53001, 50097, 50129, 53003, 530_032, 530_035, 65001, 650_056, 650_057, 65004, 90094, 90095,
        70011, 28002, 28003, 28000, 700_022, 700_023, 50001, 500_011, 650_052, 650_054, 65005, 901_002, 700_016,
        700_011, 7_000_112, 70001, 7_000_215, 7_000_222, 7_000_218, 700_025, 700_027, 700_024, 50012, 50048, 700_213,
        90002, 50059, 90019, 50011, 50147, 501_481, 501_491, 50194, 9_002_332, 9_002_331, 50020, 500_208, 700_005,
        50105, 900_144, 9_002_313, 90014, 70003, 9_001_023, 70002, 53004, 50125, 50135, 50144, 500_021, 500_022,
        500_212, 500_213, 90123,
    ]

    @Test("says any code of the table at the token endpoint, once", arguments: codes)
    func everyCode(_ code: Int) async throws {
        #expect(ErrorCode.all[code] != nil)
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        realm.sandbox.faults.set(Fault(.aadsts, ["code": .integer(Int64(code))], operation: "token"))
        let answer = await realm.token(refresh)
        #expect(answer.number == Int64(code))
        #expect(answer.error == ErrorCode.all[code]?.error)
        #expect(answer.status == ErrorCode.all[code]?.status)
        #expect(try answer.text("error_description").hasPrefix("AADSTS\(code): "))
        #expect(await realm.token(refresh).status == 200)
    }

    @Test("brings claims, a suberror and a time to wait")
    func parameters() async throws {
        let realm = try Realm()
        realm.sandbox.faults.set(
            Fault(
                .aadsts,
                ["code": "53003", "claims": ["access_token": [:]], "suberror": "additional_action", "retryAfter": "7"]))
        let answer = await realm.token(["grant_type": "refresh_token"])
        #expect(answer.number == 53003)
        #expect(try answer.text("claims") == #"{"access_token":{}}"#)
        #expect(try answer.text("suberror") == "additional_action")
        #expect(answer.response.headers["retry-after"] == "7")
    }

    @Test("at authorize is redirected, unless the redirect itself is in doubt")
    func authorize() async throws {
        let realm = try Realm()
        realm.sandbox.faults.set(Fault(.aadsts, ["code": 90094], operation: "authorize"))
        #expect(await realm.authorize(Realm.request()).redirected == 90094)
        realm.sandbox.faults.set(Fault(.aadsts, ["code": 50011], operation: "authorize"))
        #expect(await realm.authorize(Realm.request()).shown == 50011)
    }

    @Test("strikes the mailbox, and the app, that it is meant for")
    func aimed() async throws {
        let realm = try Realm()
        let adele = try await realm.refreshing()
        let bruno = try await realm.refreshing(as: "bruno@contoso.example")
        realm.sandbox.faults.set(Fault(.aadsts, ["code": 90033], mailbox: "Bruno@contoso.example", remaining: nil))
        #expect(await realm.token(adele).status == 200)
        #expect(await realm.token(bruno).number == 90033)
        realm.sandbox.faults.clearAll()
        realm.sandbox.faults.set(Fault(.aadsts, ["code": 90033], client: Realm.native, remaining: nil))
        #expect(await realm.token(bruno).status == 200)
    }

    @Test("revokes a refresh token for good")
    func revoked() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        realm.sandbox.faults.set(Fault(.refreshRevoked))
        #expect(await realm.token(refresh).number == 50173)
        #expect(await realm.token(refresh).number == 50173)
    }

    @Test("rotates a refresh token, whose old one is refused from then on")
    func rotated() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        realm.sandbox.faults.set(Fault(.refreshRotated))
        let answer = await realm.token(refresh)
        #expect(answer.status == 200)
        #expect(await realm.token(refresh).number == 70000)
        #expect(await realm.token(refresh.with(["refresh_token": try answer.text("refresh_token")])).status == 200)
    }

    @Test("says invalid_grant once, and means nothing by it")
    func temporary() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        realm.sandbox.faults.set(Fault(.temporaryInvalidGrant))
        let answer = await realm.token(refresh)
        #expect(answer.error == "invalid_grant" && answer.status == 400)
        #expect(![50173, 70000, 700_082].contains(answer.number))
        #expect(await realm.token(refresh).status == 200)
    }

    @Test("lets secrets expire, or tokens tell the wrong time")
    func secretsAndClock() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        realm.sandbox.faults.set(Fault(.secretExpired))
        #expect(await realm.token(refresh).number == 7_000_222)
        realm.sandbox.faults.set(Fault(.clockSkew, ["seconds": 7_200]))
        let claims = try Reply.claims(try await realm.token(refresh).text("id_token"))
        let start = try #require(claims["iat"]?.integerValue)
        #expect(Double(start) > realm.sandbox.clock.seconds + 6_000)
    }

    @Test("forges an id_token: without a signature, by a stranger's key, for another app")
    func forgedTokens() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        let honest = try await realm.token(refresh).text("id_token").split(separator: ".")
        realm.sandbox.faults.set(Fault(.idToken, ["algorithm": "none"]))
        let unsigned = try await realm.token(refresh).text("id_token")
        #expect(unsigned.hasSuffix(".") && unsigned.split(separator: ".").count == 2)
        realm.sandbox.faults.set(Fault(.idToken, ["foreignKey": true]))
        let foreign = try await realm.token(refresh).text("id_token").split(separator: ".")
        #expect(foreign[0] == honest[0] && foreign.count == 3)
        realm.sandbox.faults.set(Fault(.idToken, ["claims": .string(#"{"aud":"another"}"#)]))
        let other = try Reply.claims(try await realm.token(refresh).text("id_token"))
        #expect(other["aud"]?.stringValue == "another" && other["tid"]?.stringValue == Realm.contoso.description)
    }

    @Test("of HTTP's comes as an error of Entra's with Retry-After, and drops an answer after the token was made")
    func http() async throws {
        let realm = try Realm()
        let refresh = try await realm.refreshing()
        realm.sandbox.faults.set(Fault(.status, ["status": 429, "retryAfter": "3"]))
        let throttled = await realm.token(refresh)
        #expect(throttled.status == 429 && throttled.error == "temporarily_unavailable")
        #expect(throttled.response.headers["retry-after"] == "3")
        realm.sandbox.faults.set(Fault(.status, ["status": 503], operation: "authorize"))
        #expect(await realm.get("/common/oauth2/v2.0/authorize", Realm.request()).status == 503)
        realm.sandbox.faults.set(Fault(.refreshRotated))
        realm.sandbox.faults.set(Fault(.dropAfter))
        #expect(await realm.token(refresh).response.delivery == .dropped)
        #expect(await realm.token(refresh).number == 70000)
    }

    @Test("or not, every request is recorded, without a secret in it")
    func recorded() async throws {
        let realm = try Realm()
        let redemption = try await realm.redemption()
        _ = await realm.token(redemption)
        let record = try #require(realm.sandbox.recorder.records().last)
        #expect(record.occasion.operation == "token" && record.occasion.client == Realm.web)
        #expect(record.status == 200)
        #expect(!record.body.contains(PercentCoding.encode(Realm.secret)))
        #expect(!record.body.contains(redemption["code"] ?? "-"))
        #expect(record.body.contains("grant_type=authorization_code"))
    }

    @Test("or not, a client's request id comes back as correlation id")
    func correlated() async throws {
        let realm = try Realm()
        let id = "c0000000-0000-4000-8000-00000000000c"
        let answer = await realm.token([:], ["client-request-id": id])
        #expect(try answer.text("correlation_id") == id)
        #expect(try answer.text("error_description").contains("Correlation ID: \(id)"))
        #expect(try answer.text("error_uri") == "https://login.example/error?code=900144")
        let other = await realm.token([:])
        #expect(GUID(try other.text("trace_id")) != nil)
        #expect(try other.text("correlation_id") != id)
    }
}
