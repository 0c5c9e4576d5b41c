using System.Text.RegularExpressions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Recognition;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>What a page without the expected content looks like: servers show login and maintenance pages with status 200.</summary>
internal static partial class PageKind
{
    /// <summary>For a listing without items. Null: nothing tells, so its structure has changed.</summary>
    public static SourceException? OfEmptyListing(HtmlPage page) => Fault(page, head => PageSigns.SaysMaintenance(head) || Busy().IsMatch(head), null);

    /// <summary>For a detail page that lacks its title or its files: by unmistakable words only, since a dataset may be about maintenance.</summary>
    public static SourceException? OfBareDetail(HtmlPage page) => Fault(page, CertainMaintenance().IsMatch, Login());

    /// <summary>For a page that was looked into for datasets and describes none. Null: an ordinary page.</summary>
    public static SourceException? OfPageWithoutDataset(HtmlPage page) => Fault(page, PageSigns.SaysMaintenance, null);

    private static SourceException? Fault(HtmlPage page, Predicate<string> isClosed, Regex? login)
    {
        var heads = page.Root.QuerySelectorAll("title, h1, h2").Select(head => ElementText.Clean(Nfkc.Of(ElementText.Of(head)))).ToList();
        if (heads.Find(isClosed) is { } words)
        {
            return new SourceException("maintenance-page", Whose.Source, FetchFaults.Show(page.Url),
                $"The page says \"{(words.Length <= 100 ? words : words[..100] + "…")}\" and has nothing of what was expected: the site is under maintenance; nothing of it was taken, the next run asks again.");
        }

        // Many sites have a small login form on every page.
        var isLogin = PageSigns.IsLoginAddress(page.Url)
            || (page.Root.QuerySelector("input[type=password i]") is not null && (login is null || heads.Exists(login.IsMatch)));
        if (!isLogin)
            return null;
        return new SourceException("login-page", Whose.Source, FetchFaults.Show(page.Url),
            "The page asks for a password, or is one of a sign-on, and has nothing of what was expected: it is a login page; nothing of it was taken. Open the address in a browser: a public page stands elsewhere, or is gone.");
    }

    [GeneratedRegex("ログイン|サインイン|認証|log ?in|sign ?in", RegexOptions.IgnoreCase)]
    private static partial Regex Login();

    [GeneratedRegex("ただいま|只今|しばらく|準備中|混み合|混雑|(?:休止|停止)(?:の|し|に|$)")]
    private static partial Regex Busy();

    [GeneratedRegex("メンテナンス(?:中|のため|作業)|ただいま.*(?:メンテナンス|停止|休止|混み合|混雑|利用できません)|(?:システム|サービス|サイト|ホームページ).*(?:停止中|休止中|停止して|休止して)|しばらくお待ち|(?:under|scheduled|system) maintenance|service unavailable|temporarily unavailable", RegexOptions.IgnoreCase)]
    private static partial Regex CertainMaintenance();
}
