internal import JSON
internal import Synchronization
internal import Transport

/// Sign-ins on another device (RFC 8628; reference sheet, section A11).
extension FakeProvider {
    /// What the user does with a code that he was shown.
    package func answer(_ userCode: String, _ stage: FakeDevice.Stage) {
        state.withLock { state in
            for (code, device) in state.devices where device.userCode == userCode { state.devices[code]?.stage = stage }
        }
    }

    func beginDevice(_ form: [String: String], isEntra: Bool) -> HTTPResponse {
        state.withLock { state in
            state.serial += 1
            let code = "device-CANARY-\(state.serial)"
            let userCode = "CODE\(state.serial)"
            var request = form
            if isEntra { request["response_mode"] = "query" }
            state.devices[code] = FakeDevice(request: request, userCode: userCode)
            var answer: [String: JSONValue] = [
                "device_code": .string(code), "user_code": .string(userCode), "expires_in": .integer(900),
                "interval": .integer(5), "verification_uri": .string("https://id.example/device"),
                "message": .string("Enter \(userCode)."),
            ]
            for (name, value) in state.behaviour.deviceAnswer { answer[name] = value == .null ? nil : value }
            return .json(.object(answer))
        }
    }

    func device(_ form: [String: String]) -> HTTPResponse {
        let code = form["device_code"] ?? ""
        guard let device = state.withLock({ $0.devices[code] }), device.request["client_id"] == form["client_id"] else {
            return .refusal("bad_verification_code", codes: [70018])
        }
        switch device.stage {
        case .waiting: return .refusal("authorization_pending", codes: [70016])
        case .declined: return .refusal("authorization_declined", codes: [65004])
        case .redeemed: return .refusal("invalid_grant", codes: [54005])
        case .approved:
            state.withLock { $0.devices[code]?.stage = .redeemed }
            return tokens(form, consent: device.request)
        }
    }
}
