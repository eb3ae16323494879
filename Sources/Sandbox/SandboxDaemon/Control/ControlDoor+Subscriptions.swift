internal import Doorway
internal import GraphDoor
internal import Tenant

extension ControlDoor {
    /// `subscriptions/{id}/{event}`: the subscriber hears at once that something was missed, that the subscription was
    /// removed, or that it has to be authorised again.
    func subscriptions(
        _ request: WebRequest, id: String, event: String
    ) async throws(ControlError) -> WebResponse {
        guard request.method == "POST" else { throw .methodNotAllowed("POST") }
        guard let event = LifecycleEvent(rawValue: event) else { throw .notFound("such event") }
        guard let id = GUID(id), await tellSubscriber(id, event) else { throw .notFound("such subscription") }
        return .empty(204)
    }
}
