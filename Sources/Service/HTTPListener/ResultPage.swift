/// The pages that the user sees: fixed texts, so that nothing of the redirect can get into them.
enum ResultPage {
    static func html(_ outcome: RedirectOutcome) -> String {
        let (title, text) = words(outcome)
        return """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>\(title)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>body{font:1.1em/1.5 system-ui,sans-serif;max-width:34em;margin:4em auto;padding:0 1em}</style>
            </head><body><h1>\(title)</h1><p>\(text)</p></body></html>

            """
    }

    private static func words(_ outcome: RedirectOutcome) -> (title: String, text: String) {
        switch outcome {
        case .done: ("Signed in", "The sign-in is complete. You can close this window.")
        case .consented: ("Agreed", "Your consent is noted. You can close this window.")
        case .refused: ("Not signed in", "The sign-in was declined. Nothing was changed; you can start again.")
        case .expired:
            (
                "Link too old",
                "This sign-in has expired or was completed before. Please start it again from the beginning."
            )
        case .wrongIdentity:
            ("Another account", "Somebody other than expected signed in. Nothing was changed; please start again.")
        case .failed:
            ("Not signed in", "The sign-in could not be completed. The program that started it knows why.")
        case .invalid: ("Not a sign-in", "This address did not come from a sign-in page.")
        }
    }
}
