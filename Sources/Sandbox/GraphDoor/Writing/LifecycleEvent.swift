/// What a subscriber is told of the subscription itself (reference sheet §C12).
package enum LifecycleEvent: String, CaseIterable, Sendable {
    case reauthorizationRequired, subscriptionRemoved, missed
}
