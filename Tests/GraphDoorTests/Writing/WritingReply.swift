import Doorway
import JSON

/// What the door answered, read.
struct WritingReply {
    let status: Int
    let headers: WebHeaders
    let bytes: [UInt8]
    let json: JSONValue
    let delivery: WebResponse.Delivery

    init(_ response: WebResponse) {
        status = response.status
        headers = response.headers
        bytes =
            switch response.body {
            case .bytes(let bytes): bytes
            case .made(let count, let read): read(0..<count)
            }
        json = (try? JSONValue(parsing: bytes)) ?? .null
        delivery = response.delivery
    }

    var code: String? { json["error"]?["code"]?.stringValue }
    var message: String? { json["error"]?["message"]?.stringValue }
    var id: String { json["id"]?.stringValue ?? "" }
}
