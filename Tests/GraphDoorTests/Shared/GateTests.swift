import Domain
import Doorway
import JSON
import Tenant
import Testing

@testable import GraphDoor

@Suite("The gate")
struct GateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var principal = Principal.person(SeedPeople.adele)
        var permissions: Set<String> = ["Mail.Read"]
        var tenant = SeedPeople.contoso
        var path = "/me/messages"
        let status: Int
        var code: String?
        var message: String?
        var testDescription: String { name }
    }

    private static let service = Principal.application(client: SeedApps.service, tenant: SeedPeople.contoso)

    @Test(
        "lets in who may, and refuses the others in Graph's words",
        arguments: [
            Case(name: "own mail", status: 200),
            Case(name: "own mail with the shared scope", permissions: ["Mail.Read.Shared"], status: 200),
            Case(name: "own mail by address", path: "/users/adele@contoso.example/messages", status: 200),
            Case(name: "own mail by an encoded address", path: "/users/adele%40contoso.example/messages", status: 200),
            Case(name: "sending is not reading", permissions: ["Mail.Send"], status: 403, code: "ErrorAccessDenied"),
            Case(
                name: "attachments need more than the basics", permissions: ["Mail.ReadBasic"],
                path: "/me/messages/x/attachments", status: 403, code: "ErrorAccessDenied"),
            Case(
                name: "a shared mailbox", permissions: ["Mail.Read.Shared"],
                path: "/users/support@contoso.example/messages", status: 200),
            Case(
                name: "a shared mailbox without the shared scope", path: "/users/support@contoso.example/messages",
                status: 403, code: "ErrorAccessDenied",
                message: "Access is denied. Check credentials and try again."),
            Case(
                name: "a mailbox without a right on it", permissions: ["Mail.Read.Shared"],
                path: "/users/chidi@contoso.example/messages", status: 403, code: "ErrorAccessDenied"),
            Case(
                name: "a mailbox of another tenant", principal: service, path: "/users/mia@fabrikam.example/messages",
                status: 404, code: "ErrorInvalidUser"),
            Case(
                name: "nobody", principal: service, path: "/users/nobody@contoso.example/messages", status: 404,
                code: "ErrorInvalidUser"),
            Case(
                name: "no mailbox", principal: .person(SeedPeople.nomail), status: 404,
                code: "MailboxNotEnabledForRESTAPI"),
            Case(
                name: "an app by itself", principal: service, path: "/users/bruno@contoso.example/messages", status: 200
            ),
            Case(
                name: "an app by itself has no me", principal: service, status: 400, code: "BadRequest",
                message: "/me request is only valid with delegated authentication flow."),
            Case(
                name: "an app without its role", principal: service, permissions: ["Mail.Send"],
                path: "/users/bruno@contoso.example/messages", status: 403, code: "ErrorAccessDenied"),
            Case(
                name: "a personal account", principal: .person(SeedPeople.pat), tenant: TenantRecord.personalID,
                status: 200),
            Case(name: "who one is", permissions: ["User.Read"], path: "/me", status: 200),
            Case(
                name: "who one is without the scope", path: "/me", status: 403, code: "Authorization_RequestDenied"),
            Case(
                name: "who another is", permissions: ["User.Read"], path: "/users/bruno@contoso.example", status: 403,
                code: "Authorization_RequestDenied"),
            Case(
                name: "nobody's directory entry", permissions: ["User.Read.All"], path: "/users/x@contoso.example",
                status: 404, code: "Request_ResourceNotFound"),
            Case(name: "no such thing", path: "/me/nonsense", status: 400, code: "BadRequest"),
        ])
    func gate(_ c: Case) async {
        let rig = ReadingRig()
        rig.keep("t", c.principal, c.permissions, tenant: c.tenant)
        let reply = await rig.get(c.path, token: "t")
        #expect(reply.status == c.status)
        #expect(reply.code == c.code)
        if let message = c.message { #expect(reply.message == message) }
    }

    @Test("says what is wrong with a token")
    func tokens() async {
        let rig = ReadingRig()
        rig.keep("imap", .person(SeedPeople.adele), ["IMAP.AccessAsUser.All"], audience: .outlook)
        rig.keep("old", .person(SeedPeople.adele), ["Mail.Read"], lasting: -1)
        rig.keep("disabled", .person(SeedPeople.off), ["Mail.Read"])
        let expected: [(String?, String)] = [
            (nil, "Access token is empty."), ("x", "CompactToken parsing failed with error code: 80049217"),
            ("imap", "Access token validation failure. Invalid audience."),
            ("old", "Lifetime validation failed, the token is expired."),
            ("disabled", "Access token has expired or is not yet valid."),
        ]
        for (token, message) in expected {
            let reply = await rig.get("/me/nonsense", token: token)
            #expect(reply.status == 401)
            #expect(reply.code == "InvalidAuthenticationToken")
            #expect(reply.message == message)
            #expect(reply.headers["WWW-Authenticate"]?.hasPrefix("Bearer ") == true)
        }
    }

    @Test("obeys an application access policy, for apps that act for themselves alone")
    func policy() async {
        let rig = ReadingRig()
        rig.keep("app", Self.service, ["Mail.Read"])
        rig.sandbox.directory.change(tenant: SeedPeople.contoso) { $0.policies.applicationAccessPolicy = [] }
        let reply = await rig.get("/users/bruno@contoso.example/messages", token: "app")
        #expect(reply.status == 403)
        #expect(reply.message == "Access to OData is disabled.")
        #expect(await rig.get("/me/messages").status == 200)
    }

    @Test("shows no content to who may read the basics only")
    func basics() async {
        let rig = ReadingRig()
        rig.keep("basic", .person(SeedPeople.adele), ["Mail.ReadBasic"])
        let reply = await rig.get("/me/messages?$top=1&$select=subject,body,bodyPreview", token: "basic")
        #expect(reply.rows.first?["subject"] != nil)
        #expect(reply.rows.first?["body"] == nil)
        #expect(reply.rows.first?["bodyPreview"] == nil)
        #expect(await rig.get("/me/messages?$search=\"x\"", token: "basic").status == 403)
        #expect(await rig.get("/me/messages?$filter=contains(body/content,'x')", token: "basic").status == 403)
    }

    @Test("passes a claims challenge on, without a body")
    func claims() async {
        let rig = ReadingRig()
        rig.sandbox.faults.set(Fault(.claimsChallenge, ["claims": "e30="]))
        let reply = await rig.get("/me/messages")
        #expect(reply.status == 401)
        #expect(reply.bytes.isEmpty)
        #expect(reply.headers["WWW-Authenticate"]?.contains("claims=\"e30=\"") == true)
        #expect(await rig.get("/me/messages").status == 200)
    }

    @Test("puts Graph's headers on every answer, and the request's id into refusals")
    func headers() async {
        let rig = ReadingRig()
        var request = WebRequest(method: "GET", path: "/v1.0/me/messages/nonsense")
        request.headers["Authorization"] = "Bearer adele"
        request.headers["client-request-id"] = "my-id"
        let reply = WritingReply(await rig.door.answer(request))
        #expect(reply.headers["client-request-id"] == "my-id")
        #expect(reply.headers["x-ms-ags-diagnostic"]?.contains("ServerInfo") == true)
        let inner = reply.json["error"]?["innerError"]
        #expect(inner?["request-id"]?.stringValue == reply.headers["request-id"])
        #expect(inner?["client-request-id"] == "my-id")
        #expect(inner?["date"]?.stringValue?.count == 19)
        #expect(
            await rig.get("/me/mailFolders").headers["Content-Type"]
                == "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8")
    }

    @Test("records a request under the operation's name, its token hashed")
    func records() async {
        let rig = ReadingRig()
        _ = await rig.get("/me/mailFolders/inbox/messages")
        let record = rig.sandbox.recorder.records().last
        #expect(record?.occasion.operation == "messages.list")
        #expect(record?.occasion.mailbox == "adele@contoso.example")
        #expect(record?.headers["authorization"] == "Bearer \(Redaction.hash("adele"))")
    }

    @Test("knows which methods a path has")
    func methods() async {
        let reply = await ReadingRig().ask("PUT", "/me/messages", token: "adele")
        #expect(reply.status == 405)
        #expect(reply.code == "MethodNotAllowed")
    }
}
