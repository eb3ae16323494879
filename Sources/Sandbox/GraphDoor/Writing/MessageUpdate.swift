internal import Doorway
internal import JSON
internal import Tenant

/// Changes a message: anything in a draft, a few things in others (reference sheet §C8).
enum MessageUpdate {
    static func update(_ call: MailboxCall) async throws(GraphError) -> WebResponse {
        let json = try RequestBody.object(call.request, facts: call.facts)
        let now = call.now
        let message = try call.change { (state) throws(GraphError) in
            let old = try call.message(in: state)
            try call.checkIfMatch(old)
            var editor = MessageEditor(
                facts: call.facts, stage: old.isDraft ? .draft : .delivered, now: now,
                fields: MessageFields(old, state.letter(of: old)))
            try editor.apply(json)
            let edited = editor
            return try call.translating { () throws(MailboxError) in
                try state.update(old.number, at: now) { message in
                    edited.fields.setState(of: &message)
                    if edited.changesLetter { message.content = .written(edited.fields.changedLetter) }
                }
            }
        }
        return call.answer(200, message)
    }
}

extension MessageFields {
    /// The letter without the bytes in which it came: they no longer say the same.
    var changedLetter: Letter {
        var changed = letter
        changed.arrived = nil
        return changed
    }
}
