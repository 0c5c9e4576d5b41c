using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages;

/// <summary>What every page knows of its request.</summary>
/// <param name="OtherLanguage">Address of the same page in the other language.</param>
public sealed record PageContext(Language Language, string OtherLanguage)
{
    public static PageContext Of(HttpRequest request)
    {
        var language = Language.Of(request.Query["lang"]);
        var query = request.Query
            .Where(pair => pair.Key != "lang")
            .SelectMany(pair => pair.Value, (pair, value) => new KeyValuePair<string, string?>(pair.Key, value));
        if (language.Other.IsEnglish)
            query = query.Append(new("lang", "en"));
        return new PageContext(language, request.PathBase + request.Path.ToUriComponent() + QueryString.Create(query));
    }
}
