internal import Doorway
internal import JSON
internal import Tenant

extension ControlDoor {
    func faults(_ request: WebRequest, id: String?) throws(ControlError) -> WebResponse {
        guard let id else {
            switch request.method {
            case "GET":
                return .json(
                    200, ["faults": .array(sandbox.faults.faults.map { FaultReading.json($0.fault, id: $0.id) })])
            case "POST":
                let json: JSONValue
                do throws(JSONError) { json = try JSONValue(parsing: request.body) } catch {
                    throw .malformed("the body is no JSON: \(error)")
                }
                let fault = try FaultReading.fault(json)
                return .json(201, FaultReading.json(fault, id: sandbox.faults.set(fault)))
            case "DELETE":
                sandbox.faults.clearAll()
                return .empty(204)
            default: throw .methodNotAllowed("GET, POST, DELETE")
            }
        }
        guard request.method == "DELETE" else { throw .methodNotAllowed("DELETE") }
        guard let number = Int(id), sandbox.faults.clear(number) else { throw .notFound("fault \(id)") }
        return .empty(204)
    }
}
