/// What a database looks like, as the list of scripts that bring an empty one there. A step that was released is never changed:
/// what comes later is a step behind it.
package struct DatabaseSchema: Sendable {
    /// Tells our files from any other program's, and from one another (`PRAGMA application_id`).
    package let applicationID: Int32
    /// SQL, each run in one transaction. Their number is the schema's version (`PRAGMA user_version`).
    package let steps: [String]

    package init(applicationID: Int32, steps: [String]) {
        self.applicationID = applicationID
        self.steps = steps
    }

    package var version: Int { steps.count }
}
