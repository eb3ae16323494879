/// What went wrong on the page before, said where a screen reader announces it.
enum Notice {
    static func markup(_ text: String?) -> Markup {
        guard let text else { return "" }
        return #"<p class="bad" role="alert" id="errorText">\#(text)</p>"#
    }
}
