using Harvester.Web.Accounts;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Actions;

/// <summary>The end of an act: back to the page of its form, which says what was done.</summary>
internal static class Told
{
    /// <param name="otherwise">Where to, if the form does not say where it stood.</param>
    public static IResult Then(HttpContext context, Sessions sessions, Func<Language, string> sentence, Func<Language, string> otherwise)
    {
        var language = PageContext.Of(context.Request).Language;
        sessions.Tell(context, sentence(language));
        return Back.SeeOther(context, Back.Of(context.Request.Form, otherwise(language)));
    }
}
