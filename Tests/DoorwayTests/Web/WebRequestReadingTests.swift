import Doorway
import Testing

@Suite("A request, read")
struct WebRequestReadingTests {
    @Test("has its path in decoded segments, and a slash within one stays there")
    func path() {
        #expect(WebRequest(method: "GET", path: "/a/b%2Fc/").pathSegments == ["a", "b/c"])
        #expect(WebRequest(method: "GET", path: "/a/%zz").pathSegments == nil)
    }

    @Test("has credentials whose scheme compares without case")
    func credentials() {
        let request = WebRequest(method: "GET", path: "/", headers: ["AUTHORIZATION": "bearer  abc "])
        #expect(request.credentials("Bearer") == "abc")
        #expect(request.credentials("Basic") == nil)
        #expect(WebRequest(method: "GET", path: "/", headers: ["Authorization": "Bearer"]).credentials("Bearer") == nil)
    }

    @Test("has cookies, the first of a name")
    func cookies() {
        var request = WebRequest(method: "GET", path: "/", headers: ["Cookie": "a=1; b=x=y; a=2;c"])
        #expect(request.cookies == ["a": "1", "b": "x=y"])
        request.headers["Cookie"] = nil
        #expect(request.cookies.isEmpty)
    }

    @Test("has a media type without parameters")
    func mediaType() {
        let request = WebRequest(
            method: "POST", path: "/", headers: ["Content-Type": "Application/X-WWW-Form-URLencoded ; charset=utf-8"])
        #expect(request.isForm)
    }
}
