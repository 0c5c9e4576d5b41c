using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages.Coverage;

/// <summary>The past day of which a page is asked for: <c>?day=2026-04-01</c>, in Japan.</summary>
internal static class AskedDay
{
    /// <summary>Null: none, or no day; the page then shows the newest figures and says of which day they are.</summary>
    public static DateOnly? Of(HttpRequest request) =>
        DateOnly.TryParseExact(request.Query["day"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
