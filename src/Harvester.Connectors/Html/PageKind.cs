using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>What a page without the expected content looks like: servers show login and maintenance pages with status 200.</summary>
internal static partial class PageKind
{
    /// <summary>For a listing without items. Null: nothing tells, so its structure has changed.</summary>
    public static SourceException? OfEmptyListing(HtmlPage page) => Fault(page, Maintenance(), null);

    /// <summary>For a detail page that lacks its title or its files: by unmistakable words only, since a dataset may be about maintenance.</summary>
    public static SourceException? OfBareDetail(HtmlPage page) => Fault(page, CertainMaintenance(), Login());

    private static SourceException? Fault(HtmlPage page, Regex maintenance, Regex? login)
    {
        var heads = page.Root.QuerySelectorAll("title, h1, h2").Select(head => ElementText.Clean(Nfkc.Of(ElementText.Of(head)))).ToList();
        if (heads.Find(maintenance.IsMatch) is { } words)
        {
            return new SourceException("maintenance-page", Whose.Source, FetchFaults.Show(page.Url),
                $"The page says \"{(words.Length <= 100 ? words : words[..100] + "…")}\" and has nothing of what was expected: the site is under maintenance; nothing of it was taken, the next run asks again.");
        }

        // Many sites have a small login form on every page.
        if (page.Root.QuerySelector("input[type=password i]") is null || (login is not null && !heads.Exists(login.IsMatch)))
            return null;
        return new SourceException("login-page", Whose.Source, FetchFaults.Show(page.Url),
            "The page asks for a password and has nothing of what was expected: it is a login page; nothing of it was taken. Open the address in a browser: a public page stands elsewhere, or is gone.");
    }

    [GeneratedRegex("ログイン|サインイン|認証|log ?in|sign ?in", RegexOptions.IgnoreCase)]
    private static partial Regex Login();

    [GeneratedRegex("メンテナンス|ただいま|只今|工事中|準備中|(?:休止|停止)(?:中|の|し|に|$)|しばらく|混み合|混雑|maintenance|under construction|unavailable|temporarily", RegexOptions.IgnoreCase)]
    private static partial Regex Maintenance();

    [GeneratedRegex("メンテナンス(?:中|のため|作業)|ただいま.*(?:メンテナンス|停止|休止|混み合|混雑|利用できません)|(?:システム|サービス|サイト|ホームページ).*(?:停止中|休止中|停止して|休止して)|しばらくお待ち|(?:under|scheduled|system) maintenance|service unavailable|temporarily unavailable", RegexOptions.IgnoreCase)]
    private static partial Regex CertainMaintenance();
}
