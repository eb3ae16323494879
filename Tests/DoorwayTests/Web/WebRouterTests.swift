import Doorway
import Testing

@Suite("Dispatch by path")
struct WebRouterTests {
    private struct Named: WebHandler {
        var name: String
        func answer(_ request: WebRequest) async -> WebResponse { .text(200, name) }
    }

    @Test(
        "gives a request to the longest prefix of whole segments",
        arguments: [
            ("/v1.0", "graph"), ("/v1.0/me", "graph"), ("/v1.0x", "other"), ("/api/v2.0/x", "uploads"),
            ("/api", "other"), ("/sandbox/faults", "control"), ("/sandbox/deep/x", "deep"), ("/", "other"),
        ])
    func dispatch(path: String, name: String) async {
        let router = WebRouter(
            [
                ("/v1.0", Named(name: "graph")), ("/api/v2.0", Named(name: "uploads")),
                ("/sandbox", Named(name: "control")), ("/sandbox/deep", Named(name: "deep")),
            ], otherwise: Named(name: "other"))
        let response = await router.answer(WebRequest(method: "GET", path: path))
        #expect(response.body.allBytes == Array(name.utf8))
    }
}
