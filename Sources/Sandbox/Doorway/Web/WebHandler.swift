/// A door of HTTP: whole request in, whole answer out.
package protocol WebHandler: Sendable {
    func answer(_ request: WebRequest) async -> WebResponse
}
