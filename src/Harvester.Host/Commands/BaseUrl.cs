using System.CommandLine;
using Harvester.Host.Composition;

namespace Harvester.Host.Commands;

/// <summary><c>--base-url</c>: under which address the site is known from outside, where that is not the one it listens on.</summary>
internal static class BaseUrl
{
    public static Option<string?> Option(Settings settings) =>
        settings.OptionalText("--base-url", "address under which the site is known, for absolute addresses in feeds and catalogues (none: as each request was sent)", "URL");

    /// <summary>Null where none is given.</summary>
    /// <exception cref="UsageException">It is no absolute http or https address, or has a query, a fragment or a password.</exception>
    public static Uri? Of(Invocation invocation, Option<string?> option)
    {
        if (invocation.Parse.GetValue(option) is not { } text || string.IsNullOrWhiteSpace(text))
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length + address.Fragment.Length + address.UserInfo.Length == 0
            ? Web.SiteAddress.WithSlash(address)
            : throw new UsageException($"--base-url \"{text}\": give an absolute http or https address without query, such as https://data.example.jp/");
    }
}
