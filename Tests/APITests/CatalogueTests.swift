import JSON
import JSONRPC
import Testing

@testable import API

@Suite("Every method of the interface")
struct CatalogueTests {
    static let names = Catalogue.methods.map { $0.name }

    private func method(_ name: String) throws -> any APIMethod.Type { try #require(Catalogue.method(named: name)) }

    private func page<Method: APIMethod>(_ method: Method.Type) throws -> MethodPage {
        try MethodPage(method, in: SchemaBook())
    }

    @Test("is there once")
    func whole() {
        #expect(
            Set(Self.names) == [
                "ping", "getInfo", "getHealth", "rpc.discover", "listProviders", "registerApp", "updateApp",
                "deleteApp", "getApp", "listApps", "verifyApp", "authorizeURL", "exchangeCode", "awaitSignIn",
                "startDeviceLogin", "awaitDeviceLogin", "adminConsentURL", "completeAdminConsent",
                "awaitAdminConsent", "getAccessToken", "addAccount", "verifyAccount", "getAccount", "listAccounts",
                "updateAccount", "reconnectAccount", "deleteAccount", "listMailboxes", "listMessages", "getMessage",
                "getMessageSource", "getAttachment", "sendMessage", "uploadBlob", "getBlob", "deleteBlob",
                "getVaultStatus", "unlockVault", "setVaultPassphrase", "rotateVaultKey",
            ])
        #expect(Self.names.count == Set(Self.names).count)
    }

    @Test("says what each parameter and each member of its result means, and of nothing else", arguments: names)
    func described(_ name: String) throws {
        let method = try method(name)
        let page = try page(method)
        #expect(page.params.filter(\.text.isEmpty).map(\.name) == [])
        #expect(Set(method.fields.keys) == Set(page.params.map(\.name)))
        let members = page.result["properties"]?.objectValue ?? [:]
        #expect(members.filter { $0.value["description"] == nil }.map(\.key) == [])
        #expect(Set(method.resultFields.keys) == Set(members.keys))
        #expect(method.summary.hasSuffix("."))
    }

    @Test("has examples that are what it takes and gives", arguments: names)
    func examples(_ name: String) throws {
        let method = try method(name)
        #expect(!method.examples.isEmpty)
        for example in method.examples { try check(example, of: method) }
    }

    private func check<Method: APIMethod>(_ example: Example, of method: Method.Type) throws {
        let params = try JSONValue(parsing: Array(example.params.utf8))
        let result = try JSONValue(parsing: Array(example.result.utf8))
        let decodedParams = try params.decode(Method.Params.self, unknownKeys: .refused)
        let decodedResult = try result.decode(Method.Result.self, unknownKeys: .refused)
        #expect(try JSONValue(parsing: JSONWriter.encode(decodedParams)) == params)
        #expect(try JSONValue(parsing: JSONWriter.encode(decodedResult)) == result)
        let required = try page(method).params.filter(\.isRequired).map(\.name)
        #expect(Set(required).isSubset(of: Set(params.objectValue?.keys.map(\.self) ?? [])))
    }

    @Test("refuses a parameter that it does not know", arguments: names)
    func unknown(_ name: String) throws {
        let method = try method(name)
        for example in method.examples { try checkUnknown(example, of: method) }
    }

    private func checkUnknown<Method: APIMethod>(_ example: Example, of method: Method.Type) throws {
        var params = try #require(JSONValue(parsing: Array(example.params.utf8)).objectValue)
        params["nobodyKnowsThis"] = 1
        let changed = JSONValue.object(params)
        #expect(throws: JSONError.unknownKey(path: "nobodyKnowsThis")) {
            try changed.decode(Method.Params.self, unknownKeys: .refused)
        }
    }

    @Test("refuses to go without what it calls required", arguments: names)
    func missing(_ name: String) throws {
        let method = try method(name)
        for param in try page(method).params.filter(\.isRequired) {
            for example in method.examples { try checkMissing(param.name, example, of: method) }
        }
    }

    private func checkMissing<Method: APIMethod>(_ name: String, _ example: Example, of method: Method.Type) throws {
        var params = try #require(JSONValue(parsing: Array(example.params.utf8)).objectValue)
        params[name] = nil
        let changed = JSONValue.object(params)
        #expect(throws: JSONError.missing(path: name)) {
            try changed.decode(Method.Params.self, unknownKeys: .refused)
        }
    }
}
