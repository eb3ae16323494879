import Domain
import JSON
import Synchronization
import TestSupport
import Transport

@testable import Graph

/// As much of Graph as a send meets: drafts, attachments, upload sessions, sending. Requests are known by what they do.
final class DraftGraph: Sendable {
    enum Step: String, Sendable, CaseIterable {
        case create, correct, attach, open, slice, progress, cancel, send, discard, look
    }
    /// What goes wrong, once.
    enum Fault: Sendable {
        /// The request never arrives.
        case lost(TransportError)
        /// It is carried out, and nobody hears of it.
        case unanswered
        /// Nothing is done, and this is said.
        case refused(Answer)
        /// It is carried out, and this is said instead.
        case said(Answer)
        /// The asker hangs, before anything is done or when all is, and never hears of it.
        case hangs(carriedOut: Bool, reached: Gate, release: Gate)
    }
    struct File: Sendable {
        var description: JSONValue
        var bytes: [UInt8]
    }
    struct Draft: Sendable {
        var mime: [UInt8]
        var changes: [JSONValue] = []
        var files: [File] = []
        var isDraft = true
    }
    fileprivate struct Session {
        var draft: String
        var item: JSONValue
        var bytes: [UInt8] = []
    }
    fileprivate struct State {
        var steps: [Step] = []
        var drafts: [String: Draft] = [:]
        var made = 0
        var sessions: [String: Session] = [:]
        var faults: [Step: [Fault]] = [:]
        var sends = 0
        var answer = ""
    }
    private let state = Mutex(State())

    /// What is said of a new draft besides its id: members of an object.
    init(draft members: String = "") { state.withLock { $0.answer = members } }

    /// In order.
    var steps: [Step] { state.withLock { $0.steps } }
    var drafts: [String: Draft] { state.withLock { $0.drafts } }
    /// How often a message really went out.
    var sends: Int { state.withLock { $0.sends } }
    var sessions: Int { state.withLock { $0.sessions.count } }

    /// The first occasions of a step meet these, in order; `nil` is one that nothing is wrong with.
    func fault(_ step: Step, _ faults: Fault...) { fault(step, faults) }

    func fault(_ step: Step, _ faults: [Fault]) { state.withLock { $0.faults[step] = faults } }

    func endSessions() { state.withLock { $0.sessions = [:] } }

    func rig(user: String? = nil, isAppOnly: Bool = false, settings: GraphSettings = GraphSettings()) -> Rig {
        Rig(user: user, isAppOnly: isAppOnly, settings: settings) { request throws(TransportError) in
            try await self.answer(request)
        }
    }

    func answer(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let (step, id) = Self.step(of: request)
        let fault = state.withLock { state -> Fault? in
            state.steps.append(step)
            guard state.faults[step]?.isEmpty == false else { return nil }
            return state.faults[step]?.removeFirst()
        }
        switch fault {
        case nil: return try carryOut(step, id, request).response()
        case .lost(let error): throw error
        case .refused(let answer): return try answer.response()
        case .unanswered:
            _ = carryOut(step, id, request)
            throw .closed("the answer was lost")
        case .said(let answer):
            _ = carryOut(step, id, request)
            return try answer.response()
        case .hangs(let isCarriedOut, let reached, let release):
            if isCarriedOut { _ = carryOut(step, id, request) }
            await reached.open()
            await release.wait()
            throw .cancelled  // a process that is gone tries nothing again
        }
    }

    /// What a request is, and the draft or session that it is about.
    private static func step(of request: HTTPRequest) -> (Step, String) {
        if request.url.hasPrefix(uploads) {
            let id = String(request.url.dropFirst(uploads.count))
            switch request.method {
            case .put: return (.slice, id)
            case .delete: return (.cancel, id)
            default: return (.progress, id)
            }
        }
        let path = request.url.prefix { $0 != "?" }.split(separator: "/")
        let places = path.drop { $0 != "messages" }.dropFirst().map(String.init)
        switch (request.method, places.dropFirst().joined(separator: "/")) {
        case (.post, "send"): return (.send, places[0])
        case (.post, "attachments"): return (.attach, places[0])
        case (.post, "attachments/createUploadSession"): return (.open, places[0])
        case (.post, _): return (.create, "")
        case (.patch, _): return (.correct, places[0])
        case (.delete, _): return (.discard, places[0])
        default: return (.look, places[0])
        }
    }

