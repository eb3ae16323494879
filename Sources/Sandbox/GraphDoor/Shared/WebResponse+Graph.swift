internal import Doorway
internal import JSON

extension WebResponse {
    /// JSON of the content type that Graph has for it (reference sheet §C).
    static func graph(_ value: JSONValue, status: Int = 200) -> WebResponse {
        .json(
            status, value,
            [
                "Content-Type": "application/json;odata.metadata=minimal;odata.streaming=true;"
                    + "IEEE754Compatible=false;charset=utf-8"
            ])
    }
}
