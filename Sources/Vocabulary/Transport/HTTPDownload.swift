/// One HTTP response whose body is still on its way.
package struct HTTPDownload: Sendable {
    package var status: Int
    package var headers: [HTTPField]
    package var body: any HTTPBody

    package init(status: Int, headers: [HTTPField] = [], body: any HTTPBody) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