    static let uploads = "https://uploads.example/session?authtoken="

    private func carryOut(_ step: Step, _ id: String, _ request: HTTPRequest) -> Answer {
        let body = request.body?.withExposed { $0 } ?? []
        return state.withLock { $0.carryOut(step, id, body, range: request.headers.value(of: "Content-Range")) }
    }
}

extension DraftGraph.State {
    private static let missing = Answer.error(404, "ErrorItemNotFound")

    fileprivate mutating func carryOut(
        _ step: DraftGraph.Step, _ id: String, _ body: [UInt8], range: String?
    ) -> Answer {
        switch step {
        case .create: return create(body)
        case .slice: return take(body, id, range ?? "")
        case .progress:
            guard let session = sessions[id] else { return Self.missing }
            return .json(#"{"nextExpectedRanges":["\#(session.bytes.count)-"]}"#)
        case .cancel:
            return sessions.removeValue(forKey: id) == nil ? Self.missing : .status(204)
        case .correct, .attach, .open, .send, .discard, .look:
            guard drafts[id] != nil else { return Self.missing }
            return change(step, id, (try? JSONValue(parsing: body)) ?? .null)
        }
    }

    private mutating func create(_ body: [UInt8]) -> Answer {
        guard let mime = Base64(String(decoding: body, as: UTF8.self)) else {
            return .error(400, "ErrorMimeContentInvalidBase64String")
        }
        made += 1
        drafts["draft-\(made)"] = DraftGraph.Draft(mime: mime.bytes)
        return .status(201, [:], #"{"id":"draft-\#(made)"\#(answer.isEmpty ? "" : ",\(answer)")}"#)
    }

    private mutating func change(_ step: DraftGraph.Step, _ id: String, _ json: JSONValue) -> Answer {
        switch step {
        case .correct:
            drafts[id]?.changes.append(json)
            return .json("{}")
        case .attach:
            let bytes = json["contentBytes"]?.stringValue.flatMap { Base64($0) }?.bytes ?? []
            drafts[id]?.files.append(DraftGraph.File(description: json, bytes: bytes))
            return .status(201, [:], "{}")
        case .open:
            let name = "\(id)-\(sessions.count)"
            sessions[name] = DraftGraph.Session(draft: id, item: json["AttachmentItem"] ?? .null)
            return .status(201, [:], #"{"uploadUrl":"\#(DraftGraph.uploads + name)","nextExpectedRanges":["0-"]}"#)
        case .send:
            guard drafts[id]?.isDraft == true else { return Self.missing }
            drafts[id]?.isDraft = false
            sends += 1
            return .status(202)
        case .discard:
            drafts[id] = nil
            return .status(204)
        default: return .json(#"{"isDraft":\#(drafts[id]?.isDraft == true)}"#)
        }
    }

    private mutating func take(_ slice: [UInt8], _ id: String, _ range: String) -> Answer {
        guard var session = sessions[id], let size = session.item["size"]?.integerValue else { return Self.missing }
        let end = session.bytes.count + slice.count
        guard range == "bytes \(session.bytes.count)-\(end - 1)/\(size)" else {
            return .error(416, "InvalidRange")
        }
        session.bytes += slice
        sessions[id] = session
        guard end == Int(size) else { return .json(#"{"NextExpectedRanges":["\#(end)"]}"#) }
        drafts[session.draft]?.files.append(DraftGraph.File(description: session.item, bytes: session.bytes))
        sessions[id] = nil
        return .status(201)
    }
}
