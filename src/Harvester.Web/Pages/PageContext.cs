using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages;

/// <summary>What every page knows of its request.</summary>
/// <param name="OtherLanguage">Address of the same page in the other language.</param>
public sealed record PageContext(Language Language, string OtherLanguage)
{
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
        var path = request.PathBase + request.Path.ToUriComponent();
        return new PageContext(language, path + QueryString.Create(query))
        {
            Path = path,
            Query = [.. request.Query.SelectMany(pair => pair.Value, (pair, value) => new KeyValuePair<string, string?>(pair.Key, value))],
        };
    }
}
