using Harvester.Core.Access;
using Harvester.Web.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Harvester.Web.Pages;

/// <summary>What every page knows of its request.</summary>
/// <param name="OtherLanguage">Address of the same page in the other language.</param>
public sealed record PageContext(Language Language, string OtherLanguage)
{
    /// <summary>Address of the page itself: forms on it lead back there.</summary>
    public string Address { get; init; } = "/";

    /// <summary>Who is signed in; null: nobody.</summary>
    public Account? Account { get; init; }

    /// <summary>What a form of this page sends back to prove that it is ours; null where nobody is signed in.</summary>
    public string? FormToken { get; init; }

    /// <summary>What came of the act that led here; null: none did.</summary>
    public string? Told { get; init; }

    /// <summary>Path of the page, and what was asked of it, in order.</summary>
    internal string Path { get; init; } = "/";

    internal IReadOnlyList<KeyValuePair<string, string?>> Query { get; init; } = [];

    /// <summary>By which column of which table, see <see cref="Tables.Table.Sorted"/>; null: as they come.</summary>
    internal string? Sort => Asked("sort");

    /// <summary>The first value of a parameter; null: not given.</summary>
    internal string? Asked(string name) => Query.FirstOrDefault(pair => pair.Key == name).Value;

    /// <summary>Address of this page with another value of one parameter; null: without it.</summary>
    internal string With(string name, string? value) => Path + QueryString.Create(
        Query.Where(pair => pair.Key != name).Concat(value is null ? [] : [new KeyValuePair<string, string?>(name, value)]));

    public static PageContext Of(HttpRequest request)
    {
        var language = Language.Of(request.Query["lang"]);
        var query = request.Query
            .Where(pair => pair.Key != "lang")
            .SelectMany(pair => pair.Value, (pair, value) => new KeyValuePair<string, string?>(pair.Key, value));
        if (language.Other.IsEnglish)
            query = query.Append(new("lang", "en"));
        // What answers an act has no address of its own to come back to.
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var path = request.PathBase + request.Path.ToUriComponent();
        var page = new PageContext(language, isRead ? path + QueryString.Create(query) : language.Other.Href("/"))
        {
            Path = path,
            Query = [.. request.Query.SelectMany(pair => pair.Value, (pair, value) => new KeyValuePair<string, string?>(pair.Key, value))],
            Address = isRead ? path + request.QueryString.ToUriComponent() : language.Href("/"),
        };
        var context = request.HttpContext;
        return context.Features.Get<Session>() is { } session
            ? page with { Account = session.Account, FormToken = context.RequestServices.GetRequiredService<Sessions>().FormToken(context), Told = isRead ? session.Told.Value : null }
            : page;
    }
}
