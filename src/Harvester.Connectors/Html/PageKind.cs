using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Recognition;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>What a page without the expected content looks like: servers show login and maintenance pages with status 200.</summary>
internal static class PageKind
{
    /// <summary>For a listing without items. Null: nothing tells, so its structure has changed.</summary>
    public static SourceException? OfEmptyListing(HtmlPage page) => Fault(page, PageSigns.SaysMaintenance, null);

    /// <summary>For a detail page that lacks its title or its files: by unmistakable words only, since a dataset may be about maintenance.</summary>
    public static SourceException? OfBareDetail(HtmlPage page) => Fault(page, PageSigns.SurelySaysMaintenance, PageSigns.SaysLogin);

    /// <summary>For a page that was looked into for datasets and describes none. Null: an ordinary page.</summary>
    public static SourceException? OfPageWithoutDataset(HtmlPage page) => Fault(page, PageSigns.SaysMaintenance, null);

    private static SourceException? Fault(HtmlPage page, Predicate<string> isClosed, Predicate<string>? saysLogin)
    {
        var heads = page.Root.QuerySelectorAll("title, h1, h2").Select(head => ElementText.Clean(Nfkc.Of(ElementText.Of(head)))).ToList();
        if (heads.Find(isClosed) is { } words)
        {
            return new SourceException("maintenance-page", Whose.Source, FetchFaults.Show(page.Url),
                $"The page says \"{(words.Length <= 100 ? words : words[..100] + "…")}\" and has nothing of what was expected: the site is under maintenance; nothing of it was taken, the next run asks again.");
        }

        // Many sites have a small login form on every page.
        var isLogin = PageSigns.IsLoginAddress(page.Url)
            || (page.Root.QuerySelector("input[type=password i]") is not null && (saysLogin is null || heads.Exists(saysLogin)));
        if (!isLogin)
            return null;
        return new SourceException("login-page", Whose.Source, FetchFaults.Show(page.Url),
            "The page asks for a password, or is one of a sign-on, and has nothing of what was expected: it is a login page; nothing of it was taken. Open the address in a browser: a public page stands elsewhere, or is gone.");
    }
}
