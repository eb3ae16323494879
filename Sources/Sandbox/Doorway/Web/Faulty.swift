internal import JSON
package import Tenant

/// Answers one request as the switchboard wants it, and records it.
package enum Faulty {
    /// The faults that any HTTP door can have.
    private static let names: Set<FaultName> = [
        .status, .dropBefore, .dropAfter, .slow, .late, .truncated, .html, .emptyBody, .redirect, .huge,
        .endless,
    ]

    /// - Parameters:
    ///   - refusal: the door's own error answer for a status that a fault asks for; `Retry-After` is added here.
    ///   - act: what the door does when no fault is in the way. It runs as well under the faults that strike afterwards.
    package static func answer(
        _ request: WebRequest, in sandbox: Sandbox, at occasion: Occasion, refusal: (_ status: Int) -> WebResponse,
        act: () async -> WebResponse
    ) async -> WebResponse {
        let response: WebResponse
        if let fault = sandbox.faults.take(names, at: occasion) {
            response = await faulty(fault, request, refusal, act)
        } else {
            response = await act()
        }
        sandbox.recorder.add(
            RequestRecord(request, at: sandbox.clock.now, occasion: occasion, answered: response))
        return response
    }

    private static func faulty(
        _ fault: Fault, _ request: WebRequest, _ refusal: (Int) -> WebResponse, _ act: () async -> WebResponse
    ) async -> WebResponse {
        switch fault.name {
        case .status: return Self.refusal(of: fault, refusal)
        case .html: return .html(fault.pageStatus, gatewayPage)
        case .dropBefore: return delivered(WebResponse(status: 503), .dropped)
        case .dropAfter: return delivered(await act(), .dropped)
        case .truncated: return delivered(await act(), .truncated)
        case .slow:
            let rate = fault.parameters["bytesPerSecond"]?.integerValue.flatMap(Int.init(exactly:)) ?? 1_000
            return delivered(await act(), .slow(bytesPerSecond: max(1, rate)))
        case .late:
            let response = await act()
            let wait = fault.parameters["milliseconds"]?.integerValue ?? 1_000
            try? await Task.sleep(for: .milliseconds(max(0, min(wait, 600_000))))
            return response
        case .emptyBody:
            _ = await act()
            return .empty(200)
        case .redirect: return .redirect(to: fault.parameters["location"]?.stringValue ?? request.origin + request.path)
        case .huge: return huge(fault.parameters["bytes"]?.integerValue.flatMap(Int.init(exactly:)) ?? 1 << 30)
        case .endless: return delivered(huge(1, end: []), .endless)
        default: return await act()
        }
    }

    /// JSON like a token's, with a string so long. Without its end it goes on where somebody repeats its last byte.
    private static func huge(_ bytes: Int, end: [UInt8] = Array(#""}"#.utf8)) -> WebResponse {
        let beginning = Array(#"{"token_type":"Bearer","expires_in":3600,"access_token":""#.utf8)
        let middle = beginning.count..<beginning.count + max(1, bytes)
        var response = WebResponse(status: 200, headers: ["Content-Type": "application/json; charset=utf-8"])
        response.body = .made(count: middle.upperBound + end.count) { range in
            range.map { place in
                if place < middle.lowerBound { return beginning[place] }
                return place < middle.upperBound ? UInt8(ascii: "A") : end[place - middle.upperBound]
            }
        }
        return response
    }

    /// The door's own answer for the status that `http.status` asks for, 503 for one that does not exist.
    package static func refusal(of fault: Fault, _ refusal: (_ status: Int) -> WebResponse) -> WebResponse {
        var response = refusal(fault.status ?? 503)
        if let seconds = fault.retryAfter { response.headers["Retry-After"] = seconds }
        return response
    }

    private static func delivered(_ response: WebResponse, _ delivery: WebResponse.Delivery) -> WebResponse {
        var response = response
        response.delivery = delivery
        return response
    }

    private static let gatewayPage = """
        <html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center>\
        <hr><center>Microsoft-Azure-Application-Gateway/v2</center></body></html>
        """
}

extension Fault {
    /// As the header is to say it; nil when it is to be left out.
    package var retryAfter: String? {
        parameters["retryAfter"].flatMap { $0.stringValue ?? $0.integerValue.map { "\($0)" } }
    }

    /// Of a page: gateways answer with 200, too.
    fileprivate var pageStatus: Int {
        let status = parameters["status"]?.integerValue.flatMap(Int.init(exactly:)) ?? 502
        return (200...599).contains(status) ? status : 502
    }

    /// The HTTP status it asks for; nil when it names none that exists.
    fileprivate var status: Int? {
        parameters["status"]?.integerValue.flatMap(Int.init(exactly:)).flatMap { (400...599).contains($0) ? $0 : nil }
    }
}
